import Domain

extension Reading.Condition {
  /// The condition as one on the entity whose one row it names, or nil.
  func naming(_ catalog: Catalog) -> (subject: EntityID, condition: Self)? {
    guard let attribute, let entity = catalog.entity(attribute.entity),
      attribute == entity.labelID || attribute == entity.keyID
    else { return nil }
    switch predicate {
    case .compare(attribute, .equal): return (entity.id, self)
    case .related(entity.id, var inside):
      if case .all(let parts) = inside, parts.count == 1 { inside = parts[0] }
      guard case .compare(attribute, .equal(let value)) = inside else { return nil }
      return (
        entity.id,
        Self(
          predicate: inside, attribute: attribute, values: [value.description], position: position)
      )
    default: return nil
    }
  }

  /// Every row of the subject has at most one of what the condition is on.
  func isReachable(from subject: EntityID, _ graph: JoinGraph) -> Bool {
    if case .related = predicate { return false }
    guard let entity = attribute?.entity ?? segmentEntity else { return false }
    return graph.path(from: subject, to: entity) != nil
  }
}
