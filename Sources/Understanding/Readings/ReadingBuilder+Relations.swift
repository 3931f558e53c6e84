import Domain

/// The pass that finds what rows have: "orders with a service on them", "customers who had a repair".
extension ReadingBuilder {
  func readPossessions() {
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

  /// What is said of the same related rows holds for one of them together: "dealers that had a critical ticket about
  /// brakes". Values of one attribute are of different rows.
  func mergeRelations() {
    var merged: [Reading.Condition] = []
    for condition in reading.conditions.sorted(by: { $0.position < $1.position }) {
      guard case .related(let entity, let inside) = condition.predicate,
        let place = merged.lastIndex(where: { $0.predicate.relation?.entity == entity }),
        let earlier = merged[place].predicate.relation,
        (head ?? -1) < merged[place].position || (head ?? -1) > condition.position,
        earlier.inside.attributes.isDisjoint(with: inside.attributes)
      else {
        merged.append(condition)
        continue
      }
      let both = earlier.inside.and(inside)
      let predicate: Predicate =
        if case .measured(_, let term, _, let comparison) = merged[place].predicate {
          .measured(entity, term, where: both, comparison)
        } else {
          .related(entity, both)
        }
      merged[place] = Reading.Condition(
        predicate: predicate, attribute: nil, position: merged[place].position)
    }
    reading.conditions = merged
    negateTogether()
  }

  /// "services that technician 3 has never performed": that he did one and nobody ever did is no question; it is the
  /// event of his that is missing.
  private func negateTogether() {
    for place in reading.conditions.indices {
      guard case .not(.related(let entity, .always)) = reading.conditions[place].predicate,
        let other = reading.conditions.firstIndex(where: { $0.predicate.relation?.entity == entity }),
        case .related(_, let inside) = reading.conditions[other].predicate
      else { continue }
      reading.conditions[place].predicate = .not(.related(entity, inside))
      reading.conditions.remove(at: other)
      return
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
  func possession(before index: Int) -> Int? {
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

extension Predicate {
  /// The rows it asks for, when it asks for related ones.
  fileprivate var relation: (entity: EntityID, inside: Predicate)? {
    switch self {
    case .related(let entity, let inside), .measured(let entity, _, let inside, _): (entity, inside)
    default: nil
    }
  }

  /// The attributes it compares.
  fileprivate var attributes: Set<AttributeID> {
    switch self {
    case .all(let parts), .any(let parts): parts.reduce(into: []) { $0.formUnion($1.attributes) }
    case .not(let part), .related(_, let part), .measured(_, _, let part, _): part.attributes
    case .compare(let id, _), .within(let id, _), .onWeekdays(let id, _), .duringHours(let id, _): [id]
    case .every(_, let scope, let part): scope.attributes.union(part.attributes)
    case .segment(let entity, let name): [AttributeID(entity, name)]
    }
  }
}
