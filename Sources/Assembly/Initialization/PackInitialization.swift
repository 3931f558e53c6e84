import Curation
package import Domain
import Foundation
import KnowledgePacks
import Profiling
import Storage

/// Makes a first pack for data of which nothing is declared.
package struct PackInitialization {
  private let request: InitializationRequest
  private let progress: (_ detail: String, _ fraction: Double) -> Void

  package init(
    _ request: InitializationRequest,
    progress: @escaping (_ detail: String, _ fraction: Double) -> Void = { _, _ in }
  ) {
    (self.request, self.progress) = (request, progress)
  }

  /// Reads all of the data, decides, and writes the pack, which appears as a whole or not at all.
  ///
  /// - Throws: `InitializationError`, `PackError`, `CurationError`, `StorageError`.
  package func run() throws -> PackSummary {
    try checkOutput()
    let language = try language()
    let building = request.output.deletingLastPathComponent()
      .appendingPathComponent(".\(request.output.lastPathComponent).building", isDirectory: true)
    try? FileManager.default.removeItem(at: building)
    do {
      try FileManager.default.createDirectory(at: building, withIntermediateDirectories: true)
    } catch {
      throw InitializationError.unwritable(path: request.output.path, reason: error.localizedDescription)
    }
    defer { try? FileManager.default.removeItem(at: building) }
    var data = try DataIntake(request: request, pack: building).tables()
    let counted = try count(&data, in: building, months: language.months)
    let profile = DataProfile(
      counted, vocabulary: language.vocabulary, everyday: language.words, months: language.months)
    let draft = PackDraft(profile, origin: request.path.lastPathComponent)
    try write(draft, to: building)
    // What was written is read back: a pack that is made is one that a rebuild takes.
    _ = try KnowledgePack(reading: building)
    if FileManager.default.fileExists(atPath: request.output.path) {
      try FileManager.default.removeItem(at: request.output)
    }
    try FileManager.default.moveItem(at: building, to: request.output)
    var summary = draft.summary
    summary.notes += data.notes
    summary.pack = request.output.relativePath
    return summary
  }

  private func checkOutput() throws {
    guard FileManager.default.fileExists(atPath: request.path.path) else {
      throw InitializationError.noData(path: request.path.relativePath)
    }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: request.output.path, isDirectory: &isFolder) else { return }
    let files =
      isFolder.boolValue ? try FileManager.default.contentsOfDirectory(atPath: request.output.path) : ["file"]
    guard files.isEmpty else { throw InitializationError.occupied(output: request.output.relativePath) }
  }

  private struct Language {
    let vocabulary: NamingVocabulary
    let months: [String]
    let words: Set<String>
  }

  private func language() throws -> Language {
    let folder = request.knowledge.appendingPathComponent("language").path
    guard FileManager.default.fileExists(atPath: folder) else {
      throw InitializationError.noLanguage(path: request.knowledge.relativePath)
    }
    let (months, words) = try loadEverydayNames(pack: request.knowledge)
    return Language(
      vocabulary: try loadNamingVocabulary(pack: request.knowledge), months: months, words: words)
  }

  // MARK: - Reading

  private func count(
    _ data: inout DataIntake.Tables, in pack: URL, months: [String]
  ) throws -> [(input: TableInput, profile: TableProfiler)] {
    let vocabulary = try loadNamingVocabulary(pack: request.knowledge)
    var counted: [(input: TableInput, profile: TableProfiler)] = []
    for (index, input) in data.inputs.enumerated() {
      progress(input.name, Double(index) / Double(max(data.inputs.count, 1)))
      let scan = try RecordScan(
        folder: pack.appendingPathComponent("data"), patterns: input.patterns, format: input.format,
        delimiter: input.delimiter, months: months)
      let columns = RecordScan.Columns(fields: input.fields, captures: input.captures)
      let profile = TableProfiler(
        columns: input.fields.count + input.captures.count, missing: vocabulary.missing)
      let counts = try scan.read(columns, elementsOf: input.array?.path, profile)
      if counts.unreadable > 0 {
        data.notes.append(
          "\(counts.unreadable) of \(counts.records) rows of \(input.name) will be rejected: \(counts.firstFault ?? "")"
        )
      }
      counted.append((input, profile))
    }
    guard counted.contains(where: { $0.profile.records > 0 }) else {
      throw InitializationError.noTable(path: request.path.relativePath, unused: data.notes)
    }
    return counted
  }

  // MARK: - Writing

  private func write(_ draft: PackDraft, to pack: URL) throws {
    for (path, text) in draft.files {
      let file = pack.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    try FileManager.default.copyItem(
      at: request.knowledge.appendingPathComponent("language").resolvingSymlinksInPath(),
      to: pack.appendingPathComponent("language"))
    for name in ["catalog/conversation.yaml"] {
      let file = request.knowledge.appendingPathComponent(name)
      guard FileManager.default.fileExists(atPath: file.path) else { continue }
      try FileManager.default.copyItem(at: file, to: pack.appendingPathComponent(name))
    }
  }
}
