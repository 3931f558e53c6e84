import Domain

/// The passes that find conditions on rows: time, identifiers, values, segments.
extension ReadingBuilder {
  mutating func readTime() {
    for index in items.indices {
      switch items[index].kind {
      case .window(let window) where readsAdjective(window, at: index): break
      case .window(let window):
        if window.start != nil || window.end != nil { reading.windows.append(window) }
      case .windows(let windows): reading.windows += windows
      case .grain(let grain): if !reading.grains.contains(grain) { reading.grains.append(grain) }
      case .weekday: reading.isByWeekday = true
      case .hour: reading.isByHour = true
      case .weekdays(let days): reading.weekdays.formUnion(days)
      case .hours(let hours) where reading.hours.isEmpty: reading.hours = hours
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
      default:
        guard items[index].has(.when), items[index].isPlural else { continue }
        // "on which days did we …"
        let grain = grain(items[index].text) ?? .day
        if !reading.grains.contains(grain) { reading.grains.append(grain) }
      }
      isUsed[index] = true
      // "what weekdays, for each day"
      if reading.isByWeekday, reading.grains == [.day] { reading.grains = [] }
      joinWindows()
      // A moment named before the window is the one it applies to: "added since 2023".
      if case .window = items[index].kind, let before = previous(before: index, within: 2), !isUsed[before],
        let attribute = attribute(of: items[before], where: \.isTime), attribute.id != subject.time
      {
        reading.timeAttribute = attribute.id
        isUsed[before] = true
      }
    }
  }

  /// "2018 cars sold in 2022", "2023 X5 tickets": the year of the model, where a year stands before it.
  private mutating func readsAdjective(_ window: TimeWindow, at index: Int) -> Bool {
    guard window.grain == .year, let year = Int64(items[index].text), items.indices.contains(index + 1),
      let attribute = subject.attributes.first(where: \.isAdjectival)
    else { return false }
    let noun = items[index + 1]
    let isValue = noun.meanings.contains {
      if case .value(let id, _) = $0 { id.entity == subject.id } else { false }
    }
    let hasOther = items.indices.contains { place in
      if case .window = items[place].kind { place != index } else { false }
    }
    guard isValue || hasOther && noun.meanings.contains(.entity(subject.id)) else { return false }
    reading.conditions.append(
      Reading.Condition(
        predicate: .compare(attribute.id, .equal(.integer(year))), attribute: attribute.id, position: index))
    return true
  }

  /// "since January 2022 … up to the end of 2024": two open ends are one window.
  private mutating func joinWindows() {
    // "on valentine's day (14 February)", "in March, in Q1": said twice, the narrower holds.
    if reading.windows.count == 2, let first = reading.windows[0].days, let second = reading.windows[1].days {
      if first.contains(second.lowerBound), second.upperBound <= first.upperBound {
        reading.windows.removeFirst()
      } else if second.contains(first.lowerBound), first.upperBound <= second.upperBound {
        reading.windows.removeLast()
      }
    }
    guard reading.windows.count == 2,
      let from = reading.windows.first(where: { $0.start != nil && $0.end == nil }), let start = from.start,
      let until = reading.windows.first(where: { $0.start == nil && $0.end != nil }), let end = until.end,
      start < end
    else { return }
    reading.windows = [
      TimeWindow(start: start, end: end, label: "\(from.label) \(until.label)", grain: from.grain)
    ]
  }

  /// "order 10221", "technician 16": a name of a thing and its number.
  mutating func readIdentifiers() {
    for index in items.indices.dropLast() {
      guard case .term = items[index].kind, !items[index].isPlural,
        let place = items.indices.first(where: { $0 > index && !isNumberSign($0) }), place - index <= 4,
        case .quantity(let quantity) = items[place].kind, quantity.unit == nil, !isUsed[place],
        quantity.number.scale == 0
      else { continue }
      let named = attribute(of: items[index]) { $0.isIdentifier }
      if named == nil, let far = relatedIdentifier(of: items[index]) {
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
    default: words[.numberSign, default: []].contains(items[index].text.lowercased())
    }
  }

  /// "#4410": the key of the rows that the question names besides.
  mutating func readNumberSigns() {
    for index in items.indices.dropLast()
    where items[index].kind == .sign("#") && !isUsed[index + 1] {
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
      if values.count > 1, isAllOf(index, attribute) {
        // "carbon fiber parts": all whose names have these words.
        require(
          .compare(attribute, .oneOf(values.map { .text($0) })), on: attribute, values: values, at: index)
        reading.notes.append("'\(items[index].text)' taken as \(values.count) of them")
        continue
      }
      if values.count > 1 {
        faults.append(.ambiguousValue(text: items[index].text, attribute, values))
        isUsed[index] = true
        continue
      }
      let predicate = Predicate.compare(attribute, .equal(.text(values[0])))
      // "brakes" for "Brake system": part of a name.
      if whole.isEmpty, !items[index].isPartial, isPart(said, of: values[0]) { reading.score -= 0.4 }
      if items[index].isPartial, said.count == 1, let noun = next(after: index, within: 1), noun == index + 1,
        let named = entity(of: items[noun]), named != attribute.entity
      {
        // "big orders" is no "Big Brake Kit".
        faults.append(.unplaced([items[index].text]))
      }
      if items[index].isPartial {
        reading.score -= 0.4
        reading.notes.append("'\(items[index].text)' taken as \(values[0])")
      }
      if attribute.entity == subject.id, catalog.attribute(attribute)?.isIdentifier ?? false {
        reading.score += 0.3
      }
      // Words in another order than the name has them are less surely it.
      if values.count == 1, isTurned(said, values[0]) { reading.score -= 0.2 }
      if distance(to: attribute.entity) != nil {
        require(predicate, on: attribute, values: values, at: index)
        reading.score -= 0.03 * Double(distance(to: attribute.entity) ?? 0)
      } else {
        let event = event(of: attribute.entity)
        take(event)
        if let earlier = alternative(to: attribute, at: index) {
          let old = reading.conditions[earlier].predicate
          reading.conditions[earlier].predicate = .any([old, .related(event, predicate)])
          isUsed[index] = true
          continue
        }
        let inside = predicate.and(windowsInside(event))
        require(.related(event, inside), on: attribute, at: index)
        reading.score -= 0.2 * Double(relationLength(to: attribute.entity) ?? 0)
      }
    }
  }

  private func isPart(_ said: [String], of value: String) -> Bool {
    let words = QuestionTokenizer.tokens(of: value.prefix { $0 != "(" }.description).map(\.singular)
    return said.count < words.count && said.contains { words.contains($0) }
  }

  private func isTurned(_ said: [String], _ value: String) -> Bool {
    func words(_ list: [String]) -> [String] { list.filter { $0 != "and" && $0 != "&" } }
    let name = words(QuestionTokenizer.tokens(of: value).filter { $0.kind != .sign }.map(\.singular))
    let spoken = words(said).filter { $0.contains { $0.isLetter || $0.isNumber } }
    return name != spoken && name.sorted() == spoken.sorted()
  }

  /// The words are part of several names, and all of those are meant: a plural noun of theirs follows.
  private func isAllOf(_ index: Int, _ attribute: AttributeID) -> Bool {
    guard distance(to: attribute.entity) != nil, catalog.entity(attribute.entity)?.labelID == attribute,
      let noun = next(after: index, within: 2)
    else { return false }
    return items[noun].isPlural && items[noun].meanings.contains(.entity(attribute.entity))
  }

  /// The rows through which a related entity belongs to one of the subject, when they are events of their own: what is
  /// said of one event then holds for that one. "the technician who did a tire rotation on order 47".
  func event(of entity: EntityID) -> EntityID {
    guard let steps = graph.relation(from: subject.id, to: entity), steps.count > 1, let first = steps.first,
      first.isDown, steps.dropFirst().allSatisfy({ !$0.isDown }), let event = catalog.entity(first.target),
      !event.isLink
    else { return entity }
    return event.id
  }

  /// The condition on the same attribute that "or" joins this value to.
  func alternative(to attribute: AttributeID, at index: Int) -> Int? {
    guard let earlier = reading.conditions.lastIndex(where: { $0.attribute == attribute }) else { return nil }
    let first = reading.conditions[earlier].position
    return first < index && items[first..<index].contains { $0.has(.or) } ? earlier : nil
  }

  /// The attribute and values a term stands for as seen from the subject: near ones first, those whose attribute
  /// or entity is named beside them before all others.
  func values(at index: Int) -> (AttributeID, [String])? {
    var byAttribute: [AttributeID: [String]] = [:]
    for case .value(let attribute, let text) in items[index].meanings {
      byAttribute[attribute, default: []].append(text)
    }
    guard !byAttribute.isEmpty else { return nil }
    let isNamedOtherwise = items[index].meanings.contains { meaning in
      // What other subjects call so is nothing here; a noun of the same area is one.
      if case .entity(let id) = meaning, catalog.entity(id)?.domain == subject.domain { return true }
      let owner: EntityID? =
        switch meaning {
        case .entity(let id), .verb(let id): id
        case .attribute(let id): id.entity
        case .measure(let id), .measureVerb(let id): catalog.measure(id)?.entity
        default: nil
        }
      return owner.map { distance(to: $0) != nil || relationLength(to: $0) != nil } ?? false
    }
    // "open" is said of more than the value Open; "in" and "me" are words before they are codes.
    let needsName =
      items[index].meanings.contains { if case .segment = $0 { true } else { false } } || isAnswerUnit(index)
    let isWord = items[index].meanings.contains { if case .role = $0 { true } else { false } }
    var best: (cost: Int, attribute: AttributeID)?
    var rival: AttributeID?
    for attribute in byAttribute.keys.sorted() {
      guard let steps = distance(to: attribute.entity) ?? relationLength(to: attribute.entity).map({ $0 + 3 })
      else { continue }
      let isNamed = isNamedBeside(attribute, index)
      let isBeside = isNamed || isBeside(attribute, index) || isOnly(index) || isListed(index, of: attribute)
      if isNamedOtherwise && !isBeside || needsName && !isNamed { continue }
      if isWord, !isNamed, items[index].text.utf8.count <= 3,
        !(byAttribute[attribute] ?? []).contains(items[index].text),
        !(isBeside && items[index].text.utf8.count > 2)
      {
        continue
      }
      // A whole name far away comes before a part of a near one.
      let said = QuestionTokenizer.tokens(of: items[index].text).map(\.singular)
      let isPart =
        !items[index].isPartial && (byAttribute[attribute] ?? []).allSatisfy { self.isPart(said, of: $0) }
      let cost = steps * 2 - (isBeside ? 3 : 0) + (isPart ? 14 : 0)
      if let found = best, found.cost == cost, distance(to: attribute.entity) == nil, base == nil {
        rival = attribute
      }
      if best.map({ cost < $0.cost }) ?? true { (best, rival) = ((cost, attribute), nil) }
    }
    // Two kinds of related rows have the value: this subject cannot tell them apart.
    if rival != nil { return nil }
    return best.map { ($0.attribute, (byAttribute[$0.attribute] ?? []).sorted()) }
  }

  /// The attribute, or the entity it belongs to, is named right before or after the item.
  func isBeside(_ attribute: AttributeID, _ index: Int) -> Bool {
    for neighbor in index - 1...index + 4 where neighbor != index && items.indices.contains(neighbor) {
      if neighbor > index, items[neighbor].startsClause { break }
      let between = neighbor > index ? items[index + 1..<neighbor] : []
      // Values of a row of them go together: "parts, service and mixed orders".
      func isPassed(_ item: Item) -> Bool {
        if case .sign(let sign) = item.kind { return sign != "," || neighbor > index }
        return !item.isContent || item.has(.filler) || item.has(.and) || item.has(.or)
          || item.meanings.contains { if case .value(attribute, _) = $0 { true } else { false } }
      }
      let plain = between.filter { !$0.isContent && !$0.has(.and) && !$0.has(.or) && !isSign($0) }
      if !between.allSatisfy(isPassed) || plain.count > 1 || plain.contains(where: { $0.has(.yesNo) }) {
        break
      }
      let isNoun = items[neighbor].meanings.contains(.entity(attribute.entity))
      if isNoun, neighbor >= index + 1 { return true }
    }
    return false
  }

  /// "parts, service and mixed": one of a row of values, of which one can be nothing else.
  private func isListed(_ index: Int, of attribute: AttributeID) -> Bool {
    func isValue(_ item: Item) -> Bool {
      item.meanings.contains { if case .value(attribute, _) = $0 { true } else { false } }
    }
    func isJoint(_ item: Item) -> Bool {
      if case .sign(let sign) = item.kind { return sign == "," || sign == "/" }
      return item.has(.and) || item.has(.or)
    }
    func reaches(_ step: Int) -> Bool {
      var place = index + step
      var isJoined = false
      while items.indices.contains(place) {
        if isJoint(items[place]) {
          isJoined = true
        } else if isJoined, isValue(items[place]) {
          let isOnlyValue = !items[place].meanings.contains { meaning in
            switch meaning {
            case .entity, .attribute, .measure: true
            default: false
            }
          }
          if isOnlyValue { return true }
          isJoined = false
        } else {
          return false
        }
        place += step
      }
      return false
    }
    return isValue(items[index]) && (reaches(1) || reaches(-1))
  }

  /// "parts-only": a value, though it is a noun.
  func isOnly(_ index: Int) -> Bool {
    var place = index + 1
    while items.indices.contains(place), case .sign(let sign) = items[place].kind, sign == "-" { place += 1 }
    return items.indices.contains(place) && items[place].has(.followUp) && items[place].has(.filler)
      && !items[place].startsClause && words[.only, default: []].contains(items[place].text.lowercased())
  }

  /// The attribute itself is named right before or after the item.
  func isNamedBeside(_ attribute: AttributeID, _ index: Int) -> Bool {
    [previous(before: index, within: 2), next(after: index, within: 2)].compactMap { $0 }
      .contains { items[$0].meanings.contains(.attribute(attribute)) }
  }

  /// The word is a unit that a measure of the question is in anyway: "in AUD".
  func isAnswerUnit(_ index: Int) -> Bool {
    let units = items[index].meanings.compactMap { if case .unit(let unit) = $0 { unit } else { nil } }
    guard let unit = units.first else { return false }
    return items.contains { measure(of: $0, verbs: true)?.unit == unit }
      || subject.attributes.contains { $0.unit == unit }
        && !(next(after: index, within: 1).map { items[$0].meanings.contains(.entity(subject.id)) } ?? false)
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

extension TimeWindow {
  /// Its days, when both ends are known.
  fileprivate var days: Range<CalendarDate>? {
    guard let start, let end, start < end else { return nil }
    return start..<end
  }
}
