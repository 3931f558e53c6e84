import Domain

/// What a query means, worked out row by row in loops, without SQL: the measure of the compiler.
///
/// Knows the library only: its joins form a tree, so that there is one way between any two entities.
struct PlainEvaluator {
  typealias Cells = [String: Value]

  struct Row: Hashable {
    let entity: String
    let cells: [String: Value]
  }

  let tables: [String: [Row]]

  /// The rows belonging to `row` along joins of the tree, many to one only.
  func parent(_ entity: String, of row: Row) -> Row? {
    if row.entity == entity { return row }
    for join in Library.catalog.joins where join.from == row.entity {
      guard let key = row.cells[join.fromColumn], !key.isNull,
        let next = tables[join.to]?.first(where: { $0.cells[join.toColumn] == key })
      else { continue }
      if let found = parent(entity, of: next) { return found }
    }
    return nil
  }

  private func reaches(_ entity: String, from start: String) -> Bool {
    start == entity
      || Library.catalog.joins.contains { $0.from == start && reaches(entity, from: $0.to) }
  }

  /// All chains of rows from the last of `chain` to rows of `entity`, through the tree.
  func chains(_ entity: String, from chain: [Row]) -> [[Row]] {
    guard let row = chain.last else { return [] }
    if row.entity == entity { return [chain] }
    let visited = Set(chain.map(\.entity))
    var result: [[Row]] = []
    for join in Library.catalog.joins {
      if join.from == row.entity, !visited.contains(join.to) {
        for next in tables[join.to] ?? [] where same(row.cells[join.fromColumn], next.cells[join.toColumn]) {
          result += chains(entity, from: chain + [next])
        }
      } else if join.to == row.entity, !visited.contains(join.from) {
        for next in tables[join.from] ?? [] where same(next.cells[join.fromColumn], row.cells[join.toColumn])
        {
          result += chains(entity, from: chain + [next])
        }
      }
    }
    return result
  }

  private func same(_ a: Value?, _ b: Value?) -> Bool { a != nil && a == b && a?.isNull == false }

  func value(_ id: AttributeID, _ chain: [Row]) -> Value {
    if let row = chain.last(where: { $0.entity == id.entity }) { return row.cells[id.name] ?? .null }
    for row in chain.reversed() where reaches(id.entity, from: row.entity) {
      return parent(id.entity, of: row)?.cells[id.name] ?? .null
    }
    return .null
  }

  func holds(_ predicate: Predicate, _ chain: [Row]) -> Bool {
    switch predicate {
    case .all(let parts): parts.allSatisfy { holds($0, chain) }
    case .any(let parts): parts.contains { holds($0, chain) }
    case .not(let part): !holds(part, chain)
    case .compare(let id, let comparison): holds(comparison, value(id, chain))
    case .within(let id, let window): lies(value(id, chain), window)
    case .onWeekdays(let id, let days):
      value(id, chain).text.flatMap { CalendarDate(iso: $0) }.map { days.contains($0.weekday) } ?? false
    case .duringHours(let id, let hours):
      value(id, chain).text.map { hours.contains(Int($0.dropFirst(11).prefix(2)) ?? 0) } ?? false
    case .segment(let entity, _):
      ["open", "new"].contains(value(AttributeID(entity, "status"), chain).text)
    case .related(let entity, let inside):
      chain.last.map { row in chains(entity, from: [row]).contains { holds(inside, $0) } } ?? false
    case .every(let entity, let inside, let claim):
      chain.last.map { row in
        let reached = chains(entity, from: [row]).filter { holds(inside, $0) }
        return !reached.isEmpty && reached.allSatisfy { holds(claim, $0) }
      } ?? false
    case .measured(let entity, let term, let inside, let comparison):
      chain.last.map { row in
        let reached = chains(entity, from: [row]).filter { holds(inside, $0) }.compactMap(\.last)
        return fulfils(comparison, Array(Set(reached)), term)
      } ?? false
    }
  }

  private func lies(_ value: Value, _ window: TimeWindow) -> Bool {
    guard let day = value.text.flatMap({ CalendarDate(iso: $0) }) else { return false }
    return (window.start.map { day >= $0 } ?? true) && (window.end.map { day < $0 } ?? true)
  }

  func holds(_ comparison: Comparison, _ value: Value) -> Bool {
    func ordered(_ other: Value, _ test: (Int) -> Bool) -> Bool {
      if value.isNull || other.isNull { return false }
      if let a = value.text, let b = other.text { return test(a < b ? -1 : a == b ? 0 : 1) }
      guard let a = value.double, let b = other.double else { return false }
      return test(a < b ? -1 : a == b ? 0 : 1)
    }
    switch comparison {
    case .equal(let other): return other.isNull ? value.isNull : ordered(other) { $0 == 0 }
    case .notEqual(let other): return !holds(.equal(other), value)
    case .less(let other): return ordered(other) { $0 < 0 }
    case .lessOrEqual(let other): return ordered(other) { $0 <= 0 }
    case .greater(let other): return ordered(other) { $0 > 0 }
    case .greaterOrEqual(let other): return ordered(other) { $0 >= 0 }
    case .between(let low, let high): return ordered(low) { $0 >= 0 } && ordered(high) { $0 <= 0 }
    case .oneOf(let others): return others.contains { holds(.equal($0), value) }
    case .contains(let part): return value.text?.lowercased().contains(part.lowercased()) ?? false
    case .startsWith(let part): return value.text?.lowercased().hasPrefix(part.lowercased()) ?? false
    case .isEmpty: return value.isNull
    case .isPresent: return !value.isNull
    }
  }
}

// Whole results: each row its group's values, then its numbers.
extension PlainEvaluator {
  func evaluate(_ query: Query) -> [(group: [String], numbers: [Double?])] {
    var rows = (tables[query.subject] ?? []).filter { holds(query.filter, [$0]) }
    var keyed: [([[String]], Row)] = []
    for row in rows {
      let options = query.groups.map { keys($0, row) }
      if options.contains(where: \.isEmpty) { continue }
      keyed.append((product(options), row))
    }
    rows = keyed.map(\.1)
    var groups: [[String]: [Row]] = [:]
    if query.groups.isEmpty { groups[[]] = [] }
    if query.groups.count == 1, case .windows(_, let windows)? = query.groups.first {
      for window in windows { groups[[window.label]] = [] }
    }
    for (keys, row) in keyed { for key in keys { groups[key, default: []].append(row) } }
    if let isCounted = Self.counted(query) { groups = groups.filter { $0.value.contains(where: isCounted) } }
    return groups.map { key, members in (key, query.measures.map { number($0, members, all: rows) }) }
      .filter { _, numbers in
        query.having.allSatisfy { condition in
          guard let index = query.measures.firstIndex(of: condition.term) else { return false }
          return holds(condition.comparison, numbers[index].map(Value.real) ?? .null)
        }
      }
  }

  /// Rows of which a measure with a condition is made, where it is all that is asked of groups that are no periods: a
  /// group without any is not shown.
  static func counted(_ query: Query) -> ((Row) -> Bool)? {
    let isOfThings = query.groups.allSatisfy { grouping in
      switch grouping {
      case .attribute, .entity: true
      case .time, .weekday, .hour, .windows: false
      }
    }
    guard isOfThings, !query.groups.isEmpty, query.having.isEmpty, Set(query.measures).count == 1 else {
      return nil
    }
    switch query.measures[0] {
    case .measure("late_fees"): return { $0.cells["is_late"] == .integer(1) }
    case .measure("open_late_rate"): return { $0.cells["status"] == .text("open") }
    default: return nil
    }
  }

  private func product(_ options: [[String]]) -> [[String]] {
    options.reduce([[]]) { heads, tails in heads.flatMap { head in tails.map { head + [$0] } } }
  }

  /// What groups a row is in; none, when it is left out.
  func keys(_ grouping: Grouping, _ row: Row) -> [String] {
    func time(_ id: AttributeID) -> (CalendarDate, String)? {
      value(id, [row]).text.flatMap { text in CalendarDate(iso: text).map { ($0, text) } }
    }
    switch grouping {
    case .attribute(let id):
      return parent(id.entity, of: row) == nil ? [] : [value(id, [row]).description]
    case .entity(let id):
      guard let found = parent(id, of: row), let entity = Library.catalog.entity(id) else { return [] }
      let key = (found.cells[entity.key] ?? .null).description
      return entity.key == entity.label
        ? [key] : ["\(key)~\((found.cells[entity.label] ?? .null).description)"]
    case .time(let id, let grain):
      guard let (day, _) = time(id) else { return [] }
      switch grain {
      case .day: return ["\(day)"]
      case .week: return ["\(day.adding(days: 1 - day.weekday))"]
      case .month: return [String("\(day)".prefix(7))]
      case .quarter: return ["\(day.year)-Q\((day.month - 1) / 3 + 1)"]
      case .year: return ["\(day.year)"]
      }
    case .weekday(let id):
      let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
      return time(id).map { [names[$0.0.weekday - 1]] } ?? []
    case .hour(let id): return time(id).flatMap { Int($0.1.dropFirst(11).prefix(2)) }.map { ["\($0)"] } ?? []
    case .windows(let id, let windows):
      return windows.filter { lies(value(id, [row]), $0) }.map(\.label)
    }
  }
}
