import Domain

/// The passes that find conditions on rows: time, negations, identifiers, values, segments.
extension ReadingBuilder {
  mutating func readTime() {
    for index in items.indices {
      switch items[index].kind {
      case .window(let window):
        if window.start != nil || window.end != nil { reading.windows.append(window) }
      case .windows(let windows): reading.windows += windows
      case .grain(let grain): if !reading.grains.contains(grain) { reading.grains.append(grain) }
      case .weekday: reading.isByWeekday = true
      case .hour: reading.isByHour = true
      case .weekdays(let days): reading.weekdays.formUnion(days)
      case .shift(let shift):
        if base == nil {
          if let window = reading.windows.last, reading.windows.count == 1 {
            reading.windows.append(resolve(shift, window))
          } else if let window = shift.standalone {
            reading.windows.append(window)
          } else {
            continue
          }
        }
      default: continue
      }
      isUsed[index] = true
      // A moment named before the window is the one it applies to: "added since 2023".
      if case .window = items[index].kind, let before = previous(before: index, within: 2), !isUsed[before],
        let attribute = attribute(of: items[before], where: \.isTime), attribute.id != subject.time
      {
        reading.timeAttribute = attribute.id
        isUsed[before] = true
      }
    }
  }

  /// "never sold", "without a customer", "not needed for any service", "except cash".
  mutating func readNegations() {
    for index in items.indices where !isUsed[index] {
      let item = items[index]
      guard item.has(.never) || item.has(.without) || item.has(.except), !isNameOfData(item) else { continue }
      if negate(from: index) { isUsed[index] = true }
    }
  }

  private func isNameOfData(_ item: Item) -> Bool {
    item.meanings.contains { if case .value = $0 { true } else { false } }
  }

  private mutating func negate(from index: Int) -> Bool {
    var run: [Int] = []
    var position = index
    while let next = next(after: position), run.count < 4 {
      let item = items[next]
      if case .window = item.kind {
        position = next
        continue
      }
      if case .term = item.kind, !item.has(.list) {
        run.append(next)
      } else if !item.has(.never), !item.has(.distinct), !item.has(.or), !item.has(.and),
        !(item.text.lowercased() == "by" && !run.isEmpty)
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
    // One of the subject's own: a value, a segment, an attribute that is empty.
    for member in run {
      let item = items[member]
      let before = run.prefix { $0 != member }
      if let (attribute, values) = ownValues(of: item) {
        let predicate = Predicate.not(.compare(attribute, .oneOf(values.map { .text($0) })))
        finish(before, member, predicate, attribute)
        return true
      }
      for case .segment(let entity, let name) in item.meanings where entity == subject.id {
        finish(before, member, .not(.segment(entity, name)), nil)
        return true
      }
      if entity(of: item) != subject.id, let attribute = attribute(of: item),
        attribute.id.entity == subject.id,
        saysPossession(index, member)
      {
        finish(before, member, .compare(attribute.id, .isEmpty), attribute.id)
        return true
      }
    }
    return negateRelation(run)
  }

  /// "without a date", "don't have a customer": a property is missing, not an event that did not happen.
  private func saysPossession(_ index: Int, _ member: Int) -> Bool {
    if items[index].has(.without) { return true }
    if items[index].has(.except) { return false }
    return items[index...member].contains {
      ["have", "has", "had", "no", "with"].contains($0.text.lowercased())
    }
  }

  private mutating func finish(
    _ before: some Sequence<Int>, _ member: Int, _ predicate: Predicate, _ attribute: AttributeID?
  ) {
    for earlier in before where entity(of: items[earlier]) == subject.id { isUsed[earlier] = true }
    require(predicate, on: attribute, at: member)
  }

  /// No row of what the words of the run name: the farthest one, with values of it inside.
  private mutating func negateRelation(_ run: [Int]) -> Bool {
    var target: (length: Int, entity: EntityID)?
    func consider(_ entity: EntityID) {
      guard distance(to: entity) == nil || entity != subject.id, let length = relationLength(to: entity),
        length > 0
      else { return }
      if target.map({ length > $0.length }) ?? true { target = (length, entity) }
    }
    for member in run {
      // What happens is said by a verb; a noun that the verb has to do with is on its way.
      let verbs = items[member].meanings.compactMap { if case .verb(let id) = $0 { id } else { nil } }
        .filter { (relationLength(to: $0) ?? 0) > 0 }
      if let verb = verbs.min(by: { (relationLength(to: $0) ?? 0, $0) < (relationLength(to: $1) ?? 0, $1) }) {
        consider(verb)
      } else if let entity = entity(of: items[member]), entity != subject.id {
        consider(entity)
      }
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
      if let (attribute, text) = values.first, values.count == 1 {
        inside = inside.and(.compare(attribute, .equal(.text(text))))
      }
      isUsed[member] = true
    }
    inside = inside.and(windowsInside(target.entity))
    take(target.entity)
    reading.conditions.append(
      Reading.Condition(
        predicate: .not(.related(target.entity, inside)), attribute: nil, position: run.first ?? 0))
    return true
  }

  /// The windows as a condition on the rows of an event, when the subject itself has no moment; they are then
  /// used up.
  mutating func windowsInside(_ entity: EntityID) -> Predicate {
    guard subject.time == nil, reading.timeAttribute == nil, !reading.windows.isEmpty,
      let time = eventTime(of: entity)
    else { return .always }
    let predicates = reading.windows.map { Predicate.within(time, $0) }
    reading.windows = []
    return predicates.count == 1 ? predicates[0] : .any(predicates)
  }

  /// The moment of an entity's rows, or of the rows on the way to it.
  private func eventTime(of entity: EntityID) -> AttributeID? {
    if let time = catalog.entity(entity)?.time { return time }
    for step in graph.relation(from: subject.id, to: entity) ?? [] {
      if let time = catalog.entity(step.target)?.time { return time }
    }
    return nil
  }

  /// "order 10221", "technician 16": a name of a thing and its number.
  mutating func readIdentifiers() {
    for index in items.indices.dropLast() {
      guard case .term = items[index].kind, !items[index].isPlural,
        let place = items.indices.contains(index + 1)
          ? (items[index + 1].kind == .sign("#") ? index + 2 : index + 1) : nil,
        items.indices.contains(place),
        case .quantity(let quantity) = items[place].kind, quantity.unit == nil, !isUsed[place],
        quantity.number.scale == 0
      else { continue }
      let named = attribute(of: items[index]) { $0.isIdentifier }
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

  // MARK: - Values

  /// The values a term stands for on an attribute that each row has one of.
  func ownValues(of item: Item) -> (AttributeID, [String])? {
    var byAttribute: [AttributeID: [String]] = [:]
    for case .value(let attribute, let text) in item.meanings where distance(to: attribute.entity) != nil {
      byAttribute[attribute, default: []].append(text)
    }
    return byAttribute.min { a, b in
      (distance(to: a.key.entity) ?? 0, a.key) < (distance(to: b.key.entity) ?? 0, b.key)
    }.map { ($0.key, $0.value.sorted()) }
  }

  mutating func readValues() {
    for index in items.indices where !isUsed[index] {
      guard let (attribute, found) = values(at: index) else { continue }
      // The value that is said whole comes before those it is only a part of.
      let said = QuestionTokenizer.tokens(of: items[index].text).map(\.singular)
      let whole = found.filter { QuestionTokenizer.tokens(of: $0).map(\.singular) == said }
      let values = whole.isEmpty ? found : whole
      if values.count > 1 {
        faults.append(.ambiguousValue(text: items[index].text, attribute, values))
        isUsed[index] = true
        continue
      }
      let predicate = Predicate.compare(attribute, .equal(.text(values[0])))
      if items[index].isPartial {
        reading.score -= 0.4
        reading.notes.append("'\(items[index].text)' taken as \(values[0])")
      }
      if distance(to: attribute.entity) != nil {
        require(predicate, on: attribute, values: values, at: index)
        reading.score -= 0.03 * Double(distance(to: attribute.entity) ?? 0)
      } else {
        take(attribute.entity)
        if let earlier = alternative(to: attribute, at: index) {
          let old = reading.conditions[earlier].predicate
          reading.conditions[earlier].predicate = .any([old, .related(attribute.entity, predicate)])
          isUsed[index] = true
          continue
        }
        let inside = predicate.and(windowsInside(attribute.entity))
        require(.related(attribute.entity, inside), on: attribute, at: index)
        reading.score -= 0.2 * Double(relationLength(to: attribute.entity) ?? 0)
      }
    }
  }

  /// The condition on the same attribute that "or" joins this value to.
  private func alternative(to attribute: AttributeID, at index: Int) -> Int? {
    guard let earlier = reading.conditions.lastIndex(where: { $0.attribute == attribute }) else { return nil }
    let between = reading.conditions[earlier].position..<index
    return !between.isEmpty && items[between].contains { $0.has(.or) } ? earlier : nil
  }

  /// The attribute and values a term stands for as seen from the subject: near ones first, those whose attribute
  /// or entity is named beside them before all others.
  private func values(at index: Int) -> (AttributeID, [String])? {
    var byAttribute: [AttributeID: [String]] = [:]
    for case .value(let attribute, let text) in items[index].meanings {
      byAttribute[attribute, default: []].append(text)
    }
    guard !byAttribute.isEmpty else { return nil }
    let isNamedOtherwise = items[index].meanings.contains { meaning in
      switch meaning {
      case .entity, .measure, .attribute, .measureVerb, .verb: true
      default: false
      }
    }
    // "open" is said of more than the value Open; "in" and "me" are words before they are codes.
    let needsName =
      items[index].meanings.contains { if case .segment = $0 { true } else { false } } || isAnswerUnit(index)
    let isWord = items[index].meanings.contains { if case .role = $0 { true } else { false } }
    var best: (cost: Int, attribute: AttributeID)?
    for attribute in byAttribute.keys.sorted() {
      guard let steps = distance(to: attribute.entity) ?? relationLength(to: attribute.entity).map({ $0 + 3 })
      else { continue }
      let isNamed = isNamedBeside(attribute, index)
      let isBeside = isNamed || isBeside(attribute, index)
      if isNamedOtherwise && !isBeside || needsName && !isNamed { continue }
      if isWord, !isNamed, !(byAttribute[attribute] ?? []).contains(items[index].text),
        !(isBeside && items[index].text.utf8.count > 2)
      {
        continue
      }
      let cost = steps * 2 - (isBeside ? 3 : 0)
      if best.map({ cost < $0.cost }) ?? true { best = (cost, attribute) }
    }
    return best.map { ($0.attribute, (byAttribute[$0.attribute] ?? []).sorted()) }
  }

  /// The attribute, or the entity it belongs to, is named right before or after the item.
  private func isBeside(_ attribute: AttributeID, _ index: Int) -> Bool {
    for neighbor in [index - 1, index + 1, index + 2] where items.indices.contains(neighbor) {
      if neighbor > index, items[neighbor].startsClause { continue }
      if neighbor == index + 2, items[index + 1].isContent { continue }
      let isNoun = items[neighbor].meanings.contains(.entity(attribute.entity))
      if isNoun, neighbor >= index + 1 { return true }
    }
    return false
  }

  /// The attribute itself is named right before or after the item.
  private func isNamedBeside(_ attribute: AttributeID, _ index: Int) -> Bool {
    [previous(before: index, within: 2), next(after: index, within: 2)].compactMap { $0 }
      .contains { items[$0].meanings.contains(.attribute(attribute)) }
  }

  /// The word is a unit that a measure of the question is in anyway: "in AUD".
  private func isAnswerUnit(_ index: Int) -> Bool {
    let units = items[index].meanings.compactMap { if case .unit(let unit) = $0 { unit } else { nil } }
    guard let unit = units.first else { return false }
    return items.contains { measure(of: $0, verbs: true)?.unit == unit }
  }

  mutating func readSegments() {
    for index in items.indices where !isUsed[index] {
      for case .segment(let entity, let name) in items[index].meanings {
        let isMeasureToo = items[index].meanings.contains { if case .measure = $0 { true } else { false } }
        if isMeasureToo { continue }
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
