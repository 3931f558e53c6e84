import Domain

/// The passes that find order and number of rows, and what the head noun becomes.
extension ReadingBuilder {
  /// A bare number before the head or beside a ranking word is the number of rows.
  mutating func readLimit() {
    for index in items.indices where !isUsed[index] {
      guard case .quantity(let quantity) = items[index].kind, quantity.unit == nil,
        quantity.number.scale == 0,
        (1...100_000).contains(quantity.number.units), !(1900...2100).contains(quantity.number.units),
        base != nil || items.contains(where: isRanking) || head.map({ $0 > index }) ?? false
          || next(after: index, within: 2).map(isLabel) ?? false
      else { continue }
      let before = previous(before: index, within: 2)
      var after = next(after: index, within: 2)
      // "two Indonesian dealers", "five red cars"
      while let place = after,
        isOnlyHint(items[place])
          || reading.conditions.contains(where: { $0.position == place && !$0.values.isEmpty })
            && place != head
      {
        after = next(after: place, within: 2)
      }
      let isBeside = [before, after].compactMap { $0 }.contains { place in
        isRanking(items[place]) || place == head || place == after && (isNoun(items[place]) || isLabel(place))
      }
      guard isBeside || base != nil else { continue }
      reading.limit = Int(quantity.number.units)
      isUsed[index] = true
      if let before, isOfRanked(before) { isUsed[before] = true }
    }
    readFirstOnly()
  }

  /// "rank the vendors …, the first five": those of an order that is said elsewhere.
  private func isOfRanked(_ first: Int) -> Bool {
    items[first].has(.ordering)
      && items.indices.contains { index in
        index != first && (isRanking(items[index]) || items[index].has(.rank))
      }
  }

  /// "who ordered most? first customer only": the first of that order.
  private mutating func readFirstOnly() {
    guard base == nil, reading.limit == nil,
      let first = items.indices.dropFirst().first(where: { !isUsed[$0] && isOfRanked($0) }),
      items[..<first].contains(where: isRanking), let noun = next(after: first, within: 1),
      !items[noun].isPlural, entity(of: items[noun]) != nil || attribute(of: items[noun]) != nil
    else { return }
    reading.limit = 1
    (isUsed[first], isUsed[noun]) = (true, true)
  }

  /// The word names no data; at most it says which area is spoken of.
  func isOnlyHint(_ item: Item) -> Bool {
    item.meanings.contains { if case .hint = $0 { true } else { false } }
      && item.meanings.allSatisfy { meaning in
        switch meaning {
        case .hint, .role: true
        default: false
        }
      }
  }

  /// "two exhaust clamps": rows by their name.
  private func isLabel(_ index: Int) -> Bool {
    reading.conditions.contains { $0.position == index && $0.attribute == subject.labelID }
  }

  func isNoun(_ item: Item) -> Bool {
    entity(of: item) != nil || attribute(of: item) != nil || measure(of: item, verbs: true) != nil
      || item.isGrain
  }

  func isRanking(_ item: Item) -> Bool {
    if item.has(.top) || item.has(.bottom) || item.has(.best) || item.has(.worst) { return true }
    return item.meanings.contains { meaning in
      switch meaning {
      case .largest, .smallest: true
      default: false
      }
    }
  }

  /// "top", "fewest", "most expensive", "latest".
  mutating func readDirection() {
    for index in items.indices where !isUsed[index] && isRanking(items[index]) {
      let item = items[index]
      if let place = previous(before: index, within: 2), case .ordinal(let number) = items[place].kind {
        (reading.limit, reading.offset) = (1, number - 1)
        isUsed[place] = true
      }
      if let ordering = next(after: index, within: 2), items[ordering].has(.ordering) {
        orderWhole(by: index)
        (isUsed[index], isUsed[ordering]) = (true, true)
        continue
      }
      let ownLargest = superlative(item) { if case .largest(let id) = $0 { id } else { nil } }
      let ownSmallest = superlative(item) { if case .smallest(let id) = $0 { id } else { nil } }
      let isPlain = item.has(.top) || item.has(.bottom) || item.has(.best) || item.has(.worst)
      if rankMoment(ownLargest ?? ownSmallest, isDescending: ownLargest != nil, at: index) { continue }
      if reading.measures.isEmpty, let attribute = ownLargest ?? ownSmallest, headGroups,
        let average = items.indices.first(where: { items[$0].has(.average) && !isUsed[$0] })
      {
        // "the costliest models on average"
        reading.measures = [.aggregate(.average, attribute)]
        reading.ranking = Reading.Ranking(attribute: nil, isDescending: ownLargest != nil)
        direction = (index, ownLargest != nil)
        (isUsed[index], isUsed[average]) = (true, true)
        continue
      }
      if let head, let owner = entity(of: items[head]), owner != subject.id, distance(to: owner) != nil,
        let attribute = ownLargest ?? ownSmallest, catalog.attribute(attribute)?.isTime ?? false,
        !item.has(.top), !item.has(.bottom)
      {
        // "customers whose last order was in 2023" is no ranking.
        faults.append(.unplaced([item.text]))
        isUsed[index] = true
        continue
      }
      if reading.measures.isEmpty, isPlain, ownLargest == nil, ownSmallest == nil, !headGroups,
        let next = next(after: index, within: 2), !isUsed[next],
        let attribute = attribute(of: items[next], where: { $0.isNumber && !$0.isIdentifier }),
        attribute.id.entity == subject.id
      {
        // "the highest bill": the row that has it.
        reading.ranking = Reading.Ranking(
          attribute: attribute.id, isDescending: item.has(.top) || item.has(.best))
        direction = (index, item.has(.top) || item.has(.best))
        (isUsed[index], isUsed[next]) = (true, true)
        continue
      }
      if reading.measures.isEmpty || !isPlain, let attribute = ownLargest ?? ownSmallest,
        reading.measures.isEmpty, rankedCount(after: index) == nil
      {
        reading.ranking = Reading.Ranking(attribute: attribute, isDescending: ownLargest != nil)
        take(attribute.entity)
        direction = (index, ownLargest != nil)
        isUsed[index] = true
      } else if isPlain || ownLargest != nil || ownSmallest != nil {
        // "slowest" is the largest of a time before it is the bottom of a list.
        var isDescending =
          ownLargest != nil || ownSmallest == nil && (item.has(.top) || item.has(.best))
        if reading.measures.isEmpty, let count = rankedCount(after: index) {
          reading.measures.append(count)
        }
        if item.has(.best) || item.has(.worst) {
          if isBetterLow { isDescending.toggle() }
          judgeCounts(index)
        }
        reading.ranking = Reading.Ranking(attribute: nil, isDescending: isDescending)
        direction = (index, isDescending)
        isUsed[index] = true
      }
    }
  }

  /// "when did James make his latest purchase": the row's own moment, of the first or the last of them.
  private mutating func rankMoment(_ attribute: AttributeID?, isDescending: Bool, at index: Int) -> Bool {
    guard let attribute, catalog.attribute(attribute)?.isTime ?? false, reading.measures.isEmpty,
      reading.ranking == nil, !reading.conditions.isEmpty,
      let when = items.firstIndex(where: {
        // "the date of the last purchase"
        $0.has(.when) || !isRanking($0) && $0.meanings.contains(.attribute(attribute))
      }),
      let noun = next(after: index, within: 2), items[noun].meanings.contains(.entity(subject.id)),
      !items[noun].hasPlural
    else { return false }
    reading.ranking = Reading.Ranking(attribute: attribute, isDescending: isDescending)
    (reading.columns, reading.limit) = ([attribute], 1)
    direction = (index, isDescending)
    (isUsed[index], isUsed[noun], isUsed[when]) = (true, true, true)
    if let owner = head, owner != noun, entity(of: items[owner]) != nil { isUsed[owner] = true }
    head = noun
    reading.score += 1
    return true
  }

  /// "biggest first", "newest first": the order of all rows; beside a ranking it says nothing new.
  private mutating func orderWhole(by index: Int) {
    let item = items[index]
    guard reading.ranking == nil,
      !items.indices.contains(where: { $0 != index && !isUsed[$0] && isRanking(items[$0]) })
    else { return }
    let largest = superlative(item) { if case .largest(let id) = $0 { id } else { nil } }
    let smallest = superlative(item) { if case .smallest(let id) = $0 { id } else { nil } }
    let attribute = reading.measures.isEmpty ? largest ?? smallest : nil
    reading.ranking = Reading.Ranking(
      attribute: attribute,
      isDescending: largest != nil || smallest == nil && (item.has(.top) || item.has(.best)),
      isWhole: true)
    direction = (index, reading.ranking?.isDescending ?? true)
  }

  /// "the worst channel for tickets": a number of tickets is neither good nor bad.
  private mutating func judgeCounts(_ index: Int) {
    guard base == nil, reading.measures.allSatisfy(isPlainCount), !reading.measures.isEmpty, let head,
      !items.contains(where: { $0.has(.count) || $0.has(.group) })
    else { return }
    let choices = catalog.measures.filter { $0.entity == subject.id }.map(\.id)
    if choices.count > 1 { faults.append(.noMeasure(choices, head: entity(of: items[head]) ?? subject.id)) }
  }

  /// The lowest number of what is asked, or was asked before, is the best.
  var isBetterLow: Bool {
    let terms = reading.measures.isEmpty ? base?.measures ?? [] : reading.measures
    return terms.contains {
      if case .measure(let id) = $0 { catalog.measure(id)?.isBetterLow ?? false } else { false }
    }
  }

  func superlative(_ item: Item, _ pick: (Meaning) -> AttributeID?) -> AttributeID? {
    item.meanings.compactMap(pick).first { $0.entity == subject.id }
  }

  /// "most tickets": the subject's rows are counted, when they are not themselves what is listed.
  mutating func rankedCount(after index: Int) -> MeasureTerm? {
    guard let next = next(after: index, within: 2), !isUsed[next], next != head else { return nil }
    // "order numbers of the 3 biggest orders": the rows themselves.
    if let head, head < index, attribute(of: items[head], where: \.isIdentifier)?.id.entity == subject.id,
      items[next].meanings.contains(.entity(subject.id))
    {
      isUsed[next] = true
      return nil
    }
    if let measure = measure(of: items[next], verbs: true) {
      isUsed[next] = true
      return .measure(measure.id)
    }
    if items[next].meanings.contains(.entity(subject.id)) {
      isUsed[next] = true
      return countTerm
    }
    if subject.isLink, let end = entity(of: items[next], related: false), distance(to: end) == 1 {
      isUsed[next] = true
      return .count
    }
    // "the most labor minutes": a number of single rows is summed for what is ranked.
    if let head, entity(of: items[head]) != subject.id || attribute(of: items[head]) != nil,
      let attribute = attribute(of: items[next], where: { $0.isNumber && !$0.isIdentifier }),
      attribute.id.entity == subject.id
    {
      isUsed[next] = true
      return sum(of: attribute.id)
    }
    return nil
  }

  /// The measure that sums the attribute, by name if the catalog has one.
  func sum(of attribute: AttributeID) -> MeasureTerm {
    let named = catalog.measures.first {
      $0.entity == subject.id && $0.formula == .aggregate(.sum, attribute) && $0.condition == nil
    }
    return named.map { .measure($0.id) } ?? .aggregate(.sum, attribute)
  }

  /// The head becomes the breakdown of a measure, or what a list lists.
  mutating func placeHead() {
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
      guard !item.isGrain else { return }
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
  mutating func rankByDefault(_ entity: EntityID?) {
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
  private mutating func placeAgents() {
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
  mutating func placeWho() {
    placeAgents()
    guard let who = items.indices.first(where: { items[$0].has(.who) && !isUsed[$0] }),
      direction != nil || !reading.having.isEmpty, let person = askedPerson
    else { return }
    reading.groups.insert(.entity(person.id), at: 0)
    isUsed[who] = true
    take(person.id)
  }
}

extension Item {
  var isGrain: Bool {
    switch kind {
    case .grain, .weekday, .hour: true
    default: false
    }
  }
}
