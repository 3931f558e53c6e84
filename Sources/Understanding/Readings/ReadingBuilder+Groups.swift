import Domain

/// The pass that finds the breakdowns.
extension ReadingBuilder {
  /// A value of the subject's own stands where the noun would: "which hybrid components …".
  func isValueHead(_ index: Int) -> Bool {
    guard base == nil, index > 0, items[index - 1].has(.list) else { return false }
    // "which German dealer": the noun behind it is asked for.
    if let noun = next(after: index, within: 1), let owner = entity(of: items[noun], related: false),
      owner != subject.id
    {
      return false
    }
    return reading.conditions.contains { condition in
      condition.position == index && !condition.values.isEmpty && condition.attribute?.entity == subject.id
        && condition.attribute != subject.labelID
    }
  }

  /// A condition names one row of the subject by its identifier.
  var singlesOut: Bool {
    reading.conditions.contains { condition in
      condition.attribute.flatMap { catalog.attribute($0) }
        .map { attribute in
          attribute.id.entity == subject.id && (attribute.isIdentifier || attribute.id.name == subject.key)
            && !leadsElsewhere(attribute)
        } ?? false
    }
  }

  /// The key of another entity's row, which several of the subject's rows may belong to.
  private func leadsElsewhere(_ attribute: Attribute) -> Bool {
    attribute.id.name != subject.key
      && catalog.joins.contains { $0.from == subject.id && $0.fromColumn == attribute.id.name }
  }

  func isGrain(_ index: Int) -> Bool { items[index].isGrain }
  func isQuantity(_ index: Int) -> Bool {
    if case .quantity = items[index].kind { true } else { false }
  }

  /// A list word, a ranking word or a number stands before the item.
  func isAskedFor(_ index: Int) -> Bool {
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
      if case .window = item.kind {
        position = before
        continue
      }
      guard case .term = item.kind, isUsed[before] || measure(of: item, verbs: true) != nil else {
        return false
      }
      position = before
    }
    return false
  }

  /// "of every", "for each"
  private func saysEvery(_ item: Item) -> Bool {
    item.text.lowercased().split(separator: " ").last.map {
      words[.universal, default: []].contains(String($0))
    }
      ?? false
  }

  /// "by vendor", "per month and channel": breakdowns; "by revenue" ranks.
  func readGroups() {
    // "by month and harbor": the period is an item with its "by".
    for index in items.indices
    where items[index].isGrain || items[index].kind == .weekday || items[index].kind == .hour {
      guard let joint = next(after: index, within: 2), items[joint].has(.and), !isUsed[joint],
        let other = next(after: joint, within: 2), let grouping = grouping(at: other)
      else { continue }
      reading.groups.append(grouping)
      (isUsed[joint], isUsed[other]) = (true, true)
    }
    for index in items.indices where items[index].has(.group) && !isUsed[index] {
      // "Harbor and Summit each": a row for each.
      if items[index].has(.universal), hasAlternatives, let before = previous(before: index, within: 2),
        reading.conditions.contains(where: { $0.position == before && !$0.values.isEmpty }),
        next(after: index, within: 2).map({ grouping(at: $0) == nil }) ?? true
      {
        (isUsed[index], reading.comparesValues) = (true, true)
        continue
      }
      // "alternator or starter motor: how many did each sell"
      if items[index].has(.each), !items[index].has(.agent), hasAlternatives, reading.conditions.count > 0,
        items[..<index].contains(where: { $0.has(.or) || $0.has(.and) }), !names(after: index)
      {
        (isUsed[index], reading.comparesValues) = (true, true)
        continue
      }
      // "used most, by quantity": what is added up, no breakdown.
      if let next = next(after: index, within: 2), isSummed(items[next]) {
        (isUsed[index], isUsed[next]) = (true, true)
        continue
      }
      // "how much was billed for each": of the groups that were told.
      if base != nil, next(after: index, within: 3) == nil {
        isUsed[index] = true
        continue
      }
      // "order numbers of every cash order": one row each.
      if saysEvery(items[index]), let head, head < index,
        attribute(of: items[head], where: \.isIdentifier)?.id.entity == subject.id
      {
        isUsed[index] = true
        continue
      }
      // "of every part we sold, what share …": the whole.
      if index == 0, items[index].text.lowercased().hasPrefix("of"),
        let share = items.firstIndex(where: { $0.has(.share) }), share > 2
      {
        isUsed[index] = true
        continue
      }
      var position = index
      var found = false
      if let next = next(after: index, within: 3), isAgent(next, after: index) {
        (isUsed[index], isUsed[next]) = (true, true)
        if let entity = entity(of: items[next]) { take(entity) }
        continue
      }
      // "for every combination of year and type"
      if let period = next(after: index, within: 3), !isUsed[period],
        items[period].kind == .unknown || items[period].kind == .role,
        let named = grain(items[period].text)
      {
        if !reading.grains.contains(named) { reading.grains.append(named) }
        (isUsed[index], isUsed[period]) = (true, true)
        (found, position) = (true, period)
        if let joint = next(after: period, within: 2), items[joint].has(.and) {
          (isUsed[joint], position) = (true, joint)
        }
      }
      while let next = next(after: position, within: 3), let grouping = grouping(at: next) {
        if isModifier(next) {
          (isUsed[next], position) = (true, next)
          continue
        }
        if !reading.groups.contains(grouping) { reading.groups.append(grouping) }
        isUsed[next] = true
        (found, position) = (true, next)
        // "vendor by vendor"
        if index > 0, items[index - 1].text.lowercased() == items[next].text.lowercased() {
          isUsed[index - 1] = true
        }
        guard let joint = self.next(after: next, within: 2), items[joint].has(.and) else { break }
        // "by category and year"
        if let place = self.next(after: joint, within: 2), let named = period(at: place) {
          if !reading.grains.contains(named) { reading.grains.append(named) }
          (isUsed[joint], isUsed[place]) = (true, true)
          break
        }
        guard let after = self.next(after: joint, within: 2), self.grouping(at: after) != nil else { break }
        isUsed[joint] = true
        position = joint
      }
      let after = next(after: index, within: 3)
      // "in each of August and September"
      if !found, let after, case .windows(let windows) = items[after].kind, subject.time != nil {
        isUsed[index] = true
        // "the best month in each of 2022, 2023 and 2024"
        if let own = reading.grains.first, reading.grains.count == 1, let longer = windows.first?.grain,
          own < longer, windows.allSatisfy({ $0.grain == longer }), items.contains(where: isRanking)
        {
          reading.grains.append(longer)
        }
        continue
      }
      // "for every month"
      if !found, let after, items[after].isGrain {
        isUsed[index] = true
        continue
      }
      // "spread over the weekdays"
      if !found, let after, case .weekdays(let days) = items[after].kind, days.count >= 5 {
        (reading.isByWeekday, reading.weekdays) = (true, days.count == 5 ? [] : reading.weekdays)
        isUsed[index] = true
        continue
      }
      // "in each of brakes and cooling": a row or group for each value.
      if !found, !items[index].has(.agent), let after,
        let condition = reading.conditions.first(where: { $0.position == after && !$0.values.isEmpty }),
        let attribute = condition.attribute
      {
        if let noun = next(after: after, within: 2), let grouping = grouping(at: noun), !items[noun].isPlural
        {
          reading.groups.append(grouping)
          isUsed[noun] = true
        } else if !reading.groups.contains(.attribute(attribute)) {
          reading.groups.append(.attribute(attribute))
        }
        isUsed[index] = true
        continue
      }
      let isRanking =
        after.map { place in
          measure(of: items[place], verbs: true) != nil && !isRowNoun(place) || items[place].has(.count)
            || aggregateFunction(of: items[place]) != nil
        } ?? false
      // "paid by card", "by month" (a grain is its own item), "by revenue".
      if !found, let after, after == index + 1 || grain(items[after].text) != nil,
        case .window(let window) = items[after].kind,
        let grain = grain(items[after].text) ?? window.grain
      {
        // "for each of the last four quarters"
        if !reading.grains.contains(grain) { reading.grains.append(grain) }
        isUsed[index] = true
        continue
      }
      let isWindow = after.map { if case .window = items[$0].kind { true } else { false } } ?? false
      let isAgent = items[index].has(.agent) && (after.map { isUsed[$0] } ?? true)
      if found || isRanking || isAgent && !isWindow { isUsed[index] = true }
    }
  }

  /// A period by its name alone, no part of a time.
  private func period(at index: Int) -> Grain? {
    guard !isUsed[index],
      items[index].kind == .unknown || items[index].kind == .role || items[index].kind == .term
    else { return nil }
    return grain(items[index].text)
  }

  /// A noun stands behind the word: "each branch".
  private func names(after index: Int) -> Bool {
    guard let next = next(after: index, within: 2) else { return false }
    return grouping(at: next) != nil || items[next].isGrain
      || items[next].meanings.contains {
        switch $0 {
        case .entity, .attribute: true
        default: false
        }
      }
  }

  /// "by car model year", "over the cars' model years": a noun right before another belongs to that one.
  private func isModifier(_ index: Int) -> Bool {
    let isPossessive = items.indices.contains(index + 1) && items[index + 1].kind == .sign("'")
    let other = isPossessive ? index + 2 : index + 1
    guard isPossessive || !items[index].isPlural, items.indices.contains(other), !items[other].startsClause
    else { return false }
    return grouping(at: other) != nil && measure(of: items[other]) == nil
  }

  /// The attribute that a measure of the question adds up.
  private func isSummed(_ item: Item) -> Bool {
    let named = items.flatMap(\.meanings).compactMap { meaning -> AttributeID? in
      guard case .measure(let id) = meaning, let measure = catalog.measure(id), measure.entity == subject.id,
        case .aggregate(.sum, let attribute) = measure.formula
      else { return nil }
      return attribute
    }
    return item.meanings.contains { if case .attribute(let id) = $0 { named.contains(id) } else { false } }
      && measure(of: item) == nil
  }

  /// "revenue per order": one of the subject's rows.
  private func isRowNoun(_ index: Int) -> Bool {
    items[index].meanings.contains(.entity(subject.id)) && !items[index].isPlural
  }

  /// "bought by customers", "by customers from Ohio": who did it, not a breakdown.
  func isAgent(_ index: Int, after by: Int) -> Bool {
    guard items[by].has(.agent), let entity = entity(of: items[index], related: false),
      entity != subject.id
    else { return false }
    if let value = next(after: index, within: 3), isUsed[value],
      reading.conditions.contains(where: { $0.position == value && $0.attribute?.entity == entity })
    {
      return true
    }
    // "orders by customers from there"
    if items[index].isPlural, catalog.entity(entity)?.isPerson ?? false, items.indices.contains(index + 1),
      items[index + 1].has(.between) || items[index + 1].has(.who)
    {
      return true
    }
    guard items[index].isPlural, let before = previous(before: by, within: 1) else { return false }
    let last = items[before].text.lowercased().split(separator: " ").last.map(String.init) ?? ""
    return words[.participle, default: []].contains(last) || items[before].has(.participle)
  }

  func grouping(at index: Int) -> Grouping? {
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
}
