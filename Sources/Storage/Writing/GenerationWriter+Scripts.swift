package import Domain
import GRDBSQLite

extension GenerationWriter {
  /// Runs a pack's own SQL: statements that make views, roll-ups and indexes.
  ///
  /// A script may not attach files, control transactions, set pragmas or touch the tables that are ours.
  /// - Throws: `StorageError.script`, which names the statement; the build is closed then.
  package func run(script: String) throws {
    try write { connection in
      try guarded(.script) { refused in
        do {
          try runAll(script, on: connection)
        } catch let error as ScriptFailure {
          let message = refused().map { "not allowed: \($0)" } ?? error.failure.message
          close(because: "a script failed (\(message))")
          throw StorageError.script(
            statement: error.statement, line: error.line, text: error.failure.text, message: message)
        }
      }
    }
  }

  /// Gives every row of a query to `body`, in order, with the names of the columns; nothing is gathered.
  ///
  /// Decimals of a dataset arrive as decimals, also through views; what is computed from them as units.
  /// - Returns: the names of the columns, also of a query without rows.
  @discardableResult
  package func rows(
    of text: String, parameters: [Value] = [],
    _ body: (_ columns: [String], _ row: [Value]) throws -> Void
  ) throws -> [String] {
    try write { connection in
      let statement = try guarded(.reading) { refused in
        do {
          return try PreparedStatement(connection, text)
        } catch let failure as SQLiteFailure {
          let message = refused().map { "not allowed: \($0)" } ?? failure.message
          throw StorageError.sql(message: message, text: text)
        }
      }
      guard parameters.count == statement.parameterCount else {
        throw StorageError.sql(
          message: "expected \(statement.parameterCount) bound values, found \(parameters.count)", text: text)
      }
      try statement.bind(parameters)
      let names = statement.columnNames
      let forms = statement.declaredTypes.map { CellForm($0) }
      while try statement.step() { try body(names, statement.row(forms)) }
      return names
    }
  }

  /// Runs statement after statement.
  ///
  /// - Throws: `ScriptFailure`.
  func runAll(_ script: String, on connection: OpaquePointer) throws {
    try script.withCString { start in
      var rest = start
      var number = 0
      while rest.pointee != 0 {
        var handle: OpaquePointer?
        var next: UnsafePointer<CChar>?
        let code = sqlite3_prepare_v3(connection, rest, -1, 0, &handle, &next)
        let end = next ?? rest
        guard code == SQLITE_OK else {
          let failure = SQLiteFailure(connection, code: code, text: ScriptPlace.firstLine(of: rest))
          throw ScriptFailure(
            statement: number + 1, line: ScriptPlace.line(of: rest, in: start), failure: failure)
        }
        guard let handle else {
          if end == rest { return }
          rest = end
          continue
        }
        number += 1
        let statement = PreparedStatement(connection, handle: handle, text: ScriptPlace.firstLine(of: rest))
        do {
          try statement.run()
        } catch let failure as SQLiteFailure {
          throw ScriptFailure(
            statement: number, line: ScriptPlace.line(of: rest, in: start), failure: failure)
        }
        rest = end
      }
    }
  }

}

/// Where a script failed: statement and line count from 1.
struct ScriptFailure: Error {
  let statement: Int
  let line: Int
  let failure: SQLiteFailure
}
