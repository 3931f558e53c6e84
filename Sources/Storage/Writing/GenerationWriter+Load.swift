import Domain
import GRDBSQLite

extension GenerationWriter {
  /// Fills the datasets created so far, which must be empty, and the quarantine; makes their indexes.
  ///
  /// SQLite lets go of the file while `body` runs, and nothing else of the build may be called.
  package func load<T>(_ body: (TableLoader) throws -> T) throws -> T {
    let loader = try write { connection in
      let loaded = datasets.filter { !$0.value.isIndexed }
      for name in loaded.keys.sorted() { try createIndexes(of: name, on: connection) }
      let roots = try self.roots(on: connection)
      try letGo(connection)
      let count = try UInt32(clamping: self.count("PRAGMA page_count", on: connection))
      let file = try PageFile(building, count: count)
      var loads: [String: TableLoad] = [:]
      for (name, entry) in loaded { loads[name] = try tableLoad(entry.dataset, file, roots) }
      isLoading = true
      return TableLoader(file, loads, quarantine: try quarantineLoad(file, roots))
    }
    let result: T
    do {
      result = try body(loader)
      try loader.finish()
    } catch {
      loader.cancel()
      isLoading = false
      close(because: "a load failed (\(error))")
      throw error
    }
    isLoading = false
    try write { try takeBack($0) }
    return result
  }

  /// Has SQLite let go of the file, with all that was written in it.
  func letGo(_ connection: OpaquePointer) throws {
    try runAll("COMMIT; PRAGMA locking_mode = NORMAL; SELECT count(*) FROM sqlite_schema", on: connection)
  }

  /// Goes on after `letGo`.
  func takeBack(_ connection: OpaquePointer) throws {
    try runAll("PRAGMA locking_mode = EXCLUSIVE; BEGIN", on: connection)
  }

  private func roots(on connection: OpaquePointer) throws -> [String: UInt32] {
    var roots: [String: UInt32] = [:]
    try with("SELECT type, name, rootpage FROM sqlite_schema", on: connection) { statement in
      while try statement.step() {
        roots["\(statement.string(0)) \(statement.string(1))"] = UInt32(clamping: statement.integer(2))
      }
    }
    return roots
  }

  private func root(_ name: String, _ roots: [String: UInt32]) throws -> UInt32 {
    guard let root = roots[name] else {
      throw StorageError.unknown(kind: "table or index", name: name, candidates: roots.keys.sorted())
    }
    return root
  }

  private func tableLoad(_ dataset: Dataset, _ file: PageFile, _ roots: [String: UInt32]) throws -> TableLoad
  {
    let indexes = try indexes(of: dataset).map { index in
      IndexEntries(
        columns: index.columns.compactMap { name in dataset.columns.firstIndex { $0.name == name } },
        isUnique: index.isUnique, root: try root("index \(index.name)", roots))
    }
    return TableLoad(dataset, file, root: try root("table \(dataset.name)", roots), indexes: indexes)
  }

  private func quarantineLoad(_ file: PageFile, _ roots: [String: UInt32]) throws -> TableLoad {
    let columns = TableLoader.quarantineColumns.map {
      Column(name: $0, type: $0 == "line" ? .integer : .text)
    }
    return TableLoad(
      Dataset(name: "pitwall_quarantine", columns: columns, key: []), file,
      root: try root("table pitwall_quarantine", roots), indexes: [], isNumbered: true)
  }
}
