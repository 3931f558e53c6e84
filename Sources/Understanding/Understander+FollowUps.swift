import Domain

/// Reads a turn of a conversation that leans on the one before it.
extension Understander {
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

  func followUp(
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
