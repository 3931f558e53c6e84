import Domain

/// What a question says about time, with breakdowns told apart from windows.
extension Understander {
  /// What the words say of time; where a dash between words joins no two periods, it sets them apart: "last month - how
  /// many".
  func timeMatches(_ tokens: [QuestionToken], context: TimeContext) -> [TimeMatch] {
    let words = tokens.map { TimeToken($0.folded) }
    let found = times.matches(in: words, context: context)
    let joined = Set(found.flatMap(\.tokens))
    let apart = tokens.indices.filter { index in
      tokens[index].folded == "-" && tokens.indices.contains(index + 1) && tokens[index + 1].startsClause
        && !joined.contains(index)
    }
    guard !apart.isEmpty else { return found }
    var cut = words
    for index in apart { cut[index] = TimeToken(";") }
    return times.matches(in: cut, context: context)
  }

  /// "over 2022" is a year this near before the as-of day, else an amount: "over 2000".
  static let yearsSaidAlone = 8

  /// Breakdowns that stand close to a window: "per year 2021-2024", "months in 2024 with …".
  func withGrains(_ matches: [TimeMatch], _ tokens: [QuestionToken], context: TimeContext) -> [TimeMatch] {
    var result: [TimeMatch] = []
    let asksChange = tokens.contains { lexicon.words[.change, default: []].contains($0.folded) }
    for match in matches.map({ withoutRanking(withoutParticle($0, tokens, context: context), tokens) }) {
      if isAveraged(match, tokens) { continue }
      if asksChange, let ends = ends(of: match, tokens) {
        result.append(TimeMatch(tokens: match.tokens, meaning: .windows(ends), rule: match.rule))
        continue
      }
      guard case .window = match.meaning, let first = match.tokens.first, match.tokens.count > 1, first > 0,
        lexicon.words[.each, default: []].contains(tokens[first - 1].folded),
        let grain = times.vocabulary.grains[tokens[first].folded]
      else {
        result.append(match)
        continue
      }
      result.append(
        TimeMatch(tokens: first - 1..<first + 1, meaning: .grain(grain), rule: "per <grain> <window>"))
      result.append(
        TimeMatch(tokens: first + 1..<match.tokens.upperBound, meaning: match.meaning, rule: match.rule))
    }
    for index in tokens.indices.dropLast()
    where lexicon.words[.average, default: []].contains(tokens[index].folded)
      && !result.contains(where: { $0.tokens.contains(index + 1) })
    {
      guard let grain = times.vocabulary.grains[tokens[index + 1].folded] else { continue }
      result.append(TimeMatch(tokens: index + 1..<index + 2, meaning: .grain(grain), rule: "average <grain>"))
    }
    // "our best sales day"
    for index in tokens.indices.dropFirst()
    where tokens[index - 1].number == nil && !result.contains(where: { $0.tokens.contains(index) })
      && tokens[max(0, index - 3)..<index].contains(where: { ranking.contains($0.folded) })
    {
      guard let grain = times.vocabulary.grains[tokens[index].folded] else { continue }
      result.append(TimeMatch(tokens: index..<index + 1, meaning: .grain(grain), rule: "{best} … <grain>"))
    }
    let saysAverage = tokens.contains { lexicon.words[.average, default: []].contains($0.folded) }
    // "purchases a month", "on which date": a breakdown said by an article, or asked for by name.
    for index in tokens.indices.dropFirst() where !result.contains(where: { $0.tokens.contains(index) }) {
      let before = tokens[index - 1].folded
      let isPer =
        lexicon.words[.article, default: []].contains(before) && before != "the" && index > 1
        && tokens[index].folded == tokens[index].singular
        && (tokens[index - 2].folded != tokens[index - 2].singular || saysAverage)
      guard isPer, let grain = times.vocabulary.grains[tokens[index].folded] else { continue }
      result.append(TimeMatch(tokens: index..<index + 1, meaning: .grain(grain), rule: "<things> a <grain>"))
    }
    // "by creation month": which moment it is of stands between.
    for index in tokens.indices.dropFirst(2)
    where lexicon.words[.each, default: []].contains(tokens[index - 2].folded)
      && tokens[index - 1].kind == .word && !lexicon.isNumber(tokens[index - 1])
      && tokens[index].folded == tokens[index].singular
      && !result.contains(where: { $0.tokens.overlaps(index - 2..<index + 1) })
    {
      guard let grain = times.vocabulary.grains[tokens[index].folded], grain > .day else { continue }
      result.append(TimeMatch(tokens: index..<index + 1, meaning: .grain(grain), rule: "by … <grain>"))
    }
    // "on a Saturday or Sunday"
    for (place, match) in result.enumerated() {
      guard case .weekdays(var days) = match.meaning else { continue }
      var end = match.tokens.upperBound
      while end + 1 < tokens.count, ["or", "and"].contains(tokens[end].folded) {
        let isArticle = lexicon.words[.article, default: []].contains(tokens[end + 1].folded)
        let next = isArticle ? end + 2 : end + 1
        guard next < tokens.count,
          let day = times.vocabulary.weekdays[tokens[next].singular]
            ?? times.vocabulary.weekdays[tokens[next].folded],
          !result.contains(where: { $0.tokens.contains(next) })
        else { break }
        days.insert(day)
        end = next + 1
      }
      if end > match.tokens.upperBound {
        result[place] = TimeMatch(
          tokens: match.tokens.lowerBound..<end, meaning: .weekdays(days), rule: match.rule)
      }
    }
    // "over 2022", and no more: a time, not a bound.
    for index in tokens.indices.dropLast()
    where tokens[index].folded == "over" && !result.contains(where: { $0.tokens.contains(index + 1) })
      && (index + 2 == tokens.count || tokens[index + 2].kind == .sign || tokens[index + 2].startsClause)
    {
      let found = times.matches(
        in: [TimeToken("in"), TimeToken(tokens[index + 1].folded)], context: context)
      guard found.count == 1, case .window(let window) = found[0].meaning, let start = window.start,
        start <= context.asOf, context.asOf.year - start.year < Self.yearsSaidAlone
      else { continue }
      result.append(TimeMatch(tokens: index..<index + 2, meaning: found[0].meaning, rule: "over <year>"))
    }
    // "rank the quarters of 2022": periods in the plural are what is listed.
    for index in tokens.indices.dropFirst()
    where tokens[index].folded != tokens[index].singular && tokens[index - 1].number == nil
      && !result.contains(where: { $0.tokens.contains(index) })
    {
      guard let grain = times.vocabulary.grains[tokens[index].folded], grain > .day,
        !lexicon.isNumber(tokens[index - 1])
      else { continue }
      result.append(TimeMatch(tokens: index..<index + 1, meaning: .grain(grain), rule: "the <grains>"))
    }
    // "which 3 days of 2023 …", "which five calendar days …"
    let small = lexicon.words[.filler, default: []]
    for index in tokens.indices.dropFirst(2)
    where !result.contains(where: { $0.tokens.contains(index) })
      && tokens[index...].contains(where: { ranking.contains($0.folded) })
    {
      guard let grain = times.vocabulary.grains[tokens[index].folded],
        let number = tokens[..<index].lastIndex(where: { !small.contains($0.folded) }), number > 0,
        lexicon.isNumber(tokens[number]) || tokens[number].number != nil,
        lexicon.words[.list, default: []].contains(tokens[number - 1].folded)
      else { continue }
      result.append(TimeMatch(tokens: index..<index + 1, meaning: .grain(grain), rule: "which <n> <grains>"))
    }
    // "the month with the most orders": what has it is asked for.
    for index in tokens.indices.dropLast()
    where !result.contains(where: { $0.tokens.contains(index) })
      && (index == 0 || !lexicon.isNumber(tokens[index - 1]))
      && tokens[(index + 1)...].prefix(4).contains(where: { ranking.contains($0.folded) })
      && lexicon.words[.possession, default: []].contains(tokens[index + 1].folded)
    {
      guard let grain = times.vocabulary.grains[tokens[index].folded] else { continue }
      let isAsked =
        index > 0
        && (lexicon.words[.what, default: []].contains(tokens[index - 1].folded)
          || lexicon.words[.list, default: []].contains(tokens[index - 1].folded))
      result.append(
        TimeMatch(
          tokens: (isAsked ? index - 1 : index)..<index + 1, meaning: .grain(grain), rule: "<grain> with …"))
    }
    if let first = tokens.first, first.folded != first.singular,
      let grain = times.vocabulary.grains[first.folded],
      !result.contains(where: { $0.tokens.contains(0) })
    {
      result.append(TimeMatch(tokens: 0..<1, meaning: .grain(grain), rule: "<grains> with …"))
    }
    return result
  }

  /// The first and the last period of "from Q1 to Q2": what changed lies between the two.
  private func ends(of match: TimeMatch, _ tokens: [QuestionToken]) -> [TimeWindow]? {
    guard case .window(let whole) = match.meaning, let start = whole.start, let end = whole.end,
      let joint = match.tokens.first(where: {
        $0 > match.tokens.lowerBound && ["to", "until", "till"].contains(tokens[$0].folded)
      })
    else { return nil }
    func window(_ range: Range<Int>) -> TimeWindow? {
      let words = range.filter { tokens[$0].folded != "from" && tokens[$0].folded != "between" }
      let found = times.matches(
        in: words.map { TimeToken(tokens[$0].folded) }, context: TimeContext(asOf: end))
      if found.count == 1, case .window(let window) = found[0].meaning { return window }
      return nil
    }
    guard let first = window(match.tokens.lowerBound..<joint),
      let last = window(joint + 1..<match.tokens.upperBound),
      first.start == start, last.end == end
    else { return nil }
    return [first, last]
  }

  /// A breakdown without the ranking words before it: of "the 3 busiest months" the months.
  private func withoutRanking(_ match: TimeMatch, _ tokens: [QuestionToken]) -> TimeMatch {
    switch match.meaning {
    case .grain, .weekday, .hour: break
    case .window, .windows, .weekdays, .hours, .relative: return match
    }
    let start = match.tokens.first { index in
      tokens[index].kind == .word && !ranking.contains(tokens[index].folded)
        && !lexicon.isNumber(tokens[index])
    }
    guard let start, start > match.tokens.lowerBound, ranking.contains(tokens[match.tokens.lowerBound].folded)
    else { return match }
    return TimeMatch(tokens: start..<match.tokens.upperBound, meaning: match.meaning, rule: match.rule)
  }

  /// "rolling 3-month average": how many periods each number is the mean of, not the last ones.
  private func isAveraged(_ match: TimeMatch, _ tokens: [QuestionToken]) -> Bool {
    guard case .window = match.meaning, let first = match.tokens.first, match.tokens.upperBound < tokens.count
    else { return false }
    return lexicon.words[.movingAverage, default: []].contains(tokens[first].folded)
      && lexicon.words[.average, default: []].contains(tokens[match.tokens.upperBound].folded)
  }

  /// "came through last month": the first word belongs to the verb before it.
  private func withoutParticle(_ match: TimeMatch, _ tokens: [QuestionToken], context: TimeContext)
    -> TimeMatch
  {
    guard case .window = match.meaning, let first = match.tokens.first, first > 0, match.tokens.count > 1,
      lexicon.words[.filler, default: []].contains("\(tokens[first - 1].folded) \(tokens[first].folded)")
    else { return match }
    let rest = tokens[(first + 1)..<match.tokens.upperBound].map { TimeToken($0.folded) }
    let found = times.matches(in: rest, context: context)
    guard found.count == 1, found[0].tokens.count == rest.count, case .window = found[0].meaning else {
      return match
    }
    return TimeMatch(tokens: first + 1..<match.tokens.upperBound, meaning: found[0].meaning, rule: match.rule)
  }

}
