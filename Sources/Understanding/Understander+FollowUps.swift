import Domain

/// Reads a turn of a conversation that leans on the one before it.
extension Understander {
  /// The turn has no meaning by itself.
  func leansOnTurnBefore(_ items: [Item]) -> Bool {
    if let first = items.first(where: { $0.isContent || $0.has(.followUp) }),
      first.has(.followUp) || first.has(.narrowing)
    {
      return true
    }
    // "leave the unknown ones out": out of what was told before.
    if let first = items.first(where: \.isContent), first.has(.except), !namesRows(items) { return true }
    if let last = items.last(where: { $0.isContent || $0.has(.followUp) }), last.has(.followUp),
      items.count > 1,
      !last.has(.and)
    {
      return true
    }
    if items.contains(where: { $0.has(.sort) }) { return true }
    if items.contains(where: { $0.has(.pronoun) }), !namesRow(items) { return true }
    // "how long does that take": what "that" stands for was said before.
    if items.indices.dropFirst().contains(where: { items[$0].has(.back) && items[$0 - 1].has(.yesNo) }) {
      return true
    }
    if namesOnes(items) { return true }
    if TurnReader.asksForOne(items) || TurnReader.countsNothing(items) || TurnReader.asksWhich(items) {
      return true
    }
    return items.contains { item in
      if case .shift = item.kind { return true }
      return item.has(.back) && !item.has(.filler) && !item.has(.list)
    } || endsInBack(items)
  }

  /// "what did the 2023 ones come to": some of what was spoken of.
  private func namesOnes(_ items: [Item]) -> Bool {
    let isNamed = items.contains { item in
      item.meanings.contains { if case .entity = $0 { true } else { false } }
    }
    return !isNamed
      && items.indices.contains { index in
        items[index].has(.generic) && items[index].hasPlural
          && items[max(0, index - 3)..<index].contains { $0.has(.article) }
      }
  }

  private func namesRows(_ items: [Item]) -> Bool {
    items.contains { item in
      item.meanings.contains { meaning in
        switch meaning {
        case .entity, .measure, .measureVerb, .verb: true
        default: false
        }
      }
    }
  }

  /// The question says what it is about, understood or not: turns after it lean on it, not on what was before.
  func standsAlone(_ items: [Item]) -> Bool {
    !leansOnTurnBefore(items)
      && items.contains { item in
        item.meanings.contains { meaning in
          switch meaning {
          case .entity, .measure, .measureVerb, .template: true
          default: false
          }
        }
      }
  }

  /// Without a turn before, these words say nothing: "and mixed ones?", "how many orders was that?"
  func isElliptic(_ items: [Item]) -> Bool {
    guard leansOnTurnBefore(items) else { return false }
    // "just the ones in the north": of what, was said before.
    if let first = items.firstIndex(where: { $0.isContent || $0.has(.followUp) }),
      items[first].has(.narrowing),
      items[first...].prefix(2).contains(where: { $0.has(.generic) })
        || QuestionTokenizer.tokens(of: items[first].text).contains(where: {
          lexicon.words[.generic, default: []].contains($0.folded)
        })
    {
      return true
    }
    // "which part is in most services, and how many is that" says itself what it is about.
    return endsInBack(items) && !items.contains { $0.has(.top) || $0.has(.bottom) }
      || items.allSatisfy { item in
        !item.has(.count) && !item.has(.amount) && (!item.has(.list) || item.has(.filler))
          && item.meanings.allSatisfy { meaning in
            switch meaning {
            case .entity, .attribute, .measure, .measureVerb, .verb, .topic, .template: false
            default: true
            }
          }
      }
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

  /// "how many orders was that", "… of those", "how much was that in dollars".
  private func endsInBack(_ items: [Item]) -> Bool {
    let last = items.lastIndex { item in
      item.has(.back)
        || item.isContent && !item.meanings.contains { if case .unit = $0 { true } else { false } }
    }
    guard let last, items[last].has(.back) else { return false }
    return items.contains { $0.has(.count) || $0.has(.amount) }
  }

  /// "technician 7?" after a question about another technician: nothing but a value of an attribute spoken of.
  func isFragment(_ items: [Item], of base: Reading) -> Bool {
    let groups = base.groups.flatMap { grouping -> [AttributeID] in
      switch grouping {
      case .attribute(let id): [id]
      case .entity(let id): catalog.entity(id).map { [$0.keyID, $0.labelID] } ?? []
      case .time, .weekday, .hour, .windows: []
      }
    }
    let spoken = Set(base.conditions.compactMap(\.attribute) + groups)
    var isSpoken = false
    for item in items where item.isContent {
      switch item.kind {
      case .window, .quantity: continue
      case .term: break
      case .role
      where item.has(.never) || item.has(.except) || item.has(.without) || item.has(.or) || item.has(.and):
        continue
      default: return false
      }
      var isFit = false
      for meaning in item.meanings {
        switch meaning {
        case .value(let id, _) where spoken.contains(id): isFit = true
        case .entity(let id):
          if let key = catalog.entity(id)?.keyID, spoken.contains(key), items.count > 1,
            items.contains(where: { if case .quantity = $0.kind { true } else { false } })
          {
            isFit = true
          }
        default: continue
        }
      }
      guard isFit else { return false }
      isSpoken = true
    }
    return isSpoken
  }

  /// The turn as a change of the reading before; else as another question about the same rows.
  /// "and in March?" after a question about 2022 is March 2022: a period without a year lies in that of the turn
  /// before.
  private func inYear(of base: Reading, _ item: Item, context: TimeContext) -> Item {
    guard case .window = item.kind, base.windows.count == 1, let start = base.windows[0].start,
      let end = base.windows[0].end, end.adding(days: -1).year == start.year, start.year != context.asOf.year,
      let newest = CalendarDate(start.year, 12, 31)
    else { return item }
    let said = QuestionTokenizer.tokens(of: item.text).map(\.folded)
    let counted: [TimeVocabulary.WordClass] = [
      .last, .latest, .rolling, .gone, .next, .this, .earlier, .penultimate, .ago, .today, .yesterday,
      .tomorrow,
      .now, .date, .far, .since, .until, .before, .after, .mtd, .qtd, .ytd, .wtd,
    ]
    let relative = counted.flatMap { times.vocabulary.classes[$0] ?? [] }
    guard said.allSatisfy({ $0.count { $0.isNumber } < 4 && !relative.contains($0) }) else { return item }
    let found = times.matches(in: said.map { TimeToken($0) }, context: TimeContext(asOf: newest))
    guard found.count == 1, case .window = found[0].meaning else { return item }
    return item.meaning(found[0].meaning)
  }

  func followUp(
    _ items: [Item], base: Reading, context: TimeContext, trace: inout Trace
  ) -> (Understood.Outcome, confidence: Double)? {
    let items = items.map { inYear(of: base, $0, context: context) }
    let turn = TurnReader(catalog: catalog, graph: graph, lexicon: lexicon, base: base, items: items) {
      words in
      let found = times.matches(in: words.map { TimeToken($0) }, context: context)
      guard found.count == 1, found[0].tokens == 0..<words.count, case .window(let window) = found[0].meaning
      else { return nil }
      return window
    }
    let isPointed =
      turn.change.pointsBack
      || turn.change.picksOne && (base.shown?.values.count ?? 0) > 1 && base.isSelection
    guard let before = isPointed && turn.change.place == nil ? base.ofRowsShown : base else { return nil }
    search: for subject in subjects(of: before) {
      switch changed(before, base, by: turn, over: subject, context: context) {
      case .reading(let found):
        trace.add(subject.id, .success(found))
        return (.query(found), 0.85)
      case .nothing: break search
      case nil: continue
      }
    }
    guard turn.change.pointsBack || leansOnTurnBefore(items) else { return nil }
    for given in spokenOf(before, base, by: turn) {
      if let found = anew(given, before, by: turn, context: context) {
        trace.add(given.subject, .success(found))
        return (.query(found), 0.8)
      }
    }
    guard let asked = named(items, before) else { return nil }
    return decide(readings(asked, context: context, trace: &trace).readings, after: base)
  }

  /// The turn with the one row that was named in place of "it": "and which parts go into it?"
  private func named(_ items: [Item], _ before: Reading) -> [Item]? {
    let rows = before.conditions.compactMap { condition -> (AttributeID, String)? in
      guard let named = condition.naming(catalog), let id = named.condition.attribute,
        named.condition.values.count == 1
      else { return nil }
      return (id, named.condition.values[0])
    }
    guard rows.count == 1, let (attribute, text) = rows.first,
      let place = items.firstIndex(where: { $0.has(.pronoun) && !$0.has(.list) })
    else { return nil }
    var asked = items
    asked[place] = items[place].with(kind: .term, meanings: [.value(attribute, text)])
    return asked
  }

  /// What came of a turn as a change.
  private enum Change {
    case reading(Interpretation)
    /// All its words have a place, and nothing is different.
    case nothing
  }

  private func builder(
    _ items: [Item], over subject: Entity, base: Reading? = nil, given: Reading? = nil, context: TimeContext
  ) -> ReadingBuilder {
    ReadingBuilder(
      catalog: catalog, graph: graph, subject: subject, items: items, base: base, given: given,
      words: lexicon.words, resolve: { times.resolve($0, of: $1, weekStart: context.weekStart) })
  }

  /// The turn as a change of `spoken`, which is `base` or `base` over the rows it showed.
  private func changed(
    _ spoken: Reading, _ base: Reading, by turn: TurnReader, over subject: Entity, context: TimeContext
  ) -> Change? {
    let builder = builder(turn.items, over: subject, base: spoken, context: context)
    guard case .success(let said) = builder.build() else { return nil }
    var change = turn.change
    change.said = said
    // The one row that was picked is not counted: what was spoken of before is.
    let isPicked = base.shown?.values.count == 1 && base.shown?.attribute.entity == subject.id
    let spoken =
      isPicked && base.measures.isEmpty && !said.measures.isEmpty && spoken != base
      ? base.withoutSelection : spoken
    guard !said.measures.isEmpty || !spoken.measures.isEmpty || subject.id == spoken.subject else {
      return nil
    }
    let merger = FollowUp(catalog: catalog, base: spoken) {
      times.resolve($0, of: $1, weekStart: context.weekStart)
    }
    guard let reading = merger.merged(with: change) else { return nil }
    if reading.said == spoken.said { return .nothing }
    guard var moved = rebased(reading, of: spoken) else { return nil }
    moved.shown = nil
    return interpretation(moved, builder: builder, context: context).map { .reading($0) }
  }

  /// The rows that a turn can ask something else of, as readings without a question, the surest first.
  private func spokenOf(_ before: Reading, _ base: Reading, by turn: TurnReader) -> [Reading] {
    var found: [Reading] = []
    if turn.change.pointsBack {
      // "it", where one row is named: what else was said of it is of no more account.
      for condition in before.conditions {
        guard let named = condition.naming(catalog) else { continue }
        var given = Reading(subject: named.subject)
        given.conditions = [named.condition]
        found.append(given)
      }
    }
    if base.isSelection, before != base, let condition = before.conditions.last,
      let attribute = condition.attribute, catalog.entity(attribute.entity)?.keyID == attribute
    {
      var given = Reading(subject: attribute.entity)
      given.conditions = [condition]
      found.append(given)
    }
    guard before.shareFrom == nil, before.windows.count < 2 else { return found }
    for subject in subjects(of: before) {
      guard
        subject.id == before.subject
          || before.conditions.allSatisfy({ $0.isReachable(from: subject.id, graph) }),
        !before.conditions.isEmpty || !before.windows.isEmpty
      else { continue }
      var given = Reading(subject: subject.id)
      (given.conditions, given.windows) = (before.conditions, before.windows)
      (given.weekdays, given.hours, given.timeAttribute) = (
        before.weekdays, before.hours, before.timeAttribute
      )
      found.append(given)
    }
    return found
  }

  /// The turn read as a question of its own about the rows of `given`.
  private func anew(
    _ given: Reading, _ before: Reading, by turn: TurnReader, context: TimeContext
  ) -> Interpretation? {
    guard let subject = catalog.entity(given.subject) else { return nil }
    let builder = builder(turn.items, over: subject, given: given, context: context)
    guard case .success(var reading) = builder.build(), reading.shareFrom == nil,
      reading.said != before.said, reading.windows.count < 2 || given.windows.isEmpty
    else { return nil }
    // A card of the rows is no answer: something must be asked of them.
    let isNamed = turn.items.contains { $0.meanings.contains(.entity(subject.id)) }
    if !isNamed, reading.measures.isEmpty, reading.ranking == nil, reading.columns == subject.show {
      return nil
    }
    let end = turn.items.count
    let said = Set(reading.conditions.filter { $0.position < end }.compactMap(\.attribute))
    reading.conditions = reading.conditions.compactMap { condition in
      if condition.position < end { return condition }
      if let attribute = condition.attribute, said.contains(attribute) { return nil }
      return condition.moved(to: Reading.beforeAll)
    }
    return interpretation(reading, builder: builder, context: context)
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
  private func rebased(_ reading: Reading, of base: Reading) -> Reading? {
    guard reading.subject != base.subject else { return reading }
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
      reading.columns
      + reading.groups.map { grouping in
        switch grouping {
        case .attribute(let id), .time(let id, _), .weekday(let id), .hour(let id), .windows(let id, _): id
        case .entity(let id): AttributeID(id, "")
        }
      }
    guard attributes.allSatisfy({ graph.path(from: reading.subject, to: $0.entity) != nil }),
      reading.conditions.allSatisfy({ condition in
        condition.isReachable(from: reading.subject, graph)
          || !base.conditions.contains { $0.predicate == condition.predicate }
      })
    else { return nil }
    return reading
  }

  /// Among equally good readings the one in the area of the turn before.
  func stayingIn(_ base: Reading?, _ readings: [Interpretation]) -> [Interpretation] {
    guard let domain = base.flatMap({ catalog.entity($0.subject)?.domain }) else { return readings }
    let near = readings.filter { catalog.entity($0.query.subject)?.domain == domain }
    return near.isEmpty ? readings : near
  }
}
