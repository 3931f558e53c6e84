import Domain

/// The passes that find numbers made of two: "orders per month on average", "gross per car", "change from Q1 to Q2".
extension ReadingBuilder {
  /// "gross per car", where the rows are cars: the average over the rows.
  func readPerRow() {
    for index in items.indices where items[index].has(.each) && items[index].has(.group) && !isUsed[index] {
      guard let noun = next(after: index, within: 3), items[noun].meanings.contains(.entity(subject.id)),
        !items[noun].hasPlural, !isMoment(noun),
        let place = reading.measures.lastIndex(where: { rowAverage(of: $0) != nil }),
        let average = rowAverage(of: reading.measures[place])
      else { continue }
      reading.measures[place] = average
      (isUsed[index], isUsed[noun]) = (true, true)
      for word in items.indices where items[word].has(.average) { isUsed[word] = true }
    }
  }

  /// "revenue by order month"
  private func isMoment(_ noun: Int) -> Bool {
    items.indices.contains(noun + 1) && items[noun + 1].isGrain && items[noun + 1].words.count == 1
  }

  private func rowAverage(of term: MeasureTerm) -> MeasureTerm? {
    switch term {
    case .aggregate(.sum, let id), .aggregate(.average, let id): return .aggregate(.average, id)
    case .measure(let id):
      guard let measure = catalog.measure(id), measure.entity == subject.id,
        case .aggregate(let function, let attribute) = measure.formula,
        function == .sum || function == .average
      else { return nil }
      return .aggregate(.average, attribute)
    default: return nil
    }
  }

  /// "average number of orders per month", "tickets per dealer on average", "on average a service needs how many
  /// parts": the number of all rows over the number of groups.
  func readRates() {
    guard base == nil, let average = items.indices.first(where: { items[$0].has(.average) && !isUsed[$0] }),
      reading.measures.count == 1, let term = reading.measures.first, catalog.isAdditive(term),
      let divisor = takeDivisor()
    else { return }
    reading.measures = [.ratio(term, .groups(divisor))]
    let key: AttributeID? =
      switch divisor {
      case .entity(let id): catalog.entity(id)?.keyID
      case .attribute(let id): id
      default: nil
      }
    // "average labor time per category" is rather of the rows of each category.
    if case .attribute = divisor { reading.score -= 0.3 }
    // Rows that belong to none are no part of the rate.
    if let key {
      reading.conditions.append(
        Reading.Condition(predicate: .compare(key, .isPresent), attribute: nil, position: average))
    }
    isUsed[average] = true
  }

  /// "which state has the highest revenue per customer": over the customers of each state, since every customer is of
  /// one.
  func readRatePerThing() {
    guard base == nil, reading.measures.count == 1, let term = reading.measures.first,
      catalog.isAdditive(term)
    else { return }
    let parts = reading.groups.compactMap(owner) + [head.flatMap { broken(by: items[$0]) }].compactMap(\.self)
    for (place, grouping) in reading.groups.enumerated() {
      guard case .entity(let thing) = grouping, saysPer(thing),
        parts.contains(where: { $0 != grouping && isOne($0, of: thing) })
      else { continue }
      reading.groups.remove(at: place)
      reading.measures = [.ratio(term, .groups(grouping))]
      return
    }
  }

  /// "a service needs how many parts on average": over all services, and not for each.
  func dropDivisorGroups() {
    for case .ratio(_, .groups(let divisor)) in reading.measures {
      reading.groups.removeAll { $0 == divisor }
    }
  }

  /// "per customer", in the singular.
  private func saysPer(_ thing: EntityID) -> Bool {
    items.indices.dropFirst().contains { index in
      items[index].meanings.contains(.entity(thing)) && !items[index].hasPlural
        && previous(before: index, within: 2).map { items[$0].has(.each) && items[$0].has(.group) } ?? false
    }
  }

  private func owner(_ grouping: Grouping) -> Grouping? {
    switch grouping {
    case .attribute, .entity: grouping
    case .time, .weekday, .hour, .windows: nil
    }
  }

  private func broken(by item: Item) -> Grouping? {
    if let entity = entity(of: item, related: false), entity != subject.id { return .entity(entity) }
    return attribute(of: item, where: { !$0.isNumber && !$0.isTime }).map { .attribute($0.id) }
  }

  /// Every row of the thing has one of them at most.
  private func isOne(_ grouping: Grouping, of thing: EntityID) -> Bool {
    switch grouping {
    case .attribute(let id):
      graph.path(from: thing, to: id.entity) != nil && id != catalog.entity(thing)?.labelID
    case .entity(let id): id != thing && graph.path(from: thing, to: id) != nil
    case .time, .weekday, .hour, .windows: false
    }
  }

  private func takeDivisor() -> Grouping? {
    if let time = reading.timeAttribute ?? subject.time {
      if let grain = reading.grains.popLast() { return .time(time, grain) }
    }
    // "average number of orders per customer by state": over the customers of each state.
    if let place = reading.groups.firstIndex(where: {
      if case .entity(let id) = $0 { saysPer(id) } else { false }
    }) {
      return reading.groups.remove(at: place)
    }
    if let group = reading.groups.popLast() { return group }
    for index in items.indices where !isUsed[index] && !items[index].isPlural {
      guard let entity = entity(of: items[index], related: false), entity != subject.id, index > 0,
        items[index - 1].has(.article)
      else { continue }
      take(entity)
      isUsed[index] = true
      return .entity(entity)
    }
    return nil
  }

  /// Periods one after the other are one stretch of time.
  func joinPeriods() {
    let windows = reading.windows.sorted {
      ($0.start ?? $0.end)?.description ?? "" < ($1.start ?? $1.end)?.description ?? ""
    }
    // "from July to December"
    let isRange =
      windows.count == 2
      && items.contains { item in
        guard case .windows = item.kind else { return false }
        return QuestionTokenizer.tokens(of: item.text).contains {
          words[.upTo, default: []].contains($0.folded)
        }
      }
    guard windows.count > 1, let first = windows.first, let last = windows.last,
      isRange || zip(windows, windows.dropFirst()).allSatisfy({ $0.end == $1.start })
    else { return }
    reading.windows = [
      TimeWindow(start: first.start, end: last.end, label: "\(first.label) to \(last.label)", grain: nil)
    ]
  }

  /// "yearly revenue growth for 2023 and 2024", "growth by month in 2024": each against the period before it.
  private var changesEachPeriod: Bool {
    guard base == nil, reading.grains.count == 1, let grain = reading.grains.first, reading.series == nil
    else { return false }
    return reading.windows.count < 2 && reading.windows.first?.grain != grain
      || reading.windows.count > 1 && reading.windows.allSatisfy { $0.grain == grain }
  }

  /// "how did revenue change from Q1 to Q2": both numbers, their difference, and it in percent.
  func readChange() {
    guard let change = items.indices.first(where: { items[$0].has(.change) && !isUsed[$0] }),
      reading.measures.count == 1
    else { return }
    if changesEachPeriod {
      joinPeriods()
      return takeChange(by: 1)
    }
    guard reading.windows.count == 2 else { return }
    reading.asksChange = true
    isUsed[change] = true
    for index in items.indices where !isUsed[index] {
      let item = items[index]
      let isPercent = item.has(.share) || item.meanings.contains(.unit("%"))
      if isPercent || item.has(.change) || item.has(.count) || item.has(.amount) || item.has(.agent) {
        isUsed[index] = true
      }
    }
  }

  /// "parts with the word performance in their name", "names starting with A".
  func readTexts() {
    for index in items.indices where !isUsed[index] {
      let isStart = items[index].has(.startsWith)
      guard isStart || items[index].has(.contains) else { continue }
      // "… containing fiber", "with fiber in the name"
      let places = [next(after: index, within: 3), previous(before: index, within: 3)].compactMap { $0 }
      guard
        let place = places.first(where: { place in
          (items[place].isWord || items[place].isWordOfNames || isStart && isQuantity(place))
            && (!isUsed[place] || isValue(place))
        })
      else { continue }
      let beside = [previous(before: index, within: 3), next(after: place, within: 4)].compactMap { $0 }
      let named = beside.compactMap { attribute(of: items[$0], where: isOwnText)?.id }.first
      let column = named ?? subject.labelID
      guard catalog.attribute(column).map(isOwnText) ?? false else { continue }
      // "carbon fiber and cost": the joint is no part of the name.
      let said = items[place].text.split(separator: " ")
      func isRole(_ role: Grammar.Role, _ word: Substring?) -> Bool {
        word.map { self.words[role, default: []].contains($0.lowercased()) } ?? false
      }
      let words = (said.count > 1 && isRole(.and, said.last) ? said.dropLast() : said[...])
        .joined(separator: " ")
      // "contain only services": nothing else, which no text says; a number is the start of some property.
      guard !(said.count > 1 && isRole(.only, said.first)), named != nil || !isQuantity(place) else {
        continue
      }
      reading.conditions.removeAll { $0.position == place }
      faults.removeAll { if case .ambiguousValue(words, _, _) = $0 { true } else { false } }
      require(.compare(column, isStart ? .startsWith(words) : .contains(words)), on: column, at: place)
      isUsed[index] = true
    }
  }

  private func isOwnText(_ attribute: Attribute) -> Bool {
    attribute.type == .text && attribute.id.entity == subject.id
  }

  private func isValue(_ index: Int) -> Bool {
    reading.conditions.contains { $0.position == index } || !faults.isEmpty
  }
}

extension Item {
  /// Words that are part of names.
  var isWordOfNames: Bool {
    meanings.contains { meaning in
      switch meaning {
      case .words, .value: true
      default: false
      }
    }
  }
}
