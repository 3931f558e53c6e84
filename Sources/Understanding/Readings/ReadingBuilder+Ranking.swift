import Domain

/// The passes that find order, number of rows, shown columns, shares, and place what is left.
extension ReadingBuilder {
  /// A bare number before the head or beside a ranking word is the number of rows.
  mutating func readLimit() {
    for index in items.indices where !isUsed[index] {
      guard case .quantity(let quantity) = items[index].kind, quantity.unit == nil,
        quantity.number.scale == 0,
        (1...100_000).contains(quantity.number.units), !(1900...2100).contains(quantity.number.units),
        base != nil || items.contains(where: isRanking) || head.map({ $0 > index }) ?? false
      else { continue }
      let before = previous(before: index, within: 2)
      let after = next(after: index, within: 2)
      let isBeside = [before, after].compactMap { $0 }.contains { place in
        isRanking(items[place]) || place == head || place == after && isNoun(items[place])
      }
      guard isBeside || base != nil else { continue }
      reading.limit = Int(quantity.number.units)
      isUsed[index] = true
    }
  }

  private func isNoun(_ item: Item) -> Bool {
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
      let ownLargest = superlative(item) { if case .largest(let id) = $0 { id } else { nil } }
      let ownSmallest = superlative(item) { if case .smallest(let id) = $0 { id } else { nil } }
      let isPlain = item.has(.top) || item.has(.bottom) || item.has(.best) || item.has(.worst)
      if reading.measures.isEmpty || !isPlain, let attribute = ownLargest ?? ownSmallest,
        reading.measures.isEmpty, rankedCount(after: index) == nil
      {
        reading.ranking = Reading.Ranking(attribute: attribute, isDescending: ownLargest != nil)
        take(attribute.entity)
        direction = (index, ownLargest != nil)
        isUsed[index] = true
      } else if isPlain || ownLargest != nil || ownSmallest != nil {
        var isDescending =
          item.has(.top) || item.has(.best) || !item.has(.bottom) && !item.has(.worst) && ownLargest != nil
        if reading.measures.isEmpty, let count = rankedCount(after: index) {
          reading.measures.append(count)
        }
        if item.has(.best) || item.has(.worst), isBetterLow { isDescending.toggle() }
        reading.ranking = Reading.Ranking(attribute: nil, isDescending: isDescending)
        direction = (index, isDescending)
        isUsed[index] = true
      }
    }
  }

  /// The lowest number of what is asked, or was asked before, is the best.
  private var isBetterLow: Bool {
    let terms = reading.measures.isEmpty ? base?.measures ?? [] : reading.measures
    return terms.contains {
      if case .measure(let id) = $0 { catalog.measure(id)?.isBetterLow ?? false } else { false }
    }
  }

  private func superlative(_ item: Item, _ pick: (Meaning) -> AttributeID?) -> AttributeID? {
    item.meanings.compactMap(pick).first { $0.entity == subject.id }
  }

  /// "most tickets": the subject's rows are counted, when they are not themselves what is listed.
  private mutating func rankedCount(after index: Int) -> MeasureTerm? {
    guard let next = next(after: index, within: 2), !isUsed[next], next != head else { return nil }
    if let measure = measure(of: items[next], verbs: true) {
      isUsed[next] = true
      return .measure(measure.id)
    }
    if items[next].meanings.contains(.entity(subject.id)) {
      isUsed[next] = true
      return countTerm
    }
    return nil
  }

  /// The head becomes the breakdown of a measure, or what a list lists.
  mutating func placeHead() {
    guard let head else { return placeWho() }
    let item = items[head]
    let headEntity = entity(of: item)
    if reading.measures.isEmpty, direction != nil, reading.ranking?.attribute == nil {
      rankByDefault(headEntity)
    }
    if !reading.measures.isEmpty {
      guard !item.isGrain else { return }
      let asksForRows =
        direction != nil || reading.limit != nil || !reading.having.isEmpty || isListed(head) || base != nil
      if let headEntity, headEntity != subject.id, distance(to: headEntity) != nil, asksForRows {
        let grouping = grouping(entity: headEntity, item)
        if !reading.groups.contains(grouping) { reading.groups.insert(grouping, at: 0) }
        isUsed[head] = true
        take(headEntity)
        reading.score += 1
      } else if headEntity == nil || distance(to: headEntity ?? "") == nil, asksForRows,
        let attribute = attribute(of: item, where: { !$0.isNumber && !$0.isTime })
      {
        if !reading.groups.contains(.attribute(attribute.id)) {
          reading.groups.insert(.attribute(attribute.id), at: 0)
        }
        isUsed[head] = true
        take(attribute.id.entity)
        reading.score += 1
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
      reading.columns = [attribute.id]
      isUsed[head] = true
      reading.score += 0.8
      let isSingled = reading.conditions.contains { condition in
        condition.attribute == subject.labelID || condition.attribute == subject.keyID
          || condition.attribute.flatMap { catalog.attribute($0)?.isIdentifier } ?? false
      }
      reading.isDistinct = !isSingled && reading.ranking == nil
    } else if !isUsed[head], !singlesOut {
      // What is asked for is no row and no property of the subject.
      faults.append(.unplaced([item.text]))
    }
  }

  /// An attribute of the head's name is preferred when the word names both: "category".
  private func grouping(entity: EntityID, _ item: Item) -> Grouping { .entity(entity) }

  private func isListed(_ index: Int) -> Bool {
    var position = index
    while let before = previous(before: position, within: 3) {
      if items[before].has(.list) || items[before].has(.who) { return true }
      guard isUsed[before] else { return false }
      position = before
    }
    return position == index && index <= 1 || items[..<index].allSatisfy { !$0.isContent }
  }

  /// "top customers" without a measure: the entity's own ranking, or a question back.
  private mutating func rankByDefault(_ entity: EntityID?) {
    guard let entity, let found = catalog.entity(entity) else { return }
    if let ranking = found.ranking.flatMap({ catalog.measure($0) }) {
      guard ranking.entity == subject.id else { return }
      reading.measures = [.measure(ranking.id)]
      reading.notes.append("ranked by \(ranking.label.lowercased())")
    } else if distance(to: entity) != nil {
      let choices = catalog.measures.filter { graph.path(from: $0.entity, to: entity) != nil }.map(\.id)
      faults.append(.noMeasure(choices, head: entity))
    }
  }

  /// "who spent the most": the person that the measure has one of.
  private mutating func placeWho() {
    guard let who = items.indices.first(where: { items[$0].has(.who) && !isUsed[$0] }), direction != nil
    else { return }
    let persons = catalog.entities.filter { entity in
      entity.ranking.flatMap { catalog.measure($0)?.entity } == subject.id
        && (distance(to: entity.id) ?? 0) > 0
    }
    guard let person = persons.first, persons.count == 1 else { return }
    reading.groups.insert(.entity(person.id), at: 0)
    isUsed[who] = true
    take(person.id)
  }

  /// Properties named besides: "with their prices", "the status of".
  mutating func readColumns() {
    guard base == nil || !reading.columns.isEmpty else { return }
    for index in items.indices where !isUsed[index] {
      guard reading.measures.isEmpty else { break }
      guard let attribute = attribute(of: items[index]),
        distance(to: attribute.id.entity).map({ $0 <= 1 }) ?? false,
        reading.columns.isEmpty || !isConditioned(attribute.id)
      else { continue }
      if reading.columns.isEmpty { reading.columns = [subject.labelID] }
      if !reading.columns.contains(attribute.id) { reading.columns.append(attribute.id) }
      take(attribute.id.entity)
      isUsed[index] = true
      reading.score += attribute.id.entity == subject.id ? 0.5 : 0
    }
    // A property that is already fixed is not what is asked for.
    if reading.columns.count == 1, isConditioned(reading.columns[0]), reading.columns[0] != subject.labelID {
      (reading.columns, reading.isDistinct) = (subject.show.isEmpty ? [subject.labelID] : subject.show, false)
    }
    readAskedMoment()
    readAskedAmount()
  }

  /// "what day was order 12 placed": the moment of one row, no breakdown.
  mutating func askDayOfOne() {
    guard reading.measures.isEmpty, reading.grains == [.day], singlesOut, let time = subject.time else {
      return
    }
    reading.grains = []
    reading.columns = [subject.labelID, time]
  }

  /// "when": the subject's moment.
  private mutating func readAskedMoment() {
    for index in items.indices where items[index].has(.when) && !isUsed[index] && reading.measures.isEmpty {
      guard let time = subject.time, !reading.conditions.isEmpty || reading.ranking != nil else { continue }
      if !reading.columns.contains(time) { reading.columns.insert(time, at: 0) }
      isUsed[index] = true
      reading.score += 1
    }
  }

  private func isAmountAsked(_ index: Int) -> Bool { items[index].has(.amount) || items[index].has(.count) }

  /// "how much is a …": the amount that the subject is known by.
  private mutating func readAskedAmount() {
    if reading.columns.isEmpty, reading.measures.isEmpty, reading.ranking?.attribute != nil {
      reading.columns = subject.show.isEmpty ? [subject.labelID] : subject.show
    }
    for index in items.indices where isAmountAsked(index) && !isUsed[index] && reading.measures.isEmpty {
      let isSingled = reading.conditions.contains {
        $0.attribute == subject.labelID || $0.attribute == subject.keyID
      }
      let hasAmount = reading.columns.contains { catalog.attribute($0)?.isNumber ?? false }
      if hasAmount {
        isUsed[index] = true
      } else if isSingled, items[index].has(.amount),
        let amount = subject.attributes.first(where: \.isDefaultAmount)
      {
        if reading.columns.isEmpty { reading.columns = [subject.labelID] }
        reading.columns.append(amount.id)
        isUsed[index] = true
        reading.score -= 0.2
      }
    }
  }

  /// "what share of …": conditions said after the noun make the part, those before it the whole.
  mutating func readShare() {
    guard let share = items.indices.first(where: { items[$0].has(.share) && !isUsed[$0] }) else { return }
    let isPercentAlready = reading.measures.contains { term in
      if case .measure(let id) = term { catalog.measure(id)?.unit == "%" } else { false }
    }
    if isPercentAlready {
      for index in items.indices where items[index].has(.share) { isUsed[index] = true }
      return
    }
    let noun = items.indices.first { index in
      index > share
        && (items[index].meanings.contains(.entity(subject.id)) || measure(of: items[index]) != nil)
    }
    if reading.measures.isEmpty {
      guard let noun, items[noun].meanings.contains(.entity(subject.id)) else { return }
      reading.measures = [countTerm]
      reading.columns = []
      isUsed[noun] = true
    }
    let after = reading.conditions.filter { $0.position > (noun ?? share) }
    reading.shareFrom = after.isEmpty ? 0 : (noun ?? share)
    if reading.conditions.isEmpty, reading.groups.isEmpty { return }
    for index in items.indices where items[index].has(.share) { isUsed[index] = true }
  }

  /// Verbs of events: of the subject itself they say nothing new; of related rows they ask that there is one.
  mutating func placeVerbs() {
    for index in items.indices where !isUsed[index] {
      let verbs = items[index].meanings.compactMap { meaning -> EntityID? in
        switch meaning {
        case .verb(let id): id
        case .measureVerb(let id): catalog.measure(id)?.entity
        default: nil
        }
      }
      if verbs.contains(where: { partaking.contains($0) }) {
        isUsed[index] = true
        let isNoun = items[index].meanings.contains { if case .entity = $0 { true } else { false } }
        if !isNoun { reading.score += 0.3 }
      } else if let event = verbs.first(where: { (relationLength(to: $0) ?? 9) <= 1 }),
        !reading.windows.isEmpty, subject.time == nil, !isRankingWord(index)
      {
        take(event)
        require(.related(event, windowsInside(event)), on: nil, at: index)
      } else if items[index].has(.filler) || items[index].has(.list) {
        isUsed[index] = true
        if !verbs.isEmpty { reading.score -= 0.1 }
      }
    }
  }

  /// What is left and says nothing beyond what the reading holds: entities that take part, hints of its area,
  /// words that introduce a list or a number.
  mutating func placeMentions() {
    if subject.time == nil, reading.timeAttribute == nil, !reading.windows.isEmpty {
      faults.append(.unplaced(reading.windows.map(\.label)))
    }
    for index in items.indices where !isUsed[index] {
      let item = items[index]
      if item.has(.versus) {
        isUsed[index] =
          reading.windows.count > 1 || hasAlternatives || base != nil || !reading.groups.isEmpty
          || !reading.grains.isEmpty
        if hasAlternatives { reading.comparesValues = true }
        continue
      }
      let isMention = item.meanings.contains { meaning in
        switch meaning {
        case .entity(let id):
          partaking.contains(id) || distance(to: id) != nil && catalog.entity(id)?.domain == subject.domain
        case .unit(let unit): answerUnits.contains(unit)
        case .topic(let id): catalog.topics.contains { $0.id == id && $0.reply == .answer }
        case .hint(let id): catalog.entity(id)?.domain == subject.domain
        case .attribute(let id):
          reading.groups.contains(.attribute(id)) || isConditioned(id) || measuredAttributes.contains(id)
        default: false
        }
      }
      let isFrame =
        item.has(.list) || item.has(.and) || item.has(.or) || item.has(.distinct) || item.has(.person)
        || item.has(.total) || item.has(.yesNo) && item.has(.filler) || item.has(.followUp) && base != nil
        || item.has(.back) && base != nil || item.has(.who) && !reading.columns.isEmpty
        || item.has(.who) && !reading.groups.isEmpty || item.has(.filler)
        || item.has(.trend) && !reading.grains.isEmpty
      if isMention || isFrame { isUsed[index] = true }
      if item.meanings.contains(.hint(subject.id)) { reading.score += 0.3 }
    }
  }

  /// Units that the answer's numbers are in.
  private var answerUnits: Set<String> {
    let measured = reading.measures.compactMap { term -> String? in
      switch term {
      case .measure(let id): catalog.measure(id)?.unit
      case .aggregate(_, let id): catalog.attribute(id)?.unit
      default: nil
      }
    }
    let shown = reading.columns + [reading.ranking?.attribute].compactMap { $0 }
    return Set(measured + shown.compactMap { catalog.attribute($0)?.unit })
  }

  private var measuredAttributes: Set<AttributeID> {
    Set(
      reading.measures.compactMap { term -> AttributeID? in
        switch term {
        case .measure(let id):
          if case .aggregate(_, let attribute)? = catalog.measure(id)?.formula { attribute } else { nil }
        case .aggregate(_, let id), .countDistinct(let id): id
        default: nil
        }
      })
  }

  /// A measure that stands in for the one named says less surely what was meant; a ranking needs something to
  /// rank by.
  mutating func scoreMeasures() {
    for case .measure(let id) in reading.measures {
      let isNamed = items.contains { $0.meanings.contains(.measure(id)) }
      let isCounterpart = items.contains { item in
        item.meanings.contains { meaning in
          if case .measure(let other) = meaning {
            catalog.measure(other)?.breakdowns.contains(id) ?? false
          } else {
            false
          }
        }
      }
      if !isNamed, isCounterpart { reading.score -= 0.6 }
    }
    // "how many customers spent more than …" counts groups, which no single grouping does.
    if !reading.having.isEmpty, reading.groups.isEmpty, reading.grains.isEmpty, base == nil {
      faults.append(.unplaced(["a bound on a total without a breakdown"]))
    }
    if let direction, reading.measures.isEmpty, reading.ranking?.attribute == nil, base == nil {
      faults.append(.unplaced([items[direction.index].text]))
    }
  }

  private func isConditioned(_ id: AttributeID) -> Bool { reading.conditions.contains { $0.attribute == id } }

  private var hasAlternatives: Bool {
    let attributes = reading.conditions.filter { !$0.values.isEmpty }.compactMap(\.attribute)
    return Set(attributes).count < attributes.count
  }
}

extension Item {
  var isGrain: Bool { if case .grain = kind { true } else { false } }
}
