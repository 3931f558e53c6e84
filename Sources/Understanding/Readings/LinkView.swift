import Domain

/// Lists things through the dataset that ties them to another, when a question asks for those that belong to one:
/// "parts for an oil change" then shows how many of each.
struct LinkView {
  let catalog: Catalog
  let graph: JoinGraph

  /// The same rows listed through the link, with the columns that the question names; nil when the query is no such
  /// list.
  func query(for query: Query, naming named: [AttributeID]) -> Query? {
    guard query.measures.isEmpty, !query.isDistinct, query.order.isEmpty, query.limit == nil,
      let subject = catalog.entity(query.subject), query.columns == subject.show,
      case .all(let parts) = query.filter
    else { return nil }
    let relations = parts.compactMap { part -> (EntityID, Predicate)? in
      if case .related(let entity, let inside) = part { (entity, inside) } else { nil }
    }
    let isPlain = parts.allSatisfy { part in
      switch part {
      case .related, .compare, .within, .segment, .any, .all: true
      default: false
      }
    }
    guard isPlain, relations.count == 1, let (target, inside) = relations.first, inside != .always,
      let steps = graph.relation(from: subject.id, to: target), steps.count == 2, steps[0].isDown,
      !steps[1].isDown,
      let link = catalog.entity(steps[0].target), link.isLink
    else { return nil }
    var linked = query
    linked.subject = link.id
    let shown = link.show.filter { $0.entity != target }
    linked.columns = shown + (shown.contains { $0.entity == subject.id } ? [] : subject.show)
    linked.columns += named.filter { query.columns.contains($0) && !linked.columns.contains($0) }
    linked.filter = .all(parts.map { if case .related = $0 { inside } else { $0 } })
    linked.order = [Ordering(.attribute(subject.labelID), isDescending: false)]
    if !linked.columns.contains(subject.labelID) { linked.columns.insert(subject.labelID, at: 0) }
    return linked
  }
}
