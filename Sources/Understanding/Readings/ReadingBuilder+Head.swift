import Domain

/// The passes that say what the head noun becomes: a breakdown, rows or columns.
extension ReadingBuilder {
  /// The head becomes the breakdown of a measure, or what a list lists.
  func placeHead() {
    guard let head else { return placeWho() }
    let item = items[head]
    let headEntity = entity(of: item)
    if reading.measures.isEmpty, base?.measures.isEmpty ?? true, direction != nil,
      reading.ranking?.attribute == nil
    {
      if headEntity == nil,
        let attribute = attribute(of: item, where: { (!$0.isNumber || $0.isAdjectival) && !$0.isTime }),
        attribute.id.entity == subject.id
      {
        if let rows = rowsNamed(after: direction?.index ?? 0) {
          reading.measures = [countTerm]
          isUsed[rows] = true
          return placeHead()
        }
        let choices = catalog.measures.filter { graph.path(from: $0.entity, to: subject.id) != nil }.map(\.id)
        if !choices.isEmpty { faults.append(.noMeasure(choices, head: subject.id)) }
        isUsed[head] = true
      }
      rankByDefault(headEntity)
    }
    if !reading.measures.isEmpty {
      guard !item.isGrain else { return rankPeriods(of: item) }
      if isWholeOfShare(head) {
        isUsed[head] = true
        return
      }
      let asksForRows =
        direction != nil || reading.limit != nil || !reading.having.isEmpty || isListed(head) || base != nil
      if let headEntity, headEntity != subject.id, distance(to: headEntity) != nil, asksForRows {
        let grouping = grouping(entity: headEntity, item)
        if !reading.groups.contains(grouping) {
          reading.ranksWithin = direction != nil && !(reading.groups.isEmpty && reading.grains.isEmpty)
          reading.groups.insert(grouping, at: 0)
        }
        isUsed[head] = true
        take(headEntity)
        reading.score += 1
      } else if headEntity == nil || distance(to: headEntity ?? "") == nil, asksForRows,
        let attribute = attribute(of: item, where: { (!$0.isNumber || $0.isAdjectival) && !$0.isTime })
      {
        if !reading.groups.contains(.attribute(attribute.id)) {
          reading.ranksWithin = direction != nil && !(reading.groups.isEmpty && reading.grains.isEmpty)
          reading.groups.insert(.attribute(attribute.id), at: 0)
        }
        isUsed[head] = true
        take(attribute.id.entity)
        // A noun of rows of another kind says less surely a property of these.
        let isRowNoun = item.meanings.contains { if case .entity = $0 { true } else { false } }
        reading.score += isRowNoun ? 0.8 : 1
      } else if headEntity == subject.id {
        isUsed[head] = true
      }
      return
    }
    guard base == nil else { return }
    if headEntity == subject.id || isValueHead(head) {
      reading.columns = subject.show.isEmpty ? [subject.labelID] : subject.show
      isUsed[head] = true
      reading.score += 1
    } else if let attribute = attribute(of: item), attribute.id.entity == subject.id {
      // "what did we take": a number of each row is asked for by name, or of rows that are told.
      guard
        !attribute.isNumber || attribute.isIdentifier || isAskedFor(head)
          || reading.conditions.contains(where: { $0.attribute?.entity == subject.id })
          || reading.ranking != nil
      else { return }
      reading.columns = [attribute.id]
      isUsed[head] = true
      reading.score += 0.8
      let isSingled = reading.conditions.contains { condition in
        condition.attribute == subject.labelID || condition.attribute == subject.keyID
          || condition.attribute.flatMap { catalog.attribute($0)?.isIdentifier } ?? false
      }
      reading.isDistinct = !isSingled && reading.ranking == nil
    } else if singlesOut, let headEntity, headEntity != subject.id, let asked = catalog.entity(headEntity),
      let steps = distance(to: headEntity), steps > 0, !asked.isLink
    {
      // "which customer is order 15000 for"
      reading.columns = [subject.labelID, asked.labelID] + (asked.label == asked.key ? [] : [asked.keyID])
      take(headEntity)
      isUsed[head] = true
      reading.score += 0.9
    } else if !isUsed[head], !singlesOut {
      // What is asked for is no row and no property of the subject.
      faults.append(.unplaced([item.text]))
    }
  }

  /// "the best month of each year": within each of the longer periods.
  private func rankPeriods(of item: Item) {
    guard case .grain(let grain) = item.kind, direction != nil, reading.groups.isEmpty,
      reading.grains.count == 2, let other = reading.grains.first(where: { $0 != grain }), grain < other
    else { return }
    (reading.grains, reading.ranksWithin) = ([grain, other], true)
  }

  /// "of all the units sold, what share …": of which rows, not by what.
  private func isWholeOfShare(_ head: Int) -> Bool {
    guard base == nil, items.contains(where: { $0.has(.share) }),
      let before = previous(before: head, within: 2)
    else { return false }
    return items[before].has(.universal) && previous(before: before, within: 2) == nil
  }

  /// "which models show up most in the service records": their number in the rows that are named.
  private func rowsNamed(after index: Int) -> Int? {
    guard items.indices.contains(index), items[index].has(.top) || items[index].has(.bottom) else {
      return nil
    }
    return items.indices.first {
      $0 > index && items[$0].hasPlural && items[$0].meanings.contains(.entity(subject.id))
    }
  }

  /// An attribute of the head's name is preferred when the word names both: "category".
  func grouping(entity: EntityID, _ item: Item) -> Grouping { .entity(entity) }

  func isListed(_ index: Int) -> Bool {
    var position = index
    while let before = previous(before: position, within: 3) {
      if items[before].has(.list) || items[before].has(.who) { return true }
      // "compare the channels by …"
      if items[before].has(.versus), items[index].hasPlural, position == index { return true }
      guard isUsed[before] else { return false }
      position = before
    }
    return position == index && index <= 1 || items[..<index].allSatisfy { !$0.isContent }
  }

  /// "top customers" without a measure: the entity's own ranking, or a question back.
  func rankByDefault(_ entity: EntityID?) {
    guard let entity, let found = catalog.entity(entity) else { return }
    // "the best service" does not say by what; the best customers are the biggest.
    let isJudged = direction.map { items[$0.index].has(.best) || items[$0.index].has(.worst) } ?? false
    if let ranking = found.ranking.flatMap({ catalog.measure($0) }), !isJudged || found.isPerson {
      guard ranking.entity == subject.id else { return }
      reading.measures = [.measure(ranking.id)]
      reading.notes.append("ranked by \(ranking.label.lowercased())")
    } else if distance(to: entity) != nil {
      let choices = catalog.measures.filter { graph.path(from: $0.entity, to: entity) != nil }.map(\.id)
      faults.append(.noMeasure(choices, head: entity))
    }
  }

  /// The people that "who" asks for, when the subject's rows have one of them.
  var askedPerson: Entity? {
    let persons = catalog.entities.filter { entity in
      entity.isPerson && entity.ranking.flatMap { catalog.measure($0)?.entity } == subject.id
        && (distance(to: entity.id) ?? 0) > 0
    }
    return persons.count == 1 ? persons.first : nil
  }

  /// "top 5 sellers": the things that the number ranks when nothing else is said.
  private func placeAgents() {
    guard direction != nil || reading.limit != nil, reading.groups.isEmpty, reading.grains.isEmpty,
      base == nil,
      reading.measures.count == 1, case .measure(let id)? = reading.measures.first,
      items.contains(where: { $0.isPlural && $0.meanings.contains(.measureVerb(id)) })
    else { return }
    let ranked = catalog.entities.filter { $0.ranking == id && (distance(to: $0.id) ?? 0) > 0 && !$0.isLink }
    guard ranked.count == 1, let entity = ranked.first else { return }
    reading.groups = [.entity(entity.id)]
    take(entity.id)
    reading.score += 1
  }

  /// "who spent the most": the person that the measure has one of.
  func placeWho() {
    placeAgents()
    guard let who = items.indices.first(where: { items[$0].has(.who) && !isUsed[$0] }),
      direction != nil || !reading.having.isEmpty, let person = askedPerson
    else { return }
    reading.groups.insert(.entity(person.id), at: 0)
    isUsed[who] = true
    take(person.id)
  }
}
