import Domain

/// The passes that find measures.
extension ReadingBuilder {
  func readMeasures() {
    for index in items.indices where !isUsed[index] {
      guard case .term = items[index].kind, index != head || !isAskedFor(index) || isBrokenDownHead(index)
      else { continue }
      guard let measure = measure(of: items[index]), !isColumnInstead(index),
        !isListedInstead(index, measure), !isSingularNoun(index, measure),
        !(items[index].meanings.contains(.measureVerb(measure.id)) && countsOthers),
        !isOtherCounted(index, measure), !isUnitOfRanking(index)
      else {
        continue
      }
      if case .aggregate(let function, let attribute) = measure.formula, function != .sum, !ranksGroups,
        isRanked(attribute, before: index)
      {
        isUsed[index] = true
        continue
      }
      if asksCountOfMoney(index, measure) {
        let counts = catalog.measures.filter {
          $0.entity == subject.id && $0.formula == .count && $0.condition == nil
        }
        faults.append(.noMeasure(counts.map(\.id) + [measure.id], head: subject.id))
      }
      if index == head { head = nil }
      if base == nil, reading.ranking == nil, let head, head < index, isListed(head), headGroups,
        !items[head].hasPlural, isSuperlative(items[index]),
        items[index].meanings.contains(.measure(measure.id))
      {
        // "which part was used the most"
        reading.ranking = Reading.Ranking(attribute: nil, isDescending: true)
        direction = (index, true)
      }
      let term = MeasureTerm.measure(measure.id)
      if !reading.measures.contains(term) { reading.measures.append(term) }
      isUsed[index] = true
    }
    countDistinctly()
    readCounts()
    readMeasureVerbs()
    dropMentionedCounts()
    countPart()
    sumBrokenDown()
    askAmountBesideCount()
    // A word that only says that a number is asked for.
    let isNumberAsked = !reading.measures.isEmpty || reading.groups.isEmpty == false || base != nil
    for index in items.indices where !isUsed[index] && isNumberAsked {
      let item = items[index]
      if item.has(.count) || item.has(.amount) || item.has(.trend) || item.has(.sum) || item.has(.total) {
        isUsed[index] = true
      }
    }
  }

  /// One of the words is the highest degree of something: "used the most".
  private func isSuperlative(_ item: Item) -> Bool {
    item.words.contains { words[.superlative, default: []].contains($0) }
  }

  /// "total cost of visits by month": a number of single rows, broken down, is their sum.
  private func sumBrokenDown() {
    guard reading.measures.isEmpty, base == nil, reading.ranking == nil,
      !reading.grains.isEmpty || !reading.groups.isEmpty || reading.isByWeekday
    else { return }
    for index in items.indices where !isUsed[index] {
      guard let attribute = attribute(of: items[index], where: { $0.isNumber && !$0.isIdentifier }),
        attribute.id.entity == subject.id,
        let sum = catalog.measures.first(where: {
          $0.entity == subject.id && $0.formula == .aggregate(.sum, attribute.id) && $0.condition == nil
        })
      else { continue }
      reading.measures.append(.measure(sum.id))
      isUsed[index] = true
    }
  }

  /// "how many were sold, and for how much": the sum of money of the same rows.
  private func askAmountBesideCount() {
    guard reading.measures.count == 1, base == nil, case .measure(let id) = reading.measures[0],
      let first = catalog.measure(id), first.unit == nil || first.unit == "",
      let count = items.firstIndex(where: { $0.has(.count) }),
      let amount = items.indices.first(where: { $0 > count && items[$0].has(.amount) && !isUsed[$0] }),
      let sum = catalog.measures.first(where: { measure in
        guard measure.entity == subject.id, measure.unit != nil,
          case .aggregate(.sum, let attribute) = measure.formula,
          case .decimal? = catalog.attribute(attribute)?.type
        else { return false }
        return true
      })
    else { return }
    reading.measures.append(.measure(sum.id))
    isUsed[amount] = true
    if let joint = previous(before: amount, within: 2), items[joint].has(.and) || items[joint].has(.followUp)
    {
      isUsed[joint] = true
    }
  }

  /// A term that is a measure and also a property of the row that the question looks up: the property is meant
  /// when one row is singled out and nothing asks to sum.
  func isColumnInstead(_ index: Int) -> Bool {
    guard let attribute = attribute(of: items[index]), attribute.id.entity == subject.id else { return false }
    return singlesOut
  }

  /// "longest resolution time": the superlative of the attribute that the measure averages; one row is asked.
  func isRanked(_ attribute: AttributeID, before index: Int) -> Bool {
    if ranksRow(by: attribute) { return true }
    let said = Set(items[index].text.lowercased().split { !$0.isLetter }.map(String.init))
    guard said.isDisjoint(with: words[.average, default: []].union(words[.median, default: []])),
      let before = previous(before: index, within: 2)
    else { return false }
    return items[before].meanings.contains(.largest(attribute))
      || items[before].meanings.contains(.smallest(attribute))
  }

  /// "the biggest order, in dollars": the unit of what it is ranked by.
  private func isUnitOfRanking(_ index: Int) -> Bool {
    let units = items[index].meanings.compactMap { if case .unit(let unit) = $0 { unit } else { nil } }
    return subject.attributes.contains { attribute in
      attribute.unit.map(units.contains) ?? false && ranksRow(by: attribute.id)
    }
  }

  /// "break down jobs by technician": their number is asked, not which there are.
  private func isBrokenDownHead(_ index: Int) -> Bool {
    items[index].hasPlural && direction == nil && reading.limit == nil && !items.contains(where: isRanking)
      && (!reading.groups.isEmpty || !reading.grains.isEmpty)
      && next(after: index, within: 2).map { items[$0].has(.group) || items[$0].isGrain || isUsed[$0] }
        ?? false
  }

  /// "how many sales": money is no number of things.
  private func asksCountOfMoney(_ index: Int, _ measure: Measure) -> Bool {
    guard base == nil, case .aggregate(.sum, let attribute) = measure.formula,
      case .decimal? = catalog.attribute(attribute)?.type,
      measure.unit ?? catalog.attribute(attribute)?.unit != nil,
      let count = previous(before: index, within: 1), items[count].has(.count), items[index].hasPlural
    else { return false }
    return !items[index].meanings.contains { if case .unit = $0 { true } else { false } }
  }

  /// What is ranked are groups, each with a number of its own: "which month had the highest revenue".
  private var ranksGroups: Bool {
    headGroups || !reading.grains.isEmpty || !reading.groups.isEmpty || reading.isByWeekday
      || reading.isByHour
  }

  /// "number of customers on orders": the noun after the counting word is what is counted.
  func isOtherCounted(_ index: Int, _ measure: Measure) -> Bool {
    guard measure.formula == .count, let count = items.indices.first(where: { items[$0].has(.count) }),
      count < index
    else { return false }
    let noun = items.indices.first { place in
      place > count
        && items[place].meanings.contains { meaning in
          switch meaning {
          case .entity: true
          case .attribute: saysDistinct && previous(before: place).map { items[$0].has(.distinct) } ?? false
          case .segment(let entity, _): entity != subject.id && items[place].isPlural
          default: false
          }
        }
    }
    return noun.map { $0 < index } ?? false
  }

  /// "cost per visit": one row is named, not their number.
  private func isSingularNoun(_ index: Int, _ measure: Measure) -> Bool {
    measure.formula == .count && measure.condition == nil && !items[index].hasPlural
      && items[index].meanings.contains(.entity(subject.id))
  }

  /// "list the orders above …", "what did order 12 cost": the rows are meant, not their number.
  /// "the largest order total of cash orders": the row that has it.
  private var ranksNamedNumber: Bool {
    items.indices.dropLast().contains { index in
      guard
        case .attribute(let own)? = items[index + 1].meanings.first(where: {
          if case .attribute(let id) = $0 { id.entity == subject.id } else { false }
        })
      else { return false }
      return items[index].meanings.contains(.largest(own)) || items[index].meanings.contains(.smallest(own))
    }
  }

  /// "what open tickets does it have": which they are, not how many.
  private func isAskedWhich(_ index: Int) -> Bool {
    guard items[index].hasPlural, let first = items.first, first.has(.what) || first.has(.which),
      !first.has(.count), !first.has(.amount)
    else { return false }
    return items[..<index].dropFirst().indices.allSatisfy { place in
      !items[place].isContent
        || isUsed[place]
          && reading.conditions.contains {
            $0.position == place && $0.attribute.map { $0.entity == subject.id } ?? true
          }
    }
      && !items.contains { item in
        [.count, .share, .versus, .trend, .average, .top, .bottom, .comparative].contains { item.has($0) }
      }
  }

  func isListedInstead(_ index: Int, _ measure: Measure) -> Bool {
    guard measure.formula == .count, items[index].meanings.contains(.entity(subject.id)), base == nil else {
      return false
    }
    if singlesOut || isAskedWhich(index) || ranksNamedNumber { return true }
    // "order numbers of the cash orders"
    if let head, head < index, let own = attribute(of: items[head], where: \.isIdentifier),
      own.id.entity == subject.id
    {
      return true
    }
    // "orders over $500: order numbers and amounts"
    if items.indices.contains(where: { place in
      place > index && opensClause(place)
        && attribute(of: items[place], where: \.isIdentifier)?.id.entity == subject.id
    }), !items.contains(where: { $0.has(.count) || $0.has(.group) }) {
      return true
    }
    let asksNumber = items.contains { item in
      [.count, .share, .versus, .trend, .average, .top, .bottom, .comparative].contains { item.has($0) }
    }
    guard !asksNumber, reading.groups.isEmpty, reading.grains.isEmpty, !reading.isByWeekday else {
      return false
    }
    // "rank the advisors by visits"
    if let before = previous(before: index, within: 2), items[before].has(.group) { return false }
    return items[..<index].contains { $0.has(.list) } || items.contains { $0.has(.identity) }
  }

  /// Behind a comma, or at the beginning of a clause: "…: give me the order numbers".
  private func opensClause(_ index: Int) -> Bool {
    if items[index].startsClause || items[index - 1].kind == .sign(",") { return true }
    guard let first = items[...index].lastIndex(where: \.startsClause) else { return false }
    return items[first..<index].contains { $0.has(.list) }
      && items[first..<index].allSatisfy { !$0.isContent || $0.has(.list) }
  }

  /// Beside another measure, rows that are only named do not ask for their number: "spenders across all orders". A
  /// name that can only be the number does: "order count, revenue and tax".
  func dropMentionedCounts() {
    if let compared = comparedCount {
      reading.measures = [compared]
      return
    }
    guard reading.measures.count > 1, !items.contains(where: { $0.has(.count) }) else { return }
    let kept = reading.measures.filter { term in
      guard case .measure(let id) = term, let measure = catalog.measure(id), measure.formula == .count,
        measure.condition == nil
      else { return true }
      return items.indices.contains { index in
        guard items[index].meanings.contains(.measure(id)) else { return false }
        return !items[index].meanings.contains(.entity(measure.entity)) || isListedBeside(index)
          || isAddedTo(index) || isRankedBy(index)
          || opensBreakdown(index)
      }
    }
    if !kept.isEmpty { reading.measures = kept }
  }

  /// "did more orders come in": how many there are is compared, not what they brought.
  private var comparedCount: MeasureTerm? {
    guard base == nil,
      let noun = items.indices.dropFirst().first(where: { index in
        items[index - 1].has(.comparative) && items[index].hasPlural
          && items[index].meanings.contains(.entity(subject.id))
      })
    else { return nil }
    return countTerm.measureIDs.allSatisfy({ items[noun].meanings.contains(.measure($0)) }) ? countTerm : nil
  }

  /// "visits by advisor and what they cost": the rows come first, and are broken down.
  private func opensBreakdown(_ index: Int) -> Bool {
    items[..<index].allSatisfy { !$0.isContent || $0.has(.list) }
      && next(after: index, within: 2).map { items[$0].has(.group) } ?? false
  }

  /// "top 3 regions by tickets", "with the most distinct customers"
  private func isRankedBy(_ index: Int) -> Bool {
    previous(before: index, within: 2).map { items[$0].has(.group) || isRanking(items[$0]) } ?? false
      && (direction != nil || items.contains(where: isRanking))
  }

  /// "the top 3 states with their orders": a number besides, of what is ranked.
  private func isAddedTo(_ index: Int) -> Bool {
    // "gross with vehicles sold per state"
    if let before = previous(before: index, within: 3), measure(of: items[before]) != nil,
      items[before...index].contains(where: { $0.has(.possession) })
    {
      return true
    }
    guard items[index].isPlural, direction != nil || items.contains(where: isRanking),
      let joint = previous(before: index, within: 4)
    else { return false }
    return items[joint].has(.and) || items[joint...index].contains { $0.has(.pronoun) && $0.has(.filler) }
  }

  /// The item is one of a list of measures: "revenue and orders".
  func isListedBeside(_ index: Int) -> Bool {
    let joints = [
      previous(before: index, within: 2).map { ($0, previous(before: $0, within: 2)) },
      next(after: index, within: 2).map { ($0, next(after: $0, within: 2)) },
    ]
    if index > 0, items[index - 1].kind == .sign(","), let before = previous(before: index, within: 2),
      measure(of: items[before], verbs: true) != nil
    {
      return true
    }
    if items.indices.contains(index + 1), items[index + 1].kind == .sign(","),
      let after = next(after: index, within: 2),
      measure(of: items[after], verbs: true) != nil || aggregateFunction(of: items[after]) != nil
    {
      return true
    }
    return joints.contains { pair in
      guard let (joint, other) = pair, items[joint].has(.and), let other else { return false }
      return measure(of: items[other], verbs: true) != nil
    }
  }
}
