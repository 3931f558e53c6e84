import Domain

/// The rules over the words of one vocabulary, ready to be matched. Immutable; a class, since every question being
/// read refers to it.
final class CompiledTimeRules: Sendable {
  struct PeriodRow: Sendable {
    let reading: PeriodReading
    let standing: TimeStanding
  }

  let vocabulary: TimeVocabulary
  let lexicon: TimeLexicon
  let guards: TimeGuards
  let periods: TimeRuleTable<PeriodRow>
  let derivedPeriods: TimeRuleTable<PeriodRow>
  let phrases: TimeRuleTable<PhraseReading>

  init(_ vocabulary: TimeVocabulary, identityNouns: Set<String>) {
    var lexicon = TimeLexicon()
    lexicon.set(vocabulary.months, \.month)
    lexicon.set(vocabulary.weekdays, \.weekday)
    lexicon.set(vocabulary.pluralWeekdays, \.pluralWeekday)
    lexicon.set(vocabulary.grains, \.grain)
    lexicon.set(vocabulary.adverbs, \.adverb)
    lexicon.set(vocabulary.numbers, \.number)
    lexicon.set(vocabulary.ordinals, \.ordinal)
    lexicon.set(vocabulary.uses, \.use)
    for (index, part) in vocabulary.dayParts.enumerated() {
      lexicon.set(Dictionary(part.names.map { ($0, index) }) { first, _ in first }, \.dayPart)
      lexicon.set(Dictionary(part.alone.map { ($0, index) }) { first, _ in first }, \.loneDayPart)
    }
    let full = Set(vocabulary.monthNames.map { $0.lowercased() })
    lexicon.set(vocabulary.months.mapValues { _ in true }.filter { !full.contains($0.key) }, \.isShortMonth)
    let classes = vocabulary.classes
    func table(_ rows: [(phrase: String, reading: PeriodReading, standing: TimeStanding)]) -> TimeRuleTable<
      PeriodRow
    > {
      TimeRuleTable(
        rows.map { ($0.phrase, PeriodRow(reading: $0.reading, standing: $0.standing)) }, classes: classes,
        lexicon: &lexicon)
    }
    var periods = table(TimeRules.periods)
    var derivedPeriods = table(TimeRules.derivedPeriods)
    var phrases = TimeRuleTable(TimeRules.phrases, classes: classes, lexicon: &lexicon)
    let guards = TimeGuards(vocabulary, identityNouns: identityNouns, lexicon: &lexicon)
    let words = lexicon.lexemes.enumerated().map { guards.slots(of: $1, word: $0) }
    periods.prepare(words: words, digits: TimeGuards.slotsOfDigits)
    derivedPeriods.prepare(words: words, digits: TimeGuards.slotsOfDigits)
    phrases.prepare(words: words, digits: TimeGuards.slotsOfDigits)
    (self.periods, self.derivedPeriods, self.phrases) = (periods, derivedPeriods, phrases)
    (self.vocabulary, self.lexicon, self.guards) = (vocabulary, lexicon, guards)
  }
}

extension TimeGuards {
  init(_ vocabulary: TimeVocabulary, identityNouns: Set<String>, lexicon: inout TimeLexicon) {
    func numbers(_ words: some Sequence<String>) -> Set<Int> { Set(words.map { lexicon.number(of: $0) }) }
    func members(_ name: TimeVocabulary.WordClass) -> Set<Int> { numbers(vocabulary.classes[name] ?? []) }
    func names(_ texts: [String]) -> [[Int]] { texts.map { lexicon.numbers(ofName: $0) } }
    leading = members(.leading)
    cues = members(.cue)
    notYearAfter = members(.notYearAfter).union(numbers(identityNouns))
    notYearBefore = members(.notYearBefore)
    notBreakdownBefore = members(.notBreakdownBefore)
    notBreakdownAfter = members(.notBreakdownAfter)
    hourlyRates = members(.hourlyRates)
    verbBefore = members(.verbBefore)
    verbAfter = members(.verbAfter)
    last = members(.last)
    this = members(.this)
    next = members(.next)
    the = members(.the)
    ordinalEndings = members(.ordinalEndings)
    year = members(.year)
    and = members(.and)
    versus = members(.versus)
    to = members(.to)
    comparedTo = members(.compared)
    compare = members(.compare)
    comparing = members(.comparing)
    filling = members(.filling)
    leansToYear = members(.leansToYear)
    afterRelative = members(.afterShift)
    by = members(.by)
    date = members(.date)
    during = members(.during)
    noon = members(.noon)
    midnight = members(.midnight)
    am = names(vocabulary.classes[.am] ?? [])
    pm = names(vocabulary.classes[.pm] ?? [])
    oclock = names(vocabulary.classes[.oclock] ?? [])
    var holidays: [Int: [(name: [Int], index: Int)]] = [:]
    for (index, holiday) in vocabulary.holidays.enumerated() {
      for name in names(holiday.names) {
        if let first = name.first { holidays[first, default: []].append((name, index)) }
      }
    }
    self.holidays = holidays
    apostrophe = numbers(["'"])
    dot = numbers(["."])
    colon = numbers([":"])
    dash = numbers(["-"])
    slash = numbers(["/"])
    comma = numbers([","])
  }

  /// The slots that may take a run of 0 to 5 digits; whether one does, the neighbours decide.
  static let slotsOfDigits: [[TimeSlot]] = [
    [], [.n, .num, .day, .ordinal, .clock, .bareHour], [.n, .yy, .num, .day, .ordinal, .clock, .bareHour],
    [.n],
    [.year, .aYear], [],
  ]

  /// The slots that may take a word.
  func slots(of lexeme: TimeLexeme, word: Int) -> [TimeSlot] {
    var slots: [TimeSlot] = []
    if lexeme.number != nil { slots.append(.n) }
    if lexeme.grain != nil { slots.append(.grain) }
    if lexeme.adverb != nil { slots.append(.adverb) }
    if lexeme.month != nil { slots.append(.month) }
    if lexeme.weekday != nil { slots.append(.weekday) }
    if lexeme.pluralWeekday != nil { slots.append(.weekdays) }
    if lexeme.ordinal != nil { slots += [.ordinal, .day] }
    if lexeme.dayPart != nil { slots.append(.dayPart) }
    if lexeme.loneDayPart != nil { slots.append(.dayParts) }
    if holidays[word] != nil { slots.append(.holiday) }
    if noon.contains(word) || midnight.contains(word) { slots.append(.clock) }
    if [apostrophe, year, last, this, next].contains(where: { $0.contains(word) }) { slots.append(.aYear) }
    return slots
  }
}
