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
  var apostrophe: Set<Int> = []
  var dot: Set<Int> = []
  var dash: Set<Int> = []
  var slash: Set<Int> = []
  var comma: Set<Int> = []
}

/// One question being read: its atoms, and the periods found at each.
struct TimeSentence {
  let parser: TimeExpressionParser
  let atoms: [TimeAtom]
  let resolver: TimePeriodResolver
  let isNotTime: (Int) -> Bool
  /// The longest period that begins at each atom; first without, then with those said by way of another.
  private(set) var periodsAt: [TimePeriodMatch?] = []

  init(
    parser: TimeExpressionParser, atoms: [TimeAtom], resolver: TimePeriodResolver,
    isNotTime: @escaping (Int) -> Bool
  ) {
    (self.parser, self.atoms, self.resolver, self.isNotTime) = (parser, atoms, resolver, isNotTime)
    periodsAt = [TimePeriodMatch?](repeating: nil, count: atoms.count)
    for index in atoms.indices { periodsAt[index] = longest(parser.periods, at: index) }
    let derived = atoms.indices.map { longest(parser.derivedPeriods, at: $0) }
    for (index, match) in derived.enumerated() {
      if let match, match.end > periodsAt[index]?.end ?? 0 { periodsAt[index] = match }
    }
  }

  func atom(_ index: Int) -> TimeAtom? { atoms.indices.contains(index) ? atoms[index] : nil }
  func lexeme(_ index: Int) -> TimeLexeme? { atom(index).flatMap { parser.lexicon.lexeme($0.word) } }
  func stands(_ index: Int, in words: Set<Int>) -> Bool {
    atom(index).map { words.contains($0.word) } ?? false
  }

  private func longest(
    _ table: TimeRuleTable<TimeExpressionParser.PeriodRow>, at start: Int
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
    var candidates = first.word >= 0 ? table.rules(word: first.word) : []
    for slot in table.slots where canBegin(slot, at: start) { candidates += table.rules(slot: slot) }
    for index in candidates.sorted() {
      let rule = table.rules[index]
      if case (let end, var captures)? = match(rule.pattern.elements[...], at: start, TimeCaptures()),
        end > start
      {
        if case .slot = rule.pattern.elements.last?.kind { captures.endsWithSlot = true }
        body(rule, end, captures)
      }
    }
  }

  private func canBegin(_ slot: TimeSlot, at index: Int) -> Bool {
    slot == .period ? periodsAt[index] != nil : take(slot, at: index) != nil
  }

  /// The end of the match of `elements` from `start`; what is optional is taken where it can be.
  /// Recursion is as deep as a pattern is long.
  private func match(
    _ elements: ArraySlice<TimePattern.Element>, at start: Int, _ captures: TimeCaptures
  ) -> (Int, TimeCaptures)? {
    guard let element = elements.first else { return (start, captures) }
    let rest = elements.dropFirst()
    switch element.kind {
    case .words(let words):
      if let atom = atom(start), atom.word >= 0, words.contains(atom.word),
        let whole = match(rest, at: start + 1, captures)
      {
        return whole
      }
    case .slot(let slot):
      if let (end, fill) = take(slot, at: start) {
        var filled = captures
        fill(&filled)
        if let whole = match(rest, at: end, filled) { return whole }
      }
    }
    return element.isOptional ? match(rest, at: start, captures) : nil
  }

  /// What a slot takes at an atom: the end, and what it puts into the captures.
  private func take(_ slot: TimeSlot, at index: Int) -> (Int, (inout TimeCaptures) -> Void)? {
    guard let atom = atom(index) else { return nil }
    let lexeme = parser.lexicon.lexeme(atom.word)
    switch slot {
    case .n:
      guard let count = atom.number > 0 && atom.digits <= 3 ? atom.number : lexeme?.number else { return nil }
      return (index + 1, { $0.count = count })
    case .grain: return lexeme?.grain.map { grain in (index + 1, { $0.grains.append(grain) }) }
    case .adverb: return lexeme?.adverb.map { grain in (index + 1, { $0.grains.append(grain) }) }
    case .month:
      return lexeme?.month.map { month in
        (index + 1, { ($0.month, $0.monthAtom) = (month, index) })
      }
    case .weekday: return lexeme?.weekday.map { day in (index + 1, { $0.weekdays.append(day) }) }
    case .weekdays: return lexeme?.pluralWeekday.map { day in (index + 1, { $0.weekdays.append(day) }) }
    case .year:
      guard TimeExpressionParser.years.contains(atom.number), atom.digits == 4 else { return nil }
      return (index + 1, { $0.year = atom.number })
    case .yy, .num:
      guard slot == .yy ? atom.digits == 2 : (1...2).contains(atom.digits) else { return nil }
      return (index + 1, { $0.numbers.append(atom.number) })
    case .day:
      if let ordinal = ordinal(at: index) { return (ordinal.end, { $0.numbers.append(ordinal.value) }) }
      guard (1...2).contains(atom.digits), (1...31).contains(atom.number) else { return nil }
      return (index + 1, { $0.numbers.append(atom.number) })
    case .ordinal: return ordinal(at: index).map { found in (found.end, { $0.ordinal = found.value }) }
    case .aYear: return year(at: index).map { found in (found.end, { $0.year = found.value }) }
    case .period:
      return periodsAt[index].map { period in (period.end, { $0.periods.append(period) }) }
    }
  }

  private func ordinal(at index: Int) -> (end: Int, value: Int)? {
    if let value = lexeme(index)?.ordinal { return (index + 1, value) }
    guard let atom = atom(index), (1...2).contains(atom.digits), (1...31).contains(atom.number),
      stands(index + 1, in: parser.guards.ordinalEndings)
    else { return nil }
    return (index + 2, atom.number)
  }

  /// "2024", "'24", "last year", "this year", "next year", "the year".
  private func year(at index: Int) -> (end: Int, value: Int)? {
    guard let atom = atom(index) else { return nil }
    let (guards, asOf) = (parser.guards, resolver.asOf.year)
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
