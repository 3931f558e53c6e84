import Domain

extension TimeSentence {
  /// The period that a matched rule speaks of; nil when its numbers name none.
  func period(_ reading: PeriodReading, _ captures: TimeCaptures, from start: Int, to end: Int) -> TimePeriod?
  {
    let (periods, asOf) = (resolver.periods, resolver.asOf)
    let number = captures.numbers.first
    switch reading {
    case .year:
      if let year = captures.year { return .year(year) }
      return number.map { .year(2000 + $0) }
    case .month: return captures.month.map { .month($0, year: nil) }
    case .monthYear: return captures.month.map { .month($0, year: captures.year) }
    case .monthNumber:
      guard let month = captures.month, let number else { return nil }
      let leans = lexeme(captures.monthAtom)?.isShortMonth ?? false
      return .monthNumber(
        month, number, leansToYear: leans || stands(start - 1, in: parser.guards.leansToYear))
    case .monthShortYear:
      guard let month = captures.month, let number,
        case .month(_, .some(let year)) = resolver.settled(.monthNumber(month, number, leansToYear: true))
      else { return nil }
      return .month(month, year: year)
    case .dayMonth:
      guard let month = captures.month, let number else { return nil }
      if captures.monthAtom == end - 1, lexeme(captures.monthAtom)?.use == .modal,
        stands(end, in: parser.guards.verbBefore)
      {
        return nil
      }
      return .date(month: month, day: number, year: captures.year)
    case .numericMonth, .numericYearMonth:
      guard let number, (1...12).contains(number), let year = captures.year else { return nil }
      if reading == .numericYearMonth, atoms[end - 1].digits != 2 { return nil }
      return .month(number, year: year)
    case .isoDate:
      guard captures.numbers.count == 2, let year = captures.year else { return nil }
      return .date(month: captures.numbers[0], day: captures.numbers[1], year: year)
    case .numericDate: return numericDate(captures, dayFirst: stands(start + 1, in: parser.guards.dot))
    case .quarter:
      guard let quarter = captures.ordinal ?? number, (1...4).contains(quarter) else { return nil }
      return .quarter(quarter, year: captures.year)
    case .half:
      guard let half = captures.ordinal ?? number, (1...2).contains(half) else { return nil }
      return .half(half, year: captures.year)
    case .fiscalYear: return captures.year.map { .fixed(periods.fiscalYear($0)) }
    case .shortFiscalYear: return number.map { .fixed(periods.fiscalYear(2000 + $0)) }
    case .thisFiscalYear(let offset):
      return .fixed(periods.fiscalYear(periods.fiscalYear(containing: asOf) + offset))
    case .week, .yearWeek:
      guard let number, let year = captures.year else { return nil }
      return isoWeek(number, of: year)
    case .now: return .fixed(periods.period(.day, containing: asOf))
    case .day(let offset): return .fixed(periods.period(.day, containing: asOf, offset: offset))
    case .around, .trailing, .trailingOne, .trailingFull, .upcoming, .ago, .agoOne, .beforeLast, .toDate:
      return relativePeriod(reading, captures)
    case .newestWeekday, .weekdayBefore, .weekdayOfWeek, .lastWeekend, .thisWeekend:
      return weekdayPeriod(reading, captures)
    case .lastMonthNamed, .thisMonthNamed, .nextMonthNamed: return namedMonth(reading, captures)
    case .early, .middle, .late, .firstPart, .lastPart, .weekOf, .weekFrom, .adjacent, .itself, .monthItself,
      .weekdayDate:
      return derived(reading, captures)
    }
  }

  /// Month first, unless that is no day or the separator is a dot.
  private func numericDate(_ captures: TimeCaptures, dayFirst: Bool) -> TimePeriod? {
    guard captures.numbers.count >= 2,
      let year = captures.year ?? captures.numbers.dropFirst(2).first.map({ 2000 + $0 })
    else { return nil }
    let (a, b) = (captures.numbers[0], captures.numbers[1])
    let (month, day) = dayFirst ? (b, a) : (a, b)
    if CalendarDate(year, month, day) != nil { return .date(month: month, day: day, year: year) }
    return .date(month: day, day: month, year: year)
  }

  /// The ISO 8601 week: the first one holds 4 January. nil when the year has no such week.
  private func isoWeek(_ number: Int, of year: Int) -> TimePeriod? {
    guard (1...53).contains(number), let fourth = CalendarDate(year, 1, 4) else { return nil }
    let start = fourth.adding(days: 1 - fourth.weekday + (number - 1) * 7)
    guard start.adding(days: 3).year == year else { return nil }
    return .fixed(
      TimeWindow(start: start, end: start.adding(days: 7), label: "week \(number) of \(year)", grain: .week))
  }

  private func relativePeriod(_ reading: PeriodReading, _ captures: TimeCaptures) -> TimePeriod? {
    let (periods, asOf) = (resolver.periods, resolver.asOf)
    let tomorrow = asOf.adding(days: 1)
    if case .toDate(.some(let grain)) = reading { return .fixed(toDate(grain)) }
    guard let grain = captures.grains.first else { return nil }
    let count = captures.count ?? 1
    func words(_ lead: String) -> String { "\(lead) \(count) \(grain.rawValue)\(count == 1 ? "" : "s")" }
    switch reading {
    case .around(let offset): return .fixed(periods.period(grain, containing: asOf, offset: offset))
    case .trailing, .trailingOne:
      let start = periods.moved(grain <= .week ? asOf : tomorrow, by: -count, grain)
      return .fixed(
        TimeWindow(
          start: start, end: tomorrow, label: words("last"), grain: periods.grain(from: start, to: tomorrow)))
    case .trailingFull:
      let end = periods.start(of: grain, containing: asOf)
      return .fixed(
        TimeWindow(
          start: periods.moved(end, by: -count, grain), end: end, label: words("last full"),
          grain: count == 1 ? grain : nil))
    case .upcoming:
      return .fixed(
        TimeWindow(start: tomorrow, end: periods.moved(tomorrow, by: count, grain), label: words("next")))
    case .ago, .agoOne: return .fixed(periods.period(grain, containing: asOf, offset: -count))
    case .beforeLast: return .fixed(periods.period(grain, containing: asOf, offset: -2))
    case .toDate: return .fixed(toDate(grain))
    default: return nil
    }
  }

  private func toDate(_ grain: Grain) -> TimeWindow {
    let start = resolver.periods.start(of: grain, containing: resolver.asOf)
    let end = resolver.asOf.adding(days: 1)
    return TimeWindow(
      start: start, end: end, label: "\(grain.rawValue) to date",
      grain: resolver.periods.grain(from: start, to: end))
  }

  private func weekdayPeriod(_ reading: PeriodReading, _ captures: TimeCaptures) -> TimePeriod? {
    let (periods, asOf) = (resolver.periods, resolver.asOf)
    let weekday = captures.weekdays.first ?? 6
    let back = (asOf.weekday - weekday + 7) % 7
    func day(_ offset: Int) -> TimePeriod { .fixed(periods.period(.day, containing: asOf, offset: offset)) }
    func weekend(_ saturday: CalendarDate) -> TimePeriod {
      .fixed(
        TimeWindow(
          start: saturday, end: saturday.adding(days: 2), label: "weekend of \(periods.label(of: saturday))"))
    }
    switch reading {
    case .newestWeekday: return day(-back)
    case .weekdayBefore: return day(back == 0 ? -7 : -back)
    case .weekdayOfWeek:
      let start = periods.start(of: .week, containing: asOf)
      return .fixed(periods.period(.day, containing: start.adding(days: (weekday - start.weekday + 7) % 7)))
    case .lastWeekend:
      // The newest Saturday whose Sunday is over.
      return weekend(asOf.adding(days: back < 2 ? -back - 7 : -back))
    case .thisWeekend: return weekend(asOf.adding(days: asOf.weekday == 7 ? -1 : 6 - asOf.weekday))
    default: return nil
    }
  }

  private func namedMonth(_ reading: PeriodReading, _ captures: TimeCaptures) -> TimePeriod? {
    guard let month = captures.month else { return nil }
    switch reading {
    case .lastMonthNamed: return resolver.window(.month(month, year: nil), isStrict: true).map { .fixed($0) }
    case .thisMonthNamed: return .month(month, year: resolver.asOf.year)
    default:
      return .month(month, year: month > resolver.asOf.month ? resolver.asOf.year : resolver.asOf.year + 1)
    }
  }

  private func derived(_ reading: PeriodReading, _ captures: TimeCaptures) -> TimePeriod? {
    guard let inner = captures.periods.first, let window = resolver.window(inner.period),
      let start = window.start, let end = window.end
    else { return nil }
    let periods = resolver.periods
    switch reading {
    case .itself: return window.grain == .day ? nil : inner.period
    case .monthItself: return window.grain == .month ? inner.period : nil
    case .weekdayDate: return inner.period.kind == .date ? inner.period : nil
    case .early: return third(1, of: window, "early")
    case .middle: return third(2, of: window, "mid")
    case .late: return third(3, of: window, "late")
    case .weekOf:
      // A day names its week; a longer period, the week that it begins in.
      return .fixed(periods.period(.week, containing: start))
    case .weekFrom:
      return window.grain == .day
        ? .fixed(
          TimeWindow(
            start: start, end: start.adding(days: 7), label: "week from \(periods.label(of: start))",
            grain: periods.grain(from: start, to: start.adding(days: 7))))
        : nil
    case .adjacent(let step):
      guard let grain = captures.grains.first else { return nil }
      let shift = RelativeShift(unit: grain, count: step, manner: .adjacent)
      return .fixed(periods.resolve(shift, of: window))
    case .firstPart, .lastPart:
      guard let grain = captures.grains.first else { return nil }
      let count = captures.count ?? 1
      let isFirst = reading == .firstPart
      let from = isFirst ? start : periods.moved(end, by: -count, grain)
      let to = isFirst ? periods.moved(start, by: count, grain) : end
      guard from >= start, to <= end else { return nil }
      let exact = periods.grain(from: from, to: to)
      return .fixed(
        TimeWindow(start: from, end: to, label: periods.label(from: from, to: to, exact), grain: exact))
    default: return nil
    }
  }

  /// A year by four months each; a month by its 10th and 20th; others by days.
  private func third(_ part: Int, of window: TimeWindow, _ word: String) -> TimePeriod? {
    guard let start = window.start, let end = window.end else { return nil }
    let cuts: [CalendarDate]
    switch window.grain {
    case .year: cuts = [start, start.adding(months: 4), start.adding(months: 8), end]
    case .quarter: cuts = [start, start.adding(months: 1), start.adding(months: 2), end]
    case .month: cuts = [start, start.adding(days: 10), start.adding(days: 20), end]
    default: return nil
    }
    return .fixed(
      TimeWindow(
        start: cuts[part - 1], end: cuts[part], label: "\(word) \(window.label)",
        grain: resolver.periods.grain(from: cuts[part - 1], to: cuts[part])))
  }
}
