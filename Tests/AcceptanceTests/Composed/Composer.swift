import Domain
import SQLCompiler
import Storage

/// What questions are made of: the measures, dimensions and values of a catalog that can be called without doubt.
struct Composer {
  /// What numbers can be broken down by, and how it is called.
  struct Dimension: Hashable {
    let grouping: Grouping
    let noun: String
    /// The attribute whose values are known, with some of them.
    let attribute: AttributeID
    let values: [String]
  }

  /// What can be asked of the rows of one entity.
  struct Subject {
    let entity: Entity
    /// Terms and their names.
    let numbers: [(term: MeasureTerm, names: [String])]
    /// Number columns and their names.
    let columns: [(id: AttributeID, names: [String])]
    let dimensions: [Dimension]
    /// The moment of its rows.
    let time: AttributeID?
    /// "How many" of its rows can only be their number: nothing else is called so.
    let isCounted: Bool
  }

  /// Values of a dimension that questions name.
  static let valuesKept = 12
  /// More distinct values than this make no good table.
  static let mostGroups = 400

  let catalog: Catalog
  let generation: Generation
  let compiler: SQLCompiler
  let subjects: [Subject]

  init(catalog: Catalog, generation: Generation) throws {
    (self.catalog, self.generation) = (catalog, generation)
    compiler = SQLCompiler(catalog: catalog)
    var known: [AttributeID: [String]] = [:]
    for attribute in catalog.entities.flatMap(\.attributes) where attribute.hasValues && !attribute.isPersonal
    {
      known[attribute.id] = try Self.values(attribute, compiler, generation)
    }
    let graph = JoinGraph(catalog)
    let every = Set(catalog.entities.flatMap { $0.names + $0.names.map(Plural.of) })
    let shared = Dictionary(grouping: catalog.measures.flatMap { m in m.names.map { ($0, m.id) } }, by: \.0)
      .filter { $0.value.count > 1 }
    subjects = catalog.entities.filter { !$0.isLink && !$0.isSecondary }.compactMap { entity in
      let reached = graph.reachable(from: entity.id).sorted().compactMap(catalog.entity)
      var numbers: [(term: MeasureTerm, names: [String])] = catalog.measures.filter { $0.entity == entity.id }
        .map { (.measure($0.id), $0.names.filter { shared[$0] == nil }) }
      numbers.removeAll { $0.names.isEmpty }
      let columns = entity.attributes.filter {
        $0.isNumber && !$0.isIdentifier && !$0.names.isEmpty && !$0.isPersonal
      }
      .map { (id: $0.id, names: Array($0.names.prefix(3))) }
      let calls = entity.names.prefix(1).flatMap { [$0, Plural.of($0), "number of \(Plural.of($0))"] }
      let dimensions = Self.dimensions(entity, reached, known, every)
      return Subject(
        entity: entity, numbers: numbers, columns: columns, dimensions: dimensions, time: entity.time,
        isCounted: !catalog.measures.contains {
          $0.formula != .count && !Set($0.names).isDisjoint(with: calls)
        })
    }
  }

  /// The rows of a query; nil where it cannot be said or there are none.
  func rows(_ query: Query) -> [[Value]]? {
    guard let statement = try? compiler.compile(query), let table = try? generation.execute(statement) else {
      return nil
    }
    return table.rows.isEmpty ? nil : table.rows
  }

  /// Those named alike by two entities, or by nobody, are left out: which is meant would be a matter of taste.
  private static func dimensions(
    _ subject: Entity, _ reached: [Entity], _ known: [AttributeID: [String]],
    _ every: Set<String>
  ) -> [Dimension] {
    let nouns = reached.flatMap { $0.names + $0.attributes.flatMap(\.names) }.flatMap { [$0, Plural.of($0)] }
    let times = Dictionary(nouns.map { ($0, 1) }, uniquingKeysWith: +)
    let spelled = Dictionary(
      reached.flatMap(\.attributes).flatMap { known[$0.id] ?? [] }.map { ($0.lowercased(), 1) },
      uniquingKeysWith: +)
    return reached.flatMap { entity -> [Dimension] in
      entity.attributes.compactMap { attribute -> Dimension? in
        guard let values = known[attribute.id], values.count > 1, values.count <= mostGroups else {
          return nil
        }
        guard attribute.id != subject.labelID, attribute.id != subject.keyID else { return nil }
        let isLabel = attribute.id == entity.labelID
        let names = (isLabel ? entity.names : attribute.names).prefix(4).filter { times[$0] == 1 }
        guard let noun = names.first else { return nil }
        let clear = values.filter { value in
          spelled[value.lowercased()] == 1 && value.count > 2 && value.allSatisfy { $0.isLetter || $0 == " " }
            && times[value.lowercased()] == nil && !every.contains(value.lowercased())
        }
        return Dimension(
          grouping: isLabel ? .entity(entity.id) : .attribute(attribute.id), noun: noun,
          attribute: attribute.id,
          values: Array(clear.prefix(valuesKept)))
      }
    }
  }

  private static func values(_ attribute: Attribute, _ compiler: SQLCompiler, _ generation: Generation) throws
    -> [String]
  {
    let query = Query(
      subject: attribute.id.entity, measures: [.count], groups: [.attribute(attribute.id)],
      order: [Ordering(.measure(.count), isDescending: true)], asOf: CalendarDate(dayNumber: 0))
    return try generation.execute(try compiler.compile(query)).rows.compactMap { $0.first?.text }
  }
}
