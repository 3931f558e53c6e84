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
        month, number, leansToYear: leans || stands(start - 1, in: rules.guards.leansToYear))
    case .monthShortYear:
      guard let month = captures.month, let number,
        case .month(_, .some(let year)) = resolver.settled(.monthNumber(month, number, leansToYear: true))
      else { return nil }
      return .month(month, year: year)
    case .dayMonth:
      guard let month = captures.month, let number else { return nil }
      if captures.monthAtom == end - 1, lexeme(captures.monthAtom)?.use == .modal,
        stands(end, in: rules.guards.verbBefore)
      {
        return nil
      }
      return .date(month: month, day: number, year: captures.year)
    case .dayMonthShortYear:
      guard let month = captures.month, let day = number, let year = shortYear(captures, to: end) else {
        return nil
      }
      return .date(month: month, day: day, year: year)
    case .numericMonth, .numericYearMonth:
      guard let number, (1...12).contains(number), let year = captures.year else { return nil }
      if reading == .numericYearMonth, atoms[end - 1].digits != 2 { return nil }
      return .month(number, year: year)
    case .isoDate:
      guard captures.numbers.count == 2, let year = captures.year else { return nil }
      return .date(month: captures.numbers[0], day: captures.numbers[1], year: year)
    case .numericDate: return numericDate(captures, dayFirst: stands(start + 1, in: rules.guards.dot))
    case .quarter:
      guard let quarter = captures.ordinal ?? number, (1...4).contains(quarter) else { return nil }
      return .quarter(quarter, year: captures.year)
    case .shortQuarter:
      guard let number, (1...4).contains(number), let year = shortYear(captures, to: end) else { return nil }
      return .quarter(number, year: year)
    case .shortHalf:
      guard let number, (1...2).contains(number), let year = shortYear(captures, to: end) else { return nil }
      return .half(number, year: year)
    case .lastHalf: return captures.year.map { .half(2, year: $0) }
    case .half:
      guard let half = captures.ordinal ?? number, (1...2).contains(half) else { return nil }
      return .half(half, year: captures.year)
    case .fiscalYear: return captures.year.map { .fixed(periods.fiscalYear($0)) }
    case .shortFiscalYear: return number.map { .fixed(periods.fiscalYear(2000 + $0)) }
    case .fiscalQuarter, .shortFiscalQuarter:
      guard let number, (1...4).contains(number),
        let year = captures.year ?? captures.numbers.dropFirst().first.map({ 2000 + $0 })
      else { return nil }
      return fiscalQuarter(number, of: year)
    case .thisFiscalYear(let offset):
      let window = periods.fiscalYear(periods.fiscalYear(containing: asOf) + offset)
      return .fixed(offset == 0 ? soFar(window) : window)
    case .fiscalToDate:
      let window = periods.fiscalYear(periods.fiscalYear(containing: asOf))
      return window.start.map { .fixed(trailing($0, label: "fiscal year to date")) }
    case .week:
      guard let number else { return nil }
      if let year = captures.year { return isoWeek(number, of: year).map { .fixed($0) } }
      // The newest week of this number that has begun.
      let years = [asOf.year + 1, asOf.year, asOf.year - 1] + (2...6).map { asOf.year - $0 }
      return years.lazy.compactMap { isoWeek(number, of: $0) }.first { $0.start ?? asOf <= asOf }
        .map { .fixed($0) }
    case .now: return .fixed(periods.period(.day, containing: asOf))
    case .day(let offset): return .fixed(periods.period(.day, containing: asOf, offset: offset))
    case .around, .aroundLast, .trailing, .trailingOne, .trailingHalfYear, .trailingFortnight, .trailingHours,
      .trailingFull, .upcoming, .ago, .agoOne, .beforeLast, .toDate, .yearToDate, .startOf, .endOf:
      return relativePeriod(reading, captures)
    case .newestWeekday, .weekdayBefore, .weekdayOfWeek, .lastWeekend, .thisWeekend:
      return weekdayPeriod(reading, captures)
    case .lastMonthNamed, .thisMonthNamed, .nextMonthNamed: return namedMonth(reading, captures)
    case .holiday: return captures.holiday.map { .holiday($0, year: captures.year) }
    case .thisHoliday: return captures.holiday.map { .holiday($0, year: asOf.year) }
    case .lastHoliday:
      return captures.holiday.flatMap { resolver.window(.holiday($0, year: nil), isStrict: true) }
        .map { .fixed($0) }
    case .early, .middle, .late, .firstPart, .nthPart, .lastPart, .nthWeekday, .lastWeekday, .weekOf,
      .weekFrom,
      .weekTo, .adjacent, .itself, .monthItself, .weekdayDate:
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

  /// The year of the two digits that a pattern ends with; nil when it is not near or the number counts something.
  private func shortYear(_ captures: TimeCaptures, to end: Int) -> Int? {
    guard captures.numbers.count == 2, let number = captures.numbers.last, resolver.isNearYear(number),
      !stands(end, in: rules.guards.notYearBefore)
    else { return nil }
    return 2000 + number
  }

  private func fiscalQuarter(_ number: Int, of year: Int) -> TimePeriod? {
    guard let first = resolver.periods.fiscalYear(year).start else { return nil }
    let start = first.adding(months: (number - 1) * 3)
    let end = start.adding(months: 3)
    return .fixed(
      TimeWindow(
        start: start, end: end, label: "Q\(number) FY\(year)",
        grain: resolver.periods.grain(from: start, to: end)))
  }

  /// The part of a running period up to and including the as-of day; its grain stays, it stands for the period.
  private func soFar(_ window: TimeWindow) -> TimeWindow {
    let tomorrow = resolver.asOf.adding(days: 1)
    guard let end = window.end, end > tomorrow else { return window }
    return TimeWindow(start: window.start, end: tomorrow, label: window.label, grain: window.grain)
  }

  /// The ISO 8601 week: the first one holds 4 January. nil when the year has no such week.
  private func isoWeek(_ number: Int, of year: Int) -> TimeWindow? {
    guard (1...53).contains(number), let fourth = CalendarDate(year, 1, 4) else { return nil }
    let start = fourth.adding(days: 1 - fourth.weekday + (number - 1) * 7)
    guard start.adding(days: 3).year == year else { return nil }
    return TimeWindow(
      start: start, end: start.adding(days: 7), label: "week \(number) of \(year)",
      grain: resolver.periods.grain(from: start, to: start.adding(days: 7)))
  }

  private func relativePeriod(_ reading: PeriodReading, _ captures: TimeCaptures) -> TimePeriod? {
    let (periods, asOf) = (resolver.periods, resolver.asOf)
    let tomorrow = asOf.adding(days: 1)
    if case .toDate(.some(let grain)) = reading { return .fixed(toDate(grain)) }
    switch reading {
    case .yearToDate: return captures.year.flatMap(yearToDate).map { .fixed($0) }
    case .trailingHalfYear: return .fixed(trailing(tomorrow.adding(months: -6), label: "last half year"))
    case .trailingFortnight: return .fixed(trailing(asOf.adding(days: -14), label: "last fortnight"))
    case .trailingHours:
      guard let hours = captures.count, hours % 24 == 0 else { return nil }
      return .fixed(trailing(tomorrow.adding(days: -hours / 24), label: "last \(hours) hours"))
    default: break
    }
    guard let grain = captures.grains.first else { return nil }
    let count = captures.count ?? 1
    func words(_ lead: String) -> String { "\(lead) \(count) \(grain.rawValue)\(count == 1 ? "" : "s")" }
    switch reading {
    case .around(let offset):
      let window = periods.period(grain, containing: asOf, offset: offset)
      return .fixed(offset == 0 ? soFar(window) : window)
    case .aroundLast:
      return captures.ordinal.map { .fixed(periods.period(grain, containing: asOf, offset: -$0)) }
    case .startOf: return .fixed(periods.period(.day, containing: periods.start(of: grain, containing: asOf)))
    case .endOf:
      let next = periods.moved(periods.start(of: grain, containing: asOf), by: 1, grain)
      return .fixed(periods.period(.day, containing: next.adding(days: -1)))
    case .trailing, .trailingOne:
      let isByDays = grain <= .week
      let start = periods.moved(isByDays ? asOf : tomorrow, by: -count, grain)
      return .fixed(trailing(start, label: words("last")))
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

  /// From a day up to and including the as-of day.
  private func trailing(_ start: CalendarDate, label: String) -> TimeWindow {
    let end = resolver.asOf.adding(days: 1)
    return TimeWindow(
      start: start, end: end, label: label, grain: resolver.periods.grain(from: start, to: end))
  }

  /// A year up to the day of it that the as-of day is of its own year; nil for one that has not begun.
  private func yearToDate(_ year: Int) -> TimeWindow? {
    let (periods, asOf) = (resolver.periods, resolver.asOf)
    guard year <= asOf.year, let start = CalendarDate(year, 1, 1) else { return nil }
    let end = periods.moved(asOf, by: year - asOf.year, .year).adding(days: 1)
    return TimeWindow(
      start: start, end: end, label: "\(year) to date", grain: periods.grain(from: start, to: end))
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
    case .lastWeekend(let weeks):
      // The newest Saturday whose Sunday is over.
      return weekend(asOf.adding(days: (back < 2 ? -back - 7 : -back) - weeks * 7))
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
    case .weekdayDate:
      if window.grain == .week, let weekday = captures.weekdays.first {
        let day = start.adding(days: (weekday - start.weekday + 7) % 7)
        return .fixed(periods.period(.day, containing: day))
      }
      return window.grain == .day && inner.standing != .inPhrase ? inner.period : nil
    case .nthWeekday, .lastWeekday:
      guard let weekday = captures.weekdays.first else { return nil }
      let last = end.adding(days: -1)
      let day =
        reading == .lastWeekday
        ? last.adding(days: -((last.weekday - weekday + 7) % 7))
        : start.adding(days: (weekday - start.weekday + 7) % 7 + 7 * ((captures.ordinal ?? 1) - 1))
      return day >= start && day < end ? .fixed(periods.period(.day, containing: day)) : nil
    case .weekTo:
      guard window.grain == .day else { return nil }
      let first = end.adding(days: -7)
      return .fixed(
        TimeWindow(
          start: first, end: end, label: "week to \(periods.label(of: start))",
          grain: periods.grain(from: first, to: end)))
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
    case .firstPart, .nthPart, .lastPart:
      guard let grain = captures.grains.first else { return nil }
      let count = captures.count ?? 1
      let skipped = reading == .nthPart ? (captures.ordinal ?? 1) - 1 : 0
      let isLast = reading == .lastPart
      let from = periods.moved(isLast ? end : start, by: isLast ? -count : skipped, grain)
      let to = isLast ? end : periods.moved(start, by: skipped + count, grain)
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
