/// The rows that an answer's numbers were made of: those that its conditions let through, before they were put together.
package struct RowsBehind: Sendable {
  /// How many there are.
  package let total: Int
  /// Their columns, of as many as were asked for.
  package let table: ResultTable
  package let statement: SQLStatement
  /// What they are rows of, more than one: "orders".
  package let noun: String
  /// The row of the answer's table that they are of, from 1; nil: of all of them.
  package let row: Int?

  package init(total: Int, table: ResultTable, statement: SQLStatement, noun: String, row: Int?) {
    (self.total, self.table, self.statement) = (total, table, statement)
    (self.noun, self.row) = (noun, row)
  }

  /// Rows listed where nobody says how many, and at most.
  package static let standardLimit = 20
  package static let limits = 1...1_000
}

/// Why the rows behind an answer cannot be listed.
package enum RowsBehindError: Error, Hashable, CustomStringConvertible {
  /// The answer is no query's: it rests on documents, or on the SQL of a question template.
  case noQuery
  case noSuchRow(Int, rows: Int)
  /// The rows of one group cannot be told from the others'.
  case noGroup(reason: String)

  package var description: String {
    switch self {
    case .noQuery:
      "expected an answer that is made of rows, found one that rests on documents or on SQL of the pack"
    case .noSuchRow(let row, let rows): "expected a row of the answer's table, 1 to \(rows), found \(row)"
    case .noGroup(let reason): "the rows of one line cannot be told from the others': \(reason)"
    }
  }
}
