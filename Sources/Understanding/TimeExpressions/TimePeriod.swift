import Domain

/// A stretch of time as said: what is left open (the year of "March") is filled in by its surroundings.
enum TimePeriod: Sendable, Hashable {
  case year(Int)
  case half(Int, year: Int?)
  case quarter(Int, year: Int?)
  case month(Int, year: Int?)
  case date(month: Int, day: Int, year: Int?)
  /// "Mar 24": the 24th of March or March 2024.
  case monthNumber(Int, Int, leansToYear: Bool)
  /// A day of the year by its name: its position in the vocabulary.
  case holiday(Int, year: Int?)
  case fixed(TimeWindow)

  enum Kind: Hashable { case year, half, quarter, month, date, monthNumber, fixed(Grain?) }

  var kind: Kind {
    switch self {
    case .year: .year
    case .half: .half
    case .quarter: .quarter
    case .month: .month
    case .date, .holiday: .date
    case .monthNumber: .monthNumber
    case .fixed(let window): .fixed(window.grain)
    }
  }

  /// The year said; nil when none was.
  var year: Int? {
    switch self {
    case .year(let year): year
    case .half(_, let year), .quarter(_, let year), .month(_, let year), .date(_, _, let year),
      .holiday(_, let year):
      year
    case .monthNumber, .fixed: nil
    }
  }

  /// The same period of another year, for one that is a part of a year.
  func inYear(_ year: Int) -> TimePeriod {
    switch self {
    case .year, .fixed, .monthNumber: self
    case .half(let half, _): .half(half, year: year)
    case .quarter(let quarter, _): .quarter(quarter, year: year)
    case .month(let month, _): .month(month, year: year)
    case .date(let month, let day, _): .date(month: month, day: day, year: year)
    case .holiday(let index, _): .holiday(index, year: year)
    }
  }

  var isPartOfYear: Bool {
    switch self {
    case .half, .quarter, .month, .date, .holiday: true
    case .year, .fixed, .monthNumber: false
    }
  }
}

/// Periods to windows: fills in what was not said.
struct TimePeriodResolver: Sendable {
  let periods: CalendarPeriods
  let asOf: CalendarDate
  let holidays: [Holiday]

  /// Years before the as-of day's that "Mar 24" may mean.
  static let shortYearsBack = 5
  /// Leap days are at most 8 years apart.
  static let yearsBack = 8

  /// The window of a period; without a year, the newest one that starts on or before the as-of day (before it,
  /// if `isStrict`). nil when there is no such day.
  func window(_ period: TimePeriod, isStrict: Bool = false) -> TimeWindow? {
    let settled = settled(period)
    if let window = exact(settled) { return window }
    guard settled.isPartOfYear, settled.year == nil else { return nil }
    for back in 0...Self.yearsBack {
      guard let window = exact(settled.inYear(asOf.year - back)), let start = window.start else { continue }
      if isStrict ? start < asOf : start <= asOf { return window }
    }
    return nil
  }

  /// "Mar 24" decided: a month of a year when it leans so and the year is near.
  func settled(_ period: TimePeriod, asDate: Bool = false) -> TimePeriod {
    guard case .monthNumber(let month, let number, let leansToYear) = period else { return period }
    if leansToYear, !asDate, isNearYear(number) { return .month(month, year: 2000 + number) }
    return .date(month: month, day: number, year: nil)
  }

  func isNearYear(_ number: Int) -> Bool {
    (asOf.year - Self.shortYearsBack...asOf.year).contains(2000 + number)
  }

  private func exact(_ period: TimePeriod) -> TimeWindow? {
    switch period {
    case .fixed(let window): return window
    case .year(let year): return CalendarDate(year, 1, 1).map { periods.period(.year, containing: $0) }
    case .half(let half, .some(let year)):
      guard let start = CalendarDate(year, half == 1 ? 1 : 7, 1) else { return nil }
      return TimeWindow(start: start, end: start.adding(months: 6), label: "H\(half) \(year)")
    case .quarter(let quarter, .some(let year)):
      return CalendarDate(year, quarter * 3 - 2, 1).map { periods.period(.quarter, containing: $0) }
    case .month(let month, .some(let year)):
      return CalendarDate(year, month, 1).map { periods.period(.month, containing: $0) }
    case .date(let month, let day, .some(let year)):
      return CalendarDate(year, month, day).map { periods.period(.day, containing: $0) }
    case .holiday(let index, .some(let year)):
      guard holidays.indices.contains(index) else { return nil }
      return holidays[index].date(in: year).map { periods.period(.day, containing: $0) }
    default: return nil
    }
  }

  /// From the start of one period to the end of another; nil when it would run backwards.
  func range(from left: TimePeriod, to right: TimePeriod) -> TimeWindow? {
    var (left, right) = (left, right)
    settleTogether(&left, &right)
    if left.isPartOfYear, left.year == nil {
      guard let last = window(right), let end = last.end, let bound = last.start else { return nil }
      let year = right.year ?? bound.year
      guard var first = window(left.inYear(year)), let start = first.start else { return nil }
      if start > bound {
        guard let earlier = window(left.inYear(year - 1)) else { return nil }
        first = earlier
      }
      return joined(first, last, end: end)
    }
    if right.isPartOfYear, right.year == nil, let first = window(left), let start = first.start {
      let year = left.year ?? start.year
      for candidate in [year, year + 1] {
        if let last = window(right.inYear(candidate)), let end = last.end, end > start {
          return joined(first, last, end: end)
        }
      }
      return nil
    }
    guard let first = window(left), let last = window(right), let end = last.end else { return nil }
    return joined(first, last, end: end)
  }

  private func joined(_ first: TimeWindow, _ last: TimeWindow, end: CalendarDate) -> TimeWindow? {
    guard let start = first.start, start < end else { return nil }
    if first.start == last.start, first.end == last.end { return first }
    return TimeWindow(
      start: start, end: end, label: "\(first.label) to \(last.label)",
      grain: periods.grain(from: start, to: end))
  }

  /// Windows to compare; a year said with one of them holds for neighbours without. nil when one is no window.
  func windows(_ said: [TimePeriod]) -> [TimeWindow]? {
    var said = said
    for index in said.indices.dropFirst() {
      var (left, right) = (said[index - 1], said[index])
      settleTogether(&left, &right)
      (said[index - 1], said[index]) = (left, right)
    }
    // "March 2023 and 2024": the same month of the other year.
    for index in said.indices.dropFirst() {
      if case .year(let year) = said[index], said[index - 1].isPartOfYear, said[index - 1].year != nil {
        said[index] = said[index - 1].inYear(year)
      }
    }
    for index in said.indices.reversed().dropFirst() where said[index].isPartOfYear && said[index].year == nil
    {
      if said[index + 1].isPartOfYear, let year = said[index + 1].year {
        said[index] = said[index].inYear(year)
      }
    }
    for index in said.indices.dropFirst() where said[index].isPartOfYear && said[index].year == nil {
      if let year = said[index - 1].year { said[index] = said[index].inYear(year) }
    }
    var windows: [TimeWindow] = []
    for period in said {
      guard let window = window(period) else { return nil }
      windows.append(window)
    }
    return windows
  }

  /// Decides "Dec 24" beside a neighbour: as a date beside a date, as a month beside a month.
  private func settleTogether(_ left: inout TimePeriod, _ right: inout TimePeriod) {
    switch (left, right) {
    case (.monthNumber(_, let a, let leansA), .monthNumber(_, let b, let leansB)):
      let areYears = leansA && leansB && isNearYear(a) && isNearYear(b)
      (left, right) = (settled(left, asDate: !areYears), settled(right, asDate: !areYears))
    case (.monthNumber, .date): left = settled(left, asDate: true)
    case (.date, .monthNumber): right = settled(right, asDate: true)
    default: (left, right) = (settled(left), settled(right))
    }
  }
}
