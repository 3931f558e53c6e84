import Domain

/// The passes that find aggregates: "average price", "the lowest and highest price", "orders per month on average".
extension ReadingBuilder {
  /// Items looked at for what an aggregate is of, on either side of its word.
  private static let aggregateReach = 5

  func aggregateFunction(of item: Item) -> AggregateFunction? {
    if item.has(.average) { return .average }
    if item.has(.median) { return .median }
    if item.has(.maximum) { return .maximum }
    if item.has(.minimum) { return .minimum }
    if item.has(.sum) { return .sum }
    return nil
  }

  /// "average price", "median of resolution time", "total tax", "lowest and highest price".
  ///
  /// What is aggregated stands after the word, past conditions and nouns; else before it.
  func readAggregates() {
    readPercentiles()
    var aggregated: Set<Int> = []
    for index in items.indices where !isUsed[index] {
      guard let function = aggregateFunction(of: items[index]) ?? extremes(at: index),
        !isRankedProperty(index), !isColumnOfRanked(index)
      else { continue }
      for place in aggregateTargets(of: index, aggregated: aggregated) {
        guard !isRate(function, place), !namesOwner(place), let term = self.aggregated(function, items[place])
        else { continue }
        if !reading.measures.contains(term) { reading.measures.append(term) }
        (isUsed[index], isUsed[place]) = (true, true)
        aggregated.insert(place)
        break
      }
      averageRow(function, at: index)
    }
  }

  /// "sum of the order subtotals": the noun says whose number it is.
  private func namesOwner(_ index: Int) -> Bool {
    !items[index].hasPlural && items[index].meanings.contains(.entity(subject.id))
      && next(after: index, within: 1).map {
        attribute(of: items[$0], where: \.isNumber)?.id.entity == subject.id
      } ?? false
  }

  /// "the largest total": a property of the rows, whatever else the word asks for.
  private func isRankedProperty(_ index: Int) -> Bool {
    guard let before = previous(before: index, within: 1), extremeDirection(items[before]) != nil,
      case .term = items[index].kind
    else { return false }
    return attribute(of: items[index], where: \.isNumber)?.id.entity == subject.id
  }

  /// "order number and total of the five largest orders": a column beside another, of rows that are ranked by a word
  /// of their own.
  private func isColumnOfRanked(_ index: Int) -> Bool {
    guard base == nil, let joint = previous(before: index, within: 1), items[joint].has(.and),
      let other = previous(before: joint, within: 1),
      attribute(of: items[index], where: \.isNumber)?.id.entity == subject.id,
      attribute(of: items[other])?.id.entity == subject.id
    else { return false }
    return items.contains { item in
      superlative(item) { if case .largest(let id) = $0 { id } else { nil } } != nil
        || superlative(item) { if case .smallest(let id) = $0 { id } else { nil } } != nil
    }
  }

  /// "average revenue per month": of the months, not of the rows.
  private func isRate(_ function: AggregateFunction, _ place: Int) -> Bool {
    guard function == .average, let measure = measure(of: items[place]),
      items[place].meanings.contains(.measure(measure.id)),
      isAddedUp(measure)
    else { return false }
    // "average monthly revenue"
    if let before = previous(before: place, within: 2), case .grain = items[before].kind { return true }
    guard let next = next(after: place, within: 2) else { return false }
    if case .grain = items[next].kind { return !items[next].text.lowercased().hasPrefix("by") }
    guard items[next].has(.each), !items[next].has(.agent), let noun = self.next(after: next, within: 2)
    else { return false }
    return !items[noun].meanings.contains(.entity(subject.id))
  }

  private func isAddedUp(_ measure: Measure) -> Bool {
    switch measure.formula {
    case .aggregate(.sum, _), .count: true
    default: false
    }
  }

  /// "an average order": of what the rows are known by.
  private func averageRow(_ function: AggregateFunction, at index: Int) {
    guard !isUsed[index], function != .sum, base == nil,
      let noun = items.indices.first(where: {
        $0 > index && items[$0].isContent && (!isOwnValue($0) || endsInName(of: subject, items[$0]))
      }),
      items[noun].meanings.contains(.entity(subject.id)) || isOwnValue(noun), !items[noun].hasPlural,
      !items.contains(where: {
        attribute(of: $0, where: { $0.isNumber && !$0.isIdentifier })?.id.entity == subject.id
      }),
      let amount = subject.attributes.first(where: \.isDefaultAmount)
    else { return }
    reading.measures.append(.aggregate(function, amount.id))
    (isUsed[index], isUsed[noun]) = (true, true)
  }

  /// A value of the rows themselves, between the aggregate and them: "the average cash order".
  func isOwnValue(_ index: Int) -> Bool {
    isUsed[index]
      && reading.conditions.contains {
        $0.position == index && !$0.values.isEmpty && $0.attribute?.entity == subject.id
      }
  }

  /// "p90 resolution time", "the 90th percentile of the price".
  private func readPercentiles() {
    for index in items.indices where !isUsed[index] {
      guard case .percentile(let rank) = items[index].kind else { continue }
      for place in aggregateTargets(of: index, aggregated: []) {
        let term = measured(items[place]) ?? aggregated(.average, items[place])
        guard case .aggregate(_, let attribute)? = term else { continue }
        reading.measures.append(.percentile(rank, attribute))
        (isUsed[index], isUsed[place]) = (true, true)
        break
      }
    }
  }

  /// What a measure that is no plain average is an aggregate of.
  private func measured(_ item: Item) -> MeasureTerm? {
    guard let measure = measure(of: item), case .aggregate(let function, let attribute) = measure.formula
    else {
      return nil
    }
    return .aggregate(function, attribute)
  }

  /// "lowest and highest", "highest price per vendor": an adjective that asks for a number, not for the row that has
  /// it.
  private func extremes(at index: Int) -> AggregateFunction? {
    guard let isLargest = extremeDirection(items[index]) else { return nil }
    let function: AggregateFunction = isLargest ? .maximum : .minimum
    for joint in [previous(before: index, within: 2), next(after: index, within: 2)].compactMap({ $0 })
    where items[joint].has(.and) || items[joint].has(.or) {
      let other = joint < index ? previous(before: joint, within: 2) : next(after: joint, within: 2)
      if let other, let direction = extremeDirection(items[other]), direction != isLargest { return function }
    }
    // "cheapest, average and dearest price"
    let beside = [next(after: index, within: 2), previous(before: index, within: 2)].compactMap { $0 }
    let listed = beside.compactMap { place -> Int? in
      if items[place].has(.and) {
        return place > index ? next(after: place, within: 2) : previous(before: place, within: 2)
      }
      return items[min(place, index)...max(place, index)].contains { $0.kind == .sign(",") } ? place : nil
    }
    if listed.contains(where: { aggregateFunction(of: items[$0]) != nil }),
      items.contains(where: { attribute(of: $0, where: \.isNumber)?.id.entity == subject.id })
    {
      return function
    }
    if let number = next(after: index, within: 2),
      attribute(of: items[number], where: \.isNumber)?.id.entity == subject.id,
      let noun = next(after: number, within: 3), items[noun].hasPlural,
      items[noun].meanings.contains(.entity(subject.id)), !items[..<index].contains(where: \.isContent)
    {
      // "the lowest amount across all purchases"
      return function
    }
    guard !reading.groups.isEmpty, (head ?? items.count) > index, let next = next(after: index, within: 3),
      attribute(of: items[next], where: \.isNumber)?.id.entity == subject.id
    else { return nil }
    return function
  }

  /// Largest or smallest, of a word that says no more than that.
  private func extremeDirection(_ item: Item) -> Bool? {
    if item.has(.top) || item.has(.maximum) { return true }
    if item.has(.bottom) || item.has(.minimum) { return false }
    for meaning in item.meanings {
      if case .largest = meaning { return true }
      if case .smallest = meaning { return false }
    }
    return nil
  }

  private func aggregateTargets(of index: Int, aggregated: Set<Int>) -> [Int] {
    func isPassed(_ place: Int) -> Bool {
      let item = items[place]
      return isUsed[place] || entity(of: item) != nil || item.has(.and) || item.has(.count)
        || item.has(.amount) || aggregateFunction(of: item) != nil || extremeDirection(item) != nil
        || item.has(.filler) || item.has(.distinct) || item.isBound || isOnlyHint(item)
        || item.meanings.contains { if case .unit = $0 { true } else { false } }
    }
    var targets: [Int] = []
    var position = index
    while let next = next(after: position, within: 3), targets.count < Self.aggregateReach {
      if items[next].has(.group) { break }
      if !isUsed[next] || aggregated.contains(next) { targets.append(next) }
      guard isPassed(next) else { break }
      position = next
    }
    position = index
    for _ in 0..<3 {
      guard let before = previous(before: position, within: 3) else { break }
      if !isUsed[before] || aggregated.contains(before) { targets.append(before) }
      guard isPassed(before) else { break }
      position = before
    }
    return targets
  }

  func aggregated(_ function: AggregateFunction, _ item: Item) -> MeasureTerm? {
    if let measure = measure(of: item) {
      switch measure.formula {
      case .aggregate(function, _): return .measure(measure.id)
      case .aggregate(_, let attribute)
      where function != .sum && item.meanings.contains(.measure(measure.id)):
        return .aggregate(function, attribute)
      case .count where function == .sum, .percentWhere where function == .average || function == .sum:
        return .measure(measure.id)
      default: break
      }
    }
    if let attribute = attribute(of: item, where: \.isNumber), attribute.id.entity == subject.id {
      return .aggregate(function, attribute.id)
    }
    return nil
  }
}
