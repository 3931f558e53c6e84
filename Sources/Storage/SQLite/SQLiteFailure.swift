import GRDBSQLite

/// What SQLite said when a call failed.
struct SQLiteFailure: Error {
  let code: Int32
  let message: String
  let text: String

  init(code: Int32, message: String, text: String) {
    (self.code, self.message, self.text) = (code, message, text)
  }

  init(_ connection: OpaquePointer?, code: Int32, text: String) {
    let message = connection.flatMap(sqlite3_errmsg).map { String(cString: $0) } ?? "SQLite error \(code)"
    self.init(code: code & 0xFF, message: message, text: text)
  }
}

extension SQLiteFailure {
  static let constraint = SQLITE_CONSTRAINT
  static let interrupted = SQLITE_INTERRUPT
}
