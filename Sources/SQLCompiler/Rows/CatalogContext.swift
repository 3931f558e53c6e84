import Domain

/// The catalog with its ways, looked up by name: what is unknown is an error that says where.
struct CatalogContext: Sendable {
  let catalog: Catalog
  let graph: JoinGraph
  let dialect: SQLDialect

  init(catalog: Catalog, dialect: SQLDialect) {
    (self.catalog, self.dialect) = (catalog, dialect)
    graph = JoinGraph(catalog)
  }

  func entity(_ id: EntityID, place: String) throws(CompileError) -> Entity {
    if let entity = catalog.entity(id) { return entity }
    throw .unknownEntity(id, place: place, candidates: catalog.entities.map(\.id).sorted())
  }

  func attribute(_ id: AttributeID, place: String) throws(CompileError) -> Attribute {
    let entity = try entity(id.entity, place: place)
    if let attribute = entity.attribute(id.name) { return attribute }
    throw .unknownAttribute(id, place: place, candidates: entity.attributes.map(\.id.name).sorted())
  }

  func timeAttribute(_ id: AttributeID, place: String) throws(CompileError) -> Attribute {
    let attribute = try attribute(id, place: place)
    if attribute.isTime { return attribute }
    throw .notATime(id, place: place, type: attribute.type)
  }

  func measure(_ id: MeasureID, place: String) throws(CompileError) -> Measure {
    if let measure = catalog.measure(id) { return measure }
    throw .unknownMeasure(id, place: place, candidates: catalog.measures.map(\.id).sorted())
  }

  func segment(_ name: String, of id: EntityID, place: String) throws(CompileError) -> Segment {
    let entity = try entity(id, place: place)
    if let segment = entity.segment(name) { return segment }
    throw .unknownSegment(name, of: id, place: place, candidates: entity.segments.map(\.name).sorted())
  }

  /// Whether joins lead there, many to one, or in any direction: in one way or in several.
  func hasWay(from start: EntityID, to end: EntityID, inAnyDirection: Bool = false) -> Bool {
    var seen: Set<EntityID> = [start]
    var frontier = [start]
    while let entity = frontier.popLast() {
      if entity == end { return true }
      for join in catalog.joins {
        if join.from == entity, seen.insert(join.to).inserted { frontier.append(join.to) }
        if inAnyDirection, join.to == entity, seen.insert(join.from).inserted { frontier.append(join.from) }
      }
    }
    return false
  }

  /// The way for `Predicate.related`.
  func relation(from subject: EntityID, to entity: EntityID) throws(CompileError) -> [JoinGraph.Step] {
    if let steps = graph.relation(from: subject, to: entity) { return steps }
    if hasWay(from: subject, to: entity, inAnyDirection: true) {
      throw .ambiguousPath(from: subject, to: entity)
    }
    let related = catalog.entities.map(\.id).filter {
      $0 != subject && graph.relation(from: subject, to: $0) != nil
    }
    throw .unrelated(entity, subject: subject, related: related.sorted())
  }
}
