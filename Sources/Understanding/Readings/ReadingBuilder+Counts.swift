import Domain

/// The passes that find what is counted, by nouns.
extension ReadingBuilder {
  /// "how many orders", "number of different vendors".
  func readCounts() {
    for index in items.indices where items[index].has(.count) && !isUsed[index] {
      if let rows = next(after: index, within: 2), isUsed[rows], isOwnValue(rows),
        items[rows].words.count > 1,
        endsInName(of: subject, items[rows]), items[rows].hasPlural, reading.measures.isEmpty
      {
        // "how many mixed orders were paid in cash"
        reading.measures = [countTerm]
        reading.score += 0.5
        isUsed[index] = true
        continue
      }
      guard let found = nextNoun(after: index) else {
        if !countHead(at: index), !countGroups(at: index), !countValues(at: index) { countEvents(at: index) }
        continue
      }
      let next = namedNoun(found)
      let item = items[next]
      guard !isUsed[next] else { continue }
      if item.has(.person), reading.measures.isEmpty, let person = askedPerson {
        // "how many people bought something"
        reading.measures = [.groups(.entity(person.id))]
        take(person.id)
        (isUsed[index], isUsed[next]) = (true, true)
        continue
      }
      if let entity = entity(of: item, related: false), entity != subject.id,
        !hasMeasureVerb || saysDistinct || isPerson(entity), reading.measures.isEmpty,
        items[..<next].contains(where: { $0.has(.distinct) }) || isCountedInEvents(entity, at: next)
      {
        reading.measures = [.groups(.entity(entity))]
        take(entity)
        if !saysDistinct {
          reading.notes.append("each \(label(of: entity)) counted once")
          // The events that the people are named in, before their parts.
          reading.score -= 0.15 * Double(max(1, distance(to: entity) ?? 1) - 1)
        }
      } else if subject.isLink, let end = entity(of: item, related: false), distance(to: end) == 1 {
        // "a service needs how many parts": what is tied is counted.
        if reading.measures.isEmpty {
          // "which vendors have their parts in the most services": one service has several of their parts.
          let isOne = head.map {
            self.entity(of: items[$0], related: false) != nil || attribute(of: items[$0]) == nil
          }
          reading.measures = [isOne ?? true ? .count : .groups(.entity(end))]
        }
      } else if item.meanings.contains(.entity(subject.id)) {
        if reading.measures.isEmpty, !hasMeasureVerb { reading.measures.append(countTerm) }
        reading.score += namesOtherMeasure(item) ? -0.3 : 0.5
      } else if reading.measures.isEmpty, !hasMeasureVerb,
        let attribute = attribute(of: item, where: { !$0.isNumber && !$0.isTime }),
        attribute.id.entity == subject.id
      {
        reading.measures.append(.countDistinct(attribute.id))
        reading.score -= 0.15
        reading.notes.append("different \(attribute.label.lowercased()) values counted once")
      } else if reading.measures.isEmpty, base == nil,
        let attribute = attribute(of: item, where: { $0.isNumber && $0.unit != nil && !$0.isIdentifier }),
        attribute.id.entity == subject.id, subject.time != nil, !singlesOut
      {
        // "how many labor minutes did technician 7 book": the number of all rows together.
        let sum = catalog.measures.first {
          $0.entity == subject.id && $0.formula == .aggregate(.sum, attribute.id) && $0.condition == nil
        }
        reading.measures.append(sum.map { .measure($0.id) } ?? .aggregate(.sum, attribute.id))
      } else {
        let isNoun = item.meanings.contains { meaning in
          switch meaning {
          case .entity, .measure, .attribute: true
          default: false
          }
        }
        if !isNoun { countEvents(at: index) }
        continue
      }
      if head == next { head = nil }
      (isUsed[index], isUsed[next], isUsed[found]) = (true, true, true)
    }
  }

  /// The word is the name of a measure of other rows: "jobs" are counted by what was done, not by kinds.
  func namesOtherMeasure(_ item: Item) -> Bool {
    let named = item.meanings.compactMap {
      if case .measure(let id) = $0 { catalog.measure(id) } else { nil }
    }
    return !named.isEmpty && !named.contains { $0.entity == subject.id }
  }

  /// "top 2 categories with counts": the rows of each are counted.
  private func countGroups(at index: Int) -> Bool {
    guard base == nil, reading.measures.isEmpty, !hasMeasureVerb, let head, head < index,
      items.contains(where: isRanking) || entity(of: items[head]) == nil,
      !items[head].meanings.contains(.entity(subject.id)), headGroups
    else { return false }
    reading.measures = [countTerm]
    isUsed[index] = true
    return true
  }

  /// "different customers who made a purchase": that they are counted goes without saying.
  func countDistinctly() {
    guard base == nil, reading.measures.isEmpty,
      !items.contains(where: { $0.has(.count) || $0.has(.list) || $0.has(.amount) || isRanking($0) }),
      let word = items.indices.first(where: { items[$0].has(.distinct) }),
      let noun = next(after: word, within: 2),
      let entity = entity(of: items[noun], related: false)
    else { return }
    reading.measures = [entity == subject.id ? countTerm : .groups(.entity(entity))]
    take(entity)
    if head == noun { head = nil }
    (isUsed[word], isUsed[noun]) = (true, true)
  }

  var saysDistinct: Bool { items.contains { $0.has(.distinct) } }

  /// "customers in Ohio, how many": what is counted is said before.
  private func countHead(at index: Int) -> Bool {
    guard base == nil, reading.measures.isEmpty, !hasMeasureVerb, direction == nil,
      let noun = head ?? items.indices.first(where: { items[$0].meanings.contains(.entity(subject.id)) }),
      noun < index, items[noun].meanings.contains(.entity(subject.id)),
      !items[index...].contains(where: { isRanking($0) })
    else { return false }
    reading.measures = [countTerm]
    if head == noun { head = nil }
    (isUsed[index], isUsed[noun]) = (true, true)
    return true
  }

  /// "mixed orders, how many", "P2s in progress: number": the rows that have the values said before.
  private func countValues(at index: Int) -> Bool {
    guard base == nil, reading.measures.isEmpty, !hasMeasureVerb, head == nil, direction == nil,
      reading.groups.isEmpty, reading.grains.isEmpty
    else { return false }
    let before = reading.conditions.filter { $0.position < index && items.indices.contains($0.position) }
    let valued = before.filter { !$0.values.isEmpty && $0.attribute?.entity == subject.id }
    let states = before.count { if case .segment(subject.id, _) = $0.predicate { true } else { false } }
    // "open P1 count"
    let isLast = next(after: index, within: 3) == nil && !valued.isEmpty && valued.count + states > 1
    guard isLast || valued.contains(where: { items[$0.position].hasPlural }) else { return false }
    reading.measures = [countTerm]
    isUsed[index] = true
    return true
  }

  /// "how many times", "how many oil changes": the events that the subject's rows are.
  func countEvents(at index: Int) {
    // "how many repeat customers": those are counted.
    if let next = next(after: index, within: 2), !items[next].meanings.contains(.entity(subject.id)),
      items[next].isPlural, items[next].words.count > 1,
      items[next].meanings.contains(where: {
        if case .segment(let entity, _) = $0 { entity != subject.id } else { false }
      })
    {
      return
    }
    // "how many P1s": the rows that the value is a property of.
    if reading.measures.isEmpty, !hasMeasureVerb, !saysEvent(index),
      reading.conditions.contains(where: { condition in
        (index + 1...index + 6).contains(condition.position) && !condition.values.isEmpty
          && condition.attribute?.entity == subject.id && condition.attribute != subject.labelID
      })
    {
      reading.measures = [countTerm]
      isUsed[index] = true
      return
    }
    guard reading.measures.isEmpty, base == nil || !items.contains(where: { $0.has(.back) }), !hasMeasureVerb,
      let ranking = subject.ranking.flatMap({ catalog.measure($0) }), ranking.entity == subject.id,
      ranking.unit == nil || ranking.unit == "",
      reading.conditions.contains(where: {
        (index + 1...index + 6).contains($0.position) && !$0.values.isEmpty
      }), saysEvent(index)
    else { return }
    reading.measures.append(.measure(ranking.id))
    isUsed[index] = true
  }

  /// "how many times", or a verb somewhere: something happened, and the things it happened to are not counted.
  func saysEvent(_ index: Int) -> Bool {
    let last = items[index].text.lowercased().split(separator: " ").last.map(String.init) ?? ""
    if words[.times, default: []].contains(last) { return true }
    return items.contains { item in
      item.has(.participle)
        || item.meanings.contains { meaning in
          switch meaning {
          case .verb(let id): partaking.contains(id)
          case .measureVerb(let id): catalog.measure(id)?.entity == subject.id
          default: false
          }
        }
    }
  }

  /// "the biggest order, what was it worth": the number that the row is ranked by.
  func namesRanked(_ index: Int) -> Bool {
    guard let own = attribute(of: items[index], where: \.isNumber)?.id, own.entity == subject.id else {
      return false
    }
    return ranksRow(by: own)
  }

  /// "the slowest ticket": one row, by its own number.
  func ranksRow(by own: AttributeID) -> Bool {
    items.indices.contains { place in
      (items[place].meanings.contains(.largest(own)) || items[place].meanings.contains(.smallest(own)))
        && next(after: place, within: 3).map {
          !items[$0].isPlural && items[$0].meanings.contains(.entity(subject.id))
        } ?? false
    }
  }

  var hasMeasureVerb: Bool {
    let isCounted = items.contains { $0.has(.count) } && !items.contains { $0.has(.amount) }
    return items.indices.contains { index in
      !isUsed[index] && verbMeasure(at: index).map { !(isCounted && isMoney($0)) } ?? false
    }
  }

  /// A sum of amounts, which no number of things is.
  func isMoney(_ measure: Measure) -> Bool {
    guard case .aggregate(.sum, let attribute) = measure.formula,
      case .decimal? = catalog.attribute(attribute)?.type
    else { return false }
    return measure.unit ?? catalog.attribute(attribute)?.unit != nil
  }

  func nextNoun(after index: Int) -> Int? {
    var position = index
    while let next = next(after: position, within: 3),
      position == index || !items[position..<next].contains(where: { $0.has(.yesNo) })
    {
      let isHint = isOnlyHint(items[next])
      if case .term = items[next].kind, !isUsed[next], !isHint { return next }
      if items[next].has(.person), !isUsed[next] { return next }
      guard isUsed[next] || isHint || items[next].has(.distinct) else { return nil }
      if items[next].has(.distinct) { /* "different vendors" counts each once anyway */  }
      position = next
    }
    return nil
  }

  /// What belongs to the second number, to the next comma: it says which rows it counts, and names nothing else.
  private func part(of count: Int) -> Range<Int>? {
    guard count > 0, !items.contains(where: { $0.has(.share) }) else { return nil }
    let joint = previous(before: count, within: 2).flatMap { items[$0].has(.and) ? $0 : nil }
    let start = joint ?? (items[count - 1].kind == .sign(",") ? count - 1 : nil)
    guard let start, items[..<start].contains(where: { measure(of: $0) != nil || $0.has(.count) }) else {
      return nil
    }
    let end = items[(count + 1)...].firstIndex { $0.kind == .sign(",") || $0.has(.and) } ?? items.endIndex
    let isPlain = items[(count + 1)..<end].allSatisfy { item in
      guard case .term = item.kind else { return true }
      return !item.meanings.contains { meaning in
        switch meaning {
        case .entity, .measure: true
        default: false
        }
      }
    }
    return isPlain ? count..<end : nil
  }

  /// "boats by harbor, and how many are sold": a number beside the first, of the rows that the words after it mean.
  func countPart() {
    countRepeated()
    guard base == nil, !reading.measures.isEmpty,
      let count = items.lastIndex(where: { $0.has(.count) }), let part = part(of: count)
    else { return }
    let after = reading.conditions.indices.filter { part.contains(reading.conditions[$0].position) }
    guard after.count == 1, let place = after.first else { return }
    // "how many from Ohio and how many from Texas" are two alternatives.
    let attribute = reading.conditions[place].attribute
    if attribute != nil, reading.conditions.count(where: { $0.attribute == attribute }) > 1 {
      reading.comparesValues = true
      return
    }
    let condition = reading.conditions.remove(at: place)
    reading.measures.append(
      .filtered(countTerm, where: condition.predicate, label: items[condition.position].text))
    for index in part where index == count || items[index].has(.back) { isUsed[index] = true }
  }

  /// "all tickets and tickets that breached": the same rows once more, of which less are meant.
  private func countRepeated() {
    guard base == nil, reading.measures.count == 1, let term = reading.measures.first, isPlainCount(term)
    else { return }
    for joint in items.indices where items[joint].has(.and) && !items[joint].has(.or) {
      guard let again = next(after: joint, within: 2),
        measure(of: items[again]).map({ .measure($0.id) == term }) ?? false,
        items[..<joint].contains(where: { measure(of: $0).map { .measure($0.id) == term } ?? false })
      else { continue }
      let after = reading.conditions.indices.filter { reading.conditions[$0].position > again }
      guard after.count == 1, let place = after.first else { return }
      let condition = reading.conditions.remove(at: place)
      reading.measures.append(
        .filtered(term, where: condition.predicate, label: items[condition.position].text))
      isUsed[joint] = true
      return
    }
  }

  /// "wheel alignments performed per year": what was done is counted where it is broken down.
  func countNamedEvents() {
    guard base == nil, reading.measures.isEmpty, reading.columns.isEmpty, reading.ranking == nil, head == nil,
      !reading.grains.isEmpty, let ranking = subject.ranking.flatMap({ catalog.measure($0) }),
      ranking.entity == subject.id, (ranking.unit ?? "").isEmpty,
      items.contains(where: { $0.meanings.contains(.measureVerb(ranking.id)) }),
      let named = items.indices.first(where: { items[$0].isContent && !items[$0].has(.list) }),
      items[named].hasPlural,
      reading.conditions.contains(where: { $0.position == named && !$0.values.isEmpty })
    else { return }
    reading.measures = [.measure(ranking.id)]
  }

  /// "repairs by type with the average bill": how many there are, and that.
  func countBesideAverage() {
    guard base == nil, !reading.groups.isEmpty, reading.measures.count == 1, reading.ranking == nil,
      !isPlainCount(reading.measures[0]), let head, items[head].hasPlural,
      items[head].meanings.contains(.entity(subject.id)), items[..<head].allSatisfy({ !$0.isContent }),
      let group = items.indices.first(where: { $0 > head && items[$0].has(.group) }),
      let with = items.indices.first(where: { $0 > group && items[$0].has(.possession) }),
      items[with...].contains(where: { $0.has(.average) || measure(of: $0) != nil })
    else { return }
    reading.measures.insert(countTerm, at: 0)
  }

  /// "boats by harbor": how many there are in each.
  func countBrokenDown() {
    guard base == nil, reading.measures.isEmpty, reading.ranking == nil, reading.limit == nil,
      !reading.groups.isEmpty || !reading.grains.isEmpty || reading.isByWeekday || reading.isByHour,
      let head, items[head].isPlural,
      items[head].meanings.contains(.entity(subject.id)), !items.contains(where: { $0.has(.identity) })
    else { return }
    (reading.measures, reading.columns, reading.isDistinct) = ([countTerm], [], false)
  }
}
