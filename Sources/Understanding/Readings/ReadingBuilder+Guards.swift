import Domain

/// The last pass: what the words say beyond what a query of this shape can hold makes the reading fail.
extension ReadingBuilder {
  func guardMeaning() {
    guard base == nil else { return }
    joinDifferent()
    if asksOfAll { faults.append(.unplaced([items[0].text])) }
    if isOnlyOfRelated { faults.append(.unplaced(["only"])) }
    if isInterleaved { faults.append(.unplaced(["two conditions at once"])) }
    if reading.timeAttribute != nil, reading.windows.count > 1 { faults.append(.unplaced(["two moments"])) }
    if listsWhatIsCounted { faults.append(.unplaced(["a number of groups"])) }
    if countsValuesOfRows { faults.append(.unplaced(["a number of groups"])) }
    if contradictsItself { faults.append(.unplaced(["a condition and its opposite"])) }
    if let unit = foreignUnit { faults.append(.unplaced([unit])) }
    if ranksByNothing {
      let choices = catalog.measures.filter { graph.path(from: $0.entity, to: subject.id) != nil }.map(\.id)
      faults.append(choices.isEmpty ? .unplaced(["a ranking"]) : .noMeasure(choices, head: subject.id))
    }
    if let verb = moneyNotTold { faults.append(.unplaced([items[verb].text])) }
    if let value = valueOfOwnGroup { faults.append(.unplaced([items[value].text])) }
    if let choices = choicesOfBest { faults.append(.noMeasure(choices, head: subject.id)) }
    if averagesOverOthers { faults.append(.unplaced(["on average"])) }
    if comparesWithinGroups { faults.append(.unplaced(["more"])) }
    if listsInsteadOfSum { faults.append(.unplaced(["a total"])) }
    if headIsAll { faults.append(.unplaced(["all"])) }
    if negatesRowsOfGroups { faults.append(.unplaced(["a group without"])) }
    if let noun = rankedNounTakenForValue { faults.append(.unplaced([items[noun].text])) }
    if let people = uncountedPeople { faults.append(.unplaced([items[people].text])) }
    if let degree = segmentByDegree { faults.append(.unplaced([items[degree].text])) }
    if asksWho, !reading.measures.isEmpty, reading.groups.isEmpty {
      faults.append(.unplaced([items[0].text]))
    }
    if let long = durationOfMoney { faults.append(.unplaced([items[long].text])) }
    if let judged = judgedCount { faults.append(.unplaced([items[judged].text])) }
    if countsItself { faults.append(.unplaced(["a number of each"])) }
    if let bound = boundInOtherUnit { faults.append(.unplaced([items[bound].text])) }
    if listsCompared { faults.append(.unplaced(["a comparison"])) }
    if sharesOfItself { faults.append(.unplaced(["a share of each"])) }
    if readsUnnamedRows { faults.append(.unplaced([subject.label])) }
    if let denied = deniedOfOne { faults.append(.unplaced([items[denied].text])) }
    if let second = emptyQuestion { faults.append(.unplaced([items[second].text])) }
    if let number = numberNotShown { faults.append(.unplaced([items[number].text])) }
    if isBothOfRelated { faults.append(.unplaced(["both"])) }
  }

  // MARK: - "or" between conditions of different kinds

  /// "tickets by e-mail or P1": one of the two holds. Which conditions "or" joins must be clear.
  private func joinDifferent() {
    for index in items.indices where items[index].has(.or) && !items[index].has(.and) {
      let before = reading.conditions.indices.filter { reading.conditions[$0].position < index }
        .max { reading.conditions[$0].position < reading.conditions[$1].position }
      let after = reading.conditions.indices.filter { reading.conditions[$0].position > index }
        .min { reading.conditions[$0].position < reading.conditions[$1].position }
      guard let before, let after, isBeside(index, reading.conditions[after].position, before: false) else {
        continue
      }
      let (left, right) = (reading.conditions[before], reading.conditions[after])
      if left.attribute != nil, left.attribute == right.attribute { continue }
      if case .any = left.predicate { continue }
      let others = reading.conditions.indices.filter { $0 != before && $0 != after }
        .map { reading.conditions[$0].position }
      let isClear = others.allSatisfy { other in head.map { other < $0 && left.position > $0 } ?? false }
      guard isClear, left.values.count < 2, right.values.count < 2 else {
        faults.append(.unplaced([items[index].text]))
        return
      }
      reading.conditions.removeAll { $0 == left || $0 == right }
      reading.conditions.append(
        Reading.Condition(
          predicate: .any([left.predicate, right.predicate]), attribute: nil, position: left.position))
      return
    }
  }

  /// Nothing of weight between the joint and the condition.
  private func isBeside(_ joint: Int, _ condition: Int, before: Bool) -> Bool {
    let between = before ? condition + 1..<joint : joint + 1..<condition
    guard between.lowerBound <= between.upperBound else { return true }
    return between.allSatisfy { !items[$0].startsClause }
  }

  // MARK: - What is not the question that was asked

  /// "North or South branch, which did better and how many each": each branch is one branch.
  private var countsItself: Bool {
    guard reading.measures.count == 1, isPlainCount(reading.measures[0]), reading.having.isEmpty else {
      return false
    }
    let isCompared =
      reading.comparesValues
      && reading.conditions.contains { $0.attribute == subject.keyID || $0.attribute == subject.labelID }
    return isCompared
      || reading.groups.contains { $0 == .entity(subject.id) || $0 == .attribute(subject.keyID) }
  }

  /// "purchases in euros above 300": a number without a unit is in that of the rows, which the amount is not in.
  private var boundInOtherUnit: Int? {
    let units = Set(
      reading.conditions.filter { $0.attribute?.entity == subject.id && items.indices.contains($0.position) }
        .flatMap { items[$0.position].meanings }
        .compactMap { meaning -> String? in if case .unit(let unit) = meaning { unit } else { nil } })
    guard !units.isEmpty else { return nil }
    return reading.conditions.first { condition in
      guard items.indices.contains(condition.position),
        case .bound(let bound) = items[condition.position].kind,
        bound.unit == nil, let unit = condition.attribute.flatMap({ catalog.attribute($0)?.unit })
      else { return false }
      return !units.contains(unit)
    }?.position
  }

  /// "time to answer, mail vs phone": of all rows of two kinds, a number of each kind is compared, not the rows.
  private var listsCompared: Bool {
    reading.measures.isEmpty && items.contains { $0.has(.versus) }
      && reading.conditions.contains { condition in
        guard let id = condition.attribute, id.entity == subject.id, id != subject.labelID,
          id != subject.keyID
        else { return false }
        return reading.conditions.filter { $0.attribute == id }.map(\.values.count).reduce(0, +) > 1
      }
  }

  /// "states with more than 1000 orders": the bound is on the states, not on the rows that have one.
  private var countsValuesOfRows: Bool {
    reading.measures.contains { if case .countDistinct = $0 { true } else { false } }
      && reading.conditions.contains { if case .measured = $0.predicate { true } else { false } }
  }

  /// "how many customers placed at least two orders": their number is asked, not which they are.
  private var listsWhatIsCounted: Bool {
    guard !reading.having.isEmpty, !reading.countsGroups,
      let count = items.firstIndex(where: { $0.has(.count) }),
      let noun = items.indices.first(where: { index in
        index > count && items[index].meanings.contains { if case .entity = $0 { true } else { false } }
      })
    else { return false }
    return reading.groups.contains { grouping in
      if case .entity(let id) = grouping { items[noun].meanings.contains(.entity(id)) } else { false }
    }
  }

  /// "for customers from Ohio, the top three services": the plural behind the number is what is ranked, not a value.
  private var rankedNounTakenForValue: Int? {
    guard direction != nil || reading.limit != nil else { return nil }
    return reading.conditions.lazy.map(\.position).first { place in
      guard items.indices.contains(place), items[place].hasPlural, place != head,
        items[place].meanings.contains(where: { if case .entity = $0 { true } else { false } }),
        let before = previous(before: place, within: 2), isQuantity(before) || isRanking(items[before])
      else { return false }
      return next(after: place, within: 2).map { !isNoun(items[$0]) || items[$0].has(.group) } ?? true
    }
  }

  /// "what percent of all dealers' cost falls to Surabaya", dealer by dealer: each would be all or nothing of itself.
  private var sharesOfItself: Bool {
    guard !reading.groups.isEmpty else { return false }
    if base == nil, reading.shareFrom != nil, !hasAlternatives, reading.windows.count < 2,
      items.contains(where: { $0.has(.versus) })
    {
      return true
    }
    return reading.measures.contains { term in
      guard case .percent(_, .compare(let id, _)) = term else { return false }
      return reading.groups.contains { $0 == .attribute(id) || $0 == .entity(id.entity) }
    }
  }

  /// "how many technicians did brake jobs": the people are counted, not the jobs.
  private var uncountedPeople: Int? {
    guard let count = items.indices.first(where: { items[$0].has(.count) }),
      let people = next(after: count, within: 2), items[people].hasPlural,
      let entity = entity(of: items[people], related: false), entity != subject.id, isPerson(entity),
      !items[people].meanings.contains(.entity(subject.id))
    else { return nil }
    let isCounted = reading.measures.contains { term in
      switch term {
      case .groups, .countDistinct, .percent: true
      default: false
      }
    }
    return isCounted || reading.groups.contains(.entity(entity)) || reading.countsGroups ? nil : people
  }

  /// "the most loyal customer": more or less of what rows are or are not.
  private var segmentByDegree: Int? {
    items.indices.dropLast().first { index in
      // "which market has the most open tickets": so many of them.
      if headGroups, let head, head < index, !reading.measures.isEmpty, direction?.index == index {
        return false
      }
      return
        !items[index + 1].isPlural
        && items[index + 1].meanings.contains { if case .segment = $0 { true } else { false } }
        && reading.conditions.contains { $0.position == index + 1 }
        && words[.degree, default: []].contains(items[index].text.lowercased())
    }
  }

  /// "leases signed at the Harbor branch": the branch itself, which is said already, is no answer.
  var answersItself: Bool {
    guard base == nil, reading.measures.isEmpty, !reading.columns.isEmpty, reading.conditions.count > 1,
      reading.conditions.contains(where: { $0.attribute == subject.labelID && $0.values.count == 1 }),
      reading.columns.allSatisfy({ $0 == subject.labelID || $0 == subject.keyID || isConditioned($0) })
    else { return false }
    return !(items.first?.has(.yesNo) ?? false)
  }

  /// "the worst dealers by count of breached tickets": whether many or few are bad is not known.
  private var judgedCount: Int? {
    guard base == nil, direction != nil, reading.measures.count == 1,
      reading.measures.allSatisfy(isPlainCount),
      reading.conditions.contains(where: { if case .segment = $0.predicate { true } else { false } })
    else { return nil }
    return items.indices.first { items[$0].has(.worst) || items[$0].has(.best) }
  }

  /// "how long does that take": no amount of money, and no number of things.
  private var durationOfMoney: Int? {
    guard let long = items.indices.first(where: { items[$0].has(.duration) }), !reading.measures.isEmpty
    else {
      return nil
    }
    let isTime = reading.measures.contains { term in
      unit(of: term).map { Self.unitsOfTime.contains($0) } ?? false
    }
    return isTime ? nil : long
  }

  /// The question opens with "who".
  var asksWho: Bool {
    base == nil && items.first.map { $0.has(.who) && !$0.has(.list) } ?? false && !subject.isPerson
  }

  /// "leases written in 2023, all branches": wherever, which asks for none of them.
  private var headIsAll: Bool {
    guard let head, head > 0, reading.measures.isEmpty, items[..<head].contains(where: \.isContent),
      !items[..<head].contains(where: { $0.has(.list) || $0.has(.which) || $0.has(.what) })
    else { return false }
    let all = words[.universal, default: []]
    return QuestionTokenizer.tokens(of: items[head].text).first.map { all.contains($0.folded) } ?? false
      || all.contains(items[head - 1].text.lowercased())
  }

  /// "on average, how much has a customer spent": of the customers, which no average of their orders is.
  private var averagesOverOthers: Bool {
    guard items.contains(where: { $0.has(.average) }), reading.groups.isEmpty, reading.grains.isEmpty,
      !reading.measures.contains(where: { if case .ratio = $0 { true } else { false } })
    else { return false }
    return items.indices.dropFirst().contains { index in
      guard !items[index].hasPlural, items[index - 1].has(.article),
        items[index - 1].meanings.contains(.number(1)),
        let owner = entity(of: items[index], related: false)
      else { return false }
      return owner != subject.id && catalog.entity(owner)?.isPerson ?? false
    }
  }

  /// "which cars give more tickets, model year 2018 or 2025": the two are compared, not the cars.
  private var comparesWithinGroups: Bool {
    head != nil && !reading.groups.isEmpty && hasAlternatives && items.contains { $0.has(.comparative) }
      && items.contains { $0.has(.or) }
  }

  /// "two branches, Harbor and Westgate: total billed": a sum is asked for, and no rows.
  private var listsInsteadOfSum: Bool {
    guard reading.measures.isEmpty else { return false }
    return items.contains { item in
      guard item.has(.sum), case .term = item.kind else { return false }
      return !item.meanings.contains { meaning in
        guard case .attribute(let id) = meaning else { return false }
        return isConditioned(id) || reading.columns.contains(id) || reading.ranking?.attribute == id
      }
    }
  }

  /// "rank the technicians": by what?
  private var ranksByNothing: Bool {
    items.contains { $0.has(.rank) } && reading.measures.isEmpty && reading.ranking == nil
  }

  /// "technicians without a brake job": that some of their rows are others does not make them technicians without.
  private var negatesRowsOfGroups: Bool {
    guard !reading.groups.isEmpty, let head else { return false }
    return reading.conditions.contains { condition in
      guard case .not(.compare) = condition.predicate, condition.position > head,
        let negation = items[..<condition.position].lastIndex(where: {
          $0.has(.without) || $0.has(.never) && !$0.has(.except)
        }), negation > head
      else { return false }
      // "the channels with the most orders not from Ohio"
      return !items[(head + 1)..<negation].contains { item in
        isRanking(item)
          || item.meanings.contains { if case .measure = $0 { true } else { false } }
      }
    }
  }

  /// "with brake pads but no oil change", of single lines: no line is both.
  private var contradictsItself: Bool {
    reading.conditions.contains { condition in
      switch condition.predicate {
      case .not(.compare(let id, .oneOf)):
        reading.conditions.contains { $0.attribute == id && !$0.values.isEmpty }
      case .not(.related(let none, .always)):
        // Without any of what leads to it, nothing is there.
        reading.conditions.contains { other in
          guard case .related(let some, _) = other.predicate else { return false }
          return graph.relation(from: subject.id, to: some)?.contains { $0.target == none } ?? false
        }
      default: false
      }
    }
  }

  /// "are all P1 tickets breached": whether it holds for all is not whether there is one.
  private var asksOfAll: Bool {
    guard let first = items.first, first.has(.yesNo) else { return false }
    let asksNumber = items.contains { $0.has(.count) || $0.has(.amount) || $0.has(.list) }
    if asksNumber { return false }
    if items.contains(where: { words[.universal, default: []].contains($0.text.lowercased()) }) {
      return true
    }
    // "is Germany the market with the most tickets", "are there no open ones"
    return reading.ranking != nil
      || items.contains { $0.has(.never) && $0.has(.possession) }
  }

  /// "customers who pay only in cash": that there is nothing else is not that there is this.
  private var isOnlyOfRelated: Bool {
    let isSaid = items.indices.contains { index in
      items[index].has(.only) && !isUsed[index] && !isOnlyWord(index)
    }
    return isSaid
      && reading.conditions.contains { condition in
        switch condition.predicate {
        case .related, .measured: true
        default: false
        }
      }
  }

  /// Of a time, or at the end: "2023 only".
  private func isOnlyWord(_ index: Int) -> Bool {
    let neighbors = [previous(before: index, within: 1), next(after: index, within: 2)].compactMap { $0 }
    return neighbors.contains { if case .window = items[$0].kind { true } else { false } }
      || items[index...].dropFirst().allSatisfy { !$0.isContent }
  }

  /// "P1 from Germany and P2 from France": a pair of pairs, not all with all.
  private var isInterleaved: Bool {
    var kinds: [(position: Int, kind: String)] = reading.conditions.flatMap { condition -> [(Int, String)] in
      condition.values.isEmpty ? [] : [(condition.position, condition.attribute?.description ?? "")]
    }
    for index in items.indices {
      if case .window = items[index].kind { kinds.append((index, "window")) }
    }
    let order = kinds.sorted { $0.position < $1.position }.map(\.kind)
    guard order.count >= 4 else { return false }
    return order.indices.dropLast(3).contains { start in
      order[start] == order[start + 2] && order[start + 1] == order[start + 3]
        && order[start] != order[start + 1]
    }
  }

  /// "total purchases in USD", of amounts kept in AUD: a filter would not convert them.
  private var foreignUnit: String? {
    let own = answerUnits
    guard !own.isEmpty, reading.shareFrom == nil, !hasAlternatives else { return nil }
    for condition in reading.conditions where items.indices.contains(condition.position) {
      if case .not = condition.predicate { continue }
      let item = items[condition.position]
      let units = item.meanings.compactMap { if case .unit(let unit) = $0 { unit } else { nil } }
      guard let unit = units.first, !own.contains(unit), condition.attribute?.entity == subject.id else {
        continue
      }
      let isOfNoun =
        next(after: condition.position, within: 1).map { entity(of: items[$0]) == subject.id } ?? false
      let isSaid =
        condition.attribute.map {
          isNamedBeside($0, condition.position) || isListed(condition.position, of: $0)
        } ?? false || isOnly(condition.position)
      if !isOfNoun, !isSaid { return item.text }
    }
    return nil
  }

  /// "records with both an oil change and a tire rotation": one row has both, which no list of either is.
  private var isBothOfRelated: Bool {
    guard let both = items.firstIndex(where: { $0.has(.both) }), hasAlternatives else { return false }
    let first = reading.conditions.filter { !$0.values.isEmpty }.map(\.position).min() ?? 0
    return both < first && both > 0
      && (items[..<both].contains { $0.has(.possession) || $0.has(.who) || $0.has(.list) }
        // "in how many visits did they do both an oil change and a tire rotation"
        || items[..<both].contains { $0.has(.count) } && items[min(both + 1, items.count - 1)].has(.article))
  }
}
