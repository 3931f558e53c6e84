/// A compiled statement: text with `?` marks, and the values bound to them in order.
package struct SQLStatement: Sendable, Hashable {
  package let text: String
  package let parameters: [Value]
  /// What the columns of the result are, in order.
  package let columns: [ResultColumn]

  package init(text: String, parameters: [Value], columns: [ResultColumn]) {
    (self.text, self.parameters, self.columns) = (text, parameters, columns)
  }
}

/// A column of a result.
package struct ResultColumn: Sendable, Hashable {
  package enum Kind: String, Sendable {
    case text, integer, decimal, real, percent, date, timestamp, month, quarter, year, week, boolean
  }

  package let name: String
  /// What a reader sees at the head of the column.
  package let label: String
  package let kind: Kind
  /// Digits after the point when the cells are integer units of 10^-scale (`kind` is `decimal`), else 0.
  package let scale: Int
  package let unit: String?

  package init(name: String, label: String, kind: Kind, scale: Int = 0, unit: String? = nil) {
    (self.name, self.label, self.kind, self.scale, self.unit) = (name, label, kind, scale, unit)
  }
}

/// The executed result of a statement.
package struct ResultTable: Sendable, Hashable {
  package let columns: [ResultColumn]
  package let rows: [[Value]]
  /// Rows were left out at the row limit.
  package let isTruncated: Bool

  package init(columns: [ResultColumn], rows: [[Value]], isTruncated: Bool = false) {
    (self.columns, self.rows, self.isTruncated) = (columns, rows, isTruncated)
  }
}

/// Bounds of one execution.
package struct ExecutionLimits: Sendable, Hashable {
  package var seconds: Double
  package var rows: Int

  package init(seconds: Double, rows: Int) { (self.seconds, self.rows) = (seconds, rows) }

  /// What a question gets: 5 seconds, 1,000 rows.
  package static let question = ExecutionLimits(seconds: 5, rows: 1000)
}
