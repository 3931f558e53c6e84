import Domain

/// The pass that finds what is not: anti-joins, empty properties, values left out.
extension ReadingBuilder {
  /// "never sold", "without a customer", "not needed for any service", "except cash".
  func readNegations() {
    for index in items.indices where !isUsed[index] {
      let item = items[index]
      guard item.has(.never) || item.has(.without) || item.has(.except), !isNameOfData(item),
        !isNumbering(index)
      else { continue }
      if negate(from: index) { isUsed[index] = true }
    }
  }

  /// "customer no. 215": no negation.
  private func isNumbering(_ index: Int) -> Bool {
    guard words[.numberSign, default: []].contains(items[index].text.lowercased()) else { return false }
    let next = items[(index + 1)...].first { if case .sign = $0.kind { false } else { true } }
    if case .quantity? = next?.kind { return true }
    return false
  }

  func isNameOfData(_ item: Item) -> Bool {
    item.meanings.contains { if case .value = $0 { true } else { false } }
  }

  func negate(from index: Int) -> Bool {
    if negateWindow(after: index) { return true }
    var run: [Int] = []
    var position = index
    // "not appear on a single order": small words before what does not happen.
    while let next = next(after: position, within: run.isEmpty ? 6 : 4), run.count < 4 {
      let item = items[next]
      // A second "not" is of its own.
      if item.has(.never), !run.isEmpty { break }
      if case .window = item.kind {
        position = next
        continue
      }
      if item.isBound, run.count > 1, let joint = items[run[0]..<next].firstIndex(where: { $0.has(.and) }),
        let kept = run.firstIndex(where: { $0 > joint }), kept > 0
      {
        // "with no invoice number and a total over $2,000": a condition of its own.
        run.removeSubrange(kept...)
        isUsed[joint] = true
        break
      }
      if item.isBound {
        // "not within 48 hours" is no negation of a value.
        let boundsRows =
          run.count == 1
          && items[run[0]].meanings.contains {
            if case .entity = $0 { true } else { false }
          }
        if !boundsRows { faults.append(.unplaced([items[index].text])) }
        return false
      }
      if case .term = item.kind, !item.has(.list) {
        run.append(next)
      } else if !item.has(.never), !item.has(.distinct), !item.has(.or), !item.has(.and), !item.has(.agent),
        !item.has(.generic), !item.has(.back)
      {
        break
      } else {
        isUsed[next] = true
      }
      position = next
    }
    // "bought nothing": the event stands before.
    if run.isEmpty, let before = previous(before: index, within: 2), case .term = items[before].kind,
      !isUsed[before]
    {
      run = [before]
    }
    // "that a radiator flush does not need": who does not is said before.
    if !run.isEmpty, run.allSatisfy({ $0 > index && isVerbOnly($0) }),
      let before = previous(before: index, within: 3), !isUsed[before],
      entity(of: items[before]) == nil,
      items[before].meanings.contains(where: {
        if case .value(let id, _) = $0 {
          distance(to: id.entity) == nil && relationLength(to: id.entity) != nil
        } else {
          false
        }
      })
    {
      run.append(before)
    }
    // "except technician 7"
    if run.count == 1, let place = next(after: run[0], within: 2), let (key, number) = numbered(run[0], place)
    {
      isUsed[run[0]] = true
      require(.not(.compare(key, .equal(number))), on: key, at: place)
      return true
    }
    // One of the subject's own: a value, a segment, an attribute that is empty.
    for member in run {
      let item = items[member]
      let before = run.prefix { $0 != member }
      let isThing = item.meanings.contains { if case .entity = $0 { true } else { false } }
      // "not closed": a state has a name of its own before it is a value.
      for case .segment(let entity, let name) in item.meanings
      where entity == subject.id && !isNamed(item, member) {
        finish(before, member, .not(.segment(entity, name)), nil)
        return true
      }
      if !isThing || isOnly(member), let (attribute, values) = ownValues(at: member) {
        // "except kayaks and yachts": all the values that follow are left out.
        let others = run.filter { $0 > member && ownValues(at: $0)?.0 == attribute }
        let all = values + others.flatMap { ownValues(at: $0)?.1 ?? [] }
        let predicate = Predicate.not(.compare(attribute, .oneOf(all.map { .text($0) })))
        finish(before, member, predicate, attribute)
        // "a status other than open"
        if let named = previous(before: index, within: 2), !isUsed[named],
          items[named].meanings.contains(.attribute(attribute))
        {
          isUsed[named] = true
        }
        for other in others { isUsed[other] = true }
        return true
      }
      for case .segment(let entity, let name) in item.meanings where entity == subject.id {
        finish(before, member, .not(.segment(entity, name)), nil)
        return true
      }
      // "without a customer": a row that belongs to none.
      if let owner = entity(of: item, related: false), owner != subject.id, distance(to: owner) == 1,
        saysPossession(index, member), let key = catalog.entity(owner)?.keyID,
        !run.contains(where: { $0 > member && ownValues(at: $0)?.0.entity == owner })
      {
        finish(before, member, isMissing(key), key)
        return true
      }
      if entity(of: item) != subject.id, let attribute = attribute(of: item),
        attribute.id.entity == subject.id, !(attribute.isNumber && !attribute.isIdentifier),
        attribute.id != subject.labelID || !item.hasPlural, saysPossession(index, member),
        !run.contains(where: { $0 > member && ownValues(at: $0)?.0 == attribute.id })
      {
        finish(before, member, isMissing(attribute.id), attribute.id)
        return true
      }
    }
    return negateRelation(run, isNoun: items[index].has(.without) || items[index].has(.possession))
  }

  /// Nothing, or the value that says so.
  func isMissing(_ id: AttributeID) -> Predicate {
    guard let value = unknownValue(id) else { return .compare(id, .isEmpty) }
    return .any([.compare(id, .isEmpty), .compare(id, .equal(.text(value)))])
  }

  /// A thing that each of the subject's rows has at most one of, by the number it is known by.
  private func numbered(_ noun: Int, _ place: Int) -> (AttributeID, Value)? {
    guard let owner = entity(of: items[noun], related: false).flatMap({ catalog.entity($0) }),
      catalog.attribute(owner.keyID)?.type == .integer, case .quantity(let quantity) = items[place].kind,
      quantity.unit == nil, quantity.number.scale == 0
    else { return nil }
    return (owner.keyID, .integer(quantity.number.units))
  }

  /// "orders not in 2024"
  private func negateWindow(after index: Int) -> Bool {
    guard let next = next(after: index, within: 3), case .window(let window) = items[next].kind,
      window.start != nil || window.end != nil
    else {
      return false
    }
    // "bought nothing in 2021": what did not happen is said before.
    if let before = previous(before: index, within: 1), isVerbOnly(before), !isUsed[before] { return false }
    guard let time = subject.time, let place = reading.windows.firstIndex(of: window) else {
      faults.append(.unplaced([items[index].text]))
      return true
    }
    reading.windows.remove(at: place)
    reading.conditions.append(
      Reading.Condition(predicate: .not(.within(time, window)), attribute: nil, position: next))
    return true
  }

  /// The item has to do with rows of the entity: it is no word of something else.
  private func speaks(_ index: Int, of entity: EntityID) -> Bool {
    items[index].meanings.contains { meaning in
      let owner: EntityID? =
        switch meaning {
        case .entity(let id), .verb(let id), .hint(let id): id
        case .attribute(let id), .value(let id, _): id.entity
        case .segment(let id, _): id
        case .measure(let id), .measureVerb(let id): catalog.measure(id)?.entity
        default: nil
        }
      guard let owner else { return false }
      return owner == entity || owner == subject.id || distance(to: owner) != nil
        || graph.path(from: entity, to: owner) != nil || graph.path(from: owner, to: entity) != nil
    } || items[index].has(.filler)
  }

  /// The attribute that a value is of is said beside it: "status is not closed".
  private func isNamed(_ item: Item, _ index: Int) -> Bool {
    item.meanings.contains { if case .value(let id, _) = $0 { isNamedBeside(id, index) } else { false } }
  }

  /// The item only says that something happens.
  private func isVerbOnly(_ index: Int) -> Bool {
    items[index].meanings.contains { if case .verb = $0 { true } else { false } }
      && !items[index].meanings.contains { meaning in
        switch meaning {
        case .entity, .value, .segment: true
        default: false
        }
      }
  }

  /// "without a date", "don't have a customer": a property is missing, not an event that did not happen.
  func saysPossession(_ index: Int, _ member: Int) -> Bool {
    if items[index].has(.without) { return true }
    if items[index].has(.except) { return false }
    return items[min(index, member)...max(index, member)].contains { $0.has(.possession) }
  }

  func finish(
    _ before: some Sequence<Int>, _ member: Int, _ predicate: Predicate, _ attribute: AttributeID?
  ) {
    for earlier in before where entity(of: items[earlier]) == subject.id { isUsed[earlier] = true }
    require(predicate, on: attribute, at: member)
  }

  /// No row of what the words of the run name: the farthest one, with values of it inside.
  ///
  /// `isNoun`: a word that is both is a noun, as in "without an order".
  func negateRelation(_ run: [Int], isNoun: Bool) -> Bool {
    if negateAlternatives(run) { return true }
    var target: (length: Int, entity: EntityID)?
    func consider(_ entity: EntityID) {
      guard distance(to: entity) == nil, let length = relationLength(to: entity),
        length > 0
      else { return }
      if target.map({ length > $0.length }) ?? true { target = (length, entity) }
    }
    for member in run {
      // What happens is said by a verb; a noun that the verb has to do with is on its way.
      let verbs = items[member].meanings.compactMap { if case .verb(let id) = $0 { id } else { nil } }
        .filter { (relationLength(to: $0) ?? 0) > 0 }
      let near = verbs.compactMap { relationLength(to: $0) }.min() ?? 0
      if let entity = entity(of: items[member]), entity != subject.id,
        isNoun || (relationLength(to: entity) ?? near) < near
      {
        consider(entity)
      } else if let verb = verbs.min(by: {
        (relationLength(to: $0) ?? 0, $0) < (relationLength(to: $1) ?? 0, $1)
      }) {
        consider(verb)
      } else if let entity = entity(of: items[member]), entity != subject.id {
        consider(entity)
      } else if isNoun, let event = countedEvent(of: items[member]) {
        consider(event)
      } else {
        for case .attribute(let id) in items[member].meanings
        where distance(to: id.entity) == nil && relationLength(to: id.entity) == 1 { consider(id.entity) }
      }
      // The subject's own noun is not what is missing, whatever value has its name.
      if items[member].meanings.contains(.entity(subject.id)) { continue }
      for case .segment(let entity, _) in items[member].meanings where entity != subject.id {
        consider(entity)
      }
      for case .value(let attribute, _) in items[member].meanings where distance(to: attribute.entity) == nil
      {
        consider(attribute.entity)
      }
    }
    guard let target else { return false }
    var inside = Predicate.always
    for member in run {
      for case .segment(let entity, let name) in items[member].meanings where entity == target.entity {
        inside = inside.and(.segment(entity, name))
      }
      let values = items[member].meanings.compactMap { meaning -> (AttributeID, String)? in
        if case .value(let attribute, let text) = meaning, attribute.entity == target.entity {
          return (attribute, text)
        }
        return nil
      }
      guard let (attribute, texts) = meant(values, by: items[member]) else {
        if !values.isEmpty, entity(of: items[member]) != target.entity {
          faults.append(.unplaced([items[member].text]))
        }
        if speaks(member, of: target.entity) { isUsed[member] = true }
        continue
      }
      inside = inside.and(
        .compare(attribute, texts.count == 1 ? .equal(.text(texts[0])) : .oneOf(texts.map { .text($0) })))
      if speaks(member, of: target.entity) { isUsed[member] = true }
    }
    for member in run
    where !isUsed[member]
      && items[member].meanings.contains(where: { meaning in
        if case .entity(let id) = meaning {
          distance(to: id) == nil && (relationLength(to: id) ?? 0) > 0
        } else {
          false
        }
      })
    {
      // "never bought a service": what was not bought must not be left to be had.
      faults.append(.unplaced([items[member].text]))
    }
    inside = inside.and(windowsInside(target.entity))
    take(target.entity)
    reading.conditions.append(
      Reading.Condition(
        predicate: .not(.related(target.entity, inside)), attribute: nil, position: run.first ?? 0))
    return true
  }

  /// "services with no jobs": what a number of is told, where the noun is that of the subject too.
  private func countedEvent(of item: Item) -> EntityID? {
    item.meanings.lazy.compactMap { meaning -> EntityID? in
      guard case .measure(let id) = meaning, let measure = self.catalog.measure(id),
        (measure.unit ?? "").isEmpty
      else { return nil }
      return (self.relationLength(to: measure.entity) ?? 0) > 0 ? measure.entity : nil
    }.first
  }

  /// "never placed a service or mixed order": no row with any of several values of one property.
  private func negateAlternatives(_ run: [Int]) -> Bool {
    var found: [AttributeID: [(member: Int, text: String)]] = [:]
    for member in run {
      for case .value(let id, let text) in items[member].meanings
      where distance(to: id.entity) == nil && (relationLength(to: id.entity) ?? 0) > 0 {
        found[id, default: []].append((member, text))
      }
    }
    let several = found.filter { Set($0.value.map(\.member)).count > 1 }
    guard let (attribute, values) = several.min(by: { $0.key < $1.key }),
      values.count == Set(values.map(\.member)).count
    else { return false }
    let rest = run.filter { member in !values.contains { $0.member == member } }
    guard rest.allSatisfy({ speaks($0, of: attribute.entity) }) else { return false }
    for member in run { isUsed[member] = true }
    let inside = Predicate.compare(attribute, .oneOf(values.map { .text($0.text) })).and(
      windowsInside(attribute.entity))
    take(attribute.entity)
    reading.conditions.append(
      Reading.Condition(
        predicate: .not(.related(attribute.entity, inside)), attribute: nil, position: run.first ?? 0))
    return true
  }

  /// The attribute and its values that an item means: those said whole before those that it is a part of; nil when that
  /// is not one attribute, or there is none.
  private func meant(_ values: [(AttributeID, String)], by item: Item) -> (AttributeID, [String])? {
    func isWhole(_ text: String) -> Bool {
      QuestionTokenizer.tokens(of: text).filter { $0.kind != .sign }.map(\.singular) == item.words
    }
    let whole = values.filter { isWhole($0.1) }
    let found = whole.isEmpty ? values : whole
    guard let first = found.first, found.allSatisfy({ $0.0 == first.0 }),
      !whole.isEmpty || found.count == 1 || item.hasPlural
    else { return nil }
    return (first.0, found.map(\.1).sorted())
  }

  /// The windows as a condition on the rows of an event, when the subject itself has no moment; they are then
  /// used up.
  func windowsInside(_ entity: EntityID) -> Predicate {
    guard subject.time == nil, reading.timeAttribute == nil, !reading.windows.isEmpty,
      let time = eventTime(of: entity)
    else { return .always }
    let predicates = reading.windows.map { Predicate.within(time, $0) }
    reading.windows = []
    return predicates.count == 1 ? predicates[0] : .any(predicates)
  }

  /// The moment of an entity's rows, or of the rows on the way to it.
  func eventTime(of entity: EntityID) -> AttributeID? {
    if let time = catalog.entity(entity)?.time { return time }
    for step in graph.relation(from: subject.id, to: entity) ?? [] {
      if let time = catalog.entity(step.target)?.time { return time }
    }
    return nil
  }
}
