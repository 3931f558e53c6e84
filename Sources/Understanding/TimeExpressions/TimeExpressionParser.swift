package import Domain

/// Finds the time expressions of a question. Pure: the as-of day and the calendar are arguments.
///
/// Rules are rows of `TimeRules`, words are those of a `TimeVocabulary`; both are compiled once, here.
package struct TimeExpressionParser: Sendable {
  /// A bare number within is a year.
  package static let years = 1990...2099
  /// Tokens read of a question; what stands behind is not read.
  package static let tokenLimit = 400

  let compiled: CompiledTimeRules
  var vocabulary: TimeVocabulary { compiled.vocabulary }

  /// - Parameters:
  ///   - vocabulary: the words of the language.
  ///   - identityNouns: words, singular, whose number follows them: "order" of "order 2023". A number after one
  ///     of them is no year.
  package init(vocabulary: TimeVocabulary, identityNouns: Set<String>) {
    compiled = CompiledTimeRules(vocabulary, identityNouns: identityNouns)
  }

  /// The phrases of the rules that a match may name, comparisons aside.
  package var rules: [String] {
    let said = compiled.periods.rules + compiled.derivedPeriods.rules
    return said.filter { $0.reading.standing != .inPhrase }.map(\.pattern.phrase)
      + compiled.phrases.rules.map(\.pattern.phrase)
  }

  /// Names in the rules that are no class of words; empty.
  package var unknownClasses: [String] {
    compiled.periods.rules.flatMap(\.pattern.unknown)
      + compiled.derivedPeriods.rules.flatMap(\.pattern.unknown)
      + compiled.phrases.rules.flatMap(\.pattern.unknown)
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
      periods: CalendarPeriods(context: context, vocabulary: vocabulary), asOf: context.asOf,
      holidays: vocabulary.holidays)
    let sentence = TimeSentence(
      rules: compiled, atoms: compiled.lexicon.atoms(of: tokens), resolver: resolver, isNotTime: isNotTime)
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
        sentence.stands(start - 1, in: compiled.guards.leading), sentence.atoms[start - 1].opens,
        sentence.atoms[start - 1].closes
      {
        start -= 1
      }
      let (first, last) = (sentence.atoms[start].token, sentence.atoms[candidate.end - 1].token)
      return TimeMatch(tokens: first..<last + 1, meaning: candidate.meaning, rule: candidate.rule)
    }
  }

  /// The window at a distance from another one; a window without the bound that counts stays as it is.
  package func resolve(_ shift: RelativeShift, of window: TimeWindow, weekStart: Int? = nil) -> TimeWindow {
    let context = TimeContext(asOf: window.start ?? CalendarDate(dayNumber: 0), weekStart: weekStart)
    return CalendarPeriods(context: context, vocabulary: vocabulary).resolve(shift, of: window)
  }
}

extension TimeMatch.Meaning {
  fileprivate var takesLeadingWords: Bool {
    switch self {
    case .window, .windows, .weekdays, .hours, .relative: true
    case .grain, .weekday, .hour: false
    }
  }
}
