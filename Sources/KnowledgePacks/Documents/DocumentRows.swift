import Domain
import Templating

/// The result of one statement of a declaration, amounts put right.
struct DocumentRows {
  let columns: [String]
  let rows: [[String: Value]]

  init(_ declared: DocumentDeclaration.Rows, _ run: DocumentRenderer.Run) throws {
    let (columns, rows) = try run(declared.sql)
    self.columns = columns
    self.rows = rows.map { cells in
      var row: [String: Value] = [:]
      for (column, cell) in zip(columns, cells) {
        row[column] = declared.amounts[column].map { Self.amount(cell, digits: $0) } ?? cell
      }
      return row
    }
    try require(Array(declared.amounts.keys) + declared.identifiers, declared.place)
  }

  /// Throws when one of `names` is no column.
  func require(_ names: [String], _ place: PackPlace) throws(PackError) {
    for name in names where !columns.contains(name) {
      throw place.error(found: name, expected: "a column of the query", candidates: columns)
    }
  }

  private static func amount(_ cell: Value, digits: Int) -> Value {
    guard case .integer(let units) = cell, let amount = FixedDecimal(units: units, scale: digits) else {
      return cell
    }
    return .decimal(amount)
  }
}

/// The rows of a list, by the document they belong to.
struct DocumentList {
  private let list: DocumentDeclaration.List
  private let groups: [[Value]: [[String: Value]]]
  /// What a template can name.
  let names: [String]

  init(_ list: DocumentDeclaration.List, _ run: DocumentRenderer.Run) throws {
    let table = try DocumentRows(list.rows, run)
    try table.require(list.on, list.rows.place)
    groups = Dictionary(grouping: table.rows) { row in list.on.map { row[$0] ?? .null } }
    names = table.columns + [list.name, "\(list.name)_count", "\(list.name)_more"]
    self.list = list
  }

  /// Adds the rows that belong to `row`, their number and their exact names.
  func add(to values: inout [String: TemplateValue], identifiers: inout [String], row: [String: Value]) {
    let rows = groups[list.on.map { row[$0] ?? .null }] ?? []
    let shown = rows.prefix(list.limit ?? .max)
    values[list.name] = .list(shown.map { .object($0.mapValues(TemplateValue.value)) })
    values["\(list.name)_count"] = .value(.integer(Int64(rows.count)))
    values["\(list.name)_more"] = .value(.integer(Int64(rows.count - shown.count)))
    for column in list.rows.identifiers {
      identifiers += rows.compactMap { $0[column]?.description }
    }
  }
}
