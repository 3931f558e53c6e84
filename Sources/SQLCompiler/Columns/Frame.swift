import Domain

/// The breakdown by time of a query with a number that is made of other periods too, and what tells these apart.
///
/// Periods are counted, so that one without rows stays one. Where the first period asked for is whole, the statement
/// reads as many before it as its numbers look back, and then leaves these out of what it shows.
struct Frame {
  /// Periods looked back at most.
  static let longest = 1_000

  /// The place of the breakdown among the groups of the query.
  let position: Int
  private let id: AttributeID
  private let grain: Grain
  private let reach: Int
  /// 1 more in the next period.
  private let number: Fragment
  /// What the groups of one series have in common.
  private let series: [Fragment]

  /// - Returns: nil when no number of the query looks at other periods.
  init?(_ query: Query, predicates: PredicateCompiler, scope: RowScope) throws(CompileError) {
    let terms = query.measures + query.having.map(\.term)
    guard let reach = terms.compactMap(\.reach).max() else { return nil }
    guard reach < Self.longest else { throw .tooManyPeriods(reach, limit: Self.longest) }
    var times: [(Int, AttributeID, Grain)] = []
    for (position, grouping) in query.groups.enumerated() {
      if case .time(let id, let grain) = grouping { times.append((position, id, grain)) }
    }
    guard times.count == 1, let (position, id, grain) = times.first, !query.countsGroups,
      query.limitWithin.isEmpty
    else { throw .framesWithoutTime(times.count) }
    if reach > 0, terms.contains(where: { $0.hasTotal || $0.hasRunningTotal }) { throw .totalBesideFrames }
    (self.position, self.id, self.grain, self.reach) = (position, id, grain, reach)
    let attribute = try predicates.context.timeAttribute(id, place: "groups")
    let time = try predicates.time(attribute, at: grain, scope, isInner: true)
    number = predicates.context.dialect.aggregate(
      .minimum, predicates.context.dialect.periodNumber(time, grain))
    let groups = GroupCompiler(predicates: predicates, scope: scope)
    var series: [Fragment] = []
    for grouping in query.groups where grouping != .time(id, grain) {
      series += try groups.sql(grouping)?.columns.filter(\.isKey).map(\.sql) ?? []
    }
    self.series = series
  }

  /// The aggregate `call` over periods from `first` (nil: all) to `last` before each.
  func over(_ call: Fragment, from first: Int?, to last: Int) -> Fragment {
    let partition: Fragment = series.isEmpty ? "" : "PARTITION BY \(series.joined(separator: ", ")) "
    let start = first.map { $0 == 0 ? "CURRENT ROW" : "\($0) PRECEDING" } ?? "UNBOUNDED PRECEDING"
    let end = last == 0 ? "CURRENT ROW" : "\(last) PRECEDING"
    return "\(call) OVER (\(partition)ORDER BY \(number) RANGE BETWEEN \(raw: start) AND \(raw: end))"
  }

  /// How many of `periods` there are up to each, from the first of all with rows.
  func count(upTo periods: Int) -> Fragment {
    "MIN(\(periods), 1 + \(number) - MIN(\(number)) OVER ())"
  }

  /// The query over the periods that are looked back at as well, and the first that is shown; nil for all.
  func leading(_ query: Query) -> (query: Query, first: Value?) {
    guard reach > 0 else { return (query, nil) }
    var parts: [Predicate] = if case .all(let parts) = query.filter { parts } else { [query.filter] }
    let places = parts.indices.filter { if case .within(id, _) = parts[$0] { true } else { false } }
    guard places.count == 1, let place = places.first, case .within(_, let window) = parts[place],
      let start = window.start, start.begins(grain)
    else { return (query, nil) }
    let earlier = TimeWindow(start: start.adding(-reach, grain), end: window.end, label: window.label)
    parts[place] = .within(id, earlier)
    var query = query
    query.filter = .all(parts)
    return (query, start.period(grain))
  }

  /// "3 months"
  func periods(_ count: Int) -> String { count == 1 ? grain.rawValue : "\(count) \(grain.rawValue)s" }
}

extension CalendarDate {
  /// The first day of a period.
  fileprivate func begins(_ grain: Grain) -> Bool {
    switch grain {
    case .day: true
    case .week: weekday == 1
    case .month: day == 1
    case .quarter: day == 1 && month % 3 == 1
    case .year: day == 1 && month == 1
    }
  }

  fileprivate func adding(_ periods: Int, _ grain: Grain) -> CalendarDate {
    switch grain {
    case .day: adding(days: periods)
    case .week: adding(days: 7 * periods)
    case .month: adding(months: periods)
    case .quarter: adding(months: 3 * periods)
    case .year: adding(months: 12 * periods)
    }
  }

  /// The period that begins here, as a breakdown tells it.
  fileprivate func period(_ grain: Grain) -> Value {
    switch grain {
    case .day, .week: .text(description)
    case .month: .text(String(description.prefix(7)))
    case .quarter: .text("\(description.prefix(4))-Q\((month + 2) / 3)")
    case .year: .integer(Int64(year))
    }
  }
}
