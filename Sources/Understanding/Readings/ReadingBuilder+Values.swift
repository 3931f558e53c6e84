import Domain

/// The pass that finds values: which attribute a name is a value of, and what is asked of it.
extension ReadingBuilder {
  /// The values a term stands for on an attribute that each row has one of.
  func ownValues(at index: Int) -> (AttributeID, [String])? {
    var byAttribute: [AttributeID: [String]] = [:]
    for case .value(let attribute, let text) in items[index].meanings
    where distance(to: attribute.entity) != nil {
      byAttribute[attribute, default: []].append(text)
    }
    func isSaid(_ text: String) -> Bool {
      QuestionTokenizer.tokens(of: text).filter { $0.kind != .sign }.map(\.singular) == items[index].words
    }
    // Said whole, named beside it, near: "make is not Toyota" speaks of no "Toyota Financial".
    func rank(_ id: AttributeID, _ texts: [String]) -> (Int, Int, Int, AttributeID) {
      (
        texts.contains(where: isSaid) ? 0 : 1, isNamedBeside(id, index) ? 0 : 1, distance(to: id.entity) ?? 0,
        id
      )
    }
    return byAttribute.min { rank($0.key, $0.value) < rank($1.key, $1.value) }
      .map { id, texts in
        let whole = texts.filter(isSaid)
        return (id, (whole.isEmpty ? texts : whole).sorted())
      }
  }

  /// "bmw tickets" where all are: the word says what is spoken of, and is no more than a part of "BMW App".
  private func isHintOnly(_ index: Int, _ found: [String]) -> Bool {
    guard items[index].meanings.contains(.hint(subject.id)) else { return false }
    return found.allSatisfy { isPart(items[index].words, of: $0) }
  }

  func readValues() {
    for index in items.indices where !isUsed[index] {
      guard let (attribute, found) = values(at: index), !isHintOnly(index, found) else { continue }
      // The value that is said whole comes before those it is only a part of.
      let said = items[index].words
      let whole = found.filter {
        QuestionTokenizer.tokens(of: $0).filter { $0.kind != .sign }.map(\.singular) == said
      }
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
      if whole.isEmpty, !items[index].isPartial, isPart(said, of: values[0]) {
        reading.score -= isWholeElsewhere(index) ? 1.2 : 0.4
      }
      if items[index].isPartial, said.count == 1, let noun = next(after: index, within: 1), noun == index + 1,
        let named = entity(of: items[noun]), named != attribute.entity
      {
        // "big orders" is no "Big Brake Kit".
        faults.append(.unplaced([items[index].text]))
      } else if whole.isEmpty, said.count == 1, items.indices.contains(index + 1),
        items[index + 1].hasPlural, let other = self.attribute(of: items[index + 1]), other.id != attribute,
        !items[index + 1].meanings.contains(.attribute(attribute)), entity(of: items[index + 1]) == nil
      {
        // "electric models" are of no "Electrical System".
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

  /// The words are a whole value of another attribute.
  private func isWholeElsewhere(_ index: Int) -> Bool {
    items[index].meanings.contains { meaning in
      guard case .value(_, let text) = meaning else { return false }
      return QuestionTokenizer.tokens(of: text).filter { $0.kind != .sign }.map(\.singular)
        == items[index].words
    }
  }

  /// "average order value for parts": a noun of things that have no part in these rows, where one of their values is
  /// called the same.
  func readLeftValues() {
    guard base == nil, !reading.measures.isEmpty else { return }
    for index in items.indices where !isUsed[index] && (index != head || !isAskedFor(index)) {
      let own = items[index].meanings.compactMap { meaning -> (AttributeID, String)? in
        if case .value(let id, let text) = meaning, id.entity == subject.id { (id, text) } else { nil }
      }
      let isThing = items[index].meanings.contains { meaning in
        if case .entity(let id) = meaning { distance(to: id) == nil && id != subject.id } else { false }
      }
      // "brake parts": a thing of which kind is said before it is that thing.
      let isCompound =
        index > 0 && items[index - 1].meanings.contains { if case .value = $0 { true } else { false } }
      guard own.count == 1, let (attribute, text) = own.first, isThing, !isCompound, !isConditioned(attribute)
      else { continue }
      require(.compare(attribute, .equal(.text(text))), on: attribute, values: [text], at: index)
      if index == head { head = nil }
      reading.score -= 0.5
    }
  }

  func isPart(_ said: [String], of value: String) -> Bool {
    func words(_ text: String) -> [String] {
      QuestionTokenizer.tokens(of: text).filter { $0.kind != .sign }.map(\.singular)
    }
    let whole = words(value)
    if said == words(value.prefix { $0 != "(" }.description) { return false }
    return said.count < whole.count && said.contains { whole.contains($0) }
  }

  func isTurned(_ said: [String], _ value: String) -> Bool {
    func words(_ list: [String]) -> [String] { list.filter { $0 != "and" && $0 != "&" } }
    let name = words(QuestionTokenizer.tokens(of: value).filter { $0.kind != .sign }.map(\.singular))
    let spoken = words(said).filter { $0.contains { $0.isLetter || $0.isNumber } }
    return name != spoken && name.sorted() == spoken.sorted()
  }

  /// The words are part of several names, and all of those are meant: a plural noun of theirs follows.
  func isAllOf(_ index: Int, _ attribute: AttributeID) -> Bool {
    guard distance(to: attribute.entity) != nil, catalog.entity(attribute.entity)?.labelID == attribute,
      let noun = next(after: index, within: 2)
    else { return false }
    return items[noun].has(.generic)
      || items[noun].isPlural && items[noun].meanings.contains(.entity(attribute.entity))
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
    guard !byAttribute.isEmpty, !namesNext(index) else { return nil }
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
      if isNamedOtherwise && !isBeside
        || needsName && !isNamed && !isOnly(index) && !isListed(index, of: attribute)
      {
        continue
      }
      if isWord, !isNamed, items[index].text.utf8.count <= 3,
        !(byAttribute[attribute] ?? []).contains(items[index].text),
        !(isBeside && items[index].text.utf8.count > 2)
      {
        continue
      }
      // A whole name far away comes before a part of a near one.
      let said = items[index].words
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
  func isListed(_ index: Int, of attribute: AttributeID) -> Bool {
    func isValue(_ item: Item) -> Bool {
      item.meanings.contains { if case .value(attribute, _) = $0 { true } else { false } }
    }
    func isJoint(_ item: Item) -> Bool {
      if case .sign(let sign) = item.kind { return sign == "," || sign == "/" }
      return item.has(.and) || item.has(.or) || item.has(.versus)
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
    if index > 0, items[index - 1].has(.only), !items[index].isPlural { return true }
    // "CarQuest parts only": the noun of the value before.
    if let before = previous(before: index, within: 1),
      reading.conditions.contains(where: { condition in
        condition.position == before
          && condition.attribute.map { items[index].meanings.contains(.entity($0.entity)) } ?? false
      })
    {
      return false
    }
    var place = index + 1
    while items.indices.contains(place), case .sign(let sign) = items[place].kind, sign == "-" { place += 1 }
    return items.indices.contains(place) && items[place].has(.followUp) && items[place].has(.filler)
      && !items[place].startsClause && words[.only, default: []].contains(items[place].text.lowercased())
  }

  /// "service oil change": the noun says what the value after it is.
  private func namesNext(_ index: Int) -> Bool {
    let named = items[index].meanings.compactMap { if case .entity(let id) = $0 { id } else { nil } }
    guard !named.isEmpty, items.indices.contains(index + 1) else { return false }
    return items[index + 1].meanings.contains { meaning in
      if case .value(let id, _) = meaning { named.contains(id.entity) && isLabel(id) } else { false }
    }
  }

  private func isLabel(_ id: AttributeID) -> Bool { catalog.entity(id.entity)?.labelID == id }

  /// The attribute itself is named right before or after the item.
  func isNamedBeside(_ attribute: AttributeID, _ index: Int) -> Bool {
    [previous(before: index, within: 2), next(after: index, within: 2)].compactMap { $0 }
      .contains { items[$0].meanings.contains(.attribute(attribute)) }
  }

  /// The word is a unit that a measure of the question is in anyway: "in AUD".
  func isAnswerUnit(_ index: Int) -> Bool {
    let units = items[index].meanings.compactMap { if case .unit(let unit) = $0 { unit } else { nil } }
    guard let unit = units.first, !items.contains(where: { $0.has(.share) }) else { return false }
    return items.contains { measure(of: $0, verbs: true)?.unit == unit }
      || subject.attributes.contains { $0.unit == unit }
        && !(next(after: index, within: 1).map { items[$0].meanings.contains(.entity(subject.id)) } ?? false)
  }
}
