import Domain

/// The passes that find order and number of rows.
extension ReadingBuilder {
  /// A bare number before the head or beside a ranking word is the number of rows.
  func readLimit() {
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
      guard isBeside || base != nil, !numbersNoun(index) else { continue }
      reading.limit = Int(quantity.number.units)
      isUsed[index] = true
      if let before, isOfRanked(before) { isUsed[before] = true }
    }
    readFirstOnly()
  }

  /// "of technician 7": the number says which one, not how many.
  private func numbersNoun(_ index: Int) -> Bool {
    guard base == nil, index > 0, case .term = items[index - 1].kind, !items[index - 1].hasPlural,
      isNoun(items[index - 1])
    else { return false }
    return next(after: index, within: 1).map { !isNoun(items[$0]) } ?? true
  }

  /// "rank the vendors …, the first five": those of an order that is said elsewhere.
  private func isOfRanked(_ first: Int) -> Bool {
    items[first].has(.ordering)
      && items.indices.contains { index in
        index != first && (isRanking(items[index]) || items[index].has(.rank))
      }
  }

  /// "who ordered most? first customer only": the first of that order.
  private func readFirstOnly() {
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
  func readDirection() {
    for index in items.indices where !isUsed[index] && isRanking(items[index]) {
      let item = items[index]
      if let place = previous(before: index, within: 2), case .ordinal(let number) = items[place].kind {
        (reading.limit, reading.offset) = (1, number - 1)
        isUsed[place] = true
      }
      if let ordering = ordering(after: index) {
        orderWhole(by: index, ordering)
        (isUsed[index], isUsed[ordering]) = (true, true)
        continue
      }
      let ownLargest = superlative(item) { if case .largest(let id) = $0 { id } else { nil } }
      let ownSmallest = superlative(item) { if case .smallest(let id) = $0 { id } else { nil } }
      let isPlain = item.has(.top) || item.has(.bottom) || item.has(.best) || item.has(.worst)
      if rankRow(ownLargest ?? ownSmallest, isDescending: ownLargest != nil, at: index) { continue }
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

  /// "which part came third in revenue": of all, from the highest.
  func readPlace() {
    guard base == nil, reading.ranking == nil, reading.limit == nil, !reading.measures.isEmpty, headGroups,
      let place = items.indices.first(where: { index in
        if case .ordinal = items[index].kind { !isUsed[index] } else { false }
      }), case .ordinal(let number) = items[place].kind, number > 0
    else { return }
    reading.ranking = Reading.Ranking(attribute: nil, isDescending: true)
    (reading.limit, reading.offset) = (1, number - 1)
    direction = (place, true)
    isUsed[place] = true
  }

  /// "the customer with the biggest order of 2022": whose the one row is that is.
  private func rankRow(_ attribute: AttributeID?, isDescending: Bool, at index: Int) -> Bool {
    guard base == nil, let attribute, let head, head < index, headGroups, reading.measures.isEmpty,
      reading.ranking == nil, reading.grains.isEmpty, !items[head].hasPlural,
      let owner = entity(of: items[head], related: false).flatMap({ catalog.entity($0) }),
      owner.id != subject.id,
      let noun = next(after: index, within: 2), items[noun].meanings.contains(.entity(subject.id)),
      !items[noun].hasPlural, catalog.attribute(attribute)?.isNumber ?? false
    else { return false }
    reading.ranking = Reading.Ranking(attribute: attribute, isDescending: isDescending)
    (reading.columns, reading.limit) = ([subject.labelID, owner.labelID, attribute], 1)
    direction = (index, isDescending)
    (isUsed[index], isUsed[noun], isUsed[head]) = (true, true, true)
    take(owner.id)
    self.head = noun
    reading.score += 1
    return true
  }

  /// "biggest first", "best one first": the word that says that a whole list is in order.
  private func ordering(after index: Int) -> Int? {
    guard let next = next(after: index, within: 2) else { return nil }
    if items[next].has(.ordering) { return next }
    // "fastest channel first"
    let isNamed =
      items[next].isContent && !items[next].hasPlural && isNoun(items[next]) && next >= (head ?? 0)
    guard items[next].has(.generic) || isNamed, let place = self.next(after: next, within: 1),
      items[place].has(.ordering)
    else { return nil }
    isUsed[next] = true
    return place
  }

  /// "when did James make his latest purchase": the row's own moment, of the first or the last of them.
  private func rankMoment(_ attribute: AttributeID?, isDescending: Bool, at index: Int) -> Bool {
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
  private func orderWhole(by index: Int, _ ordering: Int) {
    let item = items[index]
    guard reading.ranking == nil,
      !items.indices.contains(where: {
        $0 != index && $0 != ordering && !isUsed[$0] && isRanking(items[$0])
      })
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
  private func judgeCounts(_ index: Int) {
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
  func rankedCount(after index: Int) -> MeasureTerm? {
    var place = next(after: index, within: 2)
    // "the most open high or critical tickets"
    while let said = place,
      items[said].has(.or) || reading.conditions.contains(where: { $0.position == said })
    {
      place = next(after: said, within: 2)
    }
    guard let next = place, !isUsed[next], next != head, !isApart(index + 1..<next) else { return nil }
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
      // "which vendors have their parts in the most services": one service has several of their parts.
      let isOne = head.map { entity(of: items[$0], related: false) != nil } ?? true
      return isOne ? .count : .groups(.entity(end))
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

  /// "who spent the most on orders": what stands behind "on" is not what there is most of.
  func isApart(_ between: Range<Int>) -> Bool {
    between.contains { words[.setting, default: []].contains(items[$0].text.lowercased()) }
  }

  /// The measure that sums the attribute, by name if the catalog has one.
  func sum(of attribute: AttributeID) -> MeasureTerm {
    let named = catalog.measures.first {
      $0.entity == subject.id && $0.formula == .aggregate(.sum, attribute) && $0.condition == nil
    }
    return named.map { .measure($0.id) } ?? .aggregate(.sum, attribute)
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
