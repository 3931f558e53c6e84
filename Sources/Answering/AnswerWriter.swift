import Domain
import Rendering

/// Writes the deterministic text of an answer from its executed result: every number in it is a cell.
struct AnswerWriter {
  let catalog: Catalog

  /// Rows that are named in a sentence, at most.
  private static let mostNamed = 5
  /// Parts of a change that are named, at most.
  private static let mostParts = 3

  /// Markdown, one to three sentences; the table itself stands beside it.
  func text(_ query: Query, _ table: ResultTable) -> String {
    let words = QueryWords(catalog: catalog)
    if table.rows.isEmpty { return "None: nothing in the data matches." }
    if query.measures.isEmpty { return list(table, plural: words.plural(query.subject).lowercased()) }
    if query.groups.isEmpty || query.countsGroups { return total(table) }
    return groups(query, table)
  }

  func cell(_ table: ResultTable, _ row: Int, _ column: Int) -> String {
    guard table.rows.indices.contains(row), table.rows[row].indices.contains(column) else { return "" }
    let value = table.rows[row][column]
    let description = table.columns[column]
    if value.isNull { return "none" }
    return NumberFormat(description, cells: [value]).text(value, of: description)
  }

  private func total(_ table: ResultTable) -> String {
    let parts = table.columns.indices.map { column -> String in
      let value = table.rows[0][column]
      if value.isNull { return "\(table.columns[column].label): no data for it" }
      return "\(table.columns[column].label): **\(cell(table, 0, column))**"
    }
    return parts.joined(separator: ", ") + "."
  }

  private func list(_ table: ResultTable, plural: String) -> String {
    if table.rows.count == 1 {
      let head = cell(table, 0, 0)
      if table.columns.count == 1 { return "**\(head)**" }
      let rest = table.columns.indices.dropFirst().map {
        "\(table.columns[$0].label) **\(cell(table, 0, $0))**"
      }
      return "\(head): " + rest.joined(separator: ", ") + "."
    }
    let count = table.isTruncated ? "More than \(table.rows.count)" : "\(table.rows.count)"
    let shown = table.rows.indices.prefix(Self.mostNamed).map { cell(table, $0, 0) }
    if table.columns.count == 1 {
      return "\(count): \(shown.joined(separator: ", "))\(table.rows.count > shown.count ? " …" : ".")"
    }
    return
      "\(count) \(plural), \(shown.joined(separator: ", "))\(table.rows.count > shown.count ? " …" : ".")"
  }

  private func groups(_ query: Query, _ table: ResultTable) -> String {
    let measure = table.columns.count - query.measures.count
    guard table.columns.indices.contains(measure) else { return "" }
    let label = table.columns[measure].label
    let places = namePlaces(query, before: measure)
    func named(_ row: Int) -> String { places.map { cell(table, row, $0) }.joined(separator: ", ") }
    if table.rows.count == 1 {
      return "\(named(0)): **\(cell(table, 0, measure))** \(label.lowercasedFirst)."
    }
    if query.keepsTies, query.limitWithin.isEmpty {
      return
        "\(table.rows.indices.prefix(Self.mostNamed).map(named).joined(separator: ", ")): "
        + "\(table.rows.count) share the place, each with **\(cell(table, 0, measure))** \(label.lowercasedFirst)."
    }
    if let change = change(query, table, measure) { return change }
    if let parts = partsOfChange(query, table, measure) { return parts }
    let numbers = table.rows.indices.filter { table.rows[$0][measure].double != nil }
    guard
      let most = numbers.max(by: {
        (table.rows[$0][measure].double ?? 0) < (table.rows[$1][measure].double ?? 0)
      }),
      let least = numbers.min(by: {
        (table.rows[$0][measure].double ?? 0) < (table.rows[$1][measure].double ?? 0)
      })
    else { return "\(table.rows.count) rows." }
    return
      "\(label): highest **\(named(most))** with **\(cell(table, most, measure))**, "
      + "lowest of the \(table.rows.count) shown \(named(least)) with \(cell(table, least, measure))."
  }

  /// The step between two periods: amount and percent, from the exact cells.
  private func change(_ query: Query, _ table: ResultTable, _ measure: Int) -> String? {
    guard table.rows.count == 2, let grouping = query.groups.first, query.groups.count == 1,
      let (earlier, later) = periods(grouping, query),
      let first = table.rows[earlier][measure].double, let second = table.rows[later][measure].double
    else { return nil }
    let label = table.columns[measure].label.lowercasedFirst
    let head =
      table.rows.indices.map { "\(cell(table, $0, 0)): **\(cell(table, $0, measure))**" }
      .joined(separator: ", ") + " \(label)"
    guard first != 0 else { return head + "." }
    let column = ResultColumn(name: "", label: "", kind: .percent)
    let percent = NumberFormat(column, cells: []).cell(.real(abs((second - first) / first * 100)), of: column)
    let way = second == first ? "no change" : "\(second > first ? "up" : "down") \(percent)"
    return "\(head): \(way) from \(cell(table, earlier, 0)) to \(cell(table, later, 0))."
  }

  /// A change taken apart: what it is in all, and the parts that are most of it.
  private func partsOfChange(_ query: Query, _ table: ResultTable, _ measure: Int) -> String? {
    guard !table.isTruncated, let term = query.measures.first, query.measures.last == .total(term),
      case .difference = term, let whole = table.columns.indices.last,
      let change = table.rows[0][whole].double
    else { return nil }
    let label = table.columns[measure].label
    guard change != 0 else { return "\(label): none in all." }
    func number(_ row: Int) -> Double { table.rows[row][measure].double ?? 0 }
    let parts = table.rows.indices.filter { number($0) * change > 0 }
      .sorted { abs(number($0)) > abs(number($1)) }
    let places = namePlaces(query, before: measure)
    let named = parts.prefix(Self.mostParts).map { row in
      "\(places.map { cell(table, row, $0) }.joined(separator: ", ")) with **\(cell(table, row, measure))**"
    }
    return "\(label): **\(cell(table, 0, whole))** in all. Most of it: \(named.joined(separator: ", "))."
  }

  /// Which of the two rows is the earlier period, and which the later; nil when the rows are no periods.
  private func periods(_ grouping: Grouping, _ query: Query) -> (earlier: Int, later: Int)? {
    switch grouping {
    case .windows(_, let windows):
      guard windows.count == 2, let a = windows[0].start, let b = windows[1].start else { return nil }
      return a <= b ? (0, 1) : (1, 0)
    case .time: return query.order.isEmpty ? (0, 1) : nil
    case .attribute, .entity, .weekday, .hour: return nil
    }
  }

  /// The columns that name a group: of a thing with key and label, the label.
  private func namePlaces(_ query: Query, before measure: Int) -> [Int] {
    var places: [Int] = []
    var column = 0
    for grouping in query.groups {
      if case .entity(let id) = grouping, let entity = catalog.entity(id), entity.key != entity.label {
        column += 1
      }
      if column < measure { places.append(column) }
      column += 1
    }
    return places.isEmpty ? [0] : places
  }

  private func isNumber(_ column: ResultColumn) -> Bool {
    switch column.kind {
    case .integer, .decimal, .real, .percent: true
    case .text, .date, .timestamp, .month, .quarter, .year, .week, .boolean: false
    }
  }

  /// How the table is best drawn, or nil.
  func chart(_ query: Query, _ table: ResultTable) -> Answer.Chart? {
    guard !query.measures.isEmpty, table.rows.count > 1, let x = table.columns.first,
      let y = table.columns.suffix(query.measures.count).first(where: isNumber), y.name != x.name
    else { return nil }
    switch query.groups.first {
    case .time: return Answer.Chart(kind: .line, x: x.name, y: [y.name])
    case .attribute, .entity, .weekday, .hour, .windows:
      let label = table.columns.first { !isNumber($0) } ?? x
      return table.rows.count <= 30 ? Answer.Chart(kind: .bar, x: label.name, y: [y.name]) : nil
    case nil: return nil
    }
  }
}
