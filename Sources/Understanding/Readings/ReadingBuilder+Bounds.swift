import Domain

/// Bounds on numbers: of an attribute they filter rows, of a measure they filter groups.
extension ReadingBuilder {
  func readBounds() {
    readSizes()
    for index in items.indices where !isUsed[index] {
      guard case .bound(let bound) = items[index].kind else { continue }
      if isOnTotal(index) || isYear(bound, at: index) || isOfOneNamed(index) {
        // "is revenue in Texas above 3 million": of one number no rows are chosen by it.
        faults.append(.unplaced([items[index].text]))
        isUsed[index] = true
      } else if let term = boundedShare(bound, at: index), let comparison = converted(bound, to: "%") {
        reading.having.append(MeasureCondition(term, comparison))
        if !reading.measures.contains(term) { reading.measures.append(term) }
        isUsed[index] = true
      } else if let (event, verb) = eventOften(at: index), let comparison = converted(bound, to: nil) {
        take(event)
        let term = timesTerm(of: event)
        require(.measured(event, term, where: windowsInside(event), comparison), on: nil, at: index)
        isUsed[verb] = true
        reading.score += 0.3
      } else if let target = boundTarget(of: bound, at: index) {
        apply(bound, to: target, at: index)
      } else if let shown = shownMeasure, bound.unit == nil || bound.unit == unit(of: shown),
        next(after: index, within: 2) == nil, let comparison = converted(bound, to: unit(of: shown))
      {
        // "keep only the months with more than 700": of the number shown before.
        reading.having.append(MeasureCondition(shown, comparison))
        isUsed[index] = true
      } else if let after = next(after: index, within: 3), isRightAfter(after, index),
        entity(of: items[after]) != nil
      {
        // "fewer than 100 services": a number of them, which has no place here.
        continue
      } else if headGroups, let average = previous(before: index, within: 2),
        aggregateFunction(of: items[average]) == .average, !isUsed[average],
        let amount = subject.attributes.first(where: \.isDefaultAmount),
        let comparison = converted(bound, to: amount.unit), let term = averageTerm(of: amount.id)
      {
        // "which channels averaged more than $50 per order"
        reading.having.append(MeasureCondition(term, comparison))
        if !reading.measures.contains(term) { reading.measures.append(term) }
        (isUsed[index], isUsed[average]) = (true, true)
      } else if let amount = subject.attributes.first(where: \.isDefaultAmount),
        converted(bound, to: amount.unit) != nil, !isBesideMeasure(index), !isOfEvent(index)
      {
        reading.score -= 0.3
        apply(bound, to: .attribute(amount, nil), at: index)
      } else if bound.unit != nil, let only = onlyNumber(for: bound) {
        // "done within 24 hours": the only number of the rows that is of that kind.
        reading.score -= 0.3
        apply(bound, to: .attribute(only, nil), at: index)
      }
    }
  }

  /// "costs more than a muffler": than that one does, and not than 1.
  private func isOfOneNamed(_ index: Int) -> Bool {
    let last = items[index].text.lowercased().split(separator: " ").last.map(String.init) ?? ""
    return words[.article, default: []].contains(last)
      && next(after: index, within: 1).map { place in
        reading.conditions.contains { condition in
          condition.position == place
            && condition.attribute.map { catalog.entity($0.entity)?.labelID == $0 } ?? false
        }
      } ?? false
  }

  /// "markets where more than 57 % of the tickets were late": the rows that are so, of those of the group.
  private func boundedShare(_ bound: Bound, at index: Int) -> MeasureTerm? {
    guard base == nil, bound.unit == "%", headGroups, let noun = next(after: index, within: 3),
      items[noun].hasPlural, items[noun].meanings.contains(.entity(subject.id))
    else { return nil }
    let said = reading.conditions.filter { $0.position > (head ?? noun) }
    guard said.count == 1, let condition = said.first else { return nil }
    switch condition.predicate {
    case .segment, .compare: break
    default: return nil
    }
    reading.conditions.removeAll { $0 == condition }
    isUsed[noun] = true
    return .percent(countTerm, where: condition.predicate)
  }

  /// The number that the turn before broke down.
  private var shownMeasure: MeasureTerm? {
    guard let base, base.measures.count == 1, !base.groups.isEmpty || !base.grains.isEmpty,
      reading.measures.isEmpty
    else { return nil }
    return base.measures[0]
  }

  /// "15 minute jobs": a number with its unit before the rows that have it.
  private func readSizes() {
    guard base == nil else { return }
    for index in items.indices where !isUsed[index] {
      guard case .quantity(let quantity) = items[index].kind, quantity.unit != nil,
        let noun = next(after: index, within: 2), items[noun].meanings.contains(.entity(subject.id)),
        let attribute = onlyNumber(for: .equals(quantity)),
        let comparison = converted(.equals(quantity), to: attribute.unit)
      else { continue }
      require(.compare(attribute.id, comparison), on: attribute.id, at: index)
      reading.score -= 0.1
    }
  }

  private func averageTerm(of amount: AttributeID) -> MeasureTerm? {
    let named = catalog.measures.first {
      $0.entity == subject.id && $0.formula == .aggregate(.average, amount) && $0.condition == nil
    }
    return named.map { .measure($0.id) } ?? .aggregate(.average, amount)
  }

  private enum Target {
    case attribute(Attribute, Int?)
    case measure(MeasureTerm, unit: String?, scale: Int, Int)
    /// The number over related rows.
    case related(EntityID, MeasureTerm, unit: String?, Int)
  }

  /// The nearest number named around the bound, before it first.
  private func boundTarget(of bound: Bound, at index: Int) -> Target? {
    var nearby: [Int] = []
    var position = index
    for _ in 0..<3 {
      guard let before = previous(before: position, within: 3) else { break }
      nearby.append(before)
      position = before
    }
    position = index
    var later: [Int] = []
    for _ in 0..<2 {
      guard let after = next(after: position, within: 3) else { break }
      if !items[after].has(.distinct) { later.append(after) }
      position = after
    }
    // "customers with total orders above $500"
    if bound.unit != nil, let noun = nearby.first, let total = previous(before: noun, within: 1),
      items[total].has(.sum), items[noun].meanings.contains(.entity(subject.id)),
      let target = sumOfRows(bound, index)
    {
      isUsed[total] = true
      return target
    }
    // "placed orders for more than $500 in total"
    if bound.unit != nil, let total = later.first, items[total].has(.sum) || items[total].has(.total),
      let target = sumOfRows(bound, index)
    {
      isUsed[total] = true
      return target
    }
    // "40 or more orders": the noun right after the number comes first.
    if let after = later.first, isRightAfter(after, index), let target = target(bound, after, isAfter: true) {
      return target
    }
    if let after = later.first, isRightAfter(after, index), entity(of: items[after]) != nil { return nil }
    // "brought in over 30k of labor revenue": the noun says more than the verb.
    if let verb = nearby.first, isVerbAlone(verb), let noun = later.first,
      items[noun].meanings.contains(where: { if case .measure = $0 { true } else { false } }),
      let target = target(bound, noun, isAfter: true)
    {
      return target
    }
    for candidate in nearby + later {
      if let target = target(bound, candidate, isAfter: false) { return target }
    }
    return nil
  }

  /// A verb that asks for a number, and no name of one.
  func isVerbAlone(_ index: Int) -> Bool {
    items[index].meanings.contains { if case .measureVerb = $0 { true } else { false } }
      && !items[index].meanings.contains { meaning in
        switch meaning {
        case .measure, .attribute: true
        default: false
        }
      }
  }

  /// Nothing but articles between: "160 thousand on orders" are no orders.
  func isRightAfter(_ index: Int, _ bound: Int) -> Bool {
    items[bound + 1..<index].allSatisfy { item in
      // "28 or more of our customers"
      let last = item.text.lowercased().split(separator: " ").last.map(String.init) ?? ""
      return item.has(.article) || item.has(.distinct) || isSign(item)
        || item.kind == .filler && words[.speaker, default: []].contains(last)
    }
  }

  func isSign(_ item: Item) -> Bool { if case .sign = item.kind { true } else { false } }

  /// "customers whose orders total more than $500": the amounts of the rows named before, together.
  private func sumOfRows(_ bound: Bound, _ index: Int) -> Target? {
    guard base == nil, let noun = previous(before: index, within: 2), items[noun].hasPlural else {
      return nil
    }
    let isOwn = items[noun].meanings.contains(.entity(subject.id)) && (headGroups || asksWho)
    guard let entity = isOwn ? subject.id : relatedEntity(of: items[noun]),
      let sum = catalog.measures.first(where: { measure in
        guard measure.entity == entity, measure.condition == nil,
          case .aggregate(.sum, let attribute) = measure.formula
        else { return false }
        return catalog.attribute(attribute)?.isDefaultAmount ?? false
      })
    else { return nil }
    let unit = sum.unit ?? amountUnit(of: sum)
    guard converted(bound, to: unit) != nil else { return nil }
    isUsed[noun] = true
    return isOwn
      ? .measure(.measure(sum.id), unit: unit, scale: 0, index)
      : .related(entity, .measure(sum.id), unit: unit, index)
  }

  private func amountUnit(of measure: Measure) -> String? {
    if case .aggregate(_, let id) = measure.formula { catalog.attribute(id)?.unit } else { nil }
  }

  private func target(_ bound: Bound, _ index: Int, isAfter: Bool) -> Target? {
    let item = items[index]
    if !isAfter, item.has(.sum) || item.has(.total), let target = sumOfRows(bound, index) { return target }
    guard case .term = item.kind else { return nil }
    let function =
      aggregate(before: index)
      ?? previous(before: index, within: 3).flatMap { place in
        items[place].isBound ? aggregate(before: place) : nil
      }
    let hasGroup = !reading.groups.isEmpty || !reading.grains.isEmpty || headGroups
    // "ids of orders above 100" is not "orders with ids above 100".
    let isBeside = next(after: index, within: 2).map { items[$0].isBound } ?? false
    if let attribute = attribute(
      of: item,
      where: { $0.isNumber && converted(bound, to: $0.unit) != nil && (isBeside || !$0.isIdentifier) })
    {
      if let function, attribute.id.entity == subject.id {
        return .measure(.aggregate(function, attribute.id), unit: attribute.unit, scale: 0, index)
      }
      if measure(of: item) == nil || !hasGroup { return .attribute(attribute, index) }
    }
    if let measure = measure(of: item, verbs: !isAfter), converted(bound, to: measure.unit) != nil, hasGroup {
      return .measure(.measure(measure.id), unit: measure.unit, scale: 0, index)
    }
    let isRows =
      item.meanings.contains(.entity(subject.id))
      || isOwnValue(index) && item.words.count > 1 && endsInName(of: subject, item)
    if bound.unit == nil, isRows, hasGroup, isAfter {
      // "categories with fewer than 845 jobs": of those done, where the word says so.
      if namesOtherMeasure(item) { reading.score -= 1.5 }
      return .measure(countTerm, unit: nil, scale: 0, index)
    }
    guard !hasGroup || countsSubject else { return nil }
    if bound.unit == nil, isAfter, let entity = relatedEntity(of: item),
      let ranking = catalog.entity(entity)?.ranking.flatMap({ catalog.measure($0) }), ranking.unit == nil,
      relationLength(to: ranking.entity) != nil, distance(to: ranking.entity) == nil,
      items.contains(where: { $0.meanings.contains(.measureVerb(ranking.id)) })
    {
      // "performed more than 200 services": how often, not how many kinds.
      return .related(ranking.entity, .measure(ranking.id), unit: nil, index)
    }
    if bound.unit == nil, isAfter, let entity = relatedEntity(of: item) {
      return .related(entity, .count, unit: nil, index)
    }
    for case .measure(let id) in item.meanings {
      guard let measure = catalog.measure(id), measure.entity != subject.id,
        distance(to: measure.entity) == nil,
        relationLength(to: measure.entity) != nil, converted(bound, to: measure.unit) != nil
      else { continue }
      return .related(measure.entity, .measure(id), unit: measure.unit, index)
    }
    return nil
  }

  /// "how many customers …": the subject's rows are counted.
  private var countsSubject: Bool {
    items.indices.contains { index in
      items[index].has(.count)
        && next(after: index, within: 3).map { items[$0].meanings.contains(.entity(subject.id)) } ?? false
    }
  }

  /// The head names something other than the subject's rows: measures then are per group of it.
  var headGroups: Bool {
    guard let head else { return items.contains { $0.has(.who) } && askedPerson != nil }
    if case .grain = items[head].kind { return true }
    if let entity = entity(of: items[head]), entity != subject.id { return distance(to: entity) != nil }
    // "order ids of orders above 100": each row has its own.
    return entity(of: items[head]) == nil
      && attribute(of: items[head]).map { $0.id != subject.keyID && $0.id != subject.labelID } ?? false
  }

  /// The aggregate word right before an item: "average price".
  func aggregate(before index: Int) -> AggregateFunction? {
    guard let before = previous(before: index, within: 3) else { return nil }
    return aggregateFunction(of: items[before])
  }

  private func apply(_ bound: Bound, to target: Target, at index: Int) {
    switch target {
    case .attribute(let attribute, let place):
      guard let comparison = converted(bound, to: attribute.unit) else { return }
      require(.compare(attribute.id, comparison), on: attribute.id, at: index)
      if let place { isUsed[place] = true }
    case .related(let entity, let term, let unit, let place):
      guard let comparison = converted(bound, to: unit) else { return }
      take(entity)
      require(.measured(entity, term, where: windowsInside(entity), comparison), on: nil, at: index)
      isUsed[place] = true
      reading.score -= countsSubject ? 0.1 : 0.5
      if case .count = term, namesOtherMeasure(items[place]) { reading.score -= 0.5 }
    case .measure(let term, let unit, _, let place):
      guard let comparison = converted(bound, to: unit) else { return }
      reading.having.append(MeasureCondition(term, comparison))
      // A word that also names a property of single rows is less surely the sum.
      let isProperty = items[place].meanings.contains { if case .attribute = $0 { true } else { false } }
      if isProperty, aggregate(before: place) == nil { reading.score -= 0.3 }
      if !reading.measures.contains(term) { reading.measures.append(term) }
      isUsed[index] = true
      isUsed[place] = true
      for word in [previous(before: place, within: 3), previous(before: index, within: 3)].compactMap({ $0 })
      where aggregateFunction(of: items[word]) != nil { isUsed[word] = true }
    }
  }

  /// The bound in another unit: nil when the units do not go together.
  func converted(_ bound: Bound, to unit: String?) -> Comparison? {
    func value(_ quantity: Quantity) -> Value? {
      guard let from = quantity.unit ?? bound.unit, from != unit else { return .decimal(quantity.number) }
      guard let unit, let a = Self.minutes[from], let b = Self.minutes[unit] else { return nil }
      let (product, overflow) = quantity.number.units.multipliedReportingOverflow(by: Int64(a))
      guard !overflow else { return nil }
      if product % Int64(b) == 0,
        let exact = FixedDecimal(units: product / Int64(b), scale: quantity.number.scale)
      {
        return .decimal(exact)
      }
      return .real(quantity.number.double * Double(a) / Double(b))
    }
    switch bound {
    case .above(let quantity): return value(quantity).map { .greater($0) }
    case .atLeast(let quantity): return value(quantity).map { .greaterOrEqual($0) }
    case .below(let quantity): return value(quantity).map { .less($0) }
    case .atMost(let quantity): return value(quantity).map { .lessOrEqual($0) }
    case .equals(let quantity): return value(quantity).map { .equal($0) }
    case .between(let low, let high):
      guard let low = value(low), let high = value(high) else { return nil }
      return .between(low, high)
    }
  }

  /// Units of time that convert into each other, in minutes.
  private static let minutes = ["minutes": 1, "hours": 60, "days": 1440]
  static let unitsOfTime = Set(minutes.keys)
}
