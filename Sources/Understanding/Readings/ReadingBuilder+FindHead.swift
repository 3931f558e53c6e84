import Domain

/// The pass that finds the head noun: what is asked for.
extension ReadingBuilder {
  /// The head is the first noun that is neither counted nor summed nor part of a breakdown: "which *markets* …",
  /// "top 5 *parts* by …".
  func findHead() {
    for index in items.indices
    where !isUsed[index] || isGrain(index) || isValueHead(index) || ranksDays(index) {
      let item = items[index]
      if isValueHead(index) || ranksDays(index) {
        head = index
        return
      }
      if isGrain(index) {
        if index == 0 {
          // "which weekday …"
          head = index
          return
        }
        let before = index > 0 ? items[index - 1] : nil
        if let before, before.has(.list) || before.has(.what) || isRanking(before) || isQuantity(index - 1) {
          head = index
          return
        }
        continue
      }
      guard case .term = item.kind else { continue }
      if base == nil, item.meanings.contains(.entity(subject.id)), isKnownById(index) {
        head = index
        return
      }
      let before = previous(before: index, within: 3)
      if let before, items[before].has(.group), !items[before].has(.list) { continue }
      // "a clutch replacement takes parts from which categories": what "which" stands before is asked.
      if let asked = askedNoun, asked > index { continue }
      // "who placed more than …": what someone did.
      if item.has(.participle), let before, items[before].has(.who), attribute(of: item)?.isTime ?? false {
        isUsed[index] = true
        continue
      }
      // "who spent the most on orders": where they did.
      if base == nil, let before, isRanking(items[before]), isApart(before + 1..<index),
        item.meanings.contains(.entity(subject.id)), items[..<before].contains(where: { $0.has(.who) })
      {
        isUsed[index] = true
        continue
      }
      // "service revenue": the noun says of which kind.
      if !item.isPlural, items.indices.contains(index + 1), entity(of: item) != subject.id,
        measure(of: items[index + 1]) != nil, !isAskedFor(index)
      {
        continue
      }
      // "customer purchases": the first noun only says of which kind.
      if !item.isPlural, items.indices.contains(index + 1),
        items[index + 1].meanings.contains(.entity(subject.id)),
        !item.meanings.contains(.entity(subject.id)), entity(of: item) != nil
      {
        continue
      }
      // "had a service": what is possessed is not what is asked for.
      if possession(before: index) != nil, let owned = entity(of: item), owned != subject.id,
        distance(to: owned) == nil
      {
        continue
      }
      // "in the service records, how many …": where to look.
      if items[..<index].allSatisfy({ !$0.isContent }), items.indices.contains(index + 1),
        items[index + 1].kind == .sign(","),
        item.meanings.contains(where: { if case .entity = $0 { true } else { false } }),
        items[(index + 1)...].contains(where: {
          $0.has(.count) || $0.has(.which) || $0.has(.amount) || $0.has(.average)
        })
      {
        continue
      }
      // "at the Medan dealer": the noun only says what has the value.
      if let before, before == index - 1, !item.isPlural, !isAskedFor(index),
        let owner = entity(of: item), owner != subject.id || reading.conditions.count > 1,
        reading.conditions.contains(where: { condition in
          condition.position == before && !condition.values.isEmpty
            && [subject.id, owner].contains(condition.attribute?.entity ?? "")
        }),
        !(items[..<before].last(where: \.isContent)?.has(.group) ?? false)
      {
        continue
      }
      // "in the Brakes category": the noun only says what the value is one of.
      if let before, !isAskedFor(index),
        reading.conditions.contains(where: { condition in
          condition.position == before && !condition.values.isEmpty
            && condition.attribute.map { item.meanings.contains(.attribute($0)) } ?? false
        })
      {
        continue
      }
      // "with status open": the property says what the value is of.
      if !isAskedFor(index), let after = next(after: index, within: 1),
        reading.conditions.contains(where: { condition in
          condition.position == after && !condition.values.isEmpty
            && condition.attribute.map { item.meanings.contains(.attribute($0)) } ?? false
        })
      {
        continue
      }
      // "40 or more orders": the bound is on them.
      if let before, case .bound = items[before].kind, !items[before].has(.list) { continue }
      // "service records: 3 models with …": what is counted off is asked for.
      if let colon = items[index...].firstIndex(where: { $0.kind == .sign(":") }),
        let asked = next(after: colon, within: 2) ?? items.indices.first(where: { $0 > colon }),
        isQuantity(asked), let noun = next(after: asked, within: 1), entity(of: items[noun]) == nil,
        attribute(of: items[noun], where: { !$0.isNumber && !$0.isTime }) != nil
      {
        isUsed[index] = true
        continue
      }
      // "service history: total hours": said in advance, what it is about.
      if items[index...].contains(where: { $0.kind == .sign(":") }), entity(of: item) != subject.id {
        continue
      }
      if let before, items[before].has(.count) || items[before].has(.amount) { return }
      if entity(of: item) != nil
        || attribute(of: item, where: { !$0.isNumber || $0.isIdentifier || $0.isAdjectival }) != nil
      {
        if measure(of: item) != nil, attribute(of: item)?.isTime ?? false, entity(of: item) == nil {
          continue
        }
        if measure(of: item) != nil, !isAskedFor(index), reading.conditions.isEmpty || !singlesOut {
          continue
        }
        head = index
        return
      }
    }
  }

  /// "ticket ids", "the ids of tickets"
  private func isKnownById(_ index: Int) -> Bool {
    next(after: index, within: 1).map { items[$0].has(.identity) } ?? false
      || previous(before: index, within: 2).map { items[$0].has(.identity) } ?? false
  }

  /// "which German dealer": a value before the noun says which of them.
  private func isValueOfOther(_ index: Int) -> Bool {
    reading.conditions.contains { condition in
      condition.position == index && !condition.values.isEmpty && condition.attribute != subject.labelID
    }
  }

  /// The noun right after "which", "what" or a list word, where one is.
  var askedNoun: Int? {
    items.indices.dropFirst().first { index in
      // "which parts", "which 3 parts", "what are the top three parts"
      let asking = items[..<index].indices.last {
        items[$0].isContent && !isQuantity($0) && !isRanking(items[$0]) && !isValueOfOther($0)
      }
      return asking.map { items[$0].has(.list) } ?? false && !isUsed[index]
        && (entity(of: items[index]) != nil
          || attribute(of: items[index], where: { !$0.isNumber || $0.isIdentifier }) != nil)
        && measure(of: items[index]) == nil
    }
  }
}
