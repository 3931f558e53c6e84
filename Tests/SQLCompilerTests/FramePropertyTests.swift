import Domain
import SQLCompiler
import Storage
import Testing

/// Numbers over several periods, over random rows, are what loops over the periods give.
@Suite struct FramePropertyTests {
  private static let lent = AttributeID("loan", "lent")

  @Test(arguments: 1...20) func agreesWithLoopsOverPeriods(seed: Int) throws {
    var random = Draws(seed: UInt64(7_000 + seed))
    for _ in 0..<5 {
      let (tables, plain) = random.library()
      let database = try LibraryDatabase(tables)
      for _ in 0..<10 {
        let example = Example(&random)
        let rows = try database.generation.execute(
          SQLCompiler(catalog: Library.catalog).compile(example.query)
        ).rows
        let found = rows.map { row in row.map(Self.text).joined(separator: "|") }
        #expect(found.sorted() == example.expected(plain).sorted(), "\(example.query)")
      }
    }
  }

  private static func text(_ value: Value) -> String { value.double.map(Self.text) ?? value.description }

  private static func text(_ number: Double) -> String {
    let rounded = (number * 1e6).rounded() / 1e6
    return "\(rounded == 0 ? 0 : rounded)"
  }

  /// A query with one number over periods, and the way to work it out.
  private struct Example {
    let query: Query
    private let part: MeasureTerm
    private let grain: Grain
    private let periods: Int
    private let start: CalendarDate?
    private let isByStatus: Bool
    private let kind: Int

    init(_ random: inout Draws) {
      kind = Int(random.next() % 3)
      grain = random.pick(Grain.allCases)
      periods = 1 + Int(random.next() % 3)
      isByStatus = random.chance(40)
      part = random.pick([
        .count, .measure("fees"), kind == 0 ? .count : .aggregate(.maximum, StatementTests.id("loan.fee")),
      ])
      start = random.chance(70) ? FramePropertyTests.first(of: grain, random.day()) : nil
      let end = random.chance(50) ? random.day().adding(days: 60) : nil
      var other = random.predicate("loan", 1)
      // The window below is the only one.
      while "\(other)".contains("within") { other = random.predicate("loan", 1) }
      var parts: [Predicate] = random.chance(50) ? [other] : []
      if start != nil || end != nil {
        parts.append(.within(lent, TimeWindow(start: start, end: end, label: "then")))
      }
      let made: MeasureTerm =
        switch kind {
        case 0: .runningTotal(part)
        case 1: .movingAverage(part, periods: periods)
        default: .earlier(part, periods: periods)
        }
      var groups: [Grouping] = [.time(lent, grain)]
      if isByStatus { groups.append(.attribute(StatementTests.id("loan.status"))) }
      query = Query(
        subject: "loan", measures: [part, made], groups: groups, filter: .all(parts), asOf: Library.asOf)
    }

    /// Lines of what is shown: the groups, the number, and what is made of it.
    func expected(_ plain: PlainEvaluator) -> [String] {
      var query = query
      query.measures = [part]
      // All periods, whatever the window begins with.
      if case .all(let parts) = query.filter {
        query.filter = .all(
          parts.map { part in
            guard case .within(let id, let window) = part, id == lent else { return part }
            return .within(id, TimeWindow(start: nil, end: window.end, label: window.label))
          })
      }
      let reach = kind == 0 ? 0 : kind == 1 ? periods - 1 : periods
      let opening = start.map { FramePropertyTests.moved($0, by: -reach, grain) }
      let all = plain.evaluate(query).filter { group, _ in
        opening.map { group[0] >= FramePropertyTests.name($0, grain) } ?? true
      }
      let firstOfAll = all.map { $0.group[0] }.min() ?? ""
      return all.filter { group, _ in start.map { group[0] >= FramePropertyTests.name($0, grain) } ?? true }
        .map { group, numbers in
          func number(_ back: Int) -> Double? {
            let period = FramePropertyTests.name(
              FramePropertyTests.moved(day(group[0]), by: -back, grain), grain)
            let key = [period] + group.dropFirst()
            return all.first { $0.group == key }?.numbers[0]
          }
          let made: Double?
          switch kind {
          case 0:
            made = all.filter { $0.group.dropFirst() == group.dropFirst() && $0.group[0] <= group[0] }
              .reduce(0) { $0 + ($1.numbers[0] ?? 0) }
          case 1:
            let back = (0..<periods).filter {
              FramePropertyTests.name(FramePropertyTests.moved(day(group[0]), by: -$0, grain), grain)
                >= firstOfAll
            }
            let known = back.compactMap(number)
            made =
              switch part {
              case .aggregate: known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
              default: known.reduce(0, +) / Double(back.count)
              }
          default:
            let key = FramePropertyTests.name(
              FramePropertyTests.moved(day(group[0]), by: -periods, grain), grain)
            let isThere = all.contains { $0.group == [key] + group.dropFirst() }
            made = isThere ? number(periods) ?? (part == .measure("fees") ? 0 : nil) : nil
          }
          let keys = grain == .year ? [text(Double(group[0]) ?? 0)] + group.dropFirst() : group
          return (keys + [numbers[0], made].map { $0.map(text) ?? "" }).joined(separator: "|")
        }
    }

    private func day(_ name: String) -> CalendarDate {
      switch grain {
      case .day, .week: CalendarDate(iso: name) ?? Library.asOf
      case .month: CalendarDate(iso: "\(name)-01") ?? Library.asOf
      case .quarter: Library.day(Int(name.prefix(4)) ?? 0, (Int(name.suffix(1)) ?? 0) * 3 - 2, 1)
      case .year: Library.day(Int(name) ?? 0, 1, 1)
      }
    }
  }

  private static func first(of grain: Grain, _ day: CalendarDate) -> CalendarDate {
    switch grain {
    case .day: day
    case .week: day.adding(days: 1 - day.weekday)
    case .month: Library.day(day.year, day.month, 1)
    case .quarter: Library.day(day.year, (day.month - 1) / 3 * 3 + 1, 1)
    case .year: Library.day(day.year, 1, 1)
    }
  }

  private static func moved(_ first: CalendarDate, by periods: Int, _ grain: Grain) -> CalendarDate {
    switch grain {
    case .day: first.adding(days: periods)
    case .week: first.adding(days: 7 * periods)
    case .month: first.adding(months: periods)
    case .quarter: first.adding(months: 3 * periods)
    case .year: first.adding(months: 12 * periods)
    }
  }

  private static func name(_ first: CalendarDate, _ grain: Grain) -> String {
    switch grain {
    case .day, .week: "\(first)"
    case .month: String("\(first)".prefix(7))
    case .quarter: "\(first.year)-Q\((first.month + 2) / 3)"
    case .year: "\(first.year)"
    }
  }
}
