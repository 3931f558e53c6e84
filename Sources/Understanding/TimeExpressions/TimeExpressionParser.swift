package import Domain

/// Finds the time expressions of a question. Pure: the as-of day and the calendar are arguments.
///
/// Rules are rows of `TimeRules`, words are rows of a `TimeVocabulary`; both are compiled once, here.
package struct TimeExpressionParser: Sendable {
  /// A bare number within is a year.
  package static let years = 1990...2099
  /// Tokens read of a question; what stands behind is not read.
  package static let tokenLimit = 400

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

  /// - Parameters:
  ///   - vocabulary: the words of the language.
  ///   - identityNouns: words, singular, whose number follows them: "order" of "order 2023". A number after one
  ///     of them is no year.
  package init(vocabulary: TimeVocabulary = .english, identityNouns: Set<String>) {
    var lexicon = TimeLexicon()
    lexicon.set(vocabulary.months, \.month)
    lexicon.set(vocabulary.weekdays, \.weekday)
    lexicon.set(vocabulary.pluralWeekdays, \.pluralWeekday)
    lexicon.set(vocabulary.grains, \.grain)
    lexicon.set(vocabulary.adverbs, \.adverb)
    lexicon.set(vocabulary.numbers, \.number)
    lexicon.set(vocabulary.ordinals, \.ordinal)
    lexicon.set(vocabulary.ambiguous, \.use)
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
    periods = table(TimeRules.periods)
    derivedPeriods = table(TimeRules.derivedPeriods)
    phrases = TimeRuleTable(TimeRules.phrases, classes: classes, lexicon: &lexicon)
    guards = TimeGuards(vocabulary, identityNouns: identityNouns, lexicon: &lexicon)
    (self.vocabulary, self.lexicon) = (vocabulary, lexicon)
  }

  /// The phrases of the rules that a match may name, comparisons aside.
  package var rules: [String] {
    let said = periods.rules + derivedPeriods.rules
    return said.filter { $0.reading.standing != .inPhrase }.map(\.pattern.phrase)
      + phrases.rules.map(\.pattern.phrase)
  }

  /// Reads the time expressions of a question.
  ///
  /// - Parameters:
  ///   - tokens: the question, folded.
  ///   - context: the as-of day and the calendar.
  ///   - isNotTime: whether the token at a position is known to be something else, such as a model year, an
  ///     amount or a name; a lone number or word there is then no time.
  /// - Returns: matches in order, without overlap; where they compete the longest wins, then the first, then the
  ///   earlier rule.
  /// - Complexity: O(tokens × rules).
  package func matches(
    in tokens: [TimeToken], context: TimeContext, isNotTime: @escaping (Int) -> Bool = { _ in false }
  ) -> [TimeMatch] {
    let tokens = tokens.count > Self.tokenLimit ? Array(tokens.prefix(Self.tokenLimit)) : tokens
    let resolver = TimePeriodResolver(
      periods: CalendarPeriods(context: context, monthNames: vocabulary.monthNames), asOf: context.asOf)
    let sentence = TimeSentence(
      parser: self, atoms: lexicon.atoms(of: tokens), resolver: resolver, isNotTime: isNotTime)
    let ranked = sentence.candidates().enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      let (lengthA, lengthB) = (a.end - a.start, b.end - b.start)
      if lengthA != lengthB { return lengthA > lengthB }
      return a.start != b.start ? a.start < b.start : left.offset < right.offset
    }
    var isTaken = [Bool](repeating: false, count: sentence.atoms.count)
    var chosen: [TimeCandidate] = []
    for (_, candidate) in ranked where !isTaken[candidate.start..<candidate.end].contains(true) {
      for index in candidate.start..<candidate.end { isTaken[index] = true }
      chosen.append(candidate)
    }
    return chosen.sorted { $0.start < $1.start }.map { candidate in
      var start = candidate.start
      while candidate.meaning.takesLeadingWords, start > 0, !isTaken[start - 1],
        sentence.stands(start - 1, in: guards.leading), sentence.atoms[start - 1].opens,
        sentence.atoms[start - 1].closes
      {
        start -= 1
      }
      let (first, last) = (sentence.atoms[start].token, sentence.atoms[candidate.end - 1].token)
      return TimeMatch(tokens: first..<last + 1, meaning: candidate.meaning, rule: candidate.rule)
    }
  }

  /// The window at a distance from another one; a window without the bound that counts stays as it is.
  package func resolve(_ shift: RelativeShift, of window: TimeWindow, weekStart: Int = 1) -> TimeWindow {
    CalendarPeriods(weekStart: weekStart, fiscalYearStart: 1, monthNames: vocabulary.monthNames)
      .resolve(shift, of: window)
  }
}

extension TimeMatch.Meaning {
  fileprivate var takesLeadingWords: Bool {
    switch self {
    case .window, .windows, .weekdays, .relative: true
    case .grain, .weekday, .hour: false
    }
  }
}

extension TimeGuards {
  init(_ vocabulary: TimeVocabulary, identityNouns: Set<String>, lexicon: inout TimeLexicon) {
    func numbers(_ words: some Sequence<String>) -> Set<Int> { Set(words.map { lexicon.number(of: $0) }) }
    func members(_ name: String) -> Set<Int> { numbers(vocabulary.classes[name] ?? []) }
    leading = numbers(vocabulary.leading)
    cues = numbers(vocabulary.cues)
    notYearAfter = numbers(vocabulary.notYearAfter.union(identityNouns))
    notYearBefore = numbers(vocabulary.notYearBefore)
    notBreakdownBefore = numbers(vocabulary.notBreakdownBefore)
    notBreakdownAfter = numbers(vocabulary.notBreakdownAfter)
    hourlyRates = numbers(vocabulary.hourlyRates)
    verbBefore = numbers(vocabulary.verbBefore)
    verbAfter = numbers(vocabulary.verbAfter)
    last = members("last")
    this = members("this")
    next = members("next")
    the = members("the")
    ordinalEndings = members("ordinal endings")
    year = members("year")
    and = members("and")
    versus = members("versus")
    to = members("to")
    comparedTo = members("compared")
    compare = members("compare")
    comparing = members("comparing")
    filling = members("filling")
    leansToYear = members("leans to year")
    afterRelative = members("after a shift")
    by = members("by")
    apostrophe = numbers(["'"])
    dot = numbers(["."])
    dash = numbers(["-"])
    slash = numbers(["/"])
    comma = numbers([","])
  }
}
