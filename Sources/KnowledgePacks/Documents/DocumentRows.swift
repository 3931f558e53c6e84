import Domain
import Templating

/// The columns of one statement of a declaration, and how its rows are read: amounts put right.
struct DocumentColumns {
  let names: [String]
  private let amounts: [(column: Int, digits: Int)]

  init(_ names: [String], _ declared: DocumentDeclaration.Rows) {
    self.names = names
    amounts = names.enumerated().compactMap { index, name in declared.amounts[name].map { (index, $0) } }
  }

  /// Throws when one of `wanted` is no column.
  func require(_ wanted: [String], _ place: PackPlace) throws(PackError) {
    for name in wanted where !names.contains(name) {
      throw place.error(found: name, expected: "a column of the query", candidates: names)
    }
  }

  func row(_ cells: [Value]) -> [String: Value] {
    var row = Dictionary(zip(names, cells), uniquingKeysWith: { _, last in last })
    for (column, digits) in amounts {
      if case .integer(let units) = cells[column], let amount = FixedDecimal(units: units, scale: digits) {
        row[names[column]] = .decimal(amount)
      }
    }
    return row
  }

  /// Where the columns stand that are named and there.
  func places(_ wanted: [String]) -> [Int] { wanted.compactMap { names.lastIndex(of: $0) } }
}

/// The result of one statement of a declaration.
struct DocumentRows {
  let columns: DocumentColumns
  let rows: [[String: Value]]

  init(_ declared: DocumentDeclaration.Rows, _ run: DocumentRenderer.Run) throws {
    var rows: [[String: Value]] = []
    var columns: DocumentColumns?
    let names = try run(declared.sql) { names, cells in
      let known = columns ?? DocumentColumns(names, declared)
      columns = known
      rows.append(known.row(cells))
    }
    self.columns = columns ?? DocumentColumns(names, declared)
    self.rows = rows
    try self.columns.require(Array(declared.amounts.keys) + declared.identifiers, declared.place)
  }
}

/// The rows of a list, by the document they belong to; of those beyond its limit only the number and exact names.
struct DocumentList {
  private struct Group {
    var shown: [[String: Value]] = []
    var count = 0
    /// By column.
    var identifiers: [[String]]

    mutating func add(_ cells: [Value], _ columns: DocumentColumns, _ names: [Int], limit: Int) {
      count += 1
      if shown.count < limit { shown.append(columns.row(cells)) }
      for (column, place) in names.enumerated() { identifiers[column].append(cells[place].description) }
    }
  }

  private let list: DocumentDeclaration.List
  private let groups: [[Value]: Group]
  /// What a template can name.
  let names: [String]

  init(_ list: DocumentDeclaration.List, _ run: DocumentRenderer.Run) throws {
    var groups: [[Value]: Group] = [:]
    var known: (columns: DocumentColumns, on: [Int], identifiers: [Int])?
    let limit = list.limit ?? .max
    let names = try run(list.rows.sql) { names, cells in
      let (columns, on, identifiers) =
        known
        ?? {
          let columns = DocumentColumns(names, list.rows)
          return (columns, columns.places(list.on), columns.places(list.rows.identifiers))
        }()
      known = (columns, on, identifiers)
      let key = on.map { cells[$0] }
      groups[key, default: Group(identifiers: identifiers.map { _ in [] })].add(
        cells, columns, identifiers, limit: limit)
    }
    let columns = known?.columns ?? DocumentColumns(names, list.rows)
    try columns.require(list.on + list.rows.amounts.keys + list.rows.identifiers, list.rows.place)
    (self.list, self.groups) = (list, groups)
    self.names = names + [list.name, "\(list.name)_count", "\(list.name)_more"]
  }

  /// Adds the rows that belong to `row`, their number and their exact names.
  func add(to values: inout [String: TemplateValue], identifiers: inout [String], row: [String: Value]) {
    let group = groups[list.on.map { row[$0] ?? .null }] ?? Group(identifiers: [])
    values[list.name] = .list(group.shown.map { .object($0.mapValues(TemplateValue.value)) })
    values["\(list.name)_count"] = .value(.integer(Int64(group.count)))
    values["\(list.name)_more"] = .value(.integer(Int64(group.count - group.shown.count)))
    identifiers += group.identifiers.joined()
  }
}
