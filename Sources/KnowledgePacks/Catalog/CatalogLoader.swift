package import Domain
package import Foundation

/// Reads `catalog/*.yaml` of a pack and checks every name against the datasets: a catalog that loads is whole.
///
/// - Throws: `PackError` naming the first place that cannot be used.
package func loadCatalog(pack: URL, datasets: [Dataset]) throws(PackError) -> Catalog {
  let files = PackFile.all(in: "catalog", ending: ".yaml", of: pack)
  guard !files.isEmpty else {
    throw PackError(
      file: "catalog", place: "folder", found: "no .yaml file", expected: "at least one catalog file")
  }
  var reader = CatalogReader(datasets: datasets)
  var parts: [CatalogReader.Part] = []
  let roots = try files.map { file throws(PackError) in try file.root() }
  for root in roots { try reader.readValueNames(of: root) }
  for root in roots { parts.append(try reader.readEntities(of: root)) }
  var joins: [Join] = []
  var measures: [Measure] = []
  var templates: [QuestionTemplate] = []
  var topics: [Topic] = []
  var examples: [String] = []
  for part in parts {
    for node in try part.fields.list("joins") { joins.append(try reader.join(node)) }
    for (name, node) in try part.fields.entries("measures") {
      measures.append(try reader.measure(name, node))
    }
    for (name, node) in try part.fields.entries("templates") {
      templates.append(try reader.template(name, node))
    }
    for (name, node) in try part.fields.entries("topics") { topics.append(try reader.topic(name, node)) }
    examples += try part.fields.strings("examples")
  }
  try reader.checkReferences(measures: measures)
  let graph = JoinGraph(Catalog(entities: reader.entities, joins: joins, measures: []))
  var rollups: [Rollup] = []
  for part in parts {
    for (name, node) in try part.fields.entries("rollups") {
      rollups.append(try reader.rollup(name, node, graph))
    }
  }
  return Catalog(
    entities: reader.entities, joins: joins, measures: measures, rollups: rollups, templates: templates,
    topics: topics, examples: examples)
}

/// Turns nodes into catalog values; collects entities first, so that all later names can be checked.
struct CatalogReader {
  struct Part { let fields: PackNode.Fields }

  let datasets: [String: Dataset]
  private(set) var entities: [Entity] = []
  private var valueNames: [String: [String: [String]]] = [:]
  private var pending: [(node: PackNode, check: AttributeID)] = []
  private var rankings: [(node: PackNode, measure: MeasureID)] = []
  private var measureReferences: [(node: PackNode, measure: MeasureID)] = []

  init(datasets: [Dataset]) {
    self.datasets = Dictionary(datasets.map { ($0.name, $0) }) { first, _ in first }
  }

  private static func fields(of root: PackNode) throws(PackError) -> PackNode.Fields {
    try root.fields(
      "domain", "derived", "entities", "joins", "measures", "rollups", "templates", "topics", "examples",
      "value_names")
  }

  /// Names of values that several attributes share, by the name of their list.
  mutating func readValueNames(of root: PackNode) throws(PackError) {
    for (name, node) in try Self.fields(of: root).entries("value_names") {
      guard valueNames[name] == nil else {
        throw node.error(found: name, expected: "each list of value names once")
      }
      valueNames[name] = try synonyms(node)
    }
  }

  private func synonyms(_ node: PackNode) throws(PackError) -> [String: [String]] {
    var found: [String: [String]] = [:]
    for (value, names) in try node.entries() { found[value] = try names.strings() }
    return found
  }

  mutating func readEntities(of root: PackNode) throws(PackError) -> Part {
    let fields = try Self.fields(of: root)
    let domain = try fields.optionalString("domain") ?? ""
    for (name, node) in try fields.entries("entities") {
      guard !entities.contains(where: { $0.id == name }) else {
        throw node.error(found: name, expected: "each entity once")
      }
      entities.append(try entity(name, node, domain: domain))
    }
    return Part(fields: fields)
  }

  // MARK: - Entities

  private mutating func entity(_ id: String, _ node: PackNode, domain: String) throws(PackError) -> Entity {
    let fields = try node.fields(
      "dataset", "key", "label", "names", "verbs", "hints", "show", "time", "ranking", "link", "person",
      "secondary",
      "attributes",
      "segments")
    let datasetNode = try fields.required("dataset")
    let name = try datasetNode.string()
    guard let dataset = datasets[name] else {
      throw datasetNode.error(
        found: name, expected: "a dataset of the sources", candidates: datasets.keys.sorted())
    }
    var attributes: [Attribute] = []
    for (name, node) in try fields.entries("attributes") {
      attributes.append(try attribute(AttributeID(id, name), node, dataset: dataset))
    }
    var segments: [Segment] = []
    for (name, node) in try fields.entries("segments") {
      let fields = try node.fields("names", "sql", "label", "events", "at_least")
      let events = try fields.optionalString("events").map { entity throws(PackError) in
        Segment.Events(entity: entity, atLeast: try fields["at_least"]?.integer() ?? 1)
      }
      segments.append(
        Segment(
          name: name, label: try fields.optionalString("label") ?? words(of: name),
          names: try fields.strings("names"), sql: try fields.string("sql"), events: events))
    }
    let known = attributes.map(\.id.name)
    func own(_ key: String) throws(PackError) -> String {
      let node = try fields.required(key)
      let name = try node.string()
      guard known.contains(name) else {
        throw node.error(found: name, expected: "an attribute of \(id)", candidates: known)
      }
      return name
    }
    var show: [AttributeID] = []
    if let node = fields["show"] {
      for member in try node.list() { show.append(try reference(member, from: id)) }
    }
    let time = fields["time"]
    let ranking = fields["ranking"]
    let rankingName = try ranking?.string()
    if let ranking, let rankingName { rankings.append((ranking, rankingName)) }
    var timeID: AttributeID?
    if let time { timeID = try reference(time, from: id) }
    return Entity(
      id: id, domain: domain, dataset: name, key: try own("key"),
      label: fields["label"] == nil ? try own("key") : try own("label"),
      names: try fields.strings("names"), verbs: try fields.strings("verbs"),
      hints: try fields.strings("hints"),
      show: show, time: timeID, ranking: rankingName, isLink: try fields.boolean("link", or: false),
      isPerson: try fields.boolean("person", or: false),
      isSecondary: try fields.boolean("secondary", or: false),
      attributes: attributes, segments: segments)
  }

  private func attribute(_ id: AttributeID, _ node: PackNode, dataset: Dataset) throws(PackError) -> Attribute
  {
    let fields = try node.fields(
      "column", "sql", "type", "scale", "unit", "label", "names", "values", "synonyms", "largest", "smallest",
      "identifier", "personal", "amount", "adjectival")
    let sql: String
    var type: ColumnType = .text
    var unit: String?
    var isPersonal = false
    if let expression = try fields.optionalString("sql") {
      sql = expression
    } else {
      let name = try fields.optionalString("column") ?? id.name
      guard let column = dataset.columns.first(where: { $0.name == name }) else {
        throw (fields["column"] ?? node).error(
          found: name, expected: "a column of the dataset \(dataset.name)",
          candidates: dataset.columns.map(\.name))
      }
      (sql, type, unit, isPersonal) = ("{this}.\(name)", column.type, column.unit, column.isPersonal)
    }
    if let declared = fields["type"] {
      type = try columnType(declared, scale: try fields.integer("scale", or: 2))
    }
    var synonyms: [String: [String]] = [:]
    if let node = fields["synonyms"] {
      if let list = try? node.string() {
        guard let names = valueNames[list] else {
          throw node.error(
            found: list, expected: "synonyms by value, or a list of value_names",
            candidates: valueNames.keys.sorted())
        }
        synonyms = names
      } else {
        synonyms = try self.synonyms(node)
      }
    }
    return Attribute(
      id: id, sql: sql, label: try fields.optionalString("label") ?? words(of: id.name),
      names: try fields.strings("names"), type: type, unit: try fields.optionalString("unit") ?? unit,
      hasValues: try fields.boolean("values", or: !synonyms.isEmpty), synonyms: synonyms,
      largest: try fields.strings("largest"), smallest: try fields.strings("smallest"),
      isIdentifier: try fields.boolean("identifier", or: false),
      isPersonal: try fields.boolean("personal", or: isPersonal),
      isDefaultAmount: try fields.boolean("amount", or: false),
      isAdjectival: try fields.boolean("adjectival", or: false))
  }

  private func columnType(_ node: PackNode, scale: Int) throws(PackError) -> ColumnType {
    switch try node.string() {
    case "text": return .text
    case "integer": return .integer
    case "real": return .real
    case "boolean": return .boolean
    case "date": return .date
    case "timestamp": return .timestamp
    case "money", "decimal": return .decimal(scale: scale)
    case let other:
      let names = ["text", "integer", "real", "boolean", "date", "timestamp", "money", "decimal"]
      throw node.error(found: other, expected: "one of \(names.joined(separator: ", "))", candidates: names)
    }
  }

  /// "price", an attribute of `entity`, or "part.price"; checked once all entities are read.
  private mutating func reference(_ node: PackNode, from entity: EntityID) throws(PackError) -> AttributeID {
    let parts = try node.string().split(separator: ".", maxSplits: 1).map(String.init)
    let id = parts.count == 2 ? AttributeID(parts[0], parts[1]) : AttributeID(entity, parts.first ?? "")
    pending.append((node, id))
    return id
  }

  private func words(of name: String) -> String {
    let text = name.replacingOccurrences(of: "_", with: " ")
    return text.prefix(1).uppercased() + text.dropFirst()
  }

  // MARK: - Joins and measures

  func attribute(_ id: AttributeID, at node: PackNode) throws(PackError) -> Attribute {
    guard let entity = entities.first(where: { $0.id == id.entity }) else {
      throw node.error(found: id.entity, expected: "an entity", candidates: entities.map(\.id))
    }
    guard let attribute = entity.attribute(id.name) else {
      throw node.error(
        found: id.name, expected: "an attribute of \(id.entity)", candidates: entity.attributes.map(\.id.name)
      )
    }
    return attribute
  }

  private func column(_ text: String, at node: PackNode) throws(PackError) -> (EntityID, String) {
    let parts = text.split(separator: ".", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
    guard parts.count == 2 else { throw node.error(found: text, expected: "entity.column -> entity.column") }
    guard let entity = entities.first(where: { $0.id == parts[0] }) else {
      throw node.error(found: parts[0], expected: "an entity", candidates: entities.map(\.id))
    }
    let columns = datasets[entity.dataset]?.columns.map(\.name) ?? []
    guard columns.contains(parts[1]) else {
      throw node.error(
        found: parts[1], expected: "a column of the dataset \(entity.dataset)", candidates: columns)
    }
    return (parts[0], parts[1])
  }

  func join(_ node: PackNode) throws(PackError) -> Join {
    let sides = try node.string().components(separatedBy: "->")
    guard sides.count == 2 else {
      throw node.error(found: try node.string(), expected: "entity.column -> entity.column")
    }
    let (from, fromColumn) = try column(sides[0], at: node)
    let (to, toColumn) = try column(sides[1], at: node)
    return Join(from: from, fromColumn: fromColumn, to: to, toColumn: toColumn)
  }

  mutating func measure(_ id: String, _ node: PackNode) throws(PackError) -> Measure {
    let fields = try node.fields(
      "entity", "count", "count_distinct", "sum", "average", "median", "minimum", "maximum", "percent_where",
      "ratio", "factor", "where", "label", "names", "verbs", "unit", "breakdowns", "note", "better",
      "explained_by")
    let entityNode = try fields.required("entity")
    let entity = try entityNode.string()
    guard entities.contains(where: { $0.id == entity }) else {
      throw entityNode.error(found: entity, expected: "an entity", candidates: entities.map(\.id))
    }
    func own(_ node: PackNode) throws(PackError) -> Attribute {
      try attribute(AttributeID(entity, try node.string()), at: node)
    }
    var formula: Measure.Formula?
    var unit: String?
    for function in AggregateFunction.allCases {
      guard let node = fields[function.rawValue] else { continue }
      let attribute = try own(node)
      guard attribute.isNumber else {
        throw node.error(found: attribute.id.name, expected: "an attribute that is a number")
      }
      formula = .aggregate(function, attribute.id)
      unit = attribute.unit
    }
    if fields["count"] != nil { formula = .count }
    if let node = fields["count_distinct"] { formula = .countDistinct(try own(node).id) }
    if let condition = try fields.optionalString("percent_where") {
      (formula, unit) = (.percentWhere(condition), "%")
    }
    if let node = fields["ratio"] {
      let names = try node.strings()
      guard names.count == 2 else {
        throw node.error(found: "\(names.count) names", expected: "two measures")
      }
      for name in names { measureReferences.append((node, name)) }
      formula = .ratio(names[0], names[1], factor: try fields.integer("factor", or: 1))
    }
    guard let formula else {
      throw node.error(
        found: "no formula",
        expected: "one of count, count_distinct, sum, average, median, minimum, maximum, percent_where, ratio"
      )
    }
    let breakdowns = try fields.strings("breakdowns")
    if let node = fields["breakdowns"] { for name in breakdowns { measureReferences.append((node, name)) } }
    let explainedBy = try fields.strings("explained_by").map { name in
      let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
      return parts.count == 2 ? AttributeID(parts[0], parts[1]) : AttributeID(entity, name)
    }
    if let node = fields["explained_by"] { for id in explainedBy { pending.append((node, id)) } }
    return Measure(
      id: id, entity: entity, label: try fields.optionalString("label") ?? words(of: id),
      names: try fields.strings("names"), verbs: try fields.strings("verbs"), formula: formula,
      condition: try fields.optionalString("where"), unit: try fields.optionalString("unit") ?? unit,
      breakdowns: breakdowns, note: try fields.optionalString("note"),
      isBetterLow: try fields.optionalString("better") == "low", explainedBy: explainedBy)
  }

  /// Checks what could not be checked while reading: names of attributes and measures declared later.
  func checkReferences(measures: [Measure]) throws(PackError) {
    for (node, id) in pending { _ = try attribute(id, at: node) }
    let names = measures.map(\.id)
    for (node, name) in rankings + measureReferences where !names.contains(name) {
      throw node.error(found: name, expected: "a measure", candidates: names)
    }
  }
}
