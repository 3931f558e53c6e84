import Domain

/// The pass that puts rows in order by a number or a moment of their own: "top 4 parts by price", "tickets with the
/// highest resolution time", "boats sorted by length".
extension ReadingBuilder {
  func rankRows() {
    guard base == nil, reading.measures.isEmpty, reading.ranking == nil, reading.groups.isEmpty,
      reading.grains.isEmpty, let head, items[head].meanings.contains(.entity(subject.id)),
      !items.contains(where: { $0.has(.count) || $0.has(.share) || aggregateFunction(of: $0) != nil })
    else { return }
    let word = items.indices.first { !isUsed[$0] && isRanking(items[$0]) }
    if let by = items.indices.first(where: { $0 > head && items[$0].has(.group) }),
      let place = next(after: by, within: 2), let attribute = ranked(by: place)
    {
      rank(by: attribute, word, at: [by, place])
    } else if let word, word > head, let place = next(after: word, within: 2),
      let attribute = ranked(by: place)
    {
      rank(by: attribute, word, at: [place])
    } else if let word, let place = previous(before: word, within: 3), place > head,
      let attribute = ranked(by: place)
    {
      // "services whose price is the highest"
      rank(by: attribute, word, at: [place])
    }
  }

  /// "the models that cost the most": a number of single rows is summed for what is ranked.
  func readRankedSum() {
    readRankedTotal()
    guard base == nil, reading.measures.isEmpty, let head, entity(of: items[head]) != subject.id,
      let word = items.indices.first(where: { items[$0].has(.top) || items[$0].has(.bottom) }),
      let place = previous(before: word, within: 2), place > head, !isUsed[place],
      let attribute = attribute(of: items[place], where: { $0.isNumber && !$0.isIdentifier }),
      attribute.id.entity == subject.id, measure(of: items[place]) == nil
    else { return }
    reading.measures = [sum(of: attribute.id)]
    isUsed[place] = true
    if let total = next(after: word, within: 2), items[total].has(.sum) { isUsed[total] = true }
  }

  /// "the 3 models with the highest total cost": the sum that the catalog names, of what is ranked.
  private func readRankedTotal() {
    guard base == nil, reading.measures.isEmpty, let head, items[head].hasPlural,
      let named = attribute(of: items[head], where: { !$0.isNumber && !$0.isTime && !$0.isIdentifier }),
      entity(of: items[head]) == nil, named.id.entity == subject.id, named.id != subject.labelID,
      let word = items.indices.first(where: { $0 > head && (items[$0].has(.top) || items[$0].has(.bottom)) }),
      let place = next(after: word, within: 2), let attribute = ranked(by: place),
      let sum = catalog.measures.first(where: {
        $0.entity == subject.id && $0.formula == .aggregate(.sum, attribute) && $0.condition == nil
      })
    else { return }
    reading.measures = [.measure(sum.id)]
    isUsed[place] = true
  }

  /// A number or a moment of the subject's own rows.
  private func ranked(by index: Int) -> AttributeID? {
    guard !isUsed[index] else { return nil }
    return attribute(of: items[index]) {
      $0.id.entity == subject.id && ($0.isNumber && !$0.isIdentifier || $0.isTime)
    }?.id
  }

  private func rank(by attribute: AttributeID, _ word: Int?, at places: [Int]) {
    let ordering = word.flatMap { next(after: $0, within: 2) }.flatMap { items[$0].has(.ordering) ? $0 : nil }
    let isDescending = word.map { ranksDown(items[$0]) } ?? false
    reading.ranking = Reading.Ranking(
      attribute: attribute, isDescending: isDescending, isWhole: word == nil || ordering != nil)
    if let word { direction = (word, isDescending) }
    // "third most expensive service by labor cost"
    if let word, let place = previous(before: word, within: 2), case .ordinal(let number) = items[place].kind
    {
      (reading.limit, reading.offset) = (1, number - 1)
      isUsed[place] = true
    }
    for place in places + [word, ordering].compactMap({ $0 }) { isUsed[place] = true }
  }

  private func ranksDown(_ item: Item) -> Bool {
    if item.has(.top) || item.has(.best) { return true }
    if item.has(.bottom) || item.has(.worst) { return false }
    return item.meanings.contains { if case .largest = $0 { true } else { false } }
  }
}
