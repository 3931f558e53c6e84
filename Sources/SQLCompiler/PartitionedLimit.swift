import Domain

/// A limit that holds within groups of rows: the rows are numbered in each, and the first of them kept.
struct PartitionedLimit {
  /// Columns of the rows whose values tell the groups apart; none: all rows are one group.
  let keys: [String]
  /// What puts the groups in order.
  let groups: [OrderItem]
  /// What puts the rows of one group in order; names columns.
  let order: [OrderItem]
  /// So many of `order` say which rows come first; the rest only tells equal ones apart, which then share a number. nil:
  /// each row has its own.
  var sharing: Int?
  let limit: Int?
  let offset: Int

  /// The rows of `body` that are within the limit, group by group. `place`: a name that none of its columns has.
  func statement(
    _ body: Fragment, shown columns: [OutputColumn], place: String, _ writer: ClauseWriter
  ) -> Fragment {
    func list(_ names: [String]) -> String { names.map(writer.dialect.identifier).joined(separator: ", ") }
    let number = writer.dialect.identifier(place)
    let function: Fragment = sharing == nil ? "ROW_NUMBER()" : "RANK()"
    let partition: Fragment = keys.isEmpty ? "" : "PARTITION BY \(raw: list(keys)) "
    let counted = writer.order(sharing.map { Array(order.prefix($0)) } ?? order)
    let numbered: Fragment = """
      SELECT *, \(function) OVER (\(partition)\(counted)) AS \(raw: number)
      FROM \(body.block)
      """
    var conditions: [Fragment] = []
    if offset > 0 { conditions.append("\(raw: number) > \(offset)") }
    if let limit {
      // An end beyond all numbers is none.
      let (end, isBeyond) = offset.addingReportingOverflow(limit)
      if !isBeyond { conditions.append("\(raw: number) <= \(end)") }
    }
    let last = OrderItem(sql: "", name: place, isDescending: false, missingLast: false)
    let rest = sharing.map { Array(order.dropFirst($0)) } ?? []
    return writer.statement([
      "SELECT \(raw: list(columns.map(\.name)))\nFROM \(numbered.block)",
      PredicateCompiler.whereClause(conditions), writer.order(groups + [last] + rest),
    ])
  }
}

extension Query {
  /// How much of the order says which rows are equal, where those share a place; nil where each has its own.
  var sharing: Int? { keepsTies && !order.isEmpty ? order.count : nil }
}
