import Domain

/// What of several nouns is counted, and people who are counted by what they did.
extension ReadingBuilder {
  /// "customer purchases": of two nouns side by side the last is what is counted.
  func namedNoun(_ index: Int) -> Int {
    guard !items[index].isPlural, items.indices.contains(index + 1), !items[index + 1].startsClause,
      items[index + 1].isPlural, entity(of: items[index]) != nil,
      items[index + 1].meanings.contains(where: { if case .entity = $0 { true } else { false } })
    else { return index }
    return index + 1
  }

  /// "how many customers ordered in each month": those who did, in each period or kind of what they did.
  func isCountedInEvents(_ entity: EntityID, at index: Int) -> Bool {
    guard base == nil, items[index].isPlural, subject.time != nil, !items.contains(where: isRanking),
      items.contains(where: { item in
        item.meanings.contains(.verb(subject.id)) || item.meanings.contains(.entity(subject.id))
      })
    else { return false }
    return !reading.grains.isEmpty || reading.isByWeekday || reading.windows.count > 1
      || reading.groups.contains { grouping in
        switch grouping {
        case .attribute(let id): graph.path(from: entity, to: id.entity) == nil
        case .entity(let id): graph.path(from: entity, to: id) == nil
        case .time, .weekday, .hour, .windows: false
        }
      }
  }

  func isPerson(_ entity: EntityID) -> Bool { catalog.entity(entity)?.isPerson ?? false }

  func label(of entity: EntityID) -> String {
    catalog.entity(entity).map { $0.names.first ?? $0.id.description } ?? entity.description
  }
}
