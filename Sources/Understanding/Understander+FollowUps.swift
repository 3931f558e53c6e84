import Domain

/// Reads a turn of a conversation that leans on the one before it.
extension Understander {
  /// The turn has no meaning by itself.
  func leansOnTurnBefore(_ items: [Item]) -> Bool {
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
    if TurnReader.asksForOne(items) || TurnReader.countsNothing(items) { return true }
    return items.contains { item in
      if case .shift = item.kind { return true }
      return item.has(.back) && !item.has(.filler) && !item.has(.list)
    } || endsInBack(items)
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
    return endsInBack(items)
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

  /// "how many orders was that", "… of those".
  private func endsInBack(_ items: [Item]) -> Bool {
    guard let last = items.lastIndex(where: { $0.isContent || $0.has(.back) }), items[last].has(.back) else {
      return false
    }
    return items.contains { $0.has(.count) || $0.has(.amount) }
  }

  /// "technician 7?" after a question about another technician: nothing but a value of an attribute spoken of.
  func isFragment(_ items: [Item], of base: Reading) -> Bool {
    let spoken = Set(base.conditions.compactMap(\.attribute))
    var isSpoken = false
    for item in items where item.isContent {
      switch item.kind {
      case .window, .quantity: continue
      case .term: break
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
  func followUp(
    _ items: [Item], base: Reading, context: TimeContext, trace: inout Trace
  ) -> (Understood.Outcome, confidence: Double)? {
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
    for subject in subjects(of: before) {
      if let found = changed(before, base, by: turn, over: subject, context: context) {
        trace.add(subject.id, .success(found))
        return (.query(found), 0.85)
      }
    }
    guard turn.change.pointsBack || leansOnTurnBefore(items) else { return nil }
    for subject in subjects(of: before, shown: base.shown?.attribute.entity) {
      if let found = anew(before, base, by: turn, over: subject, context: context) {
        trace.add(subject.id, .success(found))
        return (.query(found), 0.8)
      }
    }
    return nil
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
  ) -> Interpretation? {
    var builder = builder(turn.items, over: subject, base: spoken, context: context)
    guard case .success(let said) = builder.build() else { return nil }
    var change = turn.change
    change.said = said
    // The one row that was picked is not counted: what was spoken of before is.
    let isPicked = base.shown?.values.count == 1 && base.shown?.attribute.entity == subject.id
    let spoken =
      isPicked && base.measures.isEmpty && !said.measures.isEmpty && spoken != base
      ? base.withoutSelection : spoken
    guard !said.measures.isEmpty || !spoken.measures.isEmpty || subject.id == spoken.subject else { return nil }
    let merger = FollowUp(catalog: catalog, base: spoken) {
      times.resolve($0, of: $1, weekStart: context.weekStart)
    }
    guard let reading = merger.merged(with: change), reading.said != spoken.said,
      var moved = rebased(reading, of: spoken)
    else { return nil }
    moved.shown = nil
    return interpretation(moved, builder: builder, context: context)
  }

  /// The turn read as a question of its own about the rows that the base is about.
  private func anew(
    _ before: Reading, _ base: Reading, by turn: TurnReader, over subject: Entity, context: TimeContext
  ) -> Interpretation? {
    var given = Reading(subject: subject.id)
    if base.isSelection, let shown = before.conditions.last, shown.attribute?.entity == subject.id,
      before != base
    {
      // The rows themselves are told: what they were chosen by is of no more account.
      given.conditions = [shown]
    } else {
      (given.conditions, given.windows) = (before.conditions, before.windows)
      (given.weekdays, given.hours, given.timeAttribute) = (
        before.weekdays, before.hours, before.timeAttribute
      )
      guard before.shareFrom == nil, before.windows.count < 2 else { return nil }
    }
    guard
      subject.id == before.subject
        || given.conditions.allSatisfy({ $0.isReachable(from: subject.id, graph) }),
      !given.conditions.isEmpty || !given.windows.isEmpty
    else { return nil }
    var builder = builder(turn.items, over: subject, given: given, context: context)
    guard case .success(var reading) = builder.build(), reading.shareFrom == nil,
      reading.said != before.said, reading.windows.count < 2 || given.windows.isEmpty
    else { return nil }
    let said = reading.conditions.filter { $0.position < turn.items.count }
    reading.conditions.removeAll { old in
      old.position >= turn.items.count
        && said.contains { $0.attribute != nil && $0.attribute == old.attribute }
    }
    reading.conditions = reading.conditions.map {
      $0.position < turn.items.count ? $0 : $0.moved(to: Reading.beforeAll)
    }
    return interpretation(reading, builder: builder, context: context)
  }

  /// The subject of the turn before, the entity of the rows shown, then those whose measures mean the same as its
  /// own.
  private func subjects(of base: Reading, shown: EntityID? = nil) -> [Entity] {
    var ids = [base.subject] + [shown].compactMap { $0 }
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

extension Reading.Condition {
  /// Every row of the subject has at most one of what the condition is on.
  func isReachable(from subject: EntityID, _ graph: JoinGraph) -> Bool {
    if case .related = predicate { return false }
    guard let entity = attribute?.entity ?? segmentEntity else { return false }
    return graph.path(from: subject, to: entity) != nil
  }
}
