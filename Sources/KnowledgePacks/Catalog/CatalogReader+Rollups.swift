import Domain

extension CatalogReader {
  /// Reads a roll-up; `graph` has the joins between the entities.
  func rollup(_ name: String, _ node: PackNode, _ graph: JoinGraph) throws(PackError) -> Rollup {
    let fields = try node.fields(
      "entity", "grain", "by", "sums", "averages", "minimums", "maximums", "indexes")
    let entityNode = try fields.required("entity")
    let id = try entityNode.string()
    guard let entity = entities.first(where: { $0.id == id }) else {
      throw entityNode.error(found: id, expected: "an entity", candidates: entities.map(\.id))
    }
    var columns: [Rollup.Column] = []
    if let grain = fields["grain"] { columns.append(try time(of: entity, grain, graph)) }
    for member in try fields.list("by") { columns.append(try rolled(member, of: entity, graph)) }

    var parts: [Rollup.Part] = []
    let kinds: [(key: String, functions: [Rollup.Part.Function])] = [
      ("sums", [.sum]), ("averages", [.sum, .count]), ("minimums", [.minimum]), ("maximums", [.maximum]),
    ]
    for kind in kinds {
      for member in try fields.list(kind.key) {
        for function in kind.functions {
          let part = try self.part(function, member, of: entity)
          if !parts.contains(part) { parts.append(part) }
        }
      }
    }
    let named = Rollup(name: name, entity: id, columns: columns, parts: parts).dataset.columns.map(\.name)
    var seen: Set<String> = []
    for column in named where !seen.insert(column.lowercased()).inserted {
      throw node.error(found: column, expected: "columns of different names")
    }
    var indexes: [[String]] = []
    for member in try fields.list("indexes") {
      indexes.append(try member.strings())
      for column in indexes.joined() where !named.contains(column) {
        throw member.error(found: column, expected: "a column of \(name)", candidates: named)
      }
    }
    return Rollup(name: name, entity: id, columns: columns, parts: parts, indexes: indexes)
  }

  /// The entity's time, as the first day of its period.
  private func time(
    of entity: Entity, _ node: PackNode, _ graph: JoinGraph
  ) throws(PackError) -> Rollup.Column {
    let word = try node.string()
    guard let grain = Grain(rawValue: word), grain == .day || grain == .month else {
      throw node.error(found: word, expected: "day or month", candidates: ["day", "month"])
    }
    guard let id = entity.time else {
      throw node.error(found: "an entity without a time", expected: "one with a time")
    }
    let held = try column(id, at: node, from: entity, graph)
    guard held.type == .date || held.type == .timestamp else {
      throw node.error(found: "the time \(id)", expected: "a date or a timestamp")
    }
    return Rollup.Column(id.entity, held.name, type: .date, grain: grain)
  }

  /// "status", "customer.state": a column; "part", an entity: the column that leads to it.
  private func rolled(_ node: PackNode, of entity: Entity, _ graph: JoinGraph) throws(PackError)
    -> Rollup.Column
  {
    let text = try node.string()
    let parts = text.split(separator: ".", maxSplits: 1).map(String.init)
    if parts.count == 2 || entity.attribute(text) != nil {
      let id = parts.count == 2 ? AttributeID(parts[0], parts[1]) : AttributeID(entity.id, text)
      let held = try column(id, at: node, from: entity, graph)
      return Rollup.Column(id.entity, held.name, type: held.type, unit: held.unit)
    }
    guard let join = graph.path(from: entity.id, to: text)?.last,
      let dataset = entities.first(where: { $0.id == join.from }).flatMap({ datasets[$0.dataset] }),
      let column = dataset.columns.first(where: { $0.name == join.fromColumn })
    else {
      let known = entity.attributes.map(\.id.name) + graph.reachable(from: entity.id).sorted()
      throw node.error(
        found: text, expected: "an attribute of \(entity.id), or an entity of which its rows have one",
        candidates: known)
    }
    return Rollup.Column(join.from, column.name, type: column.type, unit: column.unit)
  }

  private func part(
    _ function: Rollup.Part.Function, _ node: PackNode, of entity: Entity
  ) throws(PackError) -> Rollup.Part {
    let held = try column(AttributeID(entity.id, try node.string()), at: node)
    let isExact =
      switch held.type {
      case .integer, .decimal: true
      case .text, .real, .boolean, .date, .timestamp: false
      }
    switch function {
    case .count: return Rollup.Part(.count, held.name, type: .integer)
    case .sum where isExact, .minimum where isExact || held.type == .date || held.type == .timestamp,
      .maximum where isExact || held.type == .date || held.type == .timestamp:
      return Rollup.Part(function, held.name, type: held.type, unit: held.unit)
    case .sum, .minimum, .maximum:
      throw node.error(found: held.name, expected: "a column of whole numbers or exact amounts")
    }
  }

  /// The column that an attribute is, of an entity of which each row of `entity` has at most one.
  private func column(
    _ id: AttributeID, at node: PackNode, from entity: Entity, _ graph: JoinGraph
  ) throws(PackError) -> Column {
    guard graph.path(from: entity.id, to: id.entity) != nil else {
      throw node.error(
        found: "\(id)", expected: "an attribute of an entity of which each row of \(entity.id) has one")
    }
    return try column(id, at: node)
  }

  private func column(_ id: AttributeID, at node: PackNode) throws(PackError) -> Column {
    let attribute = try attribute(id, at: node)
    let dataset = entities.first { $0.id == id.entity }.flatMap { datasets[$0.dataset] }
    guard let column = dataset?.columns.first(where: { attribute.sql == "{this}.\($0.name)" }) else {
      throw node.error(found: "\(id)", expected: "an attribute that is a column")
    }
    guard !column.isPersonal else {
      throw node.error(found: "\(id)", expected: "a column that is not personal")
    }
    return column
  }
}
