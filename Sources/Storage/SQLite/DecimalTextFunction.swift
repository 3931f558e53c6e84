import Domain
import GRDBSQLite

/// The function `decimal_text(units, scale)`: an exact amount as text, "1234.50"; null for null. For documents,
/// in which sums of decimals arrive as units.
enum DecimalTextFunction {
  static func register(on connection: OpaquePointer) throws {
    let code = sqlite3_create_function_v2(
      connection, "decimal_text", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, nil,
      { context, _, values in
        guard let values, sqlite3_value_type(values[0]) != SQLITE_NULL else {
          return sqlite3_result_null(context)
        }
        let scale = Int(sqlite3_value_int64(values[1]))
        guard sqlite3_value_type(values[0]) == SQLITE_INTEGER,
          let decimal = FixedDecimal(units: sqlite3_value_int64(values[0]), scale: scale)
        else {
          return sqlite3_result_error(
            context, "decimal_text: expected an integer number of units and a scale of 0 to 18", -1)
        }
        let text = decimal.description
        sqlite3_result_text(
          context, text, Int32(text.utf8.count), unsafeBitCast(-1, to: sqlite3_destructor_type.self))
      }, nil, nil, nil)
    if code != SQLITE_OK { throw SQLiteFailure(connection, code: code, text: "decimal_text") }
  }
}
