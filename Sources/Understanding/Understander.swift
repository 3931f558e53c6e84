package import Domain

/// Reads questions in the terms of one catalog. Immutable; made once per generation.
package struct Understander: Sendable {
  let catalog: Catalog
  let graph: JoinGraph
  let lexicon: Lexicon
  let times: TimeExpressionParser
  /// Words that rank: "best".
  let ranking: Set<String>

  /// Readings whose scores are nearer than this are equally good.
  static let tie = 0.12

  /// Phrases of a question that is not understood that are taken apart, one at a time.
  static let mostSplits = 6
  /// Other spellings of a question that is not understood that are tried.
  static let mostRespellings = 6

  package init(catalog: Catalog, lexicon: Lexicon, times: TimeExpressionParser) {
    (self.catalog, self.lexicon, self.times) = (catalog, lexicon, times)
    graph = JoinGraph(catalog)
    ranking = [Grammar.Role.top, .bottom, .best, .worst].reduce(into: []) {
      $0.formUnion(lexicon.words[$1, default: []])
    }
  }

  package func names(startingWith prefix: String, limit: Int) -> [String] {
    lexicon.names(startingWith: prefix, limit: limit)
  }

  /// Reads a question; `base` is the reading of the turn before.
  package func understand(_ question: String, context: TimeContext, base: Reading? = nil) -> Understood {
    let typed = lexicon.shortened(QuestionTokenizer.tokens(of: question))
    // The words of time are right as they stand: "last" is no slip of "list".
    let typedTimes = timeMatches(typed, context: context)
    let inTime = typedTimes.flatMap(\.tokens)
    let tokens = lexicon.corrected(typed, right: Set(inTime))
    func attempt(_ tokens: [QuestionToken]) -> Attempt {
      let times = tokens == typed ? typedTimes : timeMatches(tokens, context: context)
      return self.attempt(tokens, question, times: times, context: context, base: base)
    }
    var best = attempt(tokens)
    if case .notUnderstood(let words) = best.outcome.0 {
      let unknown = best.items.filter { $0.kind == .unknown }.map(\.text)
      let others = lexicon.respelled(tokens, from: typed, unplaced: words + unknown, right: Set(inTime))
      for other in others.prefix(Self.mostRespellings) {
        let next = attempt(other)
        if !next.isReading { continue }
        best = next
        break
      }
    }
    let (items, outcome, trace) = (best.items, best.outcome, best.trace)
    return Understood(
      outcome: outcome.0,
      asksForKnowledge: opensKnowledge(items) && !(base != nil && leansOnTurnBefore(items)),
      asksForDefinition: items.contains { $0.has(.definition) },
      content: items.filter { $0.isContent && !$0.has(.knowledge) }.map(\.text).joined(separator: " "),
      corrections: best.tokens.compactMap { token in token.correctedFrom.map { ($0, token.folded) } },
      confidence: outcome.1, standsAlone: standsAlone(items), trace: trace)
  }

  /// What was understood of a question of its own in `context`, counted from another day. It is read anew only where the
  /// words may say another time from there: "last month", not "2023".
  package func counted(
    _ understood: Understood, _ question: String, in context: TimeContext, from day: TimeContext
  ) -> Understood {
    guard understood.saysTime else { return understood.counted(from: day.asOf) }
    let tokens = understood.trace.tokens
    func times(in context: TimeContext) -> [[TimeMatch]] {
      let matches = timeMatches(tokens, context: context)
      return [matches, withGrains(matches, tokens, context: context)]
    }
    guard tokens == lexicon.shortened(QuestionTokenizer.tokens(of: question)),
      times(in: context) == times(in: day)
    else { return understand(question, context: day) }
    return understood.counted(from: day.asOf)
  }

  /// What came of reading tokens.
  private struct Attempt {
    let tokens: [QuestionToken]
    var items: [Item]
    var outcome: (Understood.Outcome, Double)
    var trace: Trace

    var isSmallTalk: Bool { if case .topic(let topic) = outcome.0 { topic.reply == .answer } else { false } }

    /// The tokens are a question.
    var isReading: Bool {
      switch outcome.0 {
      case .query, .template: true
      default: false
      }
    }
  }

  private func attempt(
    _ tokens: [QuestionToken], _ question: String, times: [TimeMatch], context: TimeContext, base: Reading?
  ) -> Attempt {
    let matches = withGrains(times, tokens, context: context)
    let segmentation = Segmentation(lexicon: lexicon, tokens: tokens, question: question)
    func read(without: Set<Range<Int>>) -> Attempt {
      let spans = segmentation.spans(times: matches, without: without)
      var reader = ItemReader(spans: spans, tokens: tokens)
      let items = reader.items()
      var idle = IdleWords(items: items, words: lexicon.words)
      idle = IdleWords(items: idle.withoutLead(), words: lexicon.words)
      idle = IdleWords(items: idle.withoutInclusions(), words: lexicon.words)
      var found = attempt(idle.items, tokens, spans, context: context, base: base)
      if case .notUnderstood = found.outcome.0, let asked = idle.removed() {
        found = attempt(asked, tokens, spans, context: context, base: base)
      }
      if isRefused(found.outcome.0), let asked = idle.withoutScenes(asOf: context.asOf) {
        let other = attempt(asked, tokens, spans, context: context, base: base)
        if other.isReading || other.isSmallTalk { found = other }
      }
      found.outcome = Self.telling(ClauseChoices(items: items).leftOut(by: found.items), in: found.outcome)
      return found
    }
    let whole = read(without: [])
    guard case .notUnderstood(let words) = whole.outcome.0, !Self.namesUnit(words, whole.items) else {
      return whole
    }
    // "part sold" is a name of units sold, but in "which part sold most" it is two things.
    let phrases = whole.trace.spans.filter {
      $0.isName || hidesSmallWords($0, tokens) || startsPlural($0, tokens) || isOrder($0)
        || base != nil && opensTurn($0, tokens)
    }
    for phrase in phrases.prefix(Self.mostSplits) {
      let other = read(without: [phrase.tokens])
      if case .query = other.outcome.0, !isLost(phrase, other, tokens) { return other }
    }
    return whole
  }

  /// Not understood, or of something that is not told of.
  private func isRefused(_ outcome: Understood.Outcome) -> Bool {
    switch outcome {
    case .notUnderstood: true
    case .topic(let topic): topic.reply != .answer && topic.reply != .refusal(.notAllowed)
    default: false
    }
  }

  private func attempt(
    _ items: [Item], _ tokens: [QuestionToken], _ spans: [Span], context: TimeContext, base: Reading?
  ) -> Attempt {
    var trace = Trace(tokens: tokens, spans: spans, items: items)
    let outcome = outcome(items, context: context, base: base, trace: &trace)
    return Attempt(tokens: tokens, items: items, outcome: outcome, trace: trace)
  }

  /// "were made in each month": the name of an attribute that is said with small words only.
  private func hidesSmallWords(_ span: Span, _ tokens: [QuestionToken]) -> Bool {
    span.tokens.count > 1 && span.time == nil
      && span.meanings.contains { if case .attribute = $0 { true } else { false } }
      && tokens[span.tokens].allSatisfy { token in
        lexicon.words[.filler, default: []].contains(token.folded)
          || lexicon.words[.participle, default: []].contains(token.folded)
      }
  }

  /// "what does it bring in": a word that asks for something, in whose parts nothing is left of that.
  private func isLost(_ phrase: Span, _ other: Attempt, _ tokens: [QuestionToken]) -> Bool {
    !hidesSmallWords(phrase, tokens)
      && other.trace.spans.allSatisfy { span in
        !phrase.tokens.overlaps(span.tokens)
          || span.meanings.allSatisfy { $0 == .role(.filler) } && !span.meanings.isEmpty
      }
  }

  /// "and over $500?": where the turn begins, "and" is a word of its own.
  private func opensTurn(_ span: Span, _ tokens: [QuestionToken]) -> Bool {
    span.tokens.lowerBound == 0 && span.tokens.count > 1 && span.time == nil
      && lexicon.words[.and, default: []].contains(tokens[0].folded)
  }

  /// "who resolves tickets faster": an order given to the program only where it opens the question.
  private func isOrder(_ span: Span) -> Bool {
    !span.meanings.isEmpty
      && span.meanings.allSatisfy { meaning in
        guard case .topic(let id) = meaning else { return false }
        return catalog.topics.contains { $0.id == id && $0.opensOnly }
      }
  }

  /// "services call for", "whose orders total more": the name in which the first word is plural may be two things.
  private func startsPlural(_ span: Span, _ tokens: [QuestionToken]) -> Bool {
    guard span.tokens.count > 1, span.time == nil, let first = tokens[span.tokens].first else { return false }
    return first.folded != first.singular
      && span.meanings.contains { meaning in
        switch meaning {
        case .entity, .attribute: true
        default: false
        }
      }
  }

  /// A unit that the numbers are not in stays unplaced, however the words are cut.
  private static func namesUnit(_ words: [String], _ items: [Item]) -> Bool {
    items.contains { item in
      words.contains(item.text) && item.meanings.contains { if case .unit = $0 { true } else { false } }
    }
  }

  /// Words of knowledge begin a clause, fillers before them aside.
  private func opensKnowledge(_ items: [Item]) -> Bool {
    items.indices.contains { items[$0].has(.knowledge) && opens($0, items) }
  }

  /// An item begins a clause, fillers before it aside.
  private func opens(_ index: Int, _ items: [Item]) -> Bool {
    var position = index
    while !items[position].startsClause, position > 0 {
      position -= 1
      guard !items[position].isContent || items[position].has(.and), !items[position].has(.who) else {
        return false
      }
    }
    return true
  }

  // MARK: - Ways to an outcome, in order

  private func outcome(
    _ items: [Item], context: TimeContext, base: Reading?, trace: inout Trace
  ) -> (Understood.Outcome, confidence: Double) {
    if let topic = topic(items) { return (.topic(topic), 1) }
    if let call = TemplateReader(catalog: catalog).call(items) { return (.template(call), 0.9) }
    if let base, let found = explanation(items, of: base, context: context) { return (.query(found), 0.8) }
    if let base, leansOnTurnBefore(items) || TurnReader.namesOnlyExtreme(items) {
      // What leans on the turn before and does not fit it is not a question by itself.
      return followUp(items, base: base, context: context, trace: &trace) ?? (.notUnderstood([]), 0)
    }
    if base == nil, isElliptic(items) { return (.notUnderstood([]), 0) }
    if let base, isFragment(items, of: base),
      let found = followUp(items, base: base, context: context, trace: &trace)
    {
      return found
    }
    var fault: ReadingFault?
    let choices = ClauseChoices(items: items)
    for clauses in choices.all {
      let found = readings(clauses, context: context, trace: &trace)
      if let outcome = decide(found.readings, after: base) {
        return Self.telling(choices.leftOut(by: clauses), in: outcome)
      }
      fault = fault ?? found.fault
    }
    if let base, let found = followUp(items, base: base, context: context, trace: &trace) { return found }
    switch fault {
    case .ambiguousValue(let text, let attribute, let values):
      return (.ambiguousValue(text: text, attribute, values), 0.5)
    case .noMeasure(let measures, let head): return (.noMeasure(measures, head: head), 0.5)
    case .unplaced(let words): return (.notUnderstood(words), 0)
    case .empty, nil: return (.notUnderstood([]), 0)
    }
  }

  /// The outcome, which says what of the question it makes no use of.
  private static func telling(
    _ leftOut: String?, in outcome: (Understood.Outcome, confidence: Double)
  ) -> (Understood.Outcome, confidence: Double) {
    guard let leftOut, case .query(var found) = outcome.0 else { return outcome }
    found.reading.notes.append("left out: '\(leftOut)'")
    return (.query(found), outcome.confidence)
  }

  /// A subject with a fixed reply: refusals wherever they are said, small talk only by itself.
  private func topic(_ items: [Item]) -> Topic? {
    var small: Topic?
    for (index, item) in items.enumerated() {
      for case .topic(let id) in item.meanings {
        guard let topic = catalog.topics.first(where: { $0.id == id }),
          !topic.opensOnly || opens(index, items)
        else { continue }
        if topic.reply != .answer { return topic }
        if (small?.text.count ?? 0) < topic.text.count { small = topic }
      }
    }
    let others = items.filter { item in
      item.isContent && !item.meanings.contains { if case .topic = $0 { true } else { false } }
        && !item.has(.list) && !item.has(.filler) && !item.has(.and)
    }
    // Beside small talk may stand more of it, in words of no data.
    let isAlone = others.allSatisfy { $0.meanings.isEmpty || $0.isPartial && small != nil }
    return isAlone ? small : nil
  }

  func readings(
    _ items: [Item], context: TimeContext, trace: inout Trace
  ) -> (readings: [Interpretation], fault: ReadingFault?) {
    var found: [Interpretation] = []
    var faults: [ReadingFault] = []
    // The score of the best reading that fails only for a name of several values.
    var doubt = -Double.infinity
    for subject in catalog.entities where !subject.isLink || Self.mayCountTies(items) {
      let builder = ReadingBuilder(
        catalog: catalog, graph: graph, subject: subject, items: items, opensKnowledge: opensKnowledge(items),
        words: lexicon.words,
        resolve: { times.resolve($0, of: $1, weekStart: context.weekStart) })
      builder.grain = { text in
        QuestionTokenizer.tokens(of: text).last.flatMap { times.vocabulary.grains[$0.folded] }
      }
      builder.unknownValue = lexicon.unknownValue(of:)
      switch builder.build() {
      case .success(var reading):
        if subject.isLink {
          guard !reading.measures.isEmpty else { continue }
          reading.score -= 0.3
        }
        reading.score -= 0.04 * Double(builder.partaking.count - 1) + (subject.isSecondary ? 0.2 : 0)
        // A list of people tells their names, where others of the same noun have some.
        if subject.isPerson, subject.label == subject.key, reading.measures.isEmpty { reading.score -= 0.2 }
        if let interpretation = interpretation(reading, builder: builder, context: context) {
          found.append(interpretation)
          trace.add(subject.id, .success(interpretation))
        }
      case .failure(let fault):
        faults.append(fault)
        if case .ambiguousValue = fault { doubt = max(doubt, builder.reading.score) }
        trace.add(subject.id, .failure(fault))
      }
    }
    let isSure = found.contains { $0.score >= doubt - Self.tie }
    return (isSure ? found : [], Self.worst(faults))
  }

  /// How many of one thing another has may be asked: "which part is in most services".
  private static func mayCountTies(_ items: [Item]) -> Bool {
    let nouns = items.count { $0.meanings.contains { if case .entity = $0 { true } else { false } } }
    return nouns > 1
      && items.contains { $0.has(.count) || $0.has(.average) || $0.has(.top) || $0.has(.bottom) }
  }

  /// The fault to tell of: a question back before words without a place, the fewest of those.
  private static func worst(_ faults: [ReadingFault]) -> ReadingFault? {
    func rank(_ fault: ReadingFault) -> Int {
      switch fault {
      case .ambiguousValue: 0
      case .noMeasure: 1
      case .unplaced(let words): 2 + words.count
      case .empty: 100
      }
    }
    return faults.min { rank($0) < rank($1) }
  }

  func interpretation(
    _ reading: Reading, builder: ReadingBuilder, context: TimeContext
  ) -> Interpretation? {
    var reading = reading
    if let head = builder.head {
      reading.isSingular = !builder.items[head].isPlural || asksForOne(builder.items)
    } else if builder.base == nil {
      reading.isSingular = true
    }
    reading.yesNo = yesNo(builder.items, reading)
    let assembler = ReadingAssembler(catalog: catalog, graph: graph)
    guard var query = assembler.query(of: reading, asOf: context.asOf) else { return nil }
    let named = builder.items.compactMap { builder.attribute(of: $0)?.id }
    if let linked = LinkView(catalog: catalog, graph: graph).query(for: query, naming: named) {
      query = linked
    }
    return Interpretation(reading: reading, query: query, score: reading.score)
  }

  /// The best reading; several, when they are equally good and differ.
  func decide(_ readings: [Interpretation], after base: Reading?) -> (
    Understood.Outcome, confidence: Double
  )? {
    let ranked = readings.sorted { ($0.score, $1.query.subject) > ($1.score, $0.query.subject) }
    guard let best = ranked.first else { return nil }
    var rivals: [Interpretation] = []
    for other in ranked.dropFirst() where best.score - other.score < Self.tie && other.query != best.query {
      if !rivals.contains(where: { $0.query == other.query }) { rivals.append(other) }
    }
    if !rivals.isEmpty {
      let near = stayingIn(base, [best] + rivals)
      return near.count == 1 ? (.query(near[0]), 0.6) : (.choice(near), 0.5)
    }
    let next = ranked.dropFirst().first { $0.query != best.query }
    let lead = next.map { min(1, best.score - $0.score) } ?? 1
    return (.query(best), min(1, max(0.3, 0.7 + 0.3 * lead + min(0, best.score) * 0.05)))
  }
}
