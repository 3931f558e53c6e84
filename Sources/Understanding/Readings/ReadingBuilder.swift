import Domain

/// Reads the items of a question with one entity as the subject: every content item gets a place, or the reading
/// fails and says which did not.
///
/// The passes run in a fixed order, each taking the items it knows a use for; later ones see what is left. A class, made
/// for one reading: copying it for each question that a pass asks of it took longer than the answers. So the compiler
/// does not see it when what changes a property (`reading.conditions.removeAll { … }`) asks for that property within;
/// that stops the program, and must not be written.
final class ReadingBuilder {
  let catalog: Catalog
  let graph: JoinGraph
  let subject: Entity
  let items: [Item]
  /// The reading of the turn before, when this question leans on it.
  let base: Reading?
  /// The language's words by role.
  let words: [Grammar.Role: Set<String>]
  /// The question opens as one about knowledge: "what is a …".
  let opensKnowledge: Bool
  /// The period that the last word of a text names.
  var grain: (String) -> Grain? = { _ in nil }
  /// The value of an attribute that stands for one that is not known, where it has one: "Unknown".
  var unknownValue: (AttributeID) -> String? = { _ in nil }
  /// A window moved by a distance.
  let resolve: (RelativeShift, TimeWindow) -> TimeWindow

  var reading: Reading
  var isUsed: [Bool]
  /// The item that names what is asked for.
  var head: Int?
  /// Entities whose rows take part: through a join, a relation or as the subject.
  var partaking: Set<EntityID>
  var direction: (index: Int, isDescending: Bool)?
  var faults: [ReadingFault] = []

  init(
    catalog: Catalog, graph: JoinGraph, subject: Entity, items: [Item], base: Reading? = nil,
    given: Reading? = nil, opensKnowledge: Bool = false,
    words: [Grammar.Role: Set<String>], resolve: @escaping (RelativeShift, TimeWindow) -> TimeWindow
  ) {
    (self.words, self.resolve, self.opensKnowledge) = (words, resolve, opensKnowledge)
    (self.catalog, self.graph, self.subject, self.items, self.base) = (catalog, graph, subject, items, base)
    reading = Reading(subject: subject.id)
    isUsed = items.map { !$0.isContent }
    partaking = [subject.id]
    if let given { take(given) }
  }

  /// Begins with the rows of another reading; their conditions stand after all items.
  private func take(_ given: Reading) {
    (reading.windows, reading.weekdays, reading.hours) = (given.windows, given.weekdays, given.hours)
    reading.timeAttribute = given.timeAttribute
    reading.conditions = given.conditions.map { $0.moved(to: items.count) }
    for attribute in given.conditions.compactMap(\.attribute) { take(attribute.entity) }
  }

  /// The reading, or why there is none.
  func build() -> Result<Reading, ReadingFault> {
    readTime()
    readThroughout()
    readEveryPeriod()
    readUnitsInBrackets()
    readNegations()
    readIdentifiers()
    readAlternatives()
    readNumberSigns()
    readValues()
    readValueRanges()
    dropImpliedNegations()
    readSegments()
    readTexts()
    readPresences()
    findHead()
    readGroups()
    readCountedGroups()
    readAllOfSome()
    readBounds()
    rankRows()
    readRankedSum()
    joinMovingAverage()
    readAggregates()
    readMeasures()
    readPerRow()
    readRates()
    readRatePerThing()
    readWhy()
    readPeriodBefore()
    readChange()
    readSeries()
    readLimit()
    readDirection()
    readPlace()
    directChange()
    placeHead()
    dropDivisorGroups()
    readPossessions()
    readColumns()
    readLeftValues()
    readShare()
    countNamedEvents()
    readUniversals()
    readBothOfGroups()
    placeVerbs()
    placeMentions()
    setSideBySide()
    askDayOfOne()
    guardMeaning()
    mergeRelations()
    scoreMeasures()
    showCard()
    countBrokenDown()
    countBesideAverage()
    if reading.measures.isEmpty, base == nil,
      !reading.grains.isEmpty || reading.isByWeekday || reading.isByHour
    {
      if let asked = faults.first(where: { if case .noMeasure = $0 { true } else { false } }) {
        return .failure(asked)
      }
      return .failure(.unplaced(reading.grains.map(\.rawValue)))
    }
    let unplaced = items.indices.filter { !isUsed[$0] }
    guard unplaced.isEmpty else { return .failure(.unplaced(unplaced.map { items[$0].text })) }
    if let fault = faults.first { return .failure(fault) }
    // A breakdown needs something to break down.
    if base == nil, reading.measures.isEmpty, !reading.groups.isEmpty, reading.ranking?.attribute == nil {
      return .failure(.unplaced(["a breakdown"]))
    }
    listWhat()
    if answersItself { return .failure(.unplaced([subject.label])) }
    // A list of everything is asked for by name.
    if base == nil, reading.measures.isEmpty, head == nil, reading.conditions.isEmpty, reading.ranking == nil
    {
      return .failure(.empty)
    }
    if base == nil, reading.measures.isEmpty, reading.columns.isEmpty { return .failure(.empty) }
    countNone()
    // "vendors without brake parts" is not "vendors of parts that are no brake parts".
    if reading.isDistinct,
      let negated = reading.conditions.first(where: { if case .not = $0.predicate { true } else { false } })
    {
      return .failure(
        .unplaced(items.indices.contains(negated.position) ? [items[negated.position].text] : []))
    }
    return .success(reading)
  }

  // MARK: - Where names lead

  /// Joins from the subject to the one row of the entity, or nil.
  func distance(to entity: EntityID) -> Int? { graph.path(from: subject.id, to: entity)?.count }

  /// Steps to rows of the entity in any direction, or nil.
  ///
  /// A way up and then down again leads to the neighbours of a row, not to what belongs to it: there is none.
  func relationLength(to entity: EntityID) -> Int? {
    guard let steps = graph.relation(from: subject.id, to: entity) else { return nil }
    let ups = steps.firstIndex { !$0.isDown } ?? steps.count
    return steps[ups...].contains { $0.isDown } ? nil : steps.count
  }

  /// The attribute a term names that is nearest to the subject; nil when it names none that a row has one of.
  func attribute(of item: Item, where fits: (Attribute) -> Bool = { _ in true }) -> Attribute? {
    var best: (distance: Int, attribute: Attribute)?
    for case .attribute(let id) in item.meanings {
      guard let attribute = catalog.attribute(id), fits(attribute), let distance = distance(to: id.entity)
      else {
        continue
      }
      if best.map({ (distance, id) < ($0.distance, $0.attribute.id) }) ?? true {
        best = (distance, attribute)
      }
    }
    return best?.attribute
  }

  /// The entity a term names that is nearest: the subject, one that it has one of, one that is related.
  func entity(of item: Item, related: Bool = true) -> EntityID? {
    var best: (rank: Int, entity: EntityID)?
    for case .entity(let id) in item.meanings {
      let rank: Int
      if let distance = distance(to: id) {
        rank = distance
      } else if related, let length = relationLength(to: id) {
        rank = 10 + length
      } else {
        continue
      }
      if best.map({ (rank, id) < ($0.rank, $0.entity) }) ?? true { best = (rank, id) }
    }
    return best?.entity
  }

  /// The measure a term names, of the subject's rows; one that means the same over other rows gives way to its
  /// counterpart here.
  func measure(of item: Item, verbs: Bool = false) -> Measure? {
    for meaning in item.meanings {
      let id: MeasureID
      switch meaning {
      case .measure(let name): id = name
      case .measureVerb(let name) where verbs: id = name
      default: continue
      }
      if let measure = catalog.measure(id), measure.entity == subject.id { return measure }
    }
    for case .measure(let id) in item.meanings {
      for other in catalog.measure(id)?.breakdowns ?? [] {
        if let measure = catalog.measure(other), measure.entity == subject.id { return measure }
      }
    }
    return nil
  }

  /// The measure that counts the subject's rows, by name if the catalog has one.
  var countTerm: MeasureTerm {
    let named = catalog.measures.first {
      $0.entity == subject.id && $0.formula == .count && $0.condition == nil
    }
    return named.map { .measure($0.id) } ?? .count
  }

  func take(_ entity: EntityID) {
    partaking.insert(entity)
    for join in graph.path(from: subject.id, to: entity) ?? [] { partaking.insert(join.to) }
    if graph.path(from: subject.id, to: entity) == nil {
      for step in graph.relation(from: subject.id, to: entity) ?? [] { partaking.insert(step.target) }
    }
  }

  func require(
    _ condition: Predicate, on attribute: AttributeID?, values: [String] = [], at index: Int
  ) {
    if let attribute { take(attribute.entity) }
    reading.conditions.append(
      Reading.Condition(predicate: condition, attribute: attribute, values: values, position: index))
    isUsed[index] = true
  }

  /// The next item that carries content, skipping words without meaning, within the clause.
  func next(after index: Int, within limit: Int = 4) -> Int? {
    var position = index + 1
    while position < items.count, position - index <= limit {
      if items[position].startsClause { return nil }
      if items[position].isContent { return position }
      position += 1
    }
    return nil
  }

  func previous(before index: Int, within limit: Int = 4) -> Int? {
    guard !items[index].startsClause else { return nil }
    var position = index - 1
    while position >= 0, index - position <= limit {
      if items[position].isContent { return position }
      if items[position].startsClause { return nil }
      position -= 1
    }
    return nil
  }
}
