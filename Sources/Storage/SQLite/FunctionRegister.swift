import GRDBSQLite

/// The functions that statements find on every connection, of readers and writer alike, beyond SQLite's own.
enum FunctionRegister {
  /// Registers them; before the connection's guard bounds what a statement may do.
  static func install(on connection: OpaquePointer) throws {
    try PercentileFunctions.register(on: connection)
    try DecimalTextFunction.register(on: connection)
    // A table-valued function declares itself at first use, which guarded statements may not.
    for function in ["json_each", "json_tree"] {
      _ = try PreparedStatement(connection, "SELECT 1 FROM \(function)('[]')")
    }
  }
}
