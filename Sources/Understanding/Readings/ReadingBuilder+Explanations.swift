import Domain

/// The pass that finds what is to be explained: "why did revenue fall in March?" The answer is the change, taken apart
/// by a property of the rows; the parts add up to it.
extension ReadingBuilder {
  func readWhy() {
    guard base == nil, reading.series == nil, let why = items.firstIndex(where: { $0.has(.why) }) else {
      return
    }
    let changes = items.indices.filter {
      items[$0].has(.change) || items[$0].has(.comparative) || items[$0].has(.versus)
    }
    let isLess = changes.contains { items[$0].has(.decrease) || items[$0].has(.less) }
    guard let explained = reading.explained(isLess: isLess, catalog, graph, resolve) else { return }
    reading = explained
    for index in [why] + changes { isUsed[index] = true }
    for case .attribute(let id) in explained.groups { take(id.entity) }
  }
}

extension Understander {
  /// "why?", "why did it fall": the number that was just told, taken apart.
  func explanation(_ items: [Item], of base: Reading, context: TimeContext) -> Interpretation? {
    let isAlone = items.allSatisfy { item in
      !item.isContent || item.has(.why) || item.has(.change) || item.has(.comparative) || item.has(.followUp)
        || item.has(.pronoun) || item.has(.back) || !item.isWord && item.kind == .unknown
    }
    guard isAlone, items.contains(where: { $0.has(.why) }) else { return nil }
    let explained = base.explained(
      isLess: items.contains { $0.has(.decrease) || $0.has(.less) }, catalog, graph
    ) { times.resolve($0, of: $1, weekStart: context.weekStart) }
    return explained.flatMap { reading in
      ReadingAssembler(catalog: catalog, graph: graph).query(of: reading, asOf: context.asOf)
        .map { Interpretation(reading: reading, query: $0, score: reading.score) }
    }
  }
}

extension Reading {
  /// How its one number differs from the period before, or between its two periods, by a property of the rows, the
  /// largest part first; nil where the parts would not add up, or no period is said.
  func explained(
    isLess: Bool, _ catalog: Catalog, _ graph: JoinGraph,
    _ resolve: (RelativeShift, TimeWindow) -> TimeWindow
  ) -> Reading? {
    guard measures.count == 1, let term = measures.first, catalog.isAdditive(term), grains.isEmpty,
      having.isEmpty,
      ranking == nil, limit == nil, shareFrom == nil, series == nil, groups.count < 2
    else { return nil }
    var reading = self
    if windows.count == 1 {
      guard windows[0].grain != nil else { return nil }
      let before = resolve(RelativeShift(unit: windows[0].grain, count: -1, manner: .adjacent), windows[0])
      guard before != windows[0], before.end == windows[0].start else { return nil }
      reading.windows.insert(before, at: 0)
    }
    guard reading.windows.count == 2 else { return nil }
    if reading.groups.isEmpty {
      let fixed = conditions.compactMap(\.attribute)
      guard
        let property = catalog.explanations(of: term, subject: subject, graph).first(where: {
          !fixed.contains($0)
        })
      else { return nil }
      reading.groups = [.attribute(property)]
    }
    (reading.asksChange, reading.isExplained) = (true, true)
    reading.ranking = Ranking(attribute: nil, isDescending: !isLess, isWhole: true)
    return reading
  }
}

extension Catalog {
  /// The properties that a change of the term is taken apart by, best first: those declared for its measure, else those
  /// with known values, the subject's own before those of what its rows belong to.
  fileprivate func explanations(of term: MeasureTerm, subject: EntityID, _ graph: JoinGraph) -> [AttributeID]
  {
    let declared = term.measureIDs.compactMap { measure($0) }.flatMap(\.explainedBy)
    if !declared.isEmpty { return declared }
    let near = entities.compactMap { entity in
      graph.path(from: subject, to: entity.id).map { (distance: $0.count, entity: entity) }
    }
    return near.sorted { ($0.distance, $0.entity.id) < ($1.distance, $1.entity.id) }.flatMap { _, entity in
      entity.attributes.filter { attribute in
        attribute.hasValues && !attribute.isIdentifier && !attribute.isPersonal
          && attribute.id != entity.labelID
      }.map(\.id)
    }
  }
}
