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
  let identity: FileIdentity?
  /// Of an overlay, what it lies on, and the tables that are read from there.
  let base: BaseFile?
  let baseTables: Set<String>

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
    identity = FileIdentity(file)
    let tables = try FileHeader.check(file)
    do {
      let first = try ReadConnection(file: file)
      base = try first.text(key: MetadataKey.base).map { try BaseFile(named: $0, of: file) }
      baseTables = try base.map { try first.attach($0) } ?? []
      bytes = try Self.bytes(file) + (base.map { try Self.bytes($0.url) } ?? 0)
      (metadata, embedder) = try first.metadata()
      counts = try first.counts()
      datasets = try first.datasets()
      documentCount = try first.number(key: MetadataKey.documents)
      chunkCount = try first.number(key: MetadataKey.chunks)
      var regions = try Self.map(file, behind: tables) { try first.text(key: $0) }
      if let base {
        let tables = try FileHeader.check(base.url)
        let under = try Self.map(base.url, behind: tables) { try first.text(key: $0, in: BaseFile.schema) }
        regions.merge(under) { own, _ in own }
      }
      self.regions = regions
      lanes = try [first] + (1..<connections).map { [base] _ in try Self.connection(file, base) }
    } catch StorageError.sql(let message, _) {
      throw StorageError.damaged(file: file.path, reason: message)
    }
  }

  private static func bytes(_ file: URL) throws -> Int {
    try file.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
  }

  private static func connection(_ file: URL, _ base: BaseFile?) throws -> ReadConnection {
    let connection = try ReadConnection(file: file)
    if let base { try connection.attach(base) }
    return connection
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
