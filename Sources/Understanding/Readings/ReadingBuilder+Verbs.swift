import Domain

/// The passes that find what verbs ask for.
extension ReadingBuilder {
  /// The measure that a verb asks for here.
  func verbMeasure(at index: Int) -> Measure? {
    for case .measureVerb(let id) in items[index].meanings {
      if let measure = catalog.measure(id), measure.entity == subject.id { return measure }
    }
    return nil
  }

  func readMeasureVerbs() {
    for index in items.indices where !isUsed[index] {
      guard let measure = verbMeasure(at: index), !countsOthers, !namesRanked(index) else { continue }
      let isAsked = items.indices.contains { place in
        let item = items[place]
        return item.has(.count) || item.has(.amount) || item.has(.top) || item.has(.bottom)
          || item.has(.trend) || item.has(.comparative)
          || item.has(.share)
      }
      let isRankingWord = isRankingWord(index)
      if self.isMoney(measure), isShareOfRows {
        // "what percentage of the orders came in on a Saturday": of the orders, not of what they brought.
        if items[index].has(.filler) { isUsed[index] = true }
        continue
      }
      if isVerbAlone(index), self.isMoney(measure), reading.measures.allSatisfy(isPlainCount), !singlesOut,
        !items.contains(where: { $0.has(.count) }),
        let noun = items.indices.first(where: { place in
          place > index && !isUsed[place]
            && attribute(of: items[place], where: isAmount)?.id.entity == subject.id
        }), let amount = attribute(of: items[noun], where: isAmount),
        case .aggregate(.sum, let own) = measure.formula,
        own != amount.id, !items[index..<noun].contains(where: { $0.has(.group) })
      {
        // "what did the orders add up to before tax": that amount is added up.
        reading.measures = [.aggregate(.sum, amount.id)]
        (isUsed[index], isUsed[noun]) = (true, true)
        continue
      }
      // "what did the orders bring in labor revenue": the noun says more than the verb.
      if isVerbAlone(index), self.isMoney(measure),
        reading.measures.contains(where: { term in
          guard case .measure(let id) = term, let other = catalog.measure(id) else { return false }
          return self.isMoney(other) && !items[index].meanings.contains(.measureVerb(id))
        })
      {
        isUsed[index] = true
        continue
      }
      // "what did services bring in": money is asked for.
      let isMoney = measure.unit != nil && items.contains { $0.has(.what) && !$0.isContent }
      // "how many orders did we take in": no money is asked for.
      if measure.unit != nil || self.isMoney(measure), !isMoney || items.contains(where: { $0.has(.count) }),
        items.contains(where: { $0.has(.count) }), !items.contains(where: { $0.has(.amount) })
      {
        if measure.entity == subject.id, !reading.measures.isEmpty {
          isUsed[index] = true
          // "how many did we sell, and what did they bring in": both are asked.
          if asksOnce(more: index), !reading.measures.contains(.measure(measure.id)) {
            reading.measures.append(.measure(measure.id))
          }
        }
        continue
      }
      guard isAsked || isMoney || base != nil || items[index].meanings.contains(.role(.top)) || isRankingWord
      else { continue }
      if saysMostRows {
        // "which weekday brings in the most orders": of those there are most.
      } else if reading.measures.allSatisfy(isPlainCount),
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

  /// Another question stands behind "and": "… and what did they bring in".
  private func asksOnce(more index: Int) -> Bool {
    guard let asked = items[..<index].lastIndex(where: { $0.has(.what) }),
      let count = items.firstIndex(where: { $0.has(.count) }), count < asked
    else { return false }
    return items[..<asked].last { $0.isContent || $0.has(.and) }?.has(.and) ?? false
  }

  private var saysMostRows: Bool {
    base == nil
      && items.indices.dropFirst().contains { index in
        items[index].hasPlural && items[index].meanings.contains(.entity(subject.id))
          && (items[index - 1].has(.top) || items[index - 1].has(.bottom))
          && !items[index - 1].meanings.contains { meaning in
            switch meaning {
            case .largest, .smallest: true
            default: false
            }
          }
      }
  }

  private var isShareOfRows: Bool {
    guard let share = items.firstIndex(where: { $0.has(.share) }), base == nil else { return false }
    return items[share...].prefix(5).contains { $0.hasPlural && $0.meanings.contains(.entity(subject.id)) }
  }

  private func isAmount(_ attribute: Attribute) -> Bool {
    if case .decimal = attribute.type { attribute.unit != nil } else { false }
  }

  /// "how many customers ordered", "how many different parts": those are counted, not what happened to them.
  var countsOthers: Bool {
    guard let count = items.firstIndex(where: { $0.has(.count) }), base == nil else { return false }
    if items.contains(where: { $0.has(.distinct) }) { return true }
    guard let noun = next(after: count, within: 3), let entity = entity(of: items[noun]) else { return false }
    guard entity != subject.id else { return false }
    // "how many parts did we sell": what happened to them is how they are counted.
    let ranking = catalog.entity(entity)?.ranking
    let isRanking = items.contains {
      $0.meanings.contains { if case .measureVerb(ranking ?? "") = $0 { true } else { false } }
    }
    return (distance(to: entity) ?? 2) > 1 || !isRanking
  }

  func isPlainCount(_ term: MeasureTerm) -> Bool {
    if case .measure(let id) = term, let measure = catalog.measure(id) {
      return measure.formula == .count && measure.condition == nil
    }
    return term == .count
  }

  /// A superlative in itself: "best selling".
  func isRankingWord(_ index: Int) -> Bool {
    let first = items[index].text.lowercased().split { !$0.isLetter }.first.map(String.init) ?? ""
    return words[.superlative, default: []].contains(first)
  }
}
