import Domain

/// A meaning read from the atoms `start ..< end`.
struct TimeCandidate {
  let start: Int
  let end: Int
  let meaning: TimeMatch.Meaning
  let rule: String
}

extension TimeSentence {
  /// Everything that can be read as time; candidates overlap.
  func candidates() -> [TimeCandidate] {
    var found: [TimeCandidate] = []
    for start in atoms.indices where atoms[start].opens {
      if let match = periodsAt[start], isAllowedAlone(match), let window = resolver.window(match.period) {
        found.append(
          TimeCandidate(start: start, end: match.end, meaning: .window(window), rule: match.rule))
      }
      if let comparison = comparison(from: start) { found.append(comparison) }
      forEachMatch(of: rules.phrases, at: start) { rule, end, captures in
        guard areAllowed(captures.periods, of: rule.reading, from: start),
          let meaning = meaning(rule.reading, captures, from: start, to: end)
        else { return }
        found.append(TimeCandidate(start: start, end: end, meaning: meaning, rule: rule.pattern.phrase))
      }
    }
    return found.filter { atoms[$0.end - 1].closes && !isCompoundWord($0) }
  }

  /// "month-long", "day-light": words go on after a hyphen.
  private func isCompoundWord(_ candidate: TimeCandidate) -> Bool {
    guard stands(candidate.end, in: rules.guards.dash), let next = atom(candidate.end + 1), next.isLetters
    else { return false }
    return atoms[candidate.end - 1].isLetters && periodsAt[candidate.end + 1] == nil
  }

  private func meaning(
    _ reading: PhraseReading, _ captures: TimeCaptures, from start: Int, to end: Int
  ) -> TimeMatch.Meaning? {
    switch reading {
    case .range, .dayRange, .yearSpan, .since, .after, .before, .until, .allTime:
      return bounded(reading, captures, from: start, to: end).map { .window($0) }
    case .grain:
      if stands(start - 1, in: rules.guards.notBreakdownAfter) { return nil }
      return captures.grains.min().map { .grain($0) }
    case .repeatedGrain:
      return Set(captures.grains).count == 1 ? captures.grains.first.map { .grain($0) } : nil
    case .longAgo:
      guard let grain = captures.grains.first, let count = captures.count else { return nil }
      let end = resolver.periods.moved(resolver.asOf, by: -count, grain)
      return .window(
        TimeWindow(start: nil, end: end, label: "before \(resolver.periods.label(of: end))"))
    case .adverb:
      if stands(end, in: rules.guards.notBreakdownBefore) { return nil }
      return captures.grains.first.map { .grain($0) }
    case .weekday: return .weekday
    case .hour:
      let isBreakdown = stands(start, in: rules.guards.by)
      if !isBreakdown, stands(start - 1, in: rules.guards.hourlyRates) { return nil }
      return stands(end, in: rules.guards.hourlyRates) ? nil : .hour
    case .weekdays: return .weekdays(Set(captures.weekdays))
    case .weekdaySpan:
      guard captures.weekdays.count == 2 else { return nil }
      let (first, last) = (captures.weekdays[0], captures.weekdays[1])
      let span = (last - first + 7) % 7
      return .weekdays(Set((0...span).map { (first - 1 + $0) % 7 + 1 }))
    case .weekend: return .weekdays([6, 7])
    case .bareWorkdays: return start > 0 && isAtEnd(end) ? .weekdays([1, 2, 3, 4, 5]) : nil
    case .day: return .grain(.day)
    case .dayPart, .hoursBefore, .hoursAfter, .hoursBetween, .hourAt:
      return hours(reading, captures).map { .hours($0) }
    case .workdays: return .weekdays([1, 2, 3, 4, 5])
    case .adjacent, .adjacentCounted, .sameLast, .samePrevious, .previousPeriod:
      return shift(reading, captures, from: start, to: end).map { .relative($0) }
    }
  }

  private func bounded(
    _ reading: PhraseReading, _ captures: TimeCaptures, from start: Int, to end: Int
  ) -> TimeWindow? {
    if reading == .allTime { return TimeWindow(start: nil, end: nil, label: "all time") }
    if reading == .dayRange {
      guard let month = captures.month, captures.numbers.count == 2 else { return nil }
      let days = captures.numbers.map { TimePeriod.date(month: month, day: $0, year: captures.year) }
      return resolver.range(from: days[0], to: days[1])
    }
    if reading == .yearSpan { return yearSpan(captures, from: start, to: end) }
    guard let first = captures.periods.first else { return nil }
    if reading == .until, stands(start, in: rules.guards.by), !isBoundOfBy(first) { return nil }
    if reading == .range {
      guard captures.periods.count == 2 else { return nil }
      return resolver.range(from: first.period, to: captures.periods[1].period)
    }
    guard let window = resolver.window(first.period) else { return nil }
    switch reading {
    case .since: return TimeWindow(start: window.start, end: nil, label: "since \(window.label)")
    case .after: return TimeWindow(start: window.end, end: nil, label: "after \(window.label)")
    case .before: return TimeWindow(start: nil, end: window.start, label: "before \(window.label)")
    case .until: return TimeWindow(start: nil, end: window.end, label: "until \(window.label)")
    default: return nil
    }
  }

  /// "by year 2023" and "by date" are breakdowns, "by sun" is no day.
  private func isBoundOfBy(_ match: TimePeriodMatch) -> Bool {
    guard let lexeme = lexeme(match.start) else { return true }
    return lexeme.grain == nil && !(lexeme.weekday != nil && lexeme.use != nil)
      && !stands(match.start, in: rules.guards.date)
  }

  /// "2022-23", "2022 to 24": digits that could be a month are a year only after a word.
  private func yearSpan(_ captures: TimeCaptures, from start: Int, to end: Int) -> TimeWindow? {
    let guards = rules.guards
    guard let year = captures.year, let short = captures.numbers.first else { return nil }
    let isSaid = atom(start + 1)?.isLetters ?? false
    let before = stands(start - 1, in: guards.year) ? start - 2 : start - 1
    let last = year / 100 * 100 + short
    guard isSaid || short > 12, last > year, last - year < 10, !isNotTime(atoms[start].token),
      !stands(before, in: guards.notYearAfter), !stands(end, in: guards.notYearBefore),
      !stands(before, in: guards.dash), !stands(before, in: guards.slash)
    else { return nil }
    return resolver.range(from: .year(year), to: .year(last))
  }

  /// A shift said by a phrase; nil when what follows shows that none is meant ("the day before delivery").
  private func shift(
    _ reading: PhraseReading, _ captures: TimeCaptures, from start: Int, to end: Int
  ) -> RelativeShift? {
    let (periods, asOf) = (resolver.periods, resolver.asOf)
    switch reading {
    case .previousPeriod(let step):
      return isAtEnd(end) ? RelativeShift(unit: nil, count: step, manner: .adjacent) : nil
    case .adjacent(let step), .adjacentCounted(let step):
      guard let grain = captures.grains.first, isAtEnd(end) || captures.endsWithSlot else { return nil }
      let count = step * (captures.count ?? 1)
      return RelativeShift(
        unit: grain, count: count, manner: .adjacent,
        standalone: periods.period(grain, containing: asOf, offset: count))
    default:
      guard let outer = captures.grains.last else { return nil }
      let bare = RelativeShift(unit: outer, count: -1, manner: .same)
      guard captures.grains.count == 2, let inner = captures.grains.first, inner < outer else { return bare }
      return RelativeShift(
        unit: outer, count: -1, manner: .same,
        standalone: periods.resolve(bare, of: periods.period(inner, containing: asOf)))
    }
  }

  /// Nothing follows that the words before could belong to.
  func isAtEnd(_ index: Int) -> Bool {
    guard let next = atom(index) else { return true }
    return (!next.isLetters && next.digits == 0) || stands(index, in: rules.guards.afterRelative)
  }

  // MARK: - Comparisons

  /// "2022 vs 2023", "March and April 2024", "this month compared with the previous month".
  private func comparison(from start: Int) -> TimeCandidate? {
    // "compare 2022 to 2023": no range.
    let isCompared = stands(start - 1, in: rules.guards.compare) && atoms[start - 1].opens
    guard let first = isCompared ? periodsAt[start] : element(at: start), isAllowedAsFirst(first)
    else { return nil }
    var said = [first.period]
    var end = first.end
    var isList = true
    while let joiner = joiner(at: end, isCompared: isCompared) {
      if let next = element(at: joiner.next), joiner.isVersus || areAlike(said[said.count - 1], next.period),
        isYear(next, isAlone: false), next.standing != .inPhrase
      {
        said.append(next.period)
        end = next.end
      } else if case .year(let year) = said[said.count - 1],
        let next = listedYear(at: joiner.next, after: year)
      {
        said.append(.year(next.year))
        end = next.end
      } else if let next = relative(at: joiner.next), let window = resolver.window(said[said.count - 1]) {
        said.append(.fixed(resolver.periods.resolve(next.shift, of: window)))
        end = next.end
      } else {
        break
      }
      isList = isList && !joiner.isVersus
    }
    guard said.count > 1, let windows = resolver.windows(said) else { return nil }
    return TimeCandidate(
      start: isCompared ? start - 1 : start, end: end, meaning: .windows(windows),
      rule: isList ? "<period> and <period>" : "<period> versus <period>")
  }

  /// The "23" of "2022, 23 and 24": two digits that make a near year and count nothing.
  private func listedYear(at index: Int, after year: Int) -> (end: Int, year: Int)? {
    guard let atom = atom(index), atom.digits == 2, atom.opens, atom.closes,
      !stands(index + 1, in: rules.guards.notYearBefore), !isNotTime(atom.token)
    else { return nil }
    let listed = year / 100 * 100 + atom.number
    guard listed != year, abs(listed - year) < 10 else { return nil }
    let next = self.atom(index + 1)
    let goesOn = joiner(at: index + 1).map { listedYear(at: $0.next, after: listed) != nil } ?? false
    return next == nil || goesOn || isAtEnd(index + 1) || stands(index + 1, in: rules.guards.versus)
      ? (index + 1, listed) : nil
  }

  /// A period, or a range of two.
  private func element(at start: Int) -> TimePeriodMatch? {
    guard let first = periodsAt.indices.contains(start) ? periodsAt[start] : nil else { return nil }
    guard stands(first.end, in: rules.guards.to),
      let last = atom(first.end + 1).flatMap({ _ in
        periodsAt[first.end + 1]
      }), let window = resolver.range(from: first.period, to: last.period)
    else { return first }
    return TimePeriodMatch(
      start: start, end: last.end, period: .fixed(window), standing: .anywhere, rule: "<period> to <period>"
    )
  }

  private func areAlike(_ left: TimePeriod, _ right: TimePeriod) -> Bool {
    if left.kind == right.kind { return true }
    if case .year = right { return left.isPartOfYear && left.year != nil }
    if case .monthNumber = left { return right.kind == .date || right.kind == .month }
    return false
  }

  /// What joins two periods, and where the next begins. At most a comma, a joining phrase and three small words.
  private func joiner(at index: Int, isCompared: Bool = false) -> (next: Int, isVersus: Bool)? {
    let guards = rules.guards
    var next = index
    var isVersus = false
    if stands(next, in: guards.comma) { next += 1 }
    if stands(next, in: guards.versus) {
      isVersus = true
      next += stands(next + 1, in: guards.dot) ? 2 : 1
    } else if isCompared, stands(next, in: guards.comparing) {
      isVersus = true
      next += 1
    } else if stands(next, in: guards.comparedTo) {
      isVersus = true
      next += 1
    } else if stands(next, in: guards.and) {
      next += 1
    }
    guard next > index else { return nil }
    for _ in 0..<3 where stands(next, in: guards.filling) { next += 1 }
    return (next, isVersus)
  }

  private func relative(at start: Int) -> (shift: RelativeShift, end: Int)? {
    var best: (shift: RelativeShift, end: Int)?
    forEachMatch(of: rules.phrases, at: start) { rule, end, captures in
      if end > best?.end ?? 0, let shift = meaning(rule.reading, captures, from: start, to: end)?.shift {
        best = (shift, end)
      }
    }
    return best
  }

  // MARK: - Doubt

  /// Whether a period by itself is one, where it stands.
  private func isAllowedAlone(_ match: TimePeriodMatch) -> Bool {
    let token = atoms[match.start].token
    if match.end > 0, atoms[match.end - 1].token == token, isNotTime(token) { return false }
    return switch match.standing {
    case .anywhere: true
    case .inPhrase: false
    case .bareYear: isYear(match, isAlone: true) && !isHeadOfNumbers(match.end)
    case .afterCue: stands(match.start - 1, in: rules.guards.cues)
    case .atEnd: isAtEnd(match.end)
    case .asWordAllows: isMonth(match)
    }
  }

  /// "2000 to 2010 units": the range was refused, so its head is no year either.
  private func isHeadOfNumbers(_ index: Int) -> Bool {
    stands(index, in: rules.guards.to) && (atom(index + 1)?.digits ?? 0) > 0
  }

  private func isAllowedAsFirst(_ match: TimePeriodMatch) -> Bool {
    switch match.standing {
    case .afterCue, .atEnd, .anywhere: true
    case .asWordAllows: lexeme(match.start)?.use != .modal || isMonth(match) || joinsAMonth(match.end)
    case .bareYear: isYear(match, isAlone: true)
    case .inPhrase: false
    }
  }

  private func joinsAMonth(_ index: Int) -> Bool {
    guard let next = joiner(at: index)?.next, periodsAt.indices.contains(next) else { return false }
    return periodsAt[next]?.period.kind == .month
  }

  /// Two numbers joined by "and" are years up to this many before the as-of day.
  private static let yearsNear = 8

  /// "average price: 2023 vs 2024": the other is a year too.
  private func isAgainstYear(_ index: Int) -> Bool {
    guard let (next, isVersus) = joiner(at: index), periodsAt.indices.contains(next),
      let other = periodsAt[next], other.standing == .bareYear, case .year(let year) = other.period
    else { return false }
    // "over 2022 and 2023": two amounts as near to the as-of day would be strange.
    return isVersus || (0..<Self.yearsNear).contains(resolver.asOf.year - year)
  }

  private func areAllowed(_ periods: [TimePeriodMatch], of reading: PhraseReading, from start: Int) -> Bool {
    for match in periods {
      let isHead = match.start == start
      if isHead, match.standing == .inPhrase, reading != .weekdaySpan { return false }
      if match.standing == .bareYear, !isYear(match, isAlone: isHead) { return false }
      if isHead, reading != .range, [.asWordAllows, .afterCue, .atEnd].contains(match.standing),
        !isAllowedAlone(match)
      {
        return false
      }
    }
    return true
  }

  private func isMonth(_ match: TimePeriodMatch) -> Bool {
    let guards = rules.guards
    switch lexeme(match.start)?.use {
    case nil: return true
    case .afterCue: return stands(match.start - 1, in: guards.cues)
    case .verb:
      let goesOn = stands(match.end, in: guards.to) && atom(match.end)?.isLetters == true
      return !stands(match.start - 1, in: guards.verbAfter) && !goesOn
    case .modal:
      if stands(match.start - 1, in: guards.cues) { return true }
      return match.start == 0 && !stands(match.end, in: guards.verbBefore)
    }
  }

  /// Whether a bare number is a year: its neighbours make it no amount, no number of an order or a part.
  private func isYear(_ match: TimePeriodMatch, isAlone: Bool) -> Bool {
    guard match.standing == .bareYear else { return true }
    let guards = rules.guards
    let after = match.end
    let before = stands(match.start - 1, in: guards.year) ? match.start - 2 : match.start - 1
    if isNotTime(atoms[match.start].token) || stands(after, in: guards.notYearBefore) { return false }
    if let next = atom(after) {
      let isDigitBehindDot = stands(after, in: guards.dot) && (atom(after + 1)?.digits ?? 0) > 0
      if next.digits > 0 || isDigitBehindDot { return false }
      if next.isJoined, !next.closes, !stands(after, in: guards.dash) { return false }
    }
    guard isAlone else { return true }
    if stands(before, in: guards.notYearAfter), !isAgainstYear(after) { return false }
    let isDashed = stands(before, in: guards.dash) || stands(before, in: guards.slash)
    return
      !(isDashed
      && (atoms[before].isJoined || before > 0 && atoms[before - 1].digits > 0
        || stands(after, in: guards.dash)))
  }
}

extension TimeMatch.Meaning {
  fileprivate var shift: RelativeShift? {
    if case .relative(let shift) = self { return shift }
    return nil
  }
}
