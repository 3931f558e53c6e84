import Domain

/// The passes that find what is asked for: the head noun, breakdowns, measures.
extension ReadingBuilder {
  /// The head is the first noun that is neither counted nor summed nor part of a breakdown: "which *markets* …",
  /// "top 5 *parts* by …".
  mutating func findHead() {
    for index in items.indices where !isUsed[index] || isGrain(index) || isValueHead(index) {
      let item = items[index]
      if isValueHead(index) {
        head = index
        return
      }
      if isGrain(index) {
        let before = index > 0 ? items[index - 1] : nil
        if let before, before.has(.list) || before.has(.top) || before.has(.bottom) || isQuantity(index - 1) {
          head = index
          return
        }
        continue
      }
      guard case .term = item.kind else { continue }
      let before = previous(before: index, within: 3)
      if let before, items[before].has(.group), !items[before].has(.list) { continue }
      if let before, items[before].has(.count) || items[before].has(.amount) { return }
      if entity(of: item) != nil || attribute(of: item, where: { !$0.isNumber }) != nil {
        if measure(of: item) != nil, !isAskedFor(index), reading.conditions.isEmpty || !singlesOut {
          continue
        }
        head = index
        return
      }
    }
  }

  /// A value of the subject's own stands where the noun would: "which hybrid components …".
  func isValueHead(_ index: Int) -> Bool {
    guard base == nil, index > 0, items[index - 1].has(.list) else { return false }
    return reading.conditions.contains { condition in
      condition.position == index && !condition.values.isEmpty && condition.attribute?.entity == subject.id
        && condition.attribute != subject.labelID
    }
  }

  /// A condition names one row of the subject by its identifier.
  var singlesOut: Bool {
    reading.conditions.contains { condition in
      condition.attribute.flatMap { catalog.attribute($0) }
        .map { $0.id.entity == subject.id && ($0.isIdentifier || $0.id.name == subject.key) } ?? false
    }
  }

  private func isGrain(_ index: Int) -> Bool { if case .grain = items[index].kind { true } else { false } }
  private func isQuantity(_ index: Int) -> Bool {
    if case .quantity = items[index].kind { true } else { false }
  }

  /// A list word, a ranking word or a number stands before the item.
  private func isAskedFor(_ index: Int) -> Bool {
    var position = index
    while let before = previous(before: position, within: 3) {
      let item = items[before]
      if item.has(.list) || item.has(.who) || item.has(.top) || item.has(.bottom) || isQuantity(before) {
        return true
      }
      if item.meanings.contains(where: {
        if case .largest = $0 { true } else if case .smallest = $0 { true } else { false }
      }) {
        return true
      }
      guard case .term = item.kind, isUsed[before] else { return false }
      position = before
    }
    return false
  }

  /// "by vendor", "per month and channel": breakdowns; "by revenue" ranks.
  mutating func readGroups() {
    for index in items.indices where items[index].has(.group) && !isUsed[index] {
      var position = index
      var found = false
      if let next = next(after: index, within: 3), isAgent(next, after: index) {
        (isUsed[index], isUsed[next]) = (true, true)
        if let entity = entity(of: items[next]) { take(entity) }
        continue
      }
      while let next = next(after: position, within: 3), let grouping = grouping(at: next) {
        if !reading.groups.contains(grouping) { reading.groups.append(grouping) }
        isUsed[next] = true
        (found, position) = (true, next)
        guard let joint = self.next(after: next, within: 2), items[joint].has(.and) else { break }
        guard let after = self.next(after: joint, within: 2), self.grouping(at: after) != nil else { break }
        isUsed[joint] = true
        position = joint
      }
      let after = next(after: index, within: 3)
      let isRanking =
        after.map { place in
          measure(of: items[place], verbs: true) != nil || items[place].has(.count)
            || aggregateFunction(of: items[place]) != nil
        } ?? false
      // "paid by card", "by month" (a grain is its own item), "by revenue".
      let isWindow = after.map { if case .window = items[$0].kind { true } else { false } } ?? false
      if found || isRanking || (after.map({ isUsed[$0] }) ?? true) && !isWindow { isUsed[index] = true }
    }
  }

  /// "bought by customers", "by customers from Ohio": who did it, not a breakdown.
  private func isAgent(_ index: Int, after by: Int) -> Bool {
    guard items[by].text.lowercased() == "by", let entity = entity(of: items[index], related: false),
      entity != subject.id
    else { return false }
    if let value = next(after: index, within: 3), isUsed[value],
      reading.conditions.contains(where: { $0.position == value && $0.attribute?.entity == entity })
    {
      return true
    }
    guard items[index].isPlural, let before = previous(before: by, within: 1) else { return false }
    let last = items[before].text.lowercased().split(separator: " ").last.map(String.init) ?? ""
    return participles.contains(last) || items[before].has(.participle)
  }

  private func grouping(at index: Int) -> Grouping? {
    let item = items[index]
    guard case .term = item.kind, !isUsed[index] else { return nil }
    if measure(of: item) != nil, attribute(of: item, where: { $0.hasValues }) == nil { return nil }
    let attribute = attribute(of: item) {
      !$0.isNumber && !$0.isTime || $0.isIdentifier || $0.type == .integer && $0.unit == nil
    }
    if let entity = entity(of: item, related: false), entity != subject.id {
      let isNearer =
        attribute.map { (distance(to: entity) ?? 0) <= (distance(to: $0.id.entity) ?? 0) + 1 } ?? true
      if isNearer, catalog.entity(entity)?.isLink == false { return .entity(entity) }
    }
    return attribute.map { .attribute($0.id) }
  }

  func aggregateFunction(of item: Item) -> AggregateFunction? {
    if item.has(.average) { return .average }
    if item.has(.median) { return .median }
    if item.has(.maximum) { return .maximum }
    if item.has(.minimum) { return .minimum }
    if item.has(.sum) { return .sum }
    return nil
  }

  /// "average price", "median of resolution time", "total tax".
  mutating func readAggregates() {
    for index in items.indices where !isUsed[index] {
      guard let function = aggregateFunction(of: items[index]) else { continue }
      let following = next(after: index, within: 4)
      let second = following.flatMap { entity(of: items[$0]) != nil ? next(after: $0, within: 2) : nil }
      let nearby = [following, second, previous(before: index, within: 3)].compactMap { $0 }
      for place in nearby where !isUsed[place] || measureTermUsed(place) {
        if let term = aggregated(function, items[place]) {
          if !reading.measures.contains(term) { reading.measures.append(term) }
          (isUsed[index], isUsed[place]) = (true, true)
          break
        }
      }
    }
  }

  private func measureTermUsed(_ index: Int) -> Bool { false }

  private func aggregated(_ function: AggregateFunction, _ item: Item) -> MeasureTerm? {
    if let measure = measure(of: item) {
      switch measure.formula {
      case .aggregate(function, _): return .measure(measure.id)
      case .aggregate(_, let attribute) where function != .sum: return .aggregate(function, attribute)
      case .count where function == .sum, .percentWhere where function == .average || function == .sum:
        return .measure(measure.id)
      default: break
      }
    }
    if let attribute = attribute(of: item, where: \.isNumber), attribute.id.entity == subject.id {
      return .aggregate(function, attribute.id)
    }
    return nil
  }

  mutating func readMeasures() {
    for index in items.indices where !isUsed[index] {
      guard case .term = items[index].kind, index != head || !isAskedFor(index) else { continue }
      guard let measure = measure(of: items[index]), !isColumnInstead(index),
        !isListedInstead(index, measure),
        !isOtherCounted(index, measure)
      else {
        continue
      }
      if case .aggregate(_, let attribute) = measure.formula, isRanked(attribute, before: index) {
        isUsed[index] = true
        continue
      }
      let term = MeasureTerm.measure(measure.id)
      if !reading.measures.contains(term) { reading.measures.append(term) }
      isUsed[index] = true
    }
    readCounts()
    readMeasureVerbs()
    dropMentionedCounts()
    // A word that only says that a number is asked for.
    let isNumberAsked = !reading.measures.isEmpty || reading.groups.isEmpty == false || base != nil
    for index in items.indices where !isUsed[index] && isNumberAsked {
      let item = items[index]
      if item.has(.count) || item.has(.amount) || item.has(.trend) || item.has(.sum) || item.has(.total) {
        isUsed[index] = true
      }
    }
  }

  /// A term that is a measure and also a property of the row that the question looks up: the property is meant
  /// when one row is singled out and nothing asks to sum.
  private func isColumnInstead(_ index: Int) -> Bool {
    guard let attribute = attribute(of: items[index]), attribute.id.entity == subject.id else { return false }
    return singlesOut
  }

  /// "longest resolution time": the superlative of the attribute that the measure averages; one row is asked.
  private func isRanked(_ attribute: AttributeID, before index: Int) -> Bool {
    guard let before = previous(before: index, within: 2) else { return false }
    return items[before].meanings.contains(.largest(attribute))
      || items[before].meanings.contains(.smallest(attribute))
  }

  /// "number of customers on orders": the noun after the counting word is what is counted.
  private func isOtherCounted(_ index: Int, _ measure: Measure) -> Bool {
    guard measure.formula == .count, let count = items.indices.first(where: { items[$0].has(.count) }),
      count < index
    else { return false }
    let noun = items.indices.first { place in
      place > count
        && items[place].meanings.contains { meaning in
          switch meaning {
          case .entity: true
          case .segment(let entity, _): entity != subject.id && items[place].isPlural
          default: false
          }
        }
    }
    return noun.map { $0 < index } ?? false
  }

  /// "list the orders above …", "what did order 12 cost": the rows are meant, not their number.
  private func isListedInstead(_ index: Int, _ measure: Measure) -> Bool {
    guard measure.formula == .count, items[index].meanings.contains(.entity(subject.id)), base == nil else {
      return false
    }
    if singlesOut { return true }
    let asksNumber = items.contains { item in
      [.count, .share, .versus, .trend, .average, .top, .bottom].contains { item.has($0) }
    }
    guard !asksNumber, reading.groups.isEmpty, reading.grains.isEmpty, !reading.isByWeekday else {
      return false
    }
    return items[..<index].contains { $0.has(.list) }
  }

  /// Beside another measure, rows that are only named do not ask for their number: "spenders across all orders".
  private mutating func dropMentionedCounts() {
    guard reading.measures.count > 1, !items.contains(where: { $0.has(.count) }) else { return }
    let kept = reading.measures.filter { term in
      guard case .measure(let id) = term, let measure = catalog.measure(id), measure.formula == .count,
        measure.condition == nil
      else { return true }
      return items.indices.contains { index in
        items[index].meanings.contains(.measure(id))
          && previous(before: index, within: 2).map { items[$0].has(.and) } ?? false
      }
    }
    if !kept.isEmpty { reading.measures = kept }
  }

  /// "how many orders", "number of different vendors".
  private mutating func readCounts() {
    for index in items.indices where items[index].has(.count) && !isUsed[index] {
      guard let next = nextNoun(after: index) else {
        countEvents(at: index)
        continue
      }
      let item = items[next]
      guard !isUsed[next] else { continue }
      if item.meanings.contains(.entity(subject.id)) {
        if reading.measures.isEmpty, !hasMeasureVerb { reading.measures.append(countTerm) }
        reading.score += 0.5
      } else if reading.measures.isEmpty, !hasMeasureVerb,
        let attribute = attribute(of: item, where: { !$0.isNumber && !$0.isTime }),
        attribute.id.entity == subject.id
      {
        reading.measures.append(.countDistinct(attribute.id))
        reading.notes.append("different \(attribute.label.lowercased()) values counted once")
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
      (isUsed[index], isUsed[next]) = (true, true)
    }
  }

  /// "how many times", "how many oil changes": the events that the subject's rows are.
  private mutating func countEvents(at index: Int) {
    guard reading.measures.isEmpty, base == nil || !items.contains(where: { $0.has(.back) }), !hasMeasureVerb,
      let ranking = subject.ranking.flatMap({ catalog.measure($0) }), ranking.entity == subject.id,
      ranking.unit == nil || ranking.unit == "",
      reading.conditions.contains(where: {
        (index + 1...index + 6).contains($0.position) && !$0.values.isEmpty
      })
    else { return }
    reading.measures.append(.measure(ranking.id))
    isUsed[index] = true
  }

  private var hasMeasureVerb: Bool {
    items.indices.contains { !isUsed[$0] && verbMeasure(at: $0) != nil }
  }

  private func nextNoun(after index: Int) -> Int? {
    var position = index
    while let next = next(after: position, within: 3) {
      if case .term = items[next].kind, !isUsed[next] { return next }
      guard isUsed[next] || items[next].has(.distinct) else { return nil }
      if items[next].has(.distinct) { /* "different vendors" counts each once anyway */  }
      position = next
    }
    return nil
  }

  /// The measure that a verb asks for here.
  private func verbMeasure(at index: Int) -> Measure? {
    for case .measureVerb(let id) in items[index].meanings {
      if let measure = catalog.measure(id), measure.entity == subject.id { return measure }
    }
    return nil
  }

  private mutating func readMeasureVerbs() {
    for index in items.indices where !isUsed[index] {
      guard let measure = verbMeasure(at: index) else { continue }
      let isAsked = items.indices.contains { place in
        let item = items[place]
        return item.has(.count) || item.has(.amount) || item.has(.top) || item.has(.bottom)
          || item.has(.trend)
          || item.has(.share)
      }
      let isRankingWord = isRankingWord(index)
      guard isAsked || base != nil || items[index].meanings.contains(.role(.top)) || isRankingWord
      else { continue }
      if reading.measures.allSatisfy(isPlainCount),
        !items.contains(where: { $0.has(.count) }) || reading.measures.isEmpty
      {
        reading.measures = [.measure(measure.id)]
      }
      if isRankingWord, reading.ranking == nil {
        reading.ranking = Reading.Ranking(attribute: nil, isDescending: true)
        direction = (index, true)
      }
      isUsed[index] = true
    }
  }

  private func isPlainCount(_ term: MeasureTerm) -> Bool {
    if case .measure(let id) = term, let measure = catalog.measure(id) {
      return measure.formula == .count && measure.condition == nil
    }
    return term == .count
  }

  /// A superlative in itself: "best selling".
  func isRankingWord(_ index: Int) -> Bool {
    let words = items[index].text.lowercased()
    return words.hasPrefix("best") || words.hasPrefix("most") || words.hasPrefix("top")
      || words.hasPrefix("popular")
      || words.hasPrefix("bestsell")
  }
}
