import Domain

/// The pass that finds what rows have: "orders with a service on them", "customers who had a repair".
extension ReadingBuilder {
  mutating func readPossessions() {
    for index in items.indices where !isUsed[index] && index != head {
      guard case .term = items[index].kind, let entity = relatedEntity(of: items[index]),
        let before = possession(before: index)
      else { continue }
      take(entity)
      require(.related(entity, windowsInside(entity)), on: nil, at: index)
      isUsed[before] = true
      reading.score -= 0.1
    }
  }

  /// The entity a noun names that has several rows for one of the subject.
  func relatedEntity(of item: Item) -> EntityID? {
    guard let entity = entity(of: item), entity != subject.id, distance(to: entity) == nil,
      let length = relationLength(to: entity), length > 0
    else { return nil }
    return entity
  }

  /// "with a", "had", "having any": the word before the noun, past its article.
  private func possession(before index: Int) -> Int? {
    var position = index - 1
    while position >= 0, index - position <= 4 {
      let item = items[position]
      if item.startsClause { return item.has(.possession) ? position : nil }
      if item.has(.possession), !item.has(.never) { return position }
      guard !item.isContent || isUsed[position] || item.has(.article) || item.has(.distinct) else {
        return nil
      }
      position -= 1
    }
    return nil
  }
}
