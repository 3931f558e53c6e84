import Domain

/// The passes that find conditions on rows: identifiers, segments.
extension ReadingBuilder {
  /// "order 10221", "technician 16": a name of a thing and its number.
  func readIdentifiers() {
    for index in items.indices.dropLast() {
      guard case .term = items[index].kind, !items[index].isPlural,
        let place = items.indices.first(where: { $0 > index && !isNumberSign($0) }), place - index <= 4,
        case .quantity(let quantity) = items[place].kind, quantity.unit == nil, !isUsed[place],
        quantity.number.scale == 0
      else { continue }
      let named = attribute(of: items[index]) { $0.isIdentifier }
      if named == nil, let far = relatedIdentifier(of: items[index]) {
        if let asked = previous(before: index, within: 2), !items[asked].hasPlural,
          attribute(of: items[asked])?.id == subject.labelID,
          graph.path(from: far.id.entity, to: subject.id) == nil
        {
          // "the name of technician 7" is none of those that he served.
          faults.append(.unplaced([items[asked].text]))
        }
        let event = event(of: far.id.entity)
        let number: Value =
          far.type == .integer ? .integer(quantity.number.units) : .text(String(quantity.number.units))
        take(event)
        reading.score -= 0.3
        require(.related(event, .compare(far.id, .equal(number))), on: nil, at: place)
        isUsed[index] = true
        continue
      }
      let keyed = entity(of: items[index], related: false).flatMap { catalog.entity($0) }
        .flatMap { $0.attribute($0.key) }
      guard let attribute = named ?? keyed.flatMap({ $0.isIdentifier ? $0 : nil }) else { continue }
      let value: Value =
        attribute.type == .integer ? .integer(quantity.number.units) : .text(String(quantity.number.units))
      require(
        .compare(attribute.id, .equal(value)), on: attribute.id, values: [value.description], at: place)
      isUsed[index] = true
    }
  }

  /// "#", "no.", "number": what stands between a name and its number.
  private func isNumberSign(_ index: Int) -> Bool {
    switch items[index].kind {
    case .sign(let sign): sign == "#" || sign == "."
    default:
      words[.numberSign, default: []].contains(items[index].text.lowercased())
        // "whose order is 4711"
        || items[index].has(.yesNo) && !items[index].isContent
    }
  }

  /// "#4410": the key of the rows that the question names besides.
  func readNumberSigns() {
    for index in items.indices.dropLast()
    where (items[index].kind == .sign("#") || isNumberWord(index)) && !isUsed[index + 1] {
      guard case .quantity(let quantity) = items[index + 1].kind, quantity.unit == nil,
        quantity.number.scale == 0,
        let key = subject.attribute(subject.key), key.isIdentifier,
        items.contains(where: { item in
          item.meanings.contains { meaning in
            switch meaning {
            case .entity(let id): id == subject.id
            case .attribute(let id): id.entity == subject.id
            default: false
            }
          }
        })
      else { continue }
      let number: Value =
        key.type == .integer ? .integer(quantity.number.units) : .text(String(quantity.number.units))
      require(.compare(key.id, .equal(number)), on: key.id, values: [number.description], at: index + 1)
    }
  }

  /// "what type of order is number 10101"
  private func isNumberWord(_ index: Int) -> Bool {
    index > 0 && items[index - 1].has(.yesNo)
      && words[.numberSign, default: []].contains(items[index].text.lowercased())
  }

  /// The identifier of related rows that a name stands for: "the parts on order 47".
  private func relatedIdentifier(of item: Item) -> Attribute? {
    for meaning in item.meanings {
      let found: Attribute?
      switch meaning {
      case .attribute(let id): found = catalog.attribute(id)
      case .entity(let id): found = catalog.entity(id).flatMap { $0.attribute($0.key) }
      default: continue
      }
      if let found, found.isIdentifier, distance(to: found.id.entity) == nil,
        relationLength(to: found.id.entity) != nil
      {
        return found
      }
    }
    return nil
  }

  /// "repeat customers in 2021": so many events within the period.
  private func requireEvents(_ events: Segment.Events, of entity: EntityID, at index: Int) {
    guard entity == subject.id else {
      faults.append(.unplaced([items[index].text]))
      isUsed[index] = true
      return
    }
    let inside = windowsInside(events.entity)
    require(
      .measured(events.entity, .count, where: inside, .greaterOrEqual(.integer(Int64(events.atLeast)))),
      on: nil,
      at: index)
    take(events.entity)
  }

  /// "tickets that have a resolution time", "orders with an invoice number": those of which it is known.
  func readPresences() {
    guard base == nil else { return }
    for index in items.indices.dropFirst() where !isUsed[index] {
      guard case .term = items[index].kind, !items[index].hasPlural, items[index - 1].has(.article),
        items[index - 1].meanings.contains(.number(1)),
        let owner = previous(before: index, within: 3) ?? possession(before: index),
        let attribute = attribute(of: items[index]), attribute.id.entity == subject.id,
        attribute.id != subject.labelID, attribute.id != subject.keyID
      else { continue }
      let has = items[..<index].lastIndex { $0.has(.possession) }
      guard let has, has >= owner || index - has <= 3, !items[has].has(.without),
        next(after: index, within: 2).map({ endsPresence(items[$0]) }) ?? true
      else { continue }
      require(.compare(attribute.id, .isPresent), on: attribute.id, at: index)
      isUsed[has] = true
    }
  }

  /// No number and no value of the property follows.
  private func endsPresence(_ item: Item) -> Bool {
    if item.isBound || item.startsClause { return item.startsClause }
    switch item.kind {
    case .quantity, .unknown, .ordinal: return false
    default: break
    }
    return !isRanking(item) && !item.has(.equals) && !item.has(.contains) && !item.has(.startsWith)
      && !item.meanings.contains { if case .value = $0 { true } else { false } }
  }

  func readSegments() {
    for index in items.indices where !isUsed[index] {
      for case .segment(let entity, let name) in items[index].meanings {
        let isMeasureToo = items[index].meanings.contains { if case .measure = $0 { true } else { false } }
        if isMeasureToo { continue }
        if !reading.windows.isEmpty, let events = catalog.entity(entity)?.segment(name)?.events {
          requireEvents(events, of: entity, at: index)
          break
        }
        if entity == subject.id || distance(to: entity) != nil {
          require(.segment(entity, name), on: nil, at: index)
          take(entity)
          break
        } else if relationLength(to: entity) != nil, base == nil {
          require(.related(entity, .segment(entity, name)), on: nil, at: index)
          take(entity)
          break
        }
      }
    }
  }
}
