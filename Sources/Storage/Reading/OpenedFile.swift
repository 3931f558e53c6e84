import Domain
import Foundation

/// All that is opened and read of a database file when a generation is opened; all of one file.
struct OpenedFile {
  /// Times that opening starts over because the file was replaced meanwhile.
  private static let attempts = 5

  let bytes: Int
  let metadata: GenerationMetadata
  let embedder: EmbedderIdentity?
  let counts: [SourceCount]
  let datasets: [StoredDataset]
  let documentCount: Int
  let chunkCount: Int
  let regions: [FileRegion.Name: MemoryRegion]
  let lanes: [ReadConnection]

  /// Opens the file that has the name `file` from beginning to end.
  ///
  /// Several connections and mappings are opened by name one after the other; a rebuild may put a new file there
  /// in between. Then none of them is used.
  static func open(_ file: URL, connections: Int) throws -> OpenedFile {
    for _ in 1..<attempts {
      let identity = FileIdentity(file)
      let opened = Result { try OpenedFile(file, connections: connections) }
      if FileIdentity(file) == identity { return try opened.get() }
    }
    return try OpenedFile(file, connections: connections)
  }

  private init(_ file: URL, connections: Int) throws {
    let tables = try FileHeader.check(file)
    bytes = try file.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
    do {
      let first = try ReadConnection(file: file)
      (metadata, embedder) = try first.metadata()
      counts = try first.counts()
      datasets = try first.datasets()
      documentCount = try first.number(key: MetadataKey.documents)
      chunkCount = try first.number(key: MetadataKey.chunks)
      regions = try Self.map(file, behind: tables) { try first.text(key: $0) }
      lanes = try [first] + (1..<connections).map { _ in try ReadConnection(file: file) }
    } catch StorageError.sql(let message, _) {
      throw StorageError.damaged(file: file.path, reason: message)
    }
  }

  private static func map(
    _ file: URL, behind tables: Int, text: (_ key: String) throws -> String?
  ) throws -> [FileRegion.Name: MemoryRegion] {
    var regions: [FileRegion.Name: MemoryRegion] = [:]
    for name in FileRegion.Name.allCases {
      guard let text = try text(name.key) else { continue }
      guard let region = FileRegion(text) else {
        throw StorageError.damaged(file: file.path, reason: "region \(name.rawValue) is at '\(text)'")
      }
      regions[name] = try FileMapping.map(
        file, offset: FileRegion.aligned(tables) + region.offset, byteCount: region.byteCount)
    }
    return regions
  }
}
