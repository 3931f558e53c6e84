import Domain

/// Tells what a bound without a noun of its own may be of: a total, a year, how often something happened.
extension ReadingBuilder {
  /// What stands before the bound, past places and times, is a sum, and nothing is broken down by it.
  func isOnTotal(_ index: Int) -> Bool {
    guard reading.groups.isEmpty, reading.grains.isEmpty, !reading.isByWeekday, !headGroups, base == nil
    else {
      return false
    }
    var position = index
    while let before = previous(before: position, within: 3) {
      let item = items[before]
      if case .window = item.kind {
        position = before
        continue
      }
      if let measure = measure(of: item), measure.formula != .count || item.has(.count) {
        return attribute(of: item, where: \.isNumber) == nil || aggregate(before: before) != nil
      }
      guard isUsed[before], entity(of: item) == nil else { return false }
      position = before
    }
    return false
  }

  /// "higher than 2023": a year beside another time is no amount.
  func isYear(_ bound: Bound, at index: Int) -> Bool {
    let quantity: Quantity? =
      switch bound {
      case .above(let q), .atLeast(let q), .below(let q), .atMost(let q): q
      case .equals, .between: nil
      }
    guard let quantity, quantity.unit == nil, quantity.number.scale == 0,
      (1990...2035).contains(quantity.number.units), !reading.windows.isEmpty
    else { return false }
    return next(after: index, within: 2).map { !isRightAfter($0, index) || isUsed[$0] } ?? true
  }

  /// "ordered at least twice", "bought more than 5 times": how often what the verb says happened to each row.
  func eventOften(at index: Int) -> (EntityID, verb: Int)? {
    guard !items[index].words.allSatisfy({ !words[.times, default: []].contains($0) }),
      let verb = previous(before: index, within: 2)
    else { return nil }
    let events = items[verb].meanings.compactMap { if case .verb(let id) = $0 { id } else { nil } }
      .filter {
        distance(to: $0) == nil && (relationLength(to: $0) ?? 0) > 0 && catalog.entity($0)?.time != nil
      }
    return events.min { (relationLength(to: $0) ?? 0, $0) < (relationLength(to: $1) ?? 0, $1) }.map {
      ($0, verb)
    }
  }

  /// The measure that says how many times, where the catalog names one: a row may stand for several times.
  func timesTerm(of event: EntityID) -> MeasureTerm {
    let times = words[.times, default: []]
    let named = catalog.measures.first { measure in
      measure.entity == event
        && measure.names.contains { name in name.split(separator: " ").contains { times.contains(String($0)) }
        }
        && measure.unit == nil
    }
    return named.map { .measure($0.id) } ?? .count
  }

  func onlyNumber(for bound: Bound) -> Attribute? {
    let fitting = subject.attributes.filter {
      $0.unit != nil && $0.isNumber && converted(bound, to: $0.unit) != nil
    }
    let same = fitting.filter { $0.unit == bound.unit }
    let own = same.isEmpty ? fitting : same
    return own.count == 1 ? own[0] : nil
  }

  /// "spent more than 100k": the bound is on a sum, which single rows do not have.
  func isBesideMeasure(_ index: Int) -> Bool {
    [previous(before: index, within: 2), next(after: index, within: 2)].compactMap { $0 }
      .contains { place in
        guard let measure = measure(of: items[place], verbs: true), measure.formula != .count else {
          return false
        }
        return attribute(of: items[place], where: \.isNumber) == nil
      }
  }

  /// "have billed more than $100": the bound is on what happened to the rows, not on their own amount.
  func isOfEvent(_ index: Int) -> Bool {
    guard let before = previous(before: index, within: 1), subject.time == nil else { return false }
    let isOwn = items[before].meanings.contains { meaning in
      switch meaning {
      case .attribute(let id): id.entity == subject.id
      case .entity(let id): id == subject.id
      default: false
      }
    }
    return !isOwn
      && items[before].meanings.contains { meaning in
        let event: EntityID? =
          switch meaning {
          case .verb(let id): id
          case .measure(let id), .measureVerb(let id): catalog.measure(id)?.entity
          default: nil
          }
        return event.flatMap { catalog.entity($0)?.time } != nil
      }
  }
}
