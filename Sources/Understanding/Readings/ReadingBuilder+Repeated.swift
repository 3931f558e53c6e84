import Domain

/// What words say once more: rows that are measured, an average of them, a property that is shown anyway.
extension ReadingBuilder {
  /// "advisors Budi and Siti": the ones that are named after the plural of what they are, each by itself.
  var namesSeveral: Bool {
    guard base == nil, !reading.measures.isEmpty, reading.groups.isEmpty, hasAlternatives,
      !items.contains(where: { $0.has(.or) })
    else { return false }
    // "for Japan and for South Korea"
    let isSaidAgain = reading.conditions.contains { condition in
      let place = condition.position
      return !condition.values.isEmpty && place > 1 && items.indices.contains(place)
        && repeatsPreposition(before: place)
        && reading.conditions.contains { $0.attribute == condition.attribute && $0.position < place - 1 }
    }
    if isSaidAgain { return true }
    return items.indices.contains { index in
      guard items[index].isPlural, let next = next(after: index, within: 2), next - index <= 2,
        let condition = reading.conditions.first(where: { $0.position == next && !$0.values.isEmpty }),
        let attribute = condition.attribute
      else { return false }
      return items[index].meanings.contains(.attribute(attribute))
        && items[next...].contains { $0.has(.and) }
    }
  }

  /// "mixed order", "sale" for a vehicle sale: the last words are those of the entity's name.
  func endsInName(of entity: Entity, _ item: Item) -> Bool {
    guard let last = item.words.last else { return false }
    return entity.names.contains { name in
      name.split(separator: " ").last.map { QuestionTokenizer.singular(String($0)) } == last
    }
  }

  /// "the average APR on Toyota sales", of vehicle sales: a word for the rows that the numbers are of.
  func mentionsRows(_ index: Int) -> Bool {
    let item = items[index]
    guard base == nil, !reading.measures.isEmpty || !reading.columns.isEmpty || reading.ranking != nil,
      case .term = item.kind, item.words.count == 1,
      !item.meanings.contains(where: {
        switch $0 {
        case .value, .segment, .largest, .smallest, .topic, .template: true
        default: false
        }
      })
    else { return false }
    return endsInName(of: subject, item) && !isAddedByAnd(index)
  }

  /// "the parts of an oil change and the quantity of each": a property of what ties the two, which a list of them shows.
  func isShownOfLink(_ index: Int) -> Bool {
    guard base == nil, reading.measures.isEmpty, reading.ranking == nil, reading.columns == subject.show,
      reading.conditions.contains(where: { if case .related = $0.predicate { true } else { false } })
    else { return false }
    return items[index].meanings.contains { meaning in
      guard case .attribute(let id) = meaning, let link = catalog.entity(id.entity), link.isLink else {
        return false
      }
      return link.show.contains(id) && graph.path(from: link.id, to: subject.id)?.count == 1
    }
  }

  func isAskedNumber(_ index: Int) -> Bool {
    items[index].has(.count) || measure(of: items[index]) != nil
  }

  func asksForMoney(_ item: Item) -> Bool {
    item.meanings.contains {
      if case .measureVerb(let id) = $0 { catalog.measure(id).map(isMoney) ?? false } else { false }
    }
  }

  func isMoneyTerm(_ term: MeasureTerm) -> Bool {
    switch term {
    case .measure(let id): catalog.measure(id).map(isMoney) ?? false
    case .aggregate(_, let id):
      if case .decimal? = catalog.attribute(id)?.type { catalog.attribute(id)?.unit != nil } else { false }
    default: false
    }
  }

  func isAddedByAnd(_ index: Int) -> Bool {
    previous(before: index, within: 2).map { items[$0].has(.and) } ?? false
  }

  /// "the average gross per sale": what an average of rows is of.
  func isPerRow(_ index: Int) -> Bool {
    guard items[index].has(.each), base == nil, reading.measures.contains(where: isAverage),
      let noun = next(after: index, within: 2), noun == index + 1 || !isUsed[noun], !items[noun].hasPlural
    else { return false }
    return items[noun].meanings.contains(.entity(subject.id)) || endsInName(of: subject, items[noun])
  }

  func isAverage(_ term: MeasureTerm) -> Bool {
    switch term {
    case .aggregate(.average, _), .aggregate(.median, _), .percentile, .ratio: true
    case .measure(let id):
      switch catalog.measure(id)?.formula {
      case .aggregate(.average, _)?, .aggregate(.median, _)?: true
      default: false
      }
    default: false
    }
  }

  /// "… along with that average": what is asked already, said once more.
  func repeatsAverage(_ index: Int) -> Bool {
    items[index].has(.average) && reading.measures.contains(where: isAverage)
      && items[..<index].contains { $0.has(.average) || measure(of: $0) != nil }
  }

  /// "and for", as one phrase or two.
  private func repeatsPreposition(before place: Int) -> Bool {
    let before = items[place - 1]
    if before.words.count > 1, before.has(.followUp) {
      return before.words.first.map { words[.and, default: []].contains($0) } ?? false
    }
    return before.kind == .filler && !before.has(.article) && items[place - 2].has(.and)
  }
}
