import Domain

/// The passes that find what holds of all rows of something: "customers who pay only in cash", "vendors whose parts
/// all cost more than $20", "customers who ordered in every month of 2024".
extension ReadingBuilder {
  /// Of the rows that a thing has, all fulfil what is said behind the word, or none does.
  func readUniversals() {
    guard base == nil, let listed = listedNoun else { return }
    for mark in items.indices where mark > listed {
      if quantifiesRows(mark, of: listed) {
        // "bought all the parts from Acme": all that there are, which is not that all they bought are from there.
        if let said = saidOfRows(mark, of: listed) {
          claim(from: mark, isDenied: false, nearest: said)
        } else {
          deny(mark)
        }
      } else if saysNothingElse(mark, of: listed) || saysOfAll(mark, of: listed) {
        claim(from: mark, isDenied: false)
      } else if !isUsed[mark], items[mark].has(.without) || items[mark].has(.never), boundsRows(after: mark) {
        claim(from: mark, isDenied: true)
      } else if speaksOfAll(mark, after: listed) {
        // "customers who bought all brake parts": that they bought each of them is not that they bought one.
        faults.append(.unplaced([items[mark].text]))
      }
    }
  }

  /// The noun of what is asked for.
  private var listedNoun: Int? {
    head ?? items.firstIndex { $0.meanings.contains(.entity(subject.id)) }
  }

  // MARK: - The words

  /// "who paid only with cash", "with only orders above $500"; "only cash orders" chooses rows.
  private func saysNothingElse(_ mark: Int, of listed: Int) -> Bool {
    let words = items[mark].text.lowercased()
    let isSaid =
      items[mark].has(.only)
      || reading.conditions.contains { $0.position == mark }
        && self.words[.only, default: []].contains { words.hasPrefix($0 + " ") }
    return isSaid && next(after: mark, within: 3).map { !isQuantity($0) && !isTime(items[$0]) } ?? true
  }

  /// "whose parts all cost", "all of whose orders", "whose every order": the word stands beside "whose", or behind the
  /// rows.
  private func saysOfAll(_ mark: Int, of listed: Int) -> Bool {
    guard isUniversal(mark), let next = next(after: mark, within: 3) else { return false }
    if items[next].has(.who) { return true }
    guard let before = previous(before: mark, within: 3), before > listed else { return false }
    let isBehindRows =
      items[listed..<before].contains { $0.has(.who) || $0.has(.possession) } && isNounOfRows(before)
      && !isNounOfRows(next)
    return isBehindRows || (items[before].has(.who) || items[before].has(.possession)) && isNounOfRows(next)
  }

  /// "paid all their orders", "closed all repairs": a verb before the word, the rows of what is listed behind it.
  private func quantifiesRows(_ mark: Int, of listed: Int) -> Bool {
    guard isUniversal(mark), reading.measures.allSatisfy(isPlainCount),
      let next = next(after: mark, within: 3),
      isNounOfRows(next), let before = previous(before: mark, within: 3), before > listed,
      !isNounOfRows(before), !items[before].has(.who), !items[before].isGrain
    else { return false }
    return items[next].meanings.contains { meaning in
      guard case .entity(let id) = meaning else { return false }
      return id == subject.id ? headGroups : distance(to: id) == nil && (relationLength(to: id) ?? 0) > 0
    }
  }

  /// What is said of those rows: before the word ("closed all …"), or behind them as the verb says ("paid all … in cash").
  private func saidOfRows(_ mark: Int, of listed: Int) -> Reading.Condition? {
    let said = reading.conditions.filter { condition in
      if case .related(_, .always) = condition.predicate { false } else { condition.position > listed }
    }
    guard said.count == 1, let condition = said.first else { return nil }
    if condition.position < mark { return condition }
    let isNamed = condition.attribute.map { id in
      items[listed..<mark].contains { $0.meanings.contains(.attribute(id)) }
    }
    return isNamed ?? false ? condition : nil
  }

  private func speaksOfAll(_ mark: Int, after listed: Int) -> Bool {
    guard isUniversal(mark), let next = next(after: mark, within: 3), !isTime(items[next]),
      !items[next].isGrain, !isQuantity(next), reading.measures.allSatisfy(isPlainCount)
    else { return false }
    let isOfSome = items[(listed + 1)..<mark].contains { item in
      item.has(.who) || item.meanings.contains { if case .verb = $0 { true } else { false } }
    }
    return isOfSome
      && reading.conditions.contains { condition in
        if case .related = condition.predicate { condition.position > mark } else { false }
      }
  }

  private func isUniversal(_ index: Int) -> Bool {
    items[index].has(.universal) && !items[index].has(.group) && !items[index].has(.sum)
  }

  /// A noun of rows, and no value of theirs.
  private func isNounOfRows(_ index: Int) -> Bool {
    items[index].meanings.contains { if case .entity = $0 { true } else { false } }
      && !reading.conditions.contains { condition in
        if case .related(_, .always) = condition.predicate { false } else { condition.position == index }
      }
  }

  private func isTime(_ item: Item) -> Bool {
    switch item.kind {
    case .window, .windows, .shift: true
    default: false
    }
  }

  /// "no part under 50 dollars", "no order above $1000"
  private func boundsRows(after mark: Int) -> Bool {
    guard let noun = next(after: mark, within: 2), isNounOfRows(noun),
      let bound = next(after: noun, within: 4)
    else { return false }
    return items[bound].isBound && reading.conditions.contains { $0.position == bound }
      || next(after: bound, within: 2).map { items[$0].isBound && isConditioned(at: $0) } ?? false
  }

  private func isConditioned(at index: Int) -> Bool { reading.conditions.contains { $0.position == index } }

  // MARK: - What holds

  /// The condition behind the word, or right before it, holds of all rows; `isDenied`: of none. `nearest`: it is this one.
  private func claim(from mark: Int, isDenied: Bool, nearest said: Reading.Condition? = nil) {
    let behind =
      said.map { [$0] }
      ?? reading.conditions.filter { condition in
        if case .not = condition.predicate { false } else { condition.position >= mark }
      }
    let nearest =
      behind.min { $0.position < $1.position }
      ?? reading.conditions.filter { $0.position < mark }.max { $0.position < $1.position }
    guard let nearest, items.indices.contains(nearest.position) else { return }
    let wasUsed = isUsed[mark]
    isUsed[mark] = true
    let place = reading.conditions.firstIndex(of: nearest) ?? 0
    switch nearest.predicate {
    case .related(let entity, let inside):
      let (scope, claim) = parts(of: inside)
      // One property is spoken of; what else is said may choose the rows or be a part of it.
      guard claim != .always, behind.count < 2 else { return deny(mark) }
      reading.conditions[place].predicate =
        isDenied
        ? .not(.related(entity, inside))
        : .every(entity, within: scope, claim)
    case .compare(let id, let comparison) where listsGroups:
      guard !behind.isEmpty, behind.allSatisfy({ $0.attribute == id }) || isDenied && behind.count == 1 else {
        return deny(mark)
      }
      var claim = nearest.predicate
      if behind.count > 1 {
        guard case .equal = comparison else { return deny(mark) }
        claim = .compare(id, .oneOf(behind.flatMap(\.values).map { .text($0) }))
      }
      keepGroups(claim, isDenied: isDenied, label: items[nearest.position].text)
      reading.conditions.removeAll { behind.contains($0) }
    case .segment where listsGroups && behind.count == 1:
      keepGroups(nearest.predicate, isDenied: isDenied, label: items[nearest.position].text)
      reading.conditions.remove(at: place)
    case .compare where !isDenied && !listsGroups, .segment where !isDenied && !listsGroups:
      // The rows themselves are chosen by it.
      isUsed[mark] = wasUsed
    default: deny(mark)
    }
  }

  /// What its rows have in common is asked for, and no number of theirs by name.
  private var listsGroups: Bool {
    (reading.isDistinct || !reading.groups.isEmpty) && reading.measures.allSatisfy(isPlainCount)
      && !(head.map { items[$0].meanings.contains(.entity(subject.id)) } ?? true)
  }

  private func deny(_ mark: Int) { faults.append(.unplaced([items[mark].text])) }

  /// The groups without rows that are otherwise.
  private func keepGroups(_ claim: Predicate, isDenied: Bool, label: String) {
    if reading.isDistinct, reading.groups.isEmpty {
      reading.groups = reading.columns.map { .attribute($0) }
      (reading.columns, reading.isDistinct) = ([], false)
    }
    if reading.measures.isEmpty { reading.measures = [countTerm] }
    let others = MeasureTerm.filtered(
      countTerm, where: isDenied ? claim : .not(claim), label: isDenied ? label : "not \(label)")
    reading.having.append(MeasureCondition(others, .equal(.integer(0))))
  }

  /// The periods that rows are looked at in, and what is said of them.
  private func parts(of inside: Predicate) -> (scope: Predicate, claim: Predicate) {
    guard case .all(let parts) = inside else { return (.always, inside) }
    func isPeriod(_ part: Predicate) -> Bool {
      switch part {
      case .within: true
      case .any(let parts): parts.allSatisfy(isPeriod)
      default: false
      }
    }
    func joined(_ parts: [Predicate]) -> Predicate { parts.count == 1 ? parts[0] : .all(parts) }
    return (joined(parts.filter(isPeriod)), joined(parts.filter { !isPeriod($0) }))
  }

  // MARK: - Every period

  /// "customers who ordered in every month of 2024": in as many as there are.
  func readEveryPeriod() {
    guard base == nil, subject.time == nil, reading.timeAttribute == nil, reading.windows.count == 1,
      let window = reading.windows.first, let place = items.firstIndex(where: \.isGrain),
      case .grain(let grain) = items[place].kind,
      // "how many customers ordered in each quarter" is asked of each quarter.
      !items.contains(where: { $0.has(.count) }) || items.contains(where: isAtLeastOne),
      let number = window.count(of: grain), number > 1, let word = everyWord(before: place),
      let event = items.flatMap({ events(of: $0) }).min(by: { left, right in
        (relationLength(to: left) ?? 0, left) < (relationLength(to: right) ?? 0, right)
      }), let time = eventTime(of: event)
    else { return }
    require(
      .measured(
        event, .groups(.time(time, grain)), where: .within(time, window), .equal(.integer(Int64(number)))),
      on: nil, at: place)
    for index in word..<place { isUsed[index] = true }
    // "at least one order in each quarter"
    for index in items.indices where isAtLeastOne(items[index]) { isUsed[index] = true }
    for index in items.indices where events(of: items[index]).contains(event) { isUsed[index] = true }
    (reading.windows, reading.grains) = ([], [])
    take(event)
  }

  private func isAtLeastOne(_ item: Item) -> Bool {
    guard case .bound(.atLeast(let quantity)) = item.kind else { return false }
    return quantity.unit == nil && quantity.number.double == 1
  }

  /// "categories with parts from all 8 of our vendors", "customers who paid in all three currencies": in as many
  /// different ones.
  func readAllOfSome() {
    guard base == nil, let listed = listedNoun else { return }
    for mark in items.indices where mark > listed && (isUniversal(mark) || endsUniversal(mark)) {
      guard let place = next(after: mark, within: 2), case .quantity(let quantity) = items[place].kind,
        quantity.unit == nil, quantity.number.scale == 0, quantity.number.units > 1,
        let noun = next(after: place, within: 4), items[noun].hasPlural, !isUsed[noun]
      else { continue }
      let number = Comparison.equal(.integer(quantity.number.units))
      // "all three currencies, USD, EUR and AUD": those that there are.
      let told = reading.conditions.filter { condition in
        condition.position > noun
          && condition.attribute.map { items[noun].meanings.contains(.attribute($0)) } ?? false
      }
      guard told.isEmpty || Int64(told.count) == quantity.number.units else { continue }
      reading.conditions.removeAll { told.contains($0) }
      if headGroups, let grouping = grouping(at: noun) {
        if reading.measures.isEmpty { reading.measures = [countTerm] }
        reading.having.append(MeasureCondition(.groups(grouping), number))
      } else if let (event, grouping) = relatedGrouping(at: noun) {
        require(
          .measured(event, .groups(grouping), where: windowsInside(event), number), on: nil, at: place)
      } else {
        continue
      }
      for index in [mark, place, noun] { isUsed[index] = true }
      // "paid in all three currencies": the word before says it too.
      let named = items[noun].meanings.filter { if case .attribute = $0 { true } else { false } }
      for index in listed..<mark where items[index].meanings.contains(where: named.contains) {
        isUsed[index] = true
      }
    }
  }

  /// "in all three currencies", which "in all" may say too.
  private func endsUniversal(_ index: Int) -> Bool {
    items[index].has(.sum)
      && items[index].text.lowercased().split(separator: " ").last.map {
        words[.universal, default: []].contains(String($0))
      } ?? false
  }

  /// "vendors with parts in Brakes as well as in Cooling": those that have both.
  func readBothOfGroups() {
    guard base == nil, reading.isDistinct, reading.measures.isEmpty, !items.contains(where: { $0.has(.or) })
    else { return }
    func said(of attribute: AttributeID?) -> [Reading.Condition] {
      reading.conditions.filter { $0.attribute == attribute && $0.values.count == 1 }
    }
    guard
      let attribute = reading.conditions.lazy.compactMap(\.attribute).first(where: { said(of: $0).count > 1 }
      ),
      !reading.columns.contains(attribute)
    else { return }
    let conditions = said(of: attribute)
    guard let first = conditions.map(\.position).min(), let last = conditions.map(\.position).max() else {
      return
    }
    let isBoth =
      items[..<first].contains { $0.has(.both) }
      || items[first..<last].contains { $0.has(.and) && $0.words.count > 1 }
    guard isBoth else { return }
    for index in items.indices where index < first && items[index].has(.both) { isUsed[index] = true }
    reading.groups = reading.columns.map { .attribute($0) }
    (reading.columns, reading.isDistinct, reading.measures) = ([], false, [countTerm])
    reading.having.append(
      MeasureCondition(.groups(.attribute(attribute)), .equal(.integer(Int64(conditions.count)))))
  }

  /// What related rows are put together by.
  private func relatedGrouping(at index: Int) -> (EntityID, Grouping)? {
    items[index].meanings.lazy.compactMap { meaning -> (EntityID, Grouping)? in
      guard case .attribute(let id) = meaning, let attribute = self.catalog.attribute(id),
        !attribute.isNumber,
        self.distance(to: id.entity) == nil, (self.relationLength(to: id.entity) ?? 0) > 0
      else { return nil }
      return (self.event(of: id.entity), .attribute(id))
    }.first
  }

  /// What happens to the subject's rows, as the item says.
  private func events(of item: Item) -> [EntityID] {
    item.meanings.compactMap { meaning -> EntityID? in
      switch meaning {
      case .verb(let id), .entity(let id): id
      default: nil
      }
    }.filter { distance(to: $0) == nil && (relationLength(to: $0) ?? 0) > 0 && eventTime(of: $0) != nil }
  }

  /// "every", "in each", "all 12"
  private func everyWord(before place: Int) -> Int? {
    // "each quarter" in one
    let first = items[place].text.lowercased().split(separator: " ").first.map(String.init)
    if let first, words[.universal, default: []].contains(first) { return place }
    guard let before = previous(before: place, within: 2) else { return nil }
    let word = isQuantity(before) ? previous(before: before, within: 2) : before
    let last = word.flatMap { items[$0].text.lowercased().split(separator: " ").last.map(String.init) }
    return last.map { words[.universal, default: []].contains($0) } ?? false ? word : nil
  }
}

extension TimeWindow {
  /// How many of these periods it touches; nil without bounds, and for weeks, which begin inside months.
  fileprivate func count(of grain: Grain) -> Int? {
    guard let start, let end, start < end else { return nil }
    let last = end.adding(days: -1)
    return switch grain {
    case .day: end.dayNumber - start.dayNumber
    case .week: nil
    case .month: (last.year - start.year) * 12 + last.month - start.month + 1
    case .quarter: (last.year - start.year) * 4 + (last.month - 1) / 3 - (start.month - 1) / 3 + 1
    case .year: last.year - start.year + 1
    }
  }
}
