import Curation
package import Domain
package import Foundation
import Storage

/// Where rows came from, found when it is asked: the files of their source are read again, by the rules and the code that
/// a rebuild reads them by. A rebuild keeps nothing for it.
///
/// Whether the files are still what the generation read is told by what a rebuild goes by itself: the recipe of the
/// source (`Reuse`).
package struct RowLineage {
  private let database: URL
  private let knowledge: URL
  private let generation: Generation
  private let file: URL
  private let pack: KnowledgePack

  /// Of the generation in `file`, which is `database` or one that is kept of it.
  package init(database: URL, generation file: URL, knowledge: URL) throws {
    (self.database, self.knowledge, self.file) = (database, knowledge, file)
    generation = try Generation(opening: file, connections: 1)
    pack = try KnowledgePack(reading: knowledge)
  }

  /// The lineage of the row of a dataset that `key` names: a text for each column of its key, or one with all of them
  /// joined by "/". Fields of personal columns are shown only if asked for.
  ///
  /// - Throws: `LineageError`, `RebuildError`, `CurationError`, `StorageError`.
  package func lineage(of dataset: String, key texts: [String], isPersonal: Bool) throws -> Lineage {
    guard let target = pack.curator.traceable(dataset) else { throw notTraceable(dataset) }
    guard !target.key.isEmpty else { throw LineageError.noKey(dataset: dataset) }
    let key = try values(texts, dataset, target)
    let folders = DataFolders(of: file).urls
    let posted = PostedRecords(of: database)
    let now = try InputFingerprints(pack: knowledge, folders: folders, posted: posted)
    let inputs = try pack.curator.inputs(in: folders, posted: posted)
    let shown = key.map(\.description).joined(separator: "/")
    let records = try pack.curator.trace(key, of: target.source, inputs) { [generation] in
      try Self.values(of: $0, $1, in: generation, $2)
    }
    guard let records else {
      throw LineageError.tooMany(dataset: dataset, key: shown, limit: Curator.mostTraced)
    }
    let row = try row(key, of: target.dataset)
    if records.isEmpty, row == nil {
      throw LineageError.absent(
        dataset: dataset, key: shown, near: try generation.key(near: key, of: target.dataset))
    }
    let kept = records.first { $0.fate == .kept }
    let lineage = Lineage(
      dataset: dataset, source: target.source, generation: generation.metadata.generation,
      key: zip(target.key, key).map { Lineage.KeyPart(column: $0.name, value: $1) }, records: records,
      changedFiles: changed(target.source, inputs, now),
      isUnchanged: try isUnchanged(target.source, inputs, now),
      inGeneration: row == nil ? .absent : row == kept?.fields.map(\.value) ? .same : .different)
    return isPersonal ? lineage : lineage.hiding(try generation.personal(target.dataset.name))
  }

  private func notTraceable(_ dataset: String) -> LineageError {
    let names = pack.curator.datasets.map(\.name) + pack.derived.map(\.dataset.name)
    if let derived = pack.derived.first(where: { $0.dataset.name == dataset }) {
      let words = Reuse.words(of: [derived.sql])
      return .derived(
        dataset: dataset, from: names.filter { $0 != dataset && words.contains($0.lowercased()) })
    }
    for identity in pack.identities where [identity.identities.name, identity.links.name].contains(dataset) {
      return .derived(dataset: dataset, from: [pack.curator.datasets[identity.records].name])
    }
    let all = names + pack.identities.flatMap { [$0.identities.name, $0.links.name] }
    return .unknown(dataset: dataset, candidates: all)
  }

  private func values(_ texts: [String], _ dataset: String, _ target: Curator.Traceable) throws -> [Value] {
    var texts = texts
    if texts.count == 1, target.key.count > 1, let text = texts.first {
      texts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    }
    guard texts.count == target.key.count else {
      throw LineageError.keyParts(dataset: dataset, columns: target.key.map(\.name), found: texts.count)
    }
    return try zip(target.key, texts).map { column, text in
      guard let value = pack.curator.keyValue(text, of: column.name, source: target.source) else {
        throw LineageError.keyValue(
          dataset: dataset, column: column.name, found: text, expected: column.type.inWords)
      }
      return value
    }
  }

  /// The values that the generation's rows have in a column.
  private static func values(
    of dataset: String, _ column: String, in generation: Generation, _ value: (Value) -> Void
  ) throws {
    guard generation.datasets.contains(where: { $0.dataset.name == dataset }) else { return }
    try generation.export(dataset, columns: [column]) { row in row.first.map(value) }
  }

  /// The row of a key; nil when there is none.
  private func row(_ key: [Value], of dataset: Dataset) throws -> [Value]? {
    guard let stored = generation.datasets.first(where: { $0.dataset.name == dataset.name })?.dataset,
      dataset.key.allSatisfy({ name in stored.columns.contains { $0.name == name } })
    else { return nil }
    var found: [Value]?
    try generation.export(dataset.name, where: zip(dataset.key, key).map { (column: $0, value: $1) }) {
      found = $0
    }
    return found
  }

  /// The files of a source that are there now and were not read as they are, and those that were read and are gone.
  private func changed(_ source: String, _ inputs: CurationInputs, _ now: InputFingerprints) -> [String] {
    let files = inputs.sources.first { $0.name == source }?.files.map(\.name) ?? []
    let read = generation.metadata.inputs
    let gone = read.keys.filter { name in
      now.files[name] == nil && pack.curator.feeds(source, path: InputFingerprints.path(of: name))
    }
    return files.filter { now.files[$0] != read[$0] } + gone.sorted()
  }

  /// Whether a rebuild would take the source over from the generation.
  private func isUnchanged(
    _ source: String, _ inputs: CurationInputs, _ now: InputFingerprints
  ) throws -> Bool {
    let program = try generation.text(key: RebuildKey.program) ?? ""
    let reuse = try Reuse(nil, program: program, moment: "")
    reuse.note(inputs, now, HeldFiles([], since: nil, isAlike: false))
    let part = Reuse.Part.source(source)
    return try Reuse.recipes(of: generation)["\(part)"] == reuse.recipe(part)
  }
}

extension ColumnType {
  /// What a text of a key must be.
  fileprivate var inWords: String {
    switch self {
    case .text: "a text"
    case .integer: "a whole number"
    case .date: "a date YYYY-MM-DD"
    case .timestamp: "a timestamp YYYY-MM-DD HH:MM:SS"
    case .real, .decimal: "a number"
    case .boolean: "true or false"
    }
  }
}
