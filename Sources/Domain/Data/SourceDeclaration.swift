/// What a knowledge pack says of one source: which files feed it, and how their rows become clean rows of the
/// dataset of the same name.
///
/// Held as declared; `Curation` checks that names exist and that formulas have the right types.
package struct SourceDeclaration: Sendable, Hashable {
  /// The form of the files; each may be gzipped, which their first bytes tell.
  package enum Format: String, Sendable, CaseIterable { case csv, json, jsonl }

  package var name: String
  package var place: PackPlace
  /// Patterns of paths relative to the data folder: `*` within one folder, `**` over folders, `{name}` like `*`
  /// and captured; folders `key=value` are captured by themselves.
  package var files: [String]
  /// A source without any file is an error, not a warning.
  package var isRequired = false
  /// Nil: told by the file's ending.
  package var format: Format?
  /// The byte between two fields of CSV.
  package var delimiter = UInt8(ascii: ",")
  /// The rule blamed for a row that is no row: ragged, not UTF-8, not JSON.
  package var unreadable = SourceDeclaration.generalRule
  package var columns: [ColumnDeclaration]
  package var rules: [RuleDeclaration] = []
  /// Columns whose values name one row; empty for a dataset without a key.
  package var key: [String] = []
  /// Which of several rows of one key is kept: the first term that tells them apart decides, else the last read.
  package var wins: [Precedence] = []
  package var indexes: [[String]] = []
  /// The route below `/v1` at which records of the source are taken; nil: none are.
  package var posts: String?
  /// Arrays inside a record that become datasets of their own.
  package var nested: [NestedDeclaration] = []

  /// Blamed where a declaration names no rule.
  package static let generalRule = "G0"

  package init(name: String, place: PackPlace, files: [String], columns: [ColumnDeclaration]) {
    (self.name, self.place, self.files, self.columns) = (name, place, files, columns)
  }

  /// One way to choose among rows of one key.
  package enum Precedence: Sendable, Hashable {
    case last
    case first
    /// The row with the largest (or smallest) value; a row without a value loses.
    case largest(column: String)
    case smallest(column: String)
  }
}

/// An array inside each record whose elements become rows: the record's key first, then these columns.
///
/// A fault of an element is a fault of its record: both go to quarantine as one.
package struct NestedDeclaration: Sendable, Hashable {
  package var name: String
  package var place: PackPlace
  /// Where the array stands in the record: "service_details.parts_used".
  package var path: String
  package var unreadable: String
  package var columns: [ColumnDeclaration]
  package var rules: [RuleDeclaration] = []
  package var indexes: [[String]] = []

  package init(
    name: String, place: PackPlace, path: String, unreadable: String, columns: [ColumnDeclaration]
  ) {
    (self.name, self.place, self.path) = (name, place, path)
    (self.unreadable, self.columns) = (unreadable, columns)
  }
}

/// A place in a pack that an error can name.
package struct PackPlace: Sendable, Hashable {
  /// Relative to the pack.
  package let file: String
  /// 1-based.
  package let line: Int?
  /// In the pack's own terms: "orders.columns.total_amount".
  package let path: String

  package init(file: String, line: Int? = nil, path: String) {
    (self.file, self.line, self.path) = (file, line, path)
  }

  package func error(found: String, expected: String, candidates: [String] = []) -> PackError {
    PackError(
      file: file, line: line, place: path, found: found, expected: expected, candidates: candidates)
  }
}
