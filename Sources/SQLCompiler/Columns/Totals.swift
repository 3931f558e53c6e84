import Domain

/// Numbers over all groups together, worked out beside the groups: one row under a name of its own.
final class Totals {
  private let table: String
  private let dialect: SQLDialect
  private var names = ColumnNames()
  private var columns: [OutputColumn] = []

  init(catalog: Catalog, dialect: SQLDialect) {
    self.dialect = dialect
    let datasets = Set(
      (catalog.entities.map(\.dataset) + catalog.rollups.map(\.name)).map { $0.lowercased() })
    var (name, number) = ("total", 2)
    while datasets.contains(name) { (name, number) = ("total_\(number)", number + 1) }
    table = name
  }

  /// SQL for the value of `term` over all rows.
  func add(_ term: Fragment, name: String) -> Fragment {
    let known = columns.first { $0.sql == term }?.name
    let column = known ?? names.name(name)
    if known == nil { columns.append(OutputColumn(sql: term, name: column, shape: nil)) }
    return "(SELECT \(raw: dialect.identifier(column)) FROM \(raw: table))"
  }

  /// "WITH total AS (…)" over the rows of the statement; empty when nothing was asked for.
  func clause(_ writer: ClauseWriter, _ from: Fragment, _ condition: Fragment) -> Fragment {
    columns.isEmpty
      ? "" : "WITH \(raw: table) AS \(writer.statement([writer.select(columns), from, condition]).block)"
  }
}
