import Domain

/// Random rows and queries of the library, always the same for one seed.
struct Draws: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  private mutating func pick<T>(_ list: [T]) -> T { list[Int(next() % UInt64(list.count))] }
  private mutating func number(_ range: ClosedRange<Int64>) -> Value {
    .integer(Int64.random(in: range, using: &self))
  }
  /// Nothing, one time in six.
  private mutating func maybe(_ value: Value) -> Value { next() % 6 == 0 ? .null : value }
  private mutating func chance(_ percent: UInt64) -> Bool { next() % 100 < percent }

  private mutating func day() -> CalendarDate {
    Library.day(2023, 11, 20).adding(days: Int(next() % 130))
  }

  /// Tables as stored and the same as the plain evaluator takes them. Keys may dangle.
  mutating func library() -> (tables: [String: [[Value]]], plain: PlainEvaluator) {
    var tables: [String: [[Value]]] = [:]
    for dataset in Library.datasets {
      let count = Int64(next() % 9)
      tables[dataset.name] = (0..<count).map { row in
        dataset.columns.map { column in cell(column, row, of: dataset.name) }
      }
    }
    var plain: [String: [PlainEvaluator.Row]] = [:]
    for entity in Library.catalog.entities {
      guard let dataset = Library.datasets.first(where: { $0.name == entity.dataset }) else { continue }
      plain[entity.id] = (tables[dataset.name] ?? []).map { row in
        var cells = Dictionary(uniqueKeysWithValues: zip(dataset.columns.map(\.name), row))
        if entity.id == "member" {
          let (first, last) = (cells["first"]?.text, cells["last name"]?.text)
          cells["name"] = if let first, let last { .text("\(first) \(last)") } else { .null }
        }
        return PlainEvaluator.Row(entity: entity.id, cells: cells)
      }
    }
    return (tables, PlainEvaluator(tables: plain))
  }

  private mutating func cell(_ column: Column, _ row: Int64, of dataset: String) -> Value {
    switch (dataset, column.name) {
    case (_, "id"): return .integer(row)
    case ("books", "isbn"): return .text("b\(row)")
    case (_, "isbn"): return maybe(.text("b\(next() % 8)"))
    case (_, "member"), (_, "branch"), (_, "loan"): return maybe(number(0...6))
    case (_, "status"): return maybe(.text(pick(["open", "closed", "new"])))
    case (_, "lent"): return maybe(.text("\(day()) \(pick(["00:00:00", "09:15:00", "23:59:59"]))"))
    case (_, "joined"): return maybe(.text("\(day())"))
    default: break
    }
    switch column.type {
    case .text: return maybe(.text(pick(["a", "B", "a_b", "50%", "x' OR 1=1 --"])))
    case .decimal(let scale): return maybe(Library.decimal(Int64(next() % 9) * 125 - 250, scale))
    case .real: return maybe(.real(Double(next() % 8) / 4))
    case .boolean: return maybe(number(0...1))
    default: return maybe(number(0...9))
    }
  }

  mutating func query() -> Query {
    let subject = pick(["loan", "line", "event", "member", "book"])
    var measures = [term(subject)]
    if chance(50) { measures.append(term(subject)) }
    if measures.count == 2, measures[0] == measures[1] { measures.removeLast() }
    var groups: [Grouping] = []
    if chance(70) { groups.append(grouping(subject)) }
    if chance(25) {
      let other = grouping(subject)
      if !groups.contains(where: { $0.isWindows && other.isWindows || $0 == other }) { groups.append(other) }
    }
    var query = Query(
      subject: subject, measures: measures, groups: groups,
      filter: chance(75) ? predicate(subject, 0) : .always, asOf: Library.asOf)
    if chance(25) {
      query.having = [MeasureCondition(measures[0], .greater(pick([.integer(1), .real(2.5), .integer(0)])))]
    }
    if chance(30) { query.order = [Ordering(.measure(measures[0]), isDescending: false)] }
    return query
  }

  private func reachable(_ subject: String) -> [String] {
    switch subject {
    case "line": ["line", "loan", "member", "book", "branch"]
    case "event": ["event", "loan", "member", "branch"]
    case "loan": ["loan", "member", "branch"]
    case "member": ["member", "branch"]
    default: [subject]
    }
  }

  private mutating func numberOf(_ subject: String) -> AttributeID {
    let all = [
      "line.copies", "line.fine", "loan.fee", "member.age", "book.price", "book.weight", "event.minutes",
      "branch.id",
    ]
    let entities = reachable(subject)
    return pick(all.map(StatementTests.id).filter { entities.contains($0.entity) })
  }

  private mutating func timeOf(_ subject: String) -> AttributeID? {
    let entities = reachable(subject)
    let all = ["loan.lent", "member.joined"].map(StatementTests.id).filter { entities.contains($0.entity) }
    return all.isEmpty ? nil : pick(all)
  }

  private mutating func textOf(_ subject: String) -> AttributeID {
    let entities = reachable(subject)
    let all = [
      "loan.status", "member.city", "branch.city", "book.genre", "book.title", "event.kind", "line.id",
      "member.id",
    ]
    return pick(all.map(StatementTests.id).filter { entities.contains($0.entity) })
  }

  private mutating func term(_ subject: String, depth: Int = 0) -> MeasureTerm {
    if depth == 0, chance(10) {
      return .filtered(simpleTerm(subject), where: predicate(subject, 1), label: "some")
    }
    if depth == 0, chance(15) { return .percent(simpleTerm(subject), where: predicate(subject, 1)) }
    if depth == 0, chance(15) { return .percentOfTotal(simpleTerm(subject)) }
    return simpleTerm(subject)
  }

  private mutating func simpleTerm(_ subject: String) -> MeasureTerm {
    if chance(35), subject == "loan" {
      return .measure(
        pick([
          "fees", "average_fee", "late_fees", "late_rate", "open_late_rate", "late_share", "members_lending",
        ]))
    }
    if chance(10), subject == "line" { return .measure("fine_per_value") }
    switch next() % 4 {
    case 0: return .count
    case 1: return .countDistinct(textOf(subject))
    default: return .aggregate(pick(AggregateFunction.allCases), numberOf(subject))
    }
  }

  private mutating func grouping(_ subject: String) -> Grouping {
    if chance(50), let time = timeOf(subject) {
      switch next() % 4 {
      case 0: return .weekday(time)
      case 1 where time.entity == "loan": return .hour(time)
      case 2: return .windows(time, (0..<(1 + Int(next() % 3))).map { window(label: "w\($0)") })
      default: return .time(time, pick(Grain.allCases))
      }
    }
    return chance(50) ? .attribute(textOf(subject)) : .entity(pick(reachable(subject)))
  }

  private mutating func window(label: String) -> TimeWindow {
    let start = day()
    return Library.window(
      chance(85) ? start : nil, chance(85) ? start.adding(days: Int(next() % 60)) : nil, label)
  }

  private mutating func predicate(_ subject: String, _ depth: Int) -> Predicate {
    let roll = next() % 12
    if depth < 3, roll < 5 {
      switch roll {
      case 0: return .all((0...Int(next() % 3)).map { _ in predicate(subject, depth + 1) })
      case 1: return .any((0...Int(next() % 2)).map { _ in predicate(subject, depth + 1) })
      case 2: return .not(predicate(subject, depth + 1))
      default:
        let entity = pick(["loan", "line", "event", "member", "book", "branch"])
        return .related(entity, predicate(entity, depth + 1))
      }
    }
    switch roll {
    case 5, 6:
      guard let time = timeOf(subject) else { return .compare(textOf(subject), .isPresent) }
      return roll == 5 ? .within(time, window(label: "")) : .onWeekdays(time, [1 + Int(next() % 7), 7])
    case 7 where reachable(subject).contains("loan"): return .segment("loan", "open")
    case 8, 9:
      let id = numberOf(subject)
      let value = pick([
        .integer(2), .real(1.25), Library.decimal(1250, 3), Library.decimal(12_345, 4), .integer(0),
      ])
      return .compare(
        id,
        pick([
          .less(value), .lessOrEqual(value), .greater(value), .greaterOrEqual(value), .equal(value),
          .notEqual(value), .between(.integer(0), value), .oneOf([value, .integer(3)]), .isEmpty,
        ]))
    default:
      let id = pick(
        ["status", "city", "genre"].flatMap { name in
          reachable(subject).map { AttributeID($0, name) }.filter {
            Library.catalog.attribute($0)?.type == .text
          }
        } + [textOf(subject)])
      guard Library.catalog.attribute(id)?.type == .text else { return .compare(id, .notEqual(.integer(3))) }
      let value = pick(["a", "open", "a_b", "50%", "x' OR 1=1 --", "_"])
      return .compare(
        id,
        pick([
          .equal(.text(value)), .notEqual(.text(value)), .contains(value), .startsWith(value),
          .oneOf([.text(value), .text("b")]), .oneOf([.text(value), .null]), .oneOf([]), .isEmpty, .isPresent,
        ]))
    }
  }
}

extension Grouping {
  fileprivate var isWindows: Bool { if case .windows = self { true } else { false } }
}
