import Domain

/// The passes that find what a list shows and what share is asked.
extension ReadingBuilder {
  /// Properties named besides: "with their prices", "the status of".
  /// "order numbers and amounts": beside another property that is shown.
  private func isListedColumn(_ index: Int) -> Bool {
    guard let joint = previous(before: index, within: 2), items[joint].has(.and),
      let other = previous(before: joint, within: 2)
    else { return false }
    return isUsed[other] && attribute(of: items[other]).map { reading.columns.contains($0.id) } ?? false
  }

  func readColumns() {
    guard base == nil || !reading.columns.isEmpty else { return }
    for index in items.indices where !isUsed[index] {
      guard reading.measures.isEmpty else { break }
      guard let attribute = attribute(of: items[index]),
        distance(to: attribute.id.entity).map({ $0 <= 1 }) ?? false,
        reading.columns.isEmpty || !isConditioned(attribute.id) || isListedColumn(index),
        !attribute.isNumber || !reading.columns.isEmpty || !items.contains(where: { $0.has(.amount) })
          || reading.conditions.contains(where: { $0.attribute?.entity == subject.id })
          || reading.ranking != nil
      else { continue }
      // "the cheapest including parts": what is named is what it is ranked by.
      if let ranked = reading.ranking?.attribute, catalog.attribute(ranked)?.isDefaultAmount ?? false,
        attribute.isNumber, attribute.id != ranked, attribute.unit == catalog.attribute(ranked)?.unit,
        attribute.id.entity == subject.id
      {
        reading.ranking?.attribute = attribute.id
      }
      let isOwn = attribute.id.entity == subject.id
      // A number of something else, told once for each of these rows, is better told by its own rows.
      reading.score += isOwn ? 0.5 : reading.columns.isEmpty && attribute.isNumber ? -0.6 : 0
      if reading.columns.isEmpty { reading.columns = [subject.labelID] }
      if !reading.columns.contains(attribute.id) { reading.columns.append(attribute.id) }
      take(attribute.id.entity)
      isUsed[index] = true
    }
    // "which dealer has ticket 12": what the row belongs to.
    for index in items.indices where !isUsed[index] && reading.measures.isEmpty && singlesOut {
      guard let owner = entity(of: items[index], related: false), owner != subject.id,
        let label = catalog.entity(owner)?.labelID
      else { continue }
      if reading.columns.isEmpty { reading.columns = [subject.labelID] }
      if !reading.columns.contains(label) { reading.columns.append(label) }
      take(owner)
      isUsed[index] = true
      reading.score += 0.3
    }
    for index in items.indices where !isUsed[index] && items[index].has(.who) && singlesOut {
      showPerson(at: index)
    }
    for index in items.indices where items[index].has(.identity) && !isUsed[index] && reading.measures.isEmpty
    {
      if head == nil || reading.columns == subject.show { reading.columns = [] }
      if !reading.columns.contains(subject.keyID) { reading.columns.insert(subject.keyID, at: 0) }
      reading.isDistinct = false
      isUsed[index] = true
      // "ids and totals"
      if let joint = next(after: index, within: 1), items[joint].has(.and),
        let other = items.indices.first(where: { $0 > joint && !items[$0].has(.article) }),
        let beside = attribute(of: items[other]), beside.id.entity == subject.id,
        !reading.columns.contains(beside.id)
      {
        reading.columns.append(beside.id)
        (isUsed[joint], isUsed[other]) = (true, true)
      }
    }
    // Of many rows the list leaves out what is personal.
    if !singlesOut, !reading.conditions.contains(where: { $0.attribute == subject.labelID }) {
      reading.columns.removeAll { id in
        subject.show.contains(id) && (catalog.attribute(id)?.isPersonal ?? false)
          && !items.contains { $0.meanings.contains(.attribute(id)) }
      }
    }
    // What is personal is told of one person that is named, never listed.
    if reading.columns.contains(where: { catalog.attribute($0)?.isPersonal ?? false }), !singlesOut,
      !reading.conditions.contains(where: { $0.attribute == subject.labelID })
    {
      faults.append(
        .unplaced(reading.columns.compactMap { catalog.attribute($0) }.filter(\.isPersonal).map(\.label)))
    }
    // A property that is already fixed is not what is asked for.
    if reading.columns.count == 1, isConditioned(reading.columns[0]), reading.columns[0] != subject.labelID {
      (reading.columns, reading.isDistinct) = (subject.show.isEmpty ? [subject.labelID] : subject.show, false)
    }
    readAskedMoment()
    readAskedAmount()
  }

  /// "whose order is 4711": the person that the row belongs to.
  private func showPerson(at index: Int) {
    let persons = catalog.entities.filter { $0.isPerson && (distance(to: $0.id) ?? 0) > 0 }
    guard reading.measures.isEmpty, persons.count == 1, let person = persons.first,
      items.contains(where: { $0.meanings.contains(.entity(subject.id)) })
    else { return }
    // "…, and in which currency"
    let besides = reading.columns == subject.show ? [] : reading.columns.filter { $0 != subject.labelID }
    reading.columns =
      [subject.labelID, person.labelID] + (person.label == person.key ? [] : [person.keyID]) + besides
    take(person.id)
    isUsed[index] = true
    reading.score += 0.9
  }

  /// "what day was order 12 placed": the moment of one row, no breakdown.
  func askDayOfOne() {
    // "on what day did she first order"
    guard reading.measures.isEmpty, reading.grains == [.day], let time = subject.time,
      singlesOut
        || reading.ranking?.attribute == time && items.contains(where: { $0.isGrain && $0.has(.when) })
    else { return }
    reading.grains = []
    reading.columns = [subject.labelID, time]
  }

  /// "Heads-up display kit", "everything in brakes that is not from Acme": rows are told of by what they are, and
  /// nothing else is asked of them.
  func showCard() {
    guard base == nil, !opensKnowledge, reading.measures.isEmpty, reading.columns.isEmpty, head == nil,
      reading.groups.isEmpty, reading.grains.isEmpty, reading.ranking == nil
    else { return }
    func isOwn(_ predicate: Predicate) -> AttributeID? {
      switch predicate {
      case .compare(let id, _), .not(.compare(let id, _)):
        id.entity == subject.id && catalog.attribute(id)?.isNumber == false ? id : nil
      default: nil
      }
    }
    let isNamed = items.contains {
      $0.meanings.contains(.entity(subject.id)) || $0.meanings.contains(.hint(subject.id))
    }
    let own = reading.conditions.compactMap { isOwn($0.predicate) }
    // "what do we carry from Acme in brakes"
    let namesPlural =
      own.count
      + reading.conditions.count { if case .segment(subject.id, _) = $0.predicate { true } else { false } }
      > 1 && subject.time != nil
      && own.contains { id in
        reading.conditions.contains { condition in
          condition.attribute == id && items.indices.contains(condition.position)
            && items[condition.position].hasPlural
        }
      }
    let isSpoken =
      isNamed || namesPlural || own.count > 1 && items.contains { $0.has(.what) }
      || items.contains { $0.has(.generic) || $0.has(.list) || $0.meanings.contains(.verb(subject.id)) }
    let isSingled = own.contains { $0 == subject.labelID || catalog.attribute($0)?.isIdentifier ?? false }
    let isNegated = reading.conditions.contains {
      if case .not(.related) = $0.predicate { true } else { false }
    }
    guard
      isSingled && !isNegated && !asksForTied || !own.isEmpty && !isSingled && isSpoken || isLinked
        || isNamed && !reading.conditions.isEmpty
    else { return }
    // "open criticals in Germany": a plural names the rows.
    let isPluralValue = reading.conditions.contains { condition in
      items.indices.contains(condition.position) && items[condition.position].hasPlural
        && !condition.values.isEmpty && condition.attribute?.entity == subject.id
    }
    if !isSingled, !reading.windows.isEmpty || isPluralValue, subject.time != nil,
      !items.contains(where: { $0.has(.list) })
    {
      // "P1s raised yesterday"
      reading.measures = [countTerm]
      reading.score -= 0.3
      return
    }
    reading.columns = subject.show.isEmpty ? [subject.labelID] : subject.show
    reading.score -= isSingled ? 0.3 : isLinked ? 0.1 : 0.5
  }

  /// "what does a radiator flush need": what is tied to the one named, and not that one.
  private var asksForTied: Bool {
    items.contains { $0.has(.what) }
      && items.flatMap(\.meanings).contains { meaning in
        guard case .verb(let id) = meaning else { return false }
        return catalog.entity(id)?.isLink ?? false && relationLength(to: id) == 1
      }
  }

  /// "what goes into a radiator flush": the verb ties the subject to what is named.
  private var isLinked: Bool {
    let verbs = items.flatMap(\.meanings).compactMap { if case .verb(let id) = $0 { id } else { nil } }
    return verbs.contains { verb in
      catalog.entity(verb)?.isLink ?? false && relationLength(to: verb) == 1
        && reading.conditions.contains { if case .related = $0.predicate { true } else { false } }
    }
  }

  /// "when": the subject's moment.
  func readAskedMoment() {
    for index in items.indices where items[index].has(.when) && !isUsed[index] && reading.measures.isEmpty {
      // "when was it resolved": the moment that is named, else the row's own.
      let named = items.indices.first { place in
        place > index && attribute(of: items[place], where: \.isTime)?.id.entity == subject.id
      }
      if let named { isUsed[named] = true }
      guard let time = named.flatMap({ attribute(of: items[$0], where: \.isTime)?.id }) ?? subject.time,
        !reading.conditions.isEmpty || reading.ranking != nil
      else { continue }
      if !reading.columns.contains(time) { reading.columns.insert(time, at: 0) }
      isUsed[index] = true
      reading.score += 1
    }
  }

  func isAmountAsked(_ index: Int) -> Bool { items[index].has(.amount) || items[index].has(.count) }

  /// "how much is a …": the amount that the subject is known by.
  func readAskedAmount() {
    if reading.columns.isEmpty, reading.measures.isEmpty, reading.ranking?.attribute != nil {
      reading.columns = subject.show.isEmpty ? [subject.labelID] : subject.show
    }
    for index in items.indices where isAmountAsked(index) && !isUsed[index] && reading.measures.isEmpty {
      let isSingled =
        reading.conditions.contains {
          $0.attribute == subject.labelID || $0.attribute == subject.keyID
        } || singlesOut
      let hasAmount = reading.columns.contains { id in
        catalog.attribute(id).map { $0.isNumber && !$0.isIdentifier && $0.id.name != subject.key } ?? false
      }
      // "how many AUD"
      let unit = next(after: index, within: 2).flatMap { place in
        items[place].meanings.lazy.compactMap { if case .unit(let unit) = $0 { unit } else { nil } }.first
      }
      let hasUnit =
        unit.map { unit in reading.columns.contains { catalog.attribute($0)?.unit == unit } } ?? false
      if hasAmount && items[index].has(.amount) || hasUnit {
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
  /// "what do we carry from Acme", "what in Brakes isn't needed": the rows that a value and something more are said of.
  func listWhat() {
    guard base == nil, head == nil, !subject.isLink, reading.measures.isEmpty, reading.columns.isEmpty,
      reading.ranking == nil, items.contains(where: { $0.has(.what) || $0.has(.which) }),
      reading.conditions.contains(where: { !$0.values.isEmpty && $0.attribute?.entity == subject.id }),
      !subject.attributes.contains(where: { isConditioned($0.id) && $0.isIdentifier })
    else { return }
    let isSpokenOf = items.contains { $0.meanings.contains(.hint(subject.id)) }
    let isRelated = reading.conditions.contains { condition in
      switch condition.predicate {
      case .related, .not(.related), .measured: true
      default: false
      }
    }
    guard isSpokenOf || isRelated else { return }
    reading.columns = subject.show.isEmpty ? [subject.labelID] : subject.show
    reading.score -= 0.2
  }

  /// "of the visits in Bandung used …": what stands right behind the noun, before what is asked of the rows, says which
  /// are the whole.
  private func endOfWhole(_ noun: Int) -> Int? {
    let after = reading.conditions.filter { $0.position > noun }.sorted { $0.position < $1.position }
    guard after.count > 1, let first = after.first, let last = after.last, !first.values.isEmpty,
      first.position - noun <= 3, items[(noun + 1)..<first.position].allSatisfy({ !$0.isContent })
    else { return nil }
    switch last.predicate {
    case .related, .measured, .segment: return first.position + 1
    default: return nil
    }
  }

  /// "the tickets that came by phone, breached": all that "that" says is of the whole, the last thing said the part.
  private func endOfClause(after noun: Int) -> Int? {
    guard items.indices.contains(noun + 1), items[noun + 1].has(.back) || items[noun + 1].has(.who) else {
      return nil
    }
    let after = reading.conditions.map(\.position).filter { $0 > noun }
    return Set(after).count > 1 ? after.max() : nil
  }

  func readShare() {
    guard let share = items.indices.first(where: { items[$0].has(.share) && !isUsed[$0] }) else { return }
    let isPercentAlready = reading.measures.contains { term in
      if case .measure(let id) = term { catalog.measure(id)?.unit == "%" } else { false }
    }
    if isPercentAlready {
      for index in items.indices where items[index].has(.share) { isUsed[index] = true }
      return
    }
    func isWhole(_ index: Int) -> Bool {
      items[index].meanings.contains(.entity(subject.id)) || items[index].meanings.contains(.hint(subject.id))
        || measure(of: items[index]) != nil || items[index].has(.generic) && !reading.conditions.isEmpty
    }
    if let whole = next(after: share, within: 3), measure(of: items[whole]) == nil, !isWhole(whole),
      items[whole].meanings.contains(where: { if case .entity = $0 { true } else { false } })
    {
      // "what share of visits used …": of visits, not of what they used.
      reading.score -= 1.5
    }
    let noun = items.indices.first { $0 > share && isWhole($0) }
    // "of all orders in 2023, what percentage had …": the whole is said first.
    let before = noun == nil ? items.indices.last { $0 < share && isWhole($0) } : nil
    if reading.measures.isEmpty {
      guard let whole = noun ?? before,
        measure(of: items[whole]) == nil || items[whole].meanings.contains(.entity(subject.id))
          || items[whole].has(.generic)
      else { return }
      reading.measures = [countTerm]
      if namesOtherMeasure(items[whole]) { reading.score -= 1.5 }
      (reading.columns, reading.isDistinct) = ([], false)
      isUsed[whole] = true
    }
    if let time = subject.time, !reading.weekdays.isEmpty, base == nil,
      let place = items.firstIndex(where: { if case .weekdays = $0.kind { true } else { false } })
    {
      // "what percentage came in on a Saturday": those days are the part.
      reading.conditions.append(
        Reading.Condition(predicate: .onWeekdays(time, reading.weekdays), attribute: nil, position: place))
      reading.weekdays = []
    }
    let boundary =
      before == nil ? noun.map { endOfClause(after: $0) ?? endOfWhole($0) ?? $0 } ?? share : share
    let after = reading.conditions.filter { $0.position >= boundary }
    // "Jakarta's share of all visits": the part is said first.
    reading.shareFrom = after.isEmpty ? 0 : boundary
    if reading.conditions.isEmpty, reading.groups.isEmpty { return }
    for index in items.indices where items[index].has(.share) { isUsed[index] = true }
  }
}
