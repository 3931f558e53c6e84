import Domain
import Foundation

/// The folder that data is generated into, and the files open in it.
///
/// A hidden file in it lists what was made, so that a later run may replace that, and nothing else.
struct OutputFolder {
  static let manifest = ".pitwall-generated"
  /// Files of one run, at most.
  static let mostFiles = 4096
  /// Bytes held back for a file with a path of its own, and for each of many.
  private static let (largeBuffer, smallBuffer) = (1 << 20, 1 << 16)

  private let folder: URL
  private var files: [OutputFile] = []
  private var index: [String: Int] = [:]

  /// Empties the folder of what an earlier run made; refuses it when it holds anything else.
  init(_ folder: URL) throws(GenerationError) {
    self.folder = folder
    let manager = FileManager.default
    let manifest = folder.appendingPathComponent(Self.manifest)
    let listed = (try? String(contentsOf: manifest, encoding: .utf8)) ?? ""
    let made = listed.split(separator: "\n").map(String.init).filter(Self.isInside)
    let known = Set(made + [Self.manifest])
    for path in (manager.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []).sorted() {
      var isFolder: ObjCBool = false
      let file = folder.appendingPathComponent(path).path
      guard manager.fileExists(atPath: file, isDirectory: &isFolder), !isFolder.boolValue else { continue }
      if !known.contains(path) { throw .foreignFile(path, folder: folder.path) }
    }
    do {
      for path in made {
        let file = folder.appendingPathComponent(path)
        if manager.fileExists(atPath: file.path) { try manager.removeItem(at: file) }
      }
      try manager.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data().write(to: manifest)
    } catch {
      throw .unwritable(file: folder.path, reason: "\(error.localizedDescription)")
    }
  }

  /// Whether a path leads to a file below the folder it is relative to.
  static func isInside(_ path: String) -> Bool {
    !path.isEmpty && !path.hasPrefix("/") && path != manifest
      && path.split(separator: "/", omittingEmptySubsequences: false)
        .allSatisfy { !["", ".", ".."].contains($0) }
  }

  private func list(_ path: String) throws(GenerationError) {
    do {
      let handle = try FileHandle(forWritingTo: folder.appendingPathComponent(Self.manifest))
      defer { try? handle.close() }
      try handle.seekToEnd()
      try handle.write(contentsOf: Array("\(path)\n".utf8))
    } catch {
      throw .unwritable(file: Self.manifest, reason: "\(error.localizedDescription)")
    }
  }

  /// Copies a hand-written file as it is.
  mutating func copy(_ path: String, from source: URL) throws(GenerationError) {
    guard Self.isInside(path) else { throw .path(path, place: "hand_written") }
    let bytes: [UInt8]
    do { bytes = [UInt8](try Data(contentsOf: source.appendingPathComponent(path))) } catch {
      throw .unreadable(file: path, reason: "\(error.localizedDescription)")
    }
    try list(path)
    var file = try OutputFile(path: path, in: folder, format: nil, header: bytes, bufferSize: 0)
    try file.close()
    index[path] = files.count
    files.append(file)
  }

  /// Appends a record to the file of `path`, which is made by its first record.
  mutating func append(
    to path: String, of record: RecordFile,
    _ body: (inout ByteBuffer) throws(GenerationError) -> Void
  ) throws(GenerationError) {
    if let place = index[path] { return try files[place].append(body) }
    try open(path, of: record)
    try files[files.count - 1].append(body)
  }

  /// Makes the file of `path`, with its header, unless it is there.
  mutating func open(_ path: String, of record: RecordFile) throws(GenerationError) {
    guard index[path] == nil else { return }
    guard Self.isInside(path) else { throw .path(path, place: record.declaration.path.place.name) }
    guard files.count < Self.mostFiles else { throw .tooManyFiles(limit: Self.mostFiles) }
    try list(path)
    index[path] = files.count
    files.append(
      try OutputFile(
        path: path, in: folder, format: record.declaration.format, header: record.header,
        bufferSize: record.constantPath == nil ? Self.smallBuffer : Self.largeBuffer))
  }

  /// Closes all files, shortens those that are to look cut off, and gives them in the order they were made in.
  mutating func close(cutOff: [GenerationFile.CutOff]) throws(GenerationError) -> [GeneratedFile] {
    for place in files.indices where files[place].format != nil { try files[place].close() }
    for cut in cutOff {
      if let place = index[cut.path] { try files[place].cut(to: cut.bytes) }
    }
    return files.map { GeneratedFile(path: $0.path, rows: $0.rows, bytes: $0.bytes) }
  }
}
