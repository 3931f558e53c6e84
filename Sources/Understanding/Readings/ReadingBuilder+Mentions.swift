import Domain

/// The passes that place what is left: verbs, mentions, words that only frame the question.
extension ReadingBuilder {
  /// Verbs of events: of the subject itself they say nothing new; of related rows they ask that there is one.
  func placeVerbs() {
    for index in items.indices where !isUsed[index] && !isCounted(index) {
      let verbs = items[index].meanings.compactMap { meaning -> EntityID? in
        switch meaning {
        case .verb(let id): id
        case .measureVerb(let id): catalog.measure(id).flatMap { $0.unit == nil ? $0.entity : nil }
        default: nil
        }
      }
      let isAnotherMeasure =
        items[index].isPlural && (previous(before: index, within: 2).map { items[$0].has(.and) } ?? false)
        && items[index].meanings.contains { if case .measure = $0 { true } else { false } }
      if verbs.contains(where: { partaking.contains($0) }), !isAnotherMeasure {
        isUsed[index] = true
        let isAuxiliary = items[index].has(.yesNo)
        let isNoun = items[index].meanings.contains { if case .entity = $0 { true } else { false } }
        if !isNoun, !isAuxiliary { reading.score += 0.3 }
      } else if let event = verbs.first(where: { (relationLength(to: $0) ?? 9) <= 1 }),
        !reading.windows.isEmpty, subject.time == nil, !isRankingWord(index)
      {
        take(event)
        // "how many parts did we sell" counts what was sold rather than kinds of parts.
        let isSold = items[index].meanings.contains { meaning in
          if case .measureVerb(let id) = meaning { catalog.measure(id)?.entity == event } else { false }
        }
        if isSold, !reading.measures.isEmpty, !items.contains(where: { $0.has(.distinct) }) {
          reading.score -= 0.8
        }
        require(.related(event, windowsInside(event)), on: nil, at: index)
      } else if items[index].has(.filler) && !items[index].has(.both) || items[index].has(.list) {
        isUsed[index] = true
        if !verbs.isEmpty { reading.score -= 0.1 }
      }
    }
  }

  /// "the number of cash orders": what is counted is no verb.
  private func isCounted(_ index: Int) -> Bool {
    guard items[index].hasPlural,
      items[index].meanings.contains(where: { if case .entity = $0 { true } else { false } })
    else { return false }
    var position = index
    while let before = previous(before: position, within: 2) {
      if items[before].has(.count) { return true }
      guard reading.conditions.contains(where: { $0.position == before }) else { return false }
      position = before
    }
    return false
  }

  /// What is left and says nothing beyond what the reading holds: entities that take part, hints of its area,
  /// words that introduce a list or a number.
  func placeMentions() {
    if Set(reading.conditions.flatMap(\.values)).count > 2, hasAlternatives, !reading.measures.isEmpty,
      reading.groups.isEmpty, !items.contains(where: { $0.has(.or) })
    {
      // "how many parts, service and mixed orders"
      reading.comparesValues = true
    }
    if subject.time == nil, reading.timeAttribute == nil, !reading.windows.isEmpty {
      faults.append(.unplaced(reading.windows.map(\.label)))
    }
    if namesSeveral || headsWithValues { reading.comparesValues = true }
    dropRepeatedSegments()
    if items.contains(where: { $0.meanings.contains(.entity(subject.id)) }), !reading.measures.isEmpty {
      reading.score += 0.15
    }
    // "mixed orders": the value's words name the rows.
    if !items.contains(where: { $0.meanings.contains(.entity(subject.id)) }),
      items.indices.contains(where: {
        items[$0].words.count > 1 && isOwnValue($0) && endsInName(of: subject, items[$0])
      })
    {
      reading.score += 0.3
    }
    for index in items.indices where !isUsed[index] {
      let item = items[index]
      if item.has(.versus) {
        isUsed[index] =
          reading.windows.count > 1 || hasAlternatives || base != nil || !reading.groups.isEmpty
          || !reading.grains.isEmpty
        if hasAlternatives { reading.comparesValues = true }
        if !isUsed[index], reading.weekdays.count > 1 { (isUsed[index], reading.isByWeekday) = (true, true) }
        continue
      }
      if item.has(.both) {
        if hasAlternatives { reading.comparesValues = true }
        isUsed[index] = true
        continue
      }
      if item.has(.times), index > 0, items[index - 1].isBound, isUsed[index - 1] {
        // "more than 100 times"
        isUsed[index] = true
        continue
      }
      if item.has(.each), item.has(.universal), next(after: index, within: 2) == nil,
        let bound = previous(before: index, within: 1), items[bound].isBound, isUsed[bound]
      {
        // "orders worth more than $100 each"
        isUsed[index] = true
        continue
      }
      if numbersGroups(index) || asksHowOfOne(index) || framesCondition(index) || namesShown(index)
        || asksOnceMore(index) || mentionsRows(index)
        || repeatsAverage(index)
      {
        isUsed[index] = true
        continue
      }
      if isVerbAlone(index), asksForMoney(items[index]), reading.measures.contains(where: isMoneyTerm) {
        // "the gross we earned": the noun says which money.
        isUsed[index] = true
        continue
      }
      if isVerbAlone(index), !reading.grains.isEmpty, let before = previous(before: index, within: 1),
        measure(of: items[before]) != nil, isUsed[before]
      {
        // "how the average bill moved by month": what a number does over time.
        isUsed[index] = true
        continue
      }
      if item.has(.top), direction?.isDescending ?? false, let limit = next(after: index, within: 1),
        isUsed[limit], isQuantity(limit)
      {
        // "most complex services, top 2"
        isUsed[index] = true
        continue
      }
      if isShownOfLink(index) {
        isUsed[index] = true
        if let each = next(after: index, within: 2), items[each].has(.group) { isUsed[each] = true }
        if let joint = previous(before: index, within: 2), items[joint].has(.and) { isUsed[joint] = true }
        continue
      }
      if isPerRow(index), let noun = next(after: index, within: 2) {
        (isUsed[index], isUsed[noun]) = (true, true)
        continue
      }
      // "is the one bigger than the other"
      let isThan = (item.has(.above) || item.has(.below)) && items.first.map { $0.has(.yesNo) } ?? false
      if item.has(.comparative) || isThan, compares(index) {
        isUsed[index] = true
        continue
      }
      let isLast = next(after: index, within: 2).map { isUsed[$0] } ?? true
      if item.has(.group), isLast,
        !reading.groups.isEmpty || reading.ranking != nil || !reading.columns.isEmpty
          || !reading.grains.isEmpty
      {
        isUsed[index] = true
        continue
      }
      if item.has(.group), isLast, hasAlternatives {
        (isUsed[index], reading.comparesValues) = (true, true)
        continue
      }
      if item.isPlural, base == nil, !reading.measures.isEmpty, case .term = item.kind,
        let attribute = attribute(of: item, where: { $0.hasValues && !$0.isIdentifier }),
        !isConditioned(attribute.id), measure(of: item) == nil, entity(of: item) != subject.id,
        !items.contains(where: { $0.has(.share) }),
        items.indices.first(where: isAskedNumber).map({ index < $0 }) ?? true
      {
        // "order types × payment methods, number of orders"
        reading.groups.append(.attribute(attribute.id))
        isUsed[index] = true
        continue
      }
      let isMention = item.meanings.contains { meaning in
        switch meaning {
        case .entity(let id):
          partaking.contains(id) || distance(to: id) != nil && catalog.entity(id)?.domain == subject.domain
        case .measure(let id): reading.measures.contains(.measure(id))
        case .unit(let unit): answerUnits.contains(unit)
        case .topic(let id): catalog.topics.contains { $0.id == id && $0.reply == .answer }
        case .hint(let id): catalog.entity(id)?.domain == subject.domain
        case .attribute(let id):
          reading.groups.contains(.attribute(id)) || reading.ranking?.attribute == id || isConditioned(id)
            || measuredAttributes.contains(id)
        default: false
        }
      }
      let isFrame =
        item.has(.list) || item.has(.and) || item.has(.or) || item.has(.distinct) || item.has(.person)
        || item.has(.total) || item.has(.yesNo) && item.has(.filler)
        || (item.has(.followUp) || item.has(.narrowing)) && base != nil
        || item.has(.back) && (base != nil || !reading.conditions.isEmpty)
        || item.has(.who) && !reading.columns.isEmpty
        || item.has(.who) && (groupsPeople || followsNoun(index) || !reading.groups.isEmpty)
        || item.has(.filler) || item.has(.equals) || item.has(.echo) || item.has(.rank)
        || item.has(.trend) && !reading.grains.isEmpty
        || item.has(.knowledge) && !reading.measures.isEmpty && (isBrokenDown || hasAlternatives)
      // After "and" stands something more that is asked, unless it is there already.
      let isAdded =
        previous(before: index, within: 2).map { items[$0].has(.and) } ?? false
        && (item.isPlural && item.meanings.contains { if case .measure = $0 { true } else { false } }
          || !item.meanings.contains {
            if case .entity(let id) = $0 { partaking.contains(id) } else { false }
          })
      let namesNext =
        next(after: index, within: 2).map { next in
          reading.conditions.contains { condition in
            condition.position == next
              && condition.attribute.map { item.meanings.contains(.attribute($0)) } ?? false
          }
        } ?? false
      let isUnit = item.meanings.contains {
        if case .unit(let unit) = $0 { answerUnits.contains(unit) } else { false }
      }
      let isMeasured = item.meanings.contains {
        if case .attribute(let id) = $0 { measuredAttributes.contains(id) } else { false }
      }
      if isMention && (!isAdded || isUnit || namesNext || isMeasured) || isFrame { isUsed[index] = true }
      if item.meanings.contains(.hint(subject.id)) { reading.score += 0.3 }
    }
  }

  /// "by category in 2023 and in 2024, side by side": more words than "both" speak of the layout.
  func setSideBySide() {
    reading.isSideBySide =
      !reading.groups.isEmpty && reading.windows.count > 1
      && items.contains { $0.has(.both) && $0.words.count > 1 }
  }

  /// "the average bill when they pay by card": "when" is no question where a condition follows.
  private func framesCondition(_ index: Int) -> Bool {
    let asksLater = items[(index + 1)...].contains { $0.startsClause && ($0.has(.list) || $0.has(.what)) }
    guard items[index].has(.when), asksLater || items[..<index].contains(where: \.isContent) else {
      return false
    }
    return reading.conditions.contains { (index + 1...index + 6).contains($0.position) }
  }

  /// "just the model", "with the minutes": what is shown already, or words of what is measured.
  private func namesShown(_ index: Int) -> Bool {
    let item = items[index]
    if item.has(.narrowing), base == nil, item.words.count > 1, index > 0 { return true }
    if item.has(.narrowing) || item.has(.followUp), base == nil,
      let next = next(after: index, within: 2), isUsed[next]
    {
      // "…? i mean the small ones"
      if item.has(.followUp), !item.has(.narrowing), items[..<index].contains(where: \.isContent) {
        return true
      }
      // "only those paid in cash" chooses rows, "only cash" would say that there is nothing else.
      return item.words.count > 1 || !reading.conditions.contains { $0.position == next }
    }
    guard case .term = item.kind else { return false }
    let said = Array(item.words.drop { words[.article, default: []].contains($0) })
    guard !said.isEmpty else { return false }
    return items.indices.contains { place in
      place != index && isUsed[place] && items[place].words.count > said.count
        && measure(of: items[place]) != nil && items[place].words.ends(with: said)
    }
  }

  /// "… and how much": the number that is asked already.
  private func asksOnceMore(_ index: Int) -> Bool {
    (items[index].has(.amount) || items[index].has(.count)) && next(after: index, within: 2) == nil
      && (!reading.measures.isEmpty || reading.ranking?.attribute != nil)
  }

  /// "which gets breached more, give the breach rates": what the rate is of is no condition besides.
  private func dropRepeatedSegments() {
    let rated = reading.measures.compactMap { term -> String? in
      guard case .measure(let id) = term, case .percentWhere(let sql)? = catalog.measure(id)?.formula else {
        return nil
      }
      return sql
    }
    guard !rated.isEmpty else { return }
    reading.conditions.removeAll { condition in
      guard case .segment(let entity, let name) = condition.predicate else { return false }
      return catalog.entity(entity)?.segment(name).map { rated.contains($0.sql) } ?? false
    }
  }

  /// "who made more", "which is cheaper": what is compared stands in the question, as alternatives or as periods.
  func compares(_ index: Int) -> Bool {
    if hasAlternatives {
      reading.comparesValues = true
      return !reading.measures.isEmpty
    }
    return reading.windows.count > 1 && !reading.measures.isEmpty
  }

  /// The numbers are put beside each other.
  private var isBrokenDown: Bool {
    !reading.groups.isEmpty || !reading.grains.isEmpty || reading.isByWeekday || reading.windows.count > 1
  }

  /// A measure that stands in for the one named says less surely what was meant; a ranking needs something to
  /// rank by.
  func scoreMeasures() {
    for id in reading.measures.flatMap(\.measureIDs)
    where !items.contains(where: { $0.meanings.contains(.measure(id)) }) {
      let named = items.flatMap(\.meanings).compactMap { meaning -> Measure? in
        guard case .measure(let other) = meaning, let measure = catalog.measure(other) else { return nil }
        return measure.breakdowns.contains(id) ? measure : nil
      }
      guard let named = named.first else { continue }
      reading.score -= 0.6
      // What the measure itself can be broken down by needs no counterpart.
      let broken = reading.groups.compactMap { if case .entity(let id) = $0 { id } else { nil } }
      let isNeeded = partaking.union(broken).contains {
        $0 != subject.id && graph.path(from: named.entity, to: $0) == nil
      }
      if !isNeeded, base == nil { faults.append(.unplaced([named.label.lowercased()])) }
    }
    // Revenue by part or service is that of the lines.
    if reading.measures.contains(where: {
      if case .measure(let id) = $0 { !(catalog.measure(id)?.breakdowns.isEmpty ?? true) } else { false }
    }),
      reading.conditions.contains(where: { if case .related = $0.predicate { true } else { false } })
    {
      reading.score -= 0.6
    }
    // Numbers per event are seldom asked for.
    for case .entity(let id) in reading.groups where catalog.entity(id)?.time != nil { reading.score -= 0.8 }
    if reading.shareFrom != nil, !reading.having.isEmpty { faults.append(.unplaced(["a share of groups"])) }
    // A total is no list.
    if reading.measures.isEmpty, base == nil, items.contains(where: { $0.has(.total) || $0.has(.sum) }) {
      reading.score -= 1
    }
    // "average labor minutes by category": of the catalog, unless something says that it happened.
    if subject.time != nil, reading.windows.isEmpty, reading.conditions.isEmpty,
      reading.measures.contains(where: {
        if case .aggregate(let function, _) = $0 { function != .sum } else { false }
      })
    {
      reading.score -= 0.15
    }
    // "which service needs the fewest labor minutes": its own, unless something says that it happened.
    if subject.time != nil, reading.windows.isEmpty, reading.conditions.isEmpty, direction != nil,
      reading.groups.contains(where: { grouping in
        guard case .entity(let owner) = grouping else { return false }
        return items.contains { item in
          item.meanings.contains {
            if case .attribute(let id) = $0 {
              id.entity == owner && catalog.attribute(id)?.isNumber ?? false
            } else {
              false
            }
          } && measure(of: item) != nil
        }
      })
    {
      reading.score -= 0.15
    }
    // "how many customers spent more than …" counts groups, which no single grouping does.
    if !reading.having.isEmpty, reading.groups.isEmpty, reading.grains.isEmpty, base == nil {
      faults.append(.unplaced(["a bound on a total without a breakdown"]))
    }
    let isOneNumber =
      reading.groups.isEmpty && reading.grains.isEmpty && !reading.isByWeekday && !reading.isByHour
      && !reading.comparesValues && reading.windows.count < 2
    if let direction, base == nil, reading.ranking?.attribute == nil,
      reading.measures.isEmpty || isOneNumber
    {
      faults.append(.unplaced([items[direction.index].text]))
    }
  }

  /// "renters who …" asks for the renters, not for someone else.
  func followsNoun(_ index: Int) -> Bool {
    previous(before: index, within: 1).map { entity(of: items[$0]) != nil } ?? false
  }

  /// A breakdown by people: "who" is answered.
  var groupsPeople: Bool {
    reading.groups.contains {
      if case .entity(let id) = $0 { catalog.entity(id)?.isPerson ?? false } else { false }
    }
  }

  func isConditioned(_ id: AttributeID) -> Bool { reading.conditions.contains { $0.attribute == id } }

  var hasAlternatives: Bool {
    let attributes = reading.conditions.filter { !$0.values.isEmpty }.compactMap(\.attribute)
    return Set(attributes).count < attributes.count
  }
}

extension Array where Element: Equatable {
  fileprivate func ends(with other: [Element]) -> Bool { Array(suffix(other.count)) == other }
}
