import Domain

/// A column of a SELECT.
struct OutputColumn {
  let sql: Fragment
  let name: String
  /// nil: for ordering only.
  let shape: ColumnShape?
}

/// What rows are ordered by.
struct OrderItem {
  let sql: Fragment
  /// The column that holds it, if one does.
  var name: String?
  let isDescending: Bool
  /// What is missing comes after what is there, whichever way the order goes.
  var missingLast = true
  /// Group keys that this order leaves nothing to tell apart by.
  var settled: [String] = []
}

/// Columns that are selected for ordering only.
struct HiddenColumns {
  private(set) var columns: [OutputColumn] = []

  /// Gives a column to each item that has none.
  mutating func add(_ items: inout [OrderItem], _ names: inout ColumnNames) {
    for index in items.indices where items[index].name == nil {
      items[index].name = name(of: items[index].sql, &names)
    }
  }

  /// The name of the column that holds `sql`.
  mutating func name(of sql: Fragment, _ names: inout ColumnNames) -> String {
    if let known = columns.first(where: { $0.sql == sql }) { return known.name }
    let name = names.name("sort_key")
    columns.append(OutputColumn(sql: sql, name: name, shape: nil))
    return name
  }
}

/// Clauses as text, a line each.
struct ClauseWriter {
  /// Columns longer than this, in characters, stand on lines of their own.
  static let longestLine = 96

  let dialect: SQLDialect

  func select(_ columns: [OutputColumn], isDistinct: Bool = false) -> Fragment {
    let items = columns.map { "\($0.sql) AS \(raw: dialect.identifier($0.name))" as Fragment }
    let head: Fragment = isDistinct ? "SELECT DISTINCT" : "SELECT"
    let line: Fragment = "\(head) \(items.joined(separator: ", "))"
    if line.text.count <= Self.longestLine, !line.text.contains("\n") { return line }
    return "\(head)\n  \(items.map { $0.indented(2) }.joined(separator: ",\n  "))"
  }

  func order(_ items: [OrderItem]) -> Fragment {
    let keys = items.map { item -> Fragment in
      let key = item.name.map { Fragment(raw: dialect.identifier($0)) } ?? item.sql
      if item.isDescending { return "\(key) DESC" }
      return item.missingLast ? "\(key) NULLS LAST" : key
    }
    return keys.isEmpty ? "" : "ORDER BY \(keys.map { $0.indented(2) }.joined(separator: ", "))"
  }

  /// Without a limit, SQLite takes -1 before an offset.
  func limit(_ limit: Int?, offset: Int) -> Fragment {
    offset == 0 ? limit.map { "LIMIT \($0)" } ?? "" : "LIMIT \(limit ?? -1) OFFSET \(offset)"
  }

  /// The clauses that are not empty, a line each or more.
  func statement(_ clauses: [Fragment]) -> Fragment {
    clauses.filter { !$0.isEmpty }.joined(separator: "\n")
  }
}
