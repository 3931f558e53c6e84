import Domain

/// The words of the vocabulary that decide in doubt, as numbers of the lexicon.
struct TimeGuards: Sendable {
  var leading: Set<Int> = []
  var cues: Set<Int> = []
  var notYearAfter: Set<Int> = []
  var notYearBefore: Set<Int> = []
  var notBreakdownBefore: Set<Int> = []
  var notBreakdownAfter: Set<Int> = []
  var hourlyRates: Set<Int> = []
  var verbBefore: Set<Int> = []
  var verbAfter: Set<Int> = []
  var last: Set<Int> = []
  var this: Set<Int> = []
  var next: Set<Int> = []
  var the: Set<Int> = []
  var ordinalEndings: Set<Int> = []
  var year: Set<Int> = []
  var and: Set<Int> = []
  var versus: Set<Int> = []
  var to: Set<Int> = []
  var comparedTo: Set<Int> = []
  var compare: Set<Int> = []
  var comparing: Set<Int> = []
  var filling: Set<Int> = []
  var leansToYear: Set<Int> = []
  var afterRelative: Set<Int> = []
  var by: Set<Int> = []
  var date: Set<Int> = []
  var during: Set<Int> = []
  var noon: Set<Int> = []
  var midnight: Set<Int> = []
  /// Names of several words: "a.m.", "o'clock".
  var am: [[Int]] = []
  var pm: [[Int]] = []
  var oclock: [[Int]] = []
  /// Names of days of the year by their first word, each with its position in the vocabulary.
  var holidays: [Int: [(name: [Int], index: Int)]] = [:]
  var apostrophe: Set<Int> = []
  var dot: Set<Int> = []
  var colon: Set<Int> = []
  var dash: Set<Int> = []
  var slash: Set<Int> = []
  var comma: Set<Int> = []
}

/// One question being read: its atoms, and the periods found at each.
struct TimeSentence {
  let rules: CompiledTimeRules
  let atoms: [TimeAtom]
  private let lexemes: [TimeLexeme?]
  let resolver: TimePeriodResolver
  let isNotTime: (Int) -> Bool
  /// The longest period that begins at each atom; first without, then with those said by way of another.
  private(set) var periodsAt: [TimePeriodMatch?] = []

  init(
    rules: CompiledTimeRules, atoms: [TimeAtom], resolver: TimePeriodResolver,
    isNotTime: @escaping (Int) -> Bool
  ) {
    (self.rules, self.atoms, self.resolver, self.isNotTime) = (rules, atoms, resolver, isNotTime)
    lexemes = atoms.map { rules.lexicon.lexeme($0.word) }
    periodsAt = [TimePeriodMatch?](repeating: nil, count: atoms.count)
    for index in atoms.indices { periodsAt[index] = longest(rules.periods, at: index) }
    // Twice: "tuesday of the week of 4 March".
    if addDerived() { _ = addDerived() }
  }

  /// Adds the periods said by way of those found so far; whether there were any.
  private mutating func addDerived() -> Bool {
    var isChanged = false
    let derived = atoms.indices.map { longest(rules.derivedPeriods, at: $0) }
    for (index, match) in derived.enumerated() {
      if let match, match.end > periodsAt[index]?.end ?? 0 {
        periodsAt[index] = match
        isChanged = true
      }
    }
    return isChanged
  }

  func atom(_ index: Int) -> TimeAtom? { index >= 0 && index < atoms.count ? atoms[index] : nil }
  func lexeme(_ index: Int) -> TimeLexeme? { index >= 0 && index < atoms.count ? lexemes[index] : nil }
  func stands(_ index: Int, in words: Set<Int>) -> Bool {
    index >= 0 && index < atoms.count && words.contains(atoms[index].word)
  }

  private func longest(
    _ table: TimeRuleTable<CompiledTimeRules.PeriodRow>, at start: Int
  ) -> TimePeriodMatch? {
    var best: TimePeriodMatch?
    forEachMatch(of: table, at: start) { rule, end, captures in
      guard end > best?.end ?? 0,
        let period = period(rule.reading.reading, captures, from: start, to: end),
        resolver.window(period) != nil
      else { return }
      best = TimePeriodMatch(
        start: start, end: end, period: period, standing: rule.reading.standing, rule: rule.pattern.phrase)
    }
    return best
  }

  /// Every rule of the table that matches from `start`, in the order of the table per kind of beginning.
  func forEachMatch<Reading>(
    of table: TimeRuleTable<Reading>, at start: Int,
    _ body: (TimeRuleTable<Reading>.Rule, Int, TimeCaptures) -> Void
  ) {
    guard let first = atom(start) else { return }
    for index in table.candidates(first, startsPeriod: periodsAt[start] != nil) {
      let rule = table.rules[index]
      if start + rule.pattern.leastAtoms > atoms.count { continue }
      var captures = TimeCaptures()
      guard let end = match(rule.pattern.elements, from: 0, at: start, &captures), end > start else {
        continue
      }
      if case .slot = rule.pattern.elements.last?.kind { captures.endsWithSlot = true }
      body(rule, end, captures)
    }
  }

  /// The end of the match of the elements from position `next` on at an atom; what is optional is taken where it can
  /// be. Recursion is as deep as a pattern is long; captures are as before when there is no match.
  private func match(
    _ elements: [TimePattern.Element], from next: Int, at start: Int, _ captures: inout TimeCaptures
  ) -> Int? {
    guard next < elements.count else { return start }
    let element = elements[next]
    switch element.kind {
    case .words(let words):
      if start < atoms.count, atoms[start].word >= 0, words.contains(atoms[start].word),
        let end = match(elements, from: next + 1, at: start + 1, &captures)
      {
        return end
      }
    case .slot(let slot):
      var filled = captures
      if let end = take(slot, at: start, &filled),
        let whole = match(elements, from: next + 1, at: end, &filled)
      {
        captures = filled
        return whole
      }
    }
    return element.isOptional ? match(elements, from: next + 1, at: start, &captures) : nil
  }

  /// What a slot takes at an atom goes into the captures.
  ///
  /// - Returns: the end; nil when the slot takes nothing there.
  private func take(_ slot: TimeSlot, at index: Int, _ captures: inout TimeCaptures) -> Int? {
    guard let atom = atom(index) else { return nil }
    let lexeme = lexemes[index]
    switch slot {
    case .n:
      guard let found = count(at: index) else { return nil }
      captures.count = found.value
      return found.end
    case .grain, .adverb:
      guard let grain = slot == .grain ? lexeme?.grain : lexeme?.adverb else { return nil }
      captures.grains.append(grain)
    case .month:
      guard let month = lexeme?.month else { return nil }
      (captures.month, captures.monthAtom) = (month, index)
    case .weekday, .weekdays:
      guard let day = slot == .weekday ? lexeme?.weekday : lexeme?.pluralWeekday else { return nil }
      captures.weekdays.append(day)
    case .year:
      guard atom.digits == 4, TimeExpressionParser.years.contains(atom.number) else { return nil }
      captures.year = atom.number
    case .yy, .num:
      guard slot == .yy ? atom.digits == 2 : (1...2).contains(atom.digits) else { return nil }
      captures.numbers.append(atom.number)
    case .day:
      if let ordinal = ordinal(at: index) {
        captures.numbers.append(ordinal.value)
        return ordinal.end
      }
      guard (1...2).contains(atom.digits), (1...31).contains(atom.number) else { return nil }
      captures.numbers.append(atom.number)
    case .ordinal:
      guard let found = ordinal(at: index) else { return nil }
      captures.ordinal = found.value
      return found.end
    case .aYear:
      guard let found = year(at: index) else { return nil }
      captures.year = found.value
      return found.end
    case .period:
      guard let period = periodsAt[index] else { return nil }
      captures.periods.append(period)
      return period.end
    case .holiday:
      guard let found = holiday(at: index) else { return nil }
      captures.holiday = found.value
      return found.end
    case .dayPart, .dayParts:
      guard let part = slot == .dayPart ? lexeme?.dayPart : lexeme?.loneDayPart else { return nil }
      captures.dayPart = part
    case .clock:
      guard let found = clock(at: index) else { return nil }
      captures.clocks.append(TimeClock(hour: found.hour, isDefinite: true))
      return found.end
    case .bareHour:
      guard (1...2).contains(atom.digits), (1...12).contains(atom.number) else { return nil }
      captures.clocks.append(TimeClock(hour: atom.number % 12, isDefinite: false))
    }
    return index + 1
  }

  /// "3", "three", "twenty-four".
  private func count(at index: Int) -> (end: Int, value: Int)? {
    guard let atom = atom(index) else { return nil }
    if atom.digits > 0 { return atom.number > 0 && atom.digits <= 3 ? (index + 1, atom.number) : nil }
    guard let value = lexeme(index)?.number else { return nil }
    if value >= 20, value % 10 == 0 {
      let next = stands(index + 1, in: rules.guards.dash) ? index + 2 : index + 1
      if let units = lexeme(next)?.number, units < 10, self.atom(next)?.digits == 0 {
        return (next + 1, value + units)
      }
    }
    return (index + 1, value)
  }

  private func ordinal(at index: Int) -> (end: Int, value: Int)? {
    if let value = lexeme(index)?.ordinal { return (index + 1, value) }
    guard let atom = atom(index), (1...2).contains(atom.digits), (1...31).contains(atom.number),
      stands(index + 1, in: rules.guards.ordinalEndings)
    else { return nil }
    return (index + 2, atom.number)
  }

  /// "2024", "'24", "last year", "this year", "next year", "the year".
  private func year(at index: Int) -> (end: Int, value: Int)? {
    guard let atom = atom(index) else { return nil }
    let (guards, asOf) = (rules.guards, resolver.asOf.year)
    if atom.digits == 4 {
      return TimeExpressionParser.years.contains(atom.number) ? (index + 1, atom.number) : nil
    }
    if guards.apostrophe.contains(atom.word), let short = self.atom(index + 1), short.digits == 2 {
      return (index + 2, 2000 + short.number)
    }
    if guards.year.contains(atom.word), stands(index - 1, in: guards.the) { return (index + 1, asOf) }
    guard stands(index + 1, in: guards.year) else { return nil }
    if guards.last.contains(atom.word) { return (index + 2, asOf - 1) }
    if guards.this.contains(atom.word) { return (index + 2, asOf) }
    return guards.next.contains(atom.word) ? (index + 2, asOf + 1) : nil
  }
}
