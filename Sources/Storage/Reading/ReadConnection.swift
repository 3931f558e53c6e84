import Domain
import Foundation
import GRDB
import GRDBSQLite

/// One read-only connection to a generation's file.
final class ReadConnection: @unchecked Sendable {
  /// Bytes of the file that are mapped into memory.
  static let mappedSize = 1 << 30
  /// Longest text or blob that a statement may make, in bytes; our own statements are not bound by it.
  static let longestValue: Int32 = 16 << 20
  /// Memory for pages that are not mapped, in KiB.
  static let cacheSize = 8 * 1024

  private let queue: DatabaseQueue
  // Touched inside `queue` only.
  private let guardian = StatementGuard()
  private let timer = ExecutionTimer()
  private var statements = StatementCache()
  private var own = StatementCache()

  init(file: URL) throws {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.prepareDatabase { database in
      // Held for the connection's life, the shared lock costs no call per statement.
      for pragma in [
        "locking_mode = EXCLUSIVE", "query_only = ON", "mmap_size = \(ReadConnection.mappedSize)",
        "cache_size = -\(ReadConnection.cacheSize)", "temp_store = MEMORY",
      ] {
        try database.execute(sql: "PRAGMA \(pragma)")
      }
    }
    do {
      queue = try DatabaseQueue(path: file.path, configuration: configuration)
    } catch {
      throw StorageError.damaged(file: file.path, reason: "\(error)")
    }
    try queue.unsafeReentrantRead { database in
      guard let connection = database.sqliteConnection else { return }
      try FunctionRegister.install(on: connection)
      guardian.install(on: connection)
      timer.install(on: connection)
    }
  }

  deinit {
    queue.unsafeReentrantRead { _ in
      statements.removeAll()
      own.removeAll()
    }
    try? queue.close()
  }

  /// Has tables that the file lacks read from the base that it lies on; gives their names. Statements of a pack may read
  /// those of them that are `shown`, all when nil.
  @discardableResult
  func attach(_ base: BaseFile, showing shown: Set<String>? = nil) throws -> Set<String> {
    try read("ATTACH ? AS \(BaseFile.schema)", [.text(base.url.path)]) { _ = try $0.step() }
    let query = """
      SELECT name FROM \(BaseFile.schema).sqlite_schema WHERE type = 'table'
      EXCEPT SELECT name FROM main.sqlite_schema WHERE type = 'table'
      """
    let names = try read(query) { row in
      var names: Set<String> = []
      while try row.step() { names.insert(row.string(0)) }
      return names
    }
    let visible = shown.map { names.intersection($0) } ?? names
    guardian.visible[BaseFile.schema] = Set(visible.map { $0.lowercased() })
    return names
  }

  /// Runs a statement of a pack, which may only read; its rows are read inside `body`.
  ///
  /// - Throws: `StorageError.sql`, what `body` throws.
  func readGuarded<T>(_ text: String, _ body: (PreparedStatement) throws -> T) throws -> T {
    let outer = guardian.mode
    (guardian.mode, guardian.refused) = (.reading, nil)
    defer { guardian.mode = outer }
    return try read(text, [], body)
  }

  /// Runs one of our own statements; its rows are read inside `body`.
  func read<T>(_ text: String, _ values: [Value] = [], _ body: (PreparedStatement) throws -> T) throws -> T {
    try queue.unsafeReentrantRead { database in
      do {
        guard let connection = database.sqliteConnection else {
          throw SQLiteFailure(code: SQLITE_MISUSE, message: "the connection is closed", text: text)
        }
        let statement = try own.take(text) ?? PreparedStatement(connection, text)
        defer { own.put(statement) }
        try statement.bind(values)
        return try body(statement)
      } catch let failure as SQLiteFailure {
        throw StorageError.sql(message: failure.message, text: failure.text)
      }
    }
  }

  func execute(_ statement: SQLStatement, limits: ExecutionLimits) throws -> ResultTable {
    try queue.unsafeReentrantRead { try execute(statement, limits, on: $0.sqliteConnection) }
  }

  /// As the other; cancellation of the task stops the statement.
  func execute(_ statement: SQLStatement, limits: ExecutionLimits) async throws -> ResultTable {
    do {
      return try await queue.unsafeRead { try self.execute(statement, limits, on: $0.sqliteConnection) }
    } catch is CancellationError {
      throw ExecutionError.cancelled(text: statement.text)
    }
  }

  private func execute(
    _ statement: SQLStatement, _ limits: ExecutionLimits, on connection: OpaquePointer?
  ) throws -> ResultTable {
    let text = statement.text
    guard let connection else { throw ExecutionError.sql(message: "the connection is closed", text: text) }
    let length = sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, Self.longestValue)
    let outer = guardian.mode
    (guardian.mode, guardian.refused) = (.reading, nil)
    defer {
      guardian.mode = outer
      sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, length)
    }
    do {
      return try timer.limit(seconds: limits.seconds) {
        let compiled = try statements.take(text) ?? compile(text, connection)
        defer { statements.put(compiled) }
        return try rows(of: compiled, statement, limit: max(0, limits.rows))
      }
    } catch let failure as SQLiteFailure {
      if let what = guardian.refused { throw ExecutionError.denied(what: what, text: text) }
      if failure.code == SQLiteFailure.interrupted {
        throw timer.isOver
          ? ExecutionError.timeout(seconds: limits.seconds, text: text) : ExecutionError.cancelled(text: text)
      }
      throw ExecutionError.sql(message: failure.message, text: text)
    }
  }

  private func compile(_ text: String, _ connection: OpaquePointer) throws -> PreparedStatement {
    do {
      return try PreparedStatement(connection, text)
    } catch let failure as SQLiteFailure where failure.code == SQLITE_MISUSE {
      throw ExecutionError.denied(what: failure.message, text: text)
    }
  }

  private func rows(
    of compiled: PreparedStatement, _ statement: SQLStatement, limit: Int
  ) throws -> ResultTable {
    let (text, columns, parameters) = (statement.text, statement.columns, statement.parameters)
    guard compiled.columnCount > 0 else {
      throw ExecutionError.denied(what: "a statement without a result", text: text)
    }
    guard compiled.columnCount == columns.count else {
      throw ExecutionError.columns(found: compiled.columnCount, expected: columns.count, text: text)
    }
    guard compiled.parameterCount == parameters.count else {
      throw ExecutionError.parameters(found: parameters.count, expected: compiled.parameterCount, text: text)
    }
    try compiled.bind(parameters)
    let forms = columns.map { CellForm($0) }
    var rows: [[Value]] = []
    while try compiled.step() {
      if rows.count == limit { return ResultTable(columns: columns, rows: rows, isTruncated: true) }
      rows.append(compiled.row(forms))
    }
    return ResultTable(columns: columns, rows: rows)
  }
}
