package import Domain

/// Reads questions in the terms of one catalog. Immutable; made once per generation.
package struct Understander: Sendable {
  private let catalog: Catalog
  private let graph: JoinGraph
  private let lexicon: Lexicon
  private let times: TimeExpressionParser

  /// Readings whose scores are nearer than this are equally good.
  static let tie = 0.12

  /// Phrases of a question that is not understood that are taken apart, one at a time.
  static let mostSplits = 6

  package init(catalog: Catalog, lexicon: Lexicon, times: TimeExpressionParser) {
    (self.catalog, self.lexicon, self.times) = (catalog, lexicon, times)
    graph = JoinGraph(catalog)
  }

  package func names(startingWith prefix: String, limit: Int) -> [String] {
    lexicon.names(startingWith: prefix, limit: limit)
  }

  /// Reads a question; `base` is the reading of the turn before.
  package func understand(_ question: String, context: TimeContext, base: Reading? = nil) -> Understood {
    let typed = QuestionTokenizer.tokens(of: question)
    // The words of time are right as they stand: "last" is no slip of "list".
    let inTime = times.matches(in: typed.map { TimeToken($0.folded) }, context: context).flatMap(\.tokens)
    let tokens = lexicon.corrected(typed, right: Set(inTime))
    let matches = withGrains(times.matches(in: tokens.map { TimeToken($0.folded) }, context: context), tokens)
    let segmentation = Segmentation(lexicon: lexicon, tokens: tokens, question: question)
    func read(without: Set<Range<Int>>) -> (
      items: [Item], outcome: (Understood.Outcome, Double), trace: Trace
    ) {
      let spans = segmentation.spans(times: matches, without: without)
      var reader = ItemReader(spans: spans, tokens: tokens)
      let items = reader.items()
      var trace = Trace(tokens: tokens, spans: spans, items: items)
      let outcome = self.outcome(items, context: context, base: base, trace: &trace)
      return (items, outcome, trace)
    }
    var (items, outcome, trace) = read(without: [])
    if case .notUnderstood = outcome.0 {
      // "part sold" is a name of units sold, but in "which part sold most" it is two things.
      for phrase in trace.spans.lazy.filter(\.isName).map(\.tokens).prefix(Self.mostSplits) {
        let other = read(without: [phrase])
        guard case .query = other.outcome.0 else { continue }
        (items, outcome, trace) = other
        break
      }
    }
    return Understood(
      outcome: outcome.0,
      asksForKnowledge: opensKnowledge(items) && !(base != nil && leansOnTurnBefore(items)),
      content: items.filter { $0.isContent && !$0.has(.knowledge) }.map(\.text).joined(separator: " "),
      corrections: tokens.compactMap { token in token.correctedFrom.map { ($0, token.folded) } },
      confidence: outcome.1, trace: trace)
  }

  /// Breakdowns that stand close to a window: "per year 2021-2024", "months in 2024 with …".
  private func withGrains(_ matches: [TimeMatch], _ tokens: [QuestionToken]) -> [TimeMatch] {
    var result: [TimeMatch] = []
    let asksChange = tokens.contains { lexicon.words[.change, default: []].contains($0.folded) }
    for match in matches.map({ withoutRanking($0, tokens) }) {
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
    case .window, .windows, .weekdays, .relative: return match
    }
    let ranking = [Grammar.Role.top, .bottom, .best, .worst].reduce(into: Set<String>()) { words, role in
      words.formUnion(lexicon.words[role, default: []])
    }
    let start = match.tokens.first { index in
      tokens[index].kind == .word && !ranking.contains(tokens[index].folded)
        && !lexicon.isNumber(tokens[index])
    }
    guard let start, start > match.tokens.lowerBound, ranking.contains(tokens[match.tokens.lowerBound].folded)
    else { return match }
    return TimeMatch(tokens: start..<match.tokens.upperBound, meaning: match.meaning, rule: match.rule)
  }

  /// Words of knowledge begin a clause, fillers before them aside.
  private func opensKnowledge(_ items: [Item]) -> Bool {
    items.indices.contains { index in
      guard items[index].has(.knowledge) else { return false }
      var position = index
      while !items[position].startsClause, position > 0 {
        position -= 1
        guard !items[position].isContent || items[position].has(.and) else { return false }
      }
      return true
    }
  }

  // MARK: - Ways to an outcome, in order

  private func outcome(
    _ items: [Item], context: TimeContext, base: Reading?, trace: inout Trace
  ) -> (Understood.Outcome, confidence: Double) {
    if let topic = topic(items) { return (.topic(topic), 1) }
    if let call = TemplateReader(catalog: catalog).call(items) { return (.template(call), 0.9) }
    if let base, leansOnTurnBefore(items) {
      // What leans on the turn before and does not fit it is not a question by itself.
      return followUp(items, base: base, context: context, trace: &trace) ?? (.notUnderstood([]), 0)
    }
    var fault: ReadingFault?
    for clauses in clauseChoices(items) {
      let found = readings(clauses, context: context, trace: &trace)
      if let outcome = decide(found.readings) { return outcome }
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

  /// A subject with a fixed reply: refusals wherever they are said, small talk only by itself.
  private func topic(_ items: [Item]) -> Topic? {
    var small: Topic?
    for item in items {
      for case .topic(let id) in item.meanings {
        guard let topic = catalog.topics.first(where: { $0.id == id }) else { continue }
        if topic.reply != .answer { return topic }
        if (small?.text.count ?? 0) < topic.text.count { small = topic }
      }
    }
    let isAlone = items.allSatisfy { item in
      !item.isContent || item.meanings.contains { if case .topic = $0 { true } else { false } }
        || item.has(.list) || item.has(.filler)
    }
    return isAlone ? small : nil
  }

  /// The whole question; else its last or first clause, when the others hold nothing but words.
  private func clauseChoices(_ items: [Item]) -> [[Item]] {
    var clauses: [[Item]] = []
    for item in items {
      if item.startsClause || clauses.isEmpty { clauses.append([]) }
      clauses[clauses.count - 1].append(item)
    }
    guard clauses.count > 1, let first = clauses.first, let last = clauses.last else { return [items] }
    func isMute(_ clause: some Sequence<Item>) -> Bool {
      clause.allSatisfy { item in
        switch item.kind {
        case .bound, .quantity, .window, .windows, .weekdays, .hours, .shift: false
        default:
          !item.meanings.contains {
            if case .value = $0 { true } else if case .segment = $0 { true } else { false }
          }
        }
      }
    }
    var choices = [items]
    if isMute(clauses.dropLast().joined()) { choices.append(last) }
    if isMute(clauses.dropFirst().joined()), !last.contains(where: { $0.has(.knowledge) }) {
      choices.append(first)
    }
    return choices
  }

  private func readings(
    _ items: [Item], context: TimeContext, trace: inout Trace
  ) -> (readings: [Interpretation], fault: ReadingFault?) {
    var found: [Interpretation] = []
    var faults: [ReadingFault] = []
    // The score of the best reading that fails only for a name of several values.
    var doubt = -Double.infinity
    for subject in catalog.entities where !subject.isLink {
      var builder = ReadingBuilder(
        catalog: catalog, graph: graph, subject: subject, items: items, opensKnowledge: opensKnowledge(items),
        words: lexicon.words,
        resolve: { times.resolve($0, of: $1, weekStart: context.weekStart) })
      switch builder.build() {
      case .success(var reading):
        reading.score -= 0.04 * Double(builder.partaking.count - 1)
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

  private func interpretation(
    _ reading: Reading, builder: ReadingBuilder, context: TimeContext
  ) -> Interpretation? {
    var reading = reading
    if let head = builder.head {
      reading.isSingular = !builder.items[head].isPlural
    } else if builder.base == nil {
      reading.isSingular = true
    }
    reading.yesNo = yesNo(builder.items, reading)
    let assembler = ReadingAssembler(catalog: catalog, graph: graph)
    guard var query = assembler.query(of: reading, asOf: context.asOf) else { return nil }
    if let linked = LinkView(catalog: catalog, graph: graph).query(for: query) { query = linked }
    return Interpretation(reading: reading, query: query, score: reading.score)
  }

  /// "did we make more in 2022 than in 2023", "is there a part that costs more": a question that opens with its verb
  /// and asks for no number or list besides.
  private func yesNo(_ items: [Item], _ reading: Reading) -> Reading.YesNo? {
    guard let first = items.first, first.has(.yesNo),
      !items.contains(where: { $0.has(.count) || $0.has(.amount) || $0.has(.list) || $0.has(.or) })
    else { return nil }
    if let comparative = items.first(where: { $0.has(.comparative) }) {
      guard reading.windows.count == 2 else { return nil }
      let words = comparative.text.lowercased()
      return .firstIsLarger(!lexicon.words[.less, default: []].contains(words))
    }
    return reading.windows.count > 1 ? nil : .exists
  }

  /// The best reading; several, when they are equally good and differ.
  private func decide(_ readings: [Interpretation]) -> (Understood.Outcome, confidence: Double)? {
    let ranked = readings.sorted { ($0.score, $1.query.subject) > ($1.score, $0.query.subject) }
    guard let best = ranked.first else { return nil }
    var rivals: [Interpretation] = []
    for other in ranked.dropFirst() where best.score - other.score < Self.tie && other.query != best.query {
      if !rivals.contains(where: { $0.query == other.query }) { rivals.append(other) }
    }
    if !rivals.isEmpty { return (.choice([best] + rivals), 0.5) }
    let next = ranked.dropFirst().first { $0.query != best.query }
    let lead = next.map { min(1, best.score - $0.score) } ?? 1
    return (.query(best), min(1, max(0.3, 0.7 + 0.3 * lead + min(0, best.score) * 0.05)))
  }

  // MARK: - Follow-ups

  private func leansOnTurnBefore(_ items: [Item]) -> Bool {
    if let first = items.first(where: { $0.isContent || $0.has(.followUp) }), first.has(.followUp) {
      return true
    }
    if let last = items.last(where: { $0.isContent || $0.has(.followUp) }), last.has(.followUp),
      items.count > 1,
      !last.has(.and)
    {
      return true
    }
    if items.contains(where: { $0.has(.pronoun) }), !namesRow(items) { return true }
    return items.contains { item in
      if case .shift = item.kind { return true }
      return item.has(.back) && !item.has(.filler) && !item.has(.list)
    } || endsInBack(items)
  }

  /// The question itself says which row it is about.
  private func namesRow(_ items: [Item]) -> Bool {
    items.contains { item in
      item.meanings.contains { meaning in
        if case .value(let id, _) = meaning {
          catalog.attribute(id)?.isIdentifier ?? false || catalog.entity(id.entity)?.labelID == id
        } else {
          false
        }
      }
    }
  }

  /// "how many orders was that", "… of those".
  private func endsInBack(_ items: [Item]) -> Bool {
    guard let last = items.lastIndex(where: { $0.isContent || $0.has(.back) }), items[last].has(.back) else {
      return false
    }
    return items.contains { $0.has(.count) || $0.has(.amount) }
  }

  private func followUp(
    _ items: [Item], base: Reading, context: TimeContext, trace: inout Trace
  ) -> (Understood.Outcome, confidence: Double)? {
    let merger = FollowUp(base: base) { times.resolve($0, of: $1, weekStart: context.weekStart) }
    for subject in subjects(of: base) {
      var builder = ReadingBuilder(
        catalog: catalog, graph: graph, subject: subject, items: items, base: base,
        words: lexicon.words, resolve: { times.resolve($0, of: $1, weekStart: context.weekStart) }
      )
      guard case .success(let turn) = builder.build() else { continue }
      guard var reading = merger.merged(with: turn, items: items), reading != base,
        let moved = rebased(reading, from: base.subject)
      else { continue }
      reading = moved
      guard let interpretation = interpretation(reading, builder: builder, context: context) else { continue }
      trace.add(subject.id, .success(interpretation))
      return (.query(interpretation), 0.85)
    }
    return nil
  }

  /// The subject of the turn before, then those whose measures mean the same as its own.
  private func subjects(of base: Reading) -> [Entity] {
    var ids = [base.subject]
    for case .measure(let id) in base.measures {
      ids += catalog.measure(id)?.breakdowns.compactMap { catalog.measure($0)?.entity } ?? []
    }
    ids += catalog.entities.map(\.id).filter { id in
      catalog.measures.contains { $0.entity == id } && graph.path(from: id, to: base.subject) != nil
    }
    var seen = Set<EntityID>()
    return ids.filter { seen.insert($0).inserted }.compactMap { catalog.entity($0) }
  }

  /// The reading over the rows of its subject; measures of the old subject give way to their counterparts, and
  /// what the new one does not have makes it fail.
  private func rebased(_ reading: Reading, from old: EntityID) -> Reading? {
    guard reading.subject != old else { return reading }
    var reading = reading
    var measures: [MeasureTerm] = []
    for term in reading.measures {
      guard case .measure(let id) = term, let measure = catalog.measure(id) else { return nil }
      if measure.entity == reading.subject {
        measures.append(term)
      } else if let other = measure.breakdowns.compactMap({ catalog.measure($0) }).first(where: {
        $0.entity == reading.subject
      }) {
        measures.append(.measure(other.id))
      } else {
        return nil
      }
    }
    reading.measures = measures
    let attributes =
      reading.conditions.compactMap(\.attribute) + reading.columns
      + reading.groups.map { grouping in
        switch grouping {
        case .attribute(let id), .time(let id, _), .weekday(let id), .hour(let id), .windows(let id, _): id
        case .entity(let id): AttributeID(id, "")
        }
      }
    guard attributes.allSatisfy({ graph.path(from: reading.subject, to: $0.entity) != nil }) else {
      return nil
    }
    return reading
  }
}
