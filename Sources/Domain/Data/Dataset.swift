/// The type of a column of curated data.
package enum ColumnType: Sendable, Hashable {
  case text, integer, real, boolean
  /// A calendar day: text "2024-03-01".
  case date
  /// A moment: text "2024-03-01 14:06:26", in UTC unless the column says otherwise.
  case timestamp
  /// An exact amount with `scale` digits after the point, stored as an integer number of units of 10^-scale.
  case decimal(scale: Int)
}

/// One column of a dataset.
package struct Column: Sendable, Hashable {
  package let name: String
  package let type: ColumnType
  /// "USD", "hours", "%" …; nil when it has none.
  package let unit: String?
  /// Personal data: not shown or written to documents unless a declaration says so.
  package let isPersonal: Bool

  package init(name: String, type: ColumnType, unit: String? = nil, isPersonal: Bool = false) {
    (self.name, self.type, self.unit, self.isPersonal) = (name, type, unit, isPersonal)
  }
}

/// A table of curated rows.
package struct Dataset: Sendable, Hashable {
  package let name: String
  package let columns: [Column]
  /// Columns whose values name one row; empty for a table without a key.
  package let key: [String]
  /// Further column lists to index.
  package let indexes: [[String]]

  package init(name: String, columns: [Column], key: [String], indexes: [[String]] = []) {
    (self.name, self.columns, self.key, self.indexes) = (name, columns, key, indexes)
  }
}

/// A row that curation refused.
package struct QuarantinedRow: Sendable, Hashable {
  package let source: String
  /// The id of the rule it broke: "O3".
  package let rule: String
  /// What was found and what was expected, in words.
  package let reason: String
  /// Relative to the data folder.
  package let file: String
  /// 1-based, as an editor shows it; for a nested record, the line it starts on.
  package let line: Int
  /// The bytes of the row as they stand in the file, cut at `QuarantinedRow.longestRaw`; empty where nothing may be
  /// kept. They need not be UTF-8: that may be why the row is here.
  package let raw: [UInt8]

  /// Bytes kept of one row.
  package static let longestRaw = 64 * 1024

  package init(source: String, rule: String, reason: String, file: String, line: Int, raw: [UInt8]) {
    (self.source, self.rule, self.reason) = (source, rule, reason)
    (self.file, self.line, self.raw) = (file, line, raw)
  }

  /// The raw bytes as text, what is not UTF-8 replaced.
  package var rawText: String { String(decoding: raw, as: UTF8.self) }

  /// Without its raw bytes, which may hold personal data.
  package var withoutRaw: QuarantinedRow {
    QuarantinedRow(source: source, rule: rule, reason: reason, file: file, line: line, raw: [])
  }
}

/// Which rejected rows are meant; nil is every one.
package struct QuarantineFilter: Sendable, Hashable {
  package var source: String?
  package var rule: String?

  package init(source: String? = nil, rule: String? = nil) { (self.source, self.rule) = (source, rule) }
}

/// How many rows of one source broke one rule.
package struct QuarantineCount: Sendable, Hashable {
  package let source: String
  package let rule: String
  package let rows: Int

  package init(source: String, rule: String, rows: Int) {
    (self.source, self.rule, self.rows) = (source, rule, rows)
  }
}

/// What became of the rows of one source: `read` = `kept` + `superseded` + `quarantined`, always.
package struct SourceCount: Sendable, Hashable {
  package let name: String
  package var read = 0
  package var kept = 0
  package var superseded = 0
  package var quarantined = 0
  /// Rows, among those kept, in which at least one value was repaired.
  package var repaired = 0

  package init(name: String) { self.name = name }

  package var isConserved: Bool { read == kept + superseded + quarantined }
}
