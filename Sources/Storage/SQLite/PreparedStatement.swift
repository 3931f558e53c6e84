import Domain
import GRDBSQLite

/// A compiled statement of one connection, used on that connection's queue only. Finalised when it goes.
final class PreparedStatement {
  let text: String
  let columnCount: Int
  let parameterCount: Int
  private let connection: OpaquePointer
  private let handle: OpaquePointer

  /// Compiles the one statement in `text`.
  ///
  /// - Throws: `SQLiteFailure`, also when there is none or a second one.
  convenience init(_ connection: OpaquePointer, _ text: String) throws {
    let handle = try text.withCString { start in
      var handle: OpaquePointer?
      var tail: UnsafePointer<CChar>?
      let code = sqlite3_prepare_v3(
        connection, start, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, &tail)
      guard code == SQLITE_OK else { throw SQLiteFailure(connection, code: code, text: text) }
      guard let handle else { throw SQLiteFailure(code: SQLITE_MISUSE, message: "no statement", text: text) }
      if let tail, !Self.isBlank(tail, connection) {
        sqlite3_finalize(handle)
        throw SQLiteFailure(code: SQLITE_MISUSE, message: "more than one statement", text: text)
      }
      return handle
    }
    self.init(connection, handle: handle, text: text)
  }

  /// Takes over a compiled statement.
  init(_ connection: OpaquePointer, handle: OpaquePointer, text: String) {
    (self.connection, self.handle, self.text) = (connection, handle, text)
    columnCount = Int(sqlite3_column_count(handle))
    parameterCount = Int(sqlite3_bind_parameter_count(handle))
  }

  deinit { sqlite3_finalize(handle) }

  /// Nothing but space, comments and semicolons.
  private static func isBlank(_ tail: UnsafePointer<CChar>, _ connection: OpaquePointer) -> Bool {
    var rest = tail
    while rest.pointee != 0 {
      var handle: OpaquePointer?
      var next: UnsafePointer<CChar>?
      let code = sqlite3_prepare_v3(connection, rest, -1, 0, &handle, &next)
      sqlite3_finalize(handle)
      guard code == SQLITE_OK, handle == nil, let next, next > rest else { return false }
      rest = next
    }
    return true
  }

  /// Advances to the next row; false at the end.
  func step() throws -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code: throw SQLiteFailure(connection, code: code, text: text)
    }
  }

  /// Ready for the next execution; forgets the bound values.
  func reset() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }

  /// Runs a statement that yields no rows of interest.
  func run() throws {
    defer { sqlite3_reset(handle) }
    while try step() {}
  }
}

// Binding: `index` counts from 1.
extension PreparedStatement {
  private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

  private func check(_ code: Int32) throws {
    if code != SQLITE_OK { throw SQLiteFailure(connection, code: code, text: text) }
  }

  func bind(null index: Int) throws { try check(sqlite3_bind_null(handle, Int32(index))) }

  func bind(_ value: Int64, at index: Int) throws {
    try check(sqlite3_bind_int64(handle, Int32(index), value))
  }

  func bind(_ value: Double, at index: Int) throws {
    try check(sqlite3_bind_double(handle, Int32(index), value))
  }

  func bind(_ value: String, at index: Int) throws {
    var value = value
    try value.withUTF8 { try bind(text: $0, at: index) }
  }

  /// Bytes as a text, which they are not checked to be.
  func bind(text bytes: UnsafeBufferPointer<UInt8>, at index: Int) throws {
    let code = bytes.withMemoryRebound(to: CChar.self) { characters in
      guard let start = characters.baseAddress, characters.count > 0 else {
        return sqlite3_bind_text(handle, Int32(index), "", 0, Self.copied)
      }
      return sqlite3_bind_text64(
        handle, Int32(index), start, UInt64(characters.count), Self.copied, UInt8(SQLITE_UTF8))
    }
    try check(code)
  }

  func bind(_ bytes: UnsafeRawBufferPointer, at index: Int) throws {
    guard let start = bytes.baseAddress, bytes.count > 0 else {
      return try check(sqlite3_bind_zeroblob(handle, Int32(index), 0))
    }
    try check(sqlite3_bind_blob64(handle, Int32(index), start, UInt64(bytes.count), Self.copied))
  }

  /// A decimal is bound as its units.
  func bind(_ value: Value, at index: Int) throws {
    switch value {
    case .null: try bind(null: index)
    case .integer(let value): try bind(value, at: index)
    case .decimal(let value): try bind(value.units, at: index)
    case .real(let value): try bind(value, at: index)
    case .text(let value): try bind(value, at: index)
    }
  }

  func bind(_ values: [Value]) throws {
    for (offset, value) in values.enumerated() { try bind(value, at: offset + 1) }
  }
}

// Reading the row at hand: `column` counts from 0.
extension PreparedStatement {
  func integer(_ column: Int) -> Int64 { sqlite3_column_int64(handle, Int32(column)) }

  func real(_ column: Int) -> Double { sqlite3_column_double(handle, Int32(column)) }

  /// The text of the cell, repaired where it is not UTF-8; empty for null.
  func string(_ column: Int) -> String {
    guard let start = sqlite3_column_text(handle, Int32(column)) else { return "" }
    let count = Int(sqlite3_column_bytes(handle, Int32(column)))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// The bytes of the cell, valid until the next step.
  func withBytes<T>(_ column: Int, _ body: (UnsafeRawBufferPointer) throws -> T) rethrows -> T {
    let start = sqlite3_column_blob(handle, Int32(column))
    let count = start == nil ? 0 : Int(sqlite3_column_bytes(handle, Int32(column)))
    return try body(UnsafeRawBufferPointer(start: start, count: count))
  }

  /// SQLITE_NULL, SQLITE_INTEGER, SQLITE_FLOAT, SQLITE_TEXT or SQLITE_BLOB.
  func storage(_ column: Int) -> Int32 { sqlite3_column_type(handle, Int32(column)) }

  func isNull(_ column: Int) -> Bool { storage(column) == SQLITE_NULL }

  var columnNames: [String] {
    (0..<columnCount).map { sqlite3_column_name(handle, Int32($0)).map { String(cString: $0) } ?? "" }
  }

  /// The types of the result columns, through views and subqueries; nil for a computed one.
  var declaredTypes: [ColumnType?] {
    (0..<columnCount).map { column in
      sqlite3_column_decltype(handle, Int32(column)).flatMap { DeclaredType.type(named: String(cString: $0)) }
    }
  }

  /// The table and column a result column is taken from, through views; nil for a computed one.
  func origin(_ column: Int) -> (table: String, column: String)? {
    guard let table = sqlite3_column_table_name(handle, Int32(column)),
      let name = sqlite3_column_origin_name(handle, Int32(column))
    else { return nil }
    return (String(cString: table), String(cString: name))
  }
}
