import Domain
package import Foundation
import GRDB
import GRDBSQLite

/// Builds the next generation of a database beside the one in use, and puts it in its place in one step.
///
/// One at a time per database, over all processes. What fails to be written leaves the build unusable: there is
/// no journal to roll back to, so `finish()` then refuses. Calls from several threads run one after the other;
/// a closure given to `rows` may call back in.
package final class GenerationWriter: @unchecked Sendable {
  /// Memory for pages while building, in KiB.
  static let cacheSize = 64 * 1024

  package let file: URL
  /// Where the new generation grows: "<file>.building".
  package let building: URL
  private let lock: BuildLock
  private let queue: DatabaseQueue
  // Touched inside `queue` only.
  private let guardian = StatementGuard()
  private var stop: StatementStop?
  private var cache = StatementCache()
  private var end: String?
  var datasets: [String: (dataset: Dataset, insert: PreparedStatement?, isIndexed: Bool)] = [:]
  /// The names of those that have their place among all.
  var described: Set<String> = []
  var recorded: (counts: [SourceCount], feeding: [String: String]) = ([], [:])
  var chunkCount = 0
  var embedder: EmbedderIdentity?
  var vectorFile: RegionFile?
  /// Regions that were given whole, those of the former generation that go on as they are among them.
  var made: [FileRegion.Name: MemoryRegion] = [:]
  /// What an overlay lies on; nil for a build of one file.
  var base: BaseFile?
  /// By name, the rows of datasets that can be read from the base, and the names of those that are.
  var lendable: [String: Int] = [:]
  var borrowed: Set<String> = []
  /// By table of the former generation, the schema under which it is attached.
  var formerPlaces: [String: String] = [:]
  /// Tables are being loaded: the file is not SQLite's.
  var isLoading = false

  /// Opens a build; what a killed one left is cleared.
  ///
  /// - Throws: `StorageError.locked` while another build of `file` runs.
  package init(replacing file: URL) throws {
    self.file = file
    let folder = file.deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw StorageError.file(folder.path, action: "make the folder", reason: error.localizedDescription)
    }
    building = URL(fileURLWithPath: file.path + ".building")
    lock = try BuildLock(file: BuildLock.file(of: file))
    FileReplacement.remove(building)
    var configuration = Configuration()
    // The one transaction of the build spans all calls.
    configuration.allowsUnsafeTransactions = true
    configuration.prepareDatabase { database in
      for pragma in [
        "journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE",
        "cache_size = -\(GenerationWriter.cacheSize)", "temp_store = FILE", "foreign_keys = OFF",
      ] {
        try database.execute(sql: "PRAGMA \(pragma)")
      }
    }
    do {
      queue = try DatabaseQueue(path: building.path, configuration: configuration)
    } catch {
      throw StorageError.file(building.path, action: "make the new database", reason: "\(error)")
    }
    try write { connection in
      try FunctionRegister.install(on: connection)
      guardian.install(on: connection)
      try runAll("BEGIN; \(Schema.tables)", on: connection)
    }
  }

  deinit { abandon() }

  /// Runs `body` on the connection; a failure closes the build.
  func write<T>(_ body: (OpaquePointer) throws -> T) throws -> T {
    try queue.unsafeReentrantWrite { database in
      if let end { throw StorageError.closed(reason: end) }
      if isLoading { throw StorageError.closed(reason: "its tables are being loaded") }
      guard let connection = database.sqliteConnection else {
        throw StorageError.closed(reason: "the connection is closed")
      }
      do {
        return try body(connection)
      } catch let failure as SQLiteFailure {
        end = "a write failed (\(failure.message))"
        throw StorageError.sql(message: failure.message, text: failure.text)
      } catch let error as ScriptFailure {
        end = "a script failed (\(error.failure.message))"
        throw StorageError.script(
          statement: error.statement, line: error.line, text: error.failure.text,
          message: error.failure.message)
      }
    }
  }

  /// Has statements fail, which closes the build, once `isUnwanted`.
  package func stop(when isUnwanted: @escaping @Sendable () -> Bool) throws {
    try write { connection in
      let stop = StatementStop(isUnwanted)
      stop.install(on: connection)
      self.stop = stop
    }
  }

  /// Lets nothing more be written.
  func close(because reason: String) { end = reason }

  /// A compiled statement from the cache, given back afterwards.
  func with<T>(
    _ text: String, on connection: OpaquePointer, _ body: (PreparedStatement) throws -> T
  ) throws -> T {
    let statement = try cache.take(text) ?? PreparedStatement(connection, text)
    defer { cache.put(statement) }
    return try body(statement)
  }

  func run(_ text: String, _ values: [Value] = [], on connection: OpaquePointer) throws {
    try with(text, on: connection) { statement in
      try statement.bind(values)
      try statement.run()
    }
  }

  func count(_ text: String, on connection: OpaquePointer) throws -> Int {
    try with(text, on: connection) { try $0.step() ? Int($0.integer(0)) : 0 }
  }

  /// Keeps statements of a pack from a table of the former generation, until there is one of its name here.
  func hide(former table: String) {
    if datasets[table] == nil, !Schema.isReserved(table) { guardian.former.insert(table.lowercased()) }
  }

  func show(_ table: String) {
    guardian.former.remove(table.lowercased())
    if borrowed.contains(table) {
      for schema in guardian.visible.keys { guardian.visible[schema]?.insert(table.lowercased()) }
    }
  }

  /// Statements of a pack reach no table of `schema` but those that are borrowed.
  func guarding(_ schema: String) { guardian.visible[schema] = Set(borrowed.map { $0.lowercased() }) }

  /// Runs `body` with what its statements may do bounded by `mode`; gives what was refused.
  func guarded<T>(_ mode: StatementGuard.Mode, _ body: (_ refused: () -> String?) throws -> T) rethrows -> T {
    let outer = guardian.mode
    (guardian.mode, guardian.refused) = (mode, nil)
    defer { guardian.mode = outer }
    return try body { self.guardian.refused }
  }

  /// Checks what was recorded, makes the missing indexes, and puts the new generation in place.
  ///
  /// When it returns, the next reader to open the file sees the new generation, also after a power cut. What becomes of
  /// the former one says `keeping`; nil: it goes, and what is kept stays.
  package func finish(keeping: FormerKeeping? = nil) throws {
    let regions = try write { connection in
      let regions = try self.regions()
      for name in datasets.keys.sorted() { try createIndexes(of: name, on: connection) }
      for name in datasets.keys.sorted() {
        let rows = try rows(of: name, on: connection)
        try run(
          "UPDATE pitwall_datasets SET row_count = ? WHERE name = ?", [.integer(Int64(rows)), .text(name)],
          on: connection)
      }
      let documents = try count("SELECT count(*) FROM pitwall_documents", on: connection)
      try set(MetadataKey.documents, .integer(Int64(documents)), on: connection)
      try set(MetadataKey.chunks, .integer(Int64(chunkCount)), on: connection)
      for item in regions { try set(item.name.key, .text(item.region.text), on: connection) }
      try verify(recorded.counts, feeding: recorded.feeding, on: connection)
      try runAll(
        """
        \(Schema.indexes) ANALYZE main;
        PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = \(Schema.version); COMMIT;
        """, on: connection)
      end = "it is finished"
      datasets = [:]
      cache.removeAll()
      return regions
    }
    do {
      try queue.close()
      try RegionFile.append(regions.map { ($0.region, $0.memory) }, to: building)
      keeping?.prepare(file)
      try FileReplacement.replace(file, with: building)
    } catch {
      remove()
      throw error
    }
    BaseFile.clear(of: file, but: base)
    keeping?.finish(file)
  }

  /// Removes the file under construction, and the second name of the generation in place where it needs none.
  private func remove() {
    FileReplacement.remove(building)
    if let base, (try? Generation(opening: file, connections: 1))?.base != base {
      BaseFile.clear(of: file, but: nil)
    }
  }

  /// Gives the build up and removes its file; the generation in use stays. Harmless after `finish()`.
  package func abandon() {
    let isOpen = queue.unsafeReentrantWrite { _ in
      defer {
        datasets = [:]
        cache.removeAll()
      }
      if end == "it is finished" { return false }
      end = "it was abandoned"
      return true
    }
    guard isOpen else { return }
    try? queue.close()
    remove()
  }
}
