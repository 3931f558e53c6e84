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

  mutating func pick<T>(_ list: [T]) -> T { list[Int(next() % UInt64(list.count))] }
  mutating func number(_ range: ClosedRange<Int64>) -> Value {
    .integer(Int64.random(in: range, using: &self))
  }
  /// Nothing, one time in six.
  mutating func maybe(_ value: Value) -> Value { next() % 6 == 0 ? .null : value }
  mutating func chance(_ percent: UInt64) -> Bool { next() % 100 < percent }

  mutating func day() -> CalendarDate {
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

  mutating func cell(_ column: Column, _ row: Int64, of dataset: String) -> Value {
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

  /// A list of keys with a text beside each, and the text.
  mutating func list() -> (query: Query, text: AttributeID) {
    let subject = pick(["loan", "line", "event", "member", "book"])
    let (key, text) = (AttributeID(subject, Library.catalog.entity(subject)?.key ?? ""), textOf(subject))
    let query = Query(
      subject: subject, columns: [key, text], isDistinct: chance(20),
      filter: chance(50) ? predicate(subject, 0) : .always,
      order: chance(60) ? [Ordering(.attribute(numberOf(subject)), isDescending: chance(50))] : [],
      asOf: Library.asOf)
    return (query, text)
  }
}

extension Grouping {
  fileprivate var isWindows: Bool { if case .windows = self { true } else { false } }
}
