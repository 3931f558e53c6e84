import Domain

/// `catalog/data.yaml` of a pack: entities, joins and measures, with the evidence for each.
struct CatalogFile {
  let profile: DataProfile
  let catalog: CatalogDraft
  let origin: String

  var text: String {
    var lines = [
      YAML.comment("What the data of \(origin) means; found by `pitwall init`, to be gone on with by hand."),
      "domain: data", "", "entities:",
    ]
    for entity in catalog.entities where !entity.isHidden { lines += self.entity(entity) + [""] }
    if !catalog.joins.isEmpty {
      lines.append("joins:")
      for join in catalog.joins {
        lines.append(YAML.comment(join.evidence, indent: 2))
        lines.append("  - \(join.from).\(join.fromColumn) -> \(join.to).\(join.toColumn)")
      }
      lines.append("")
    }
    if !catalog.measures.isEmpty {
      lines.append("measures:")
      for measure in catalog.measures { lines += self.measure(measure) }
      lines.append("")
    }
    if !catalog.examples.isEmpty {
      lines.append("examples:")
      for example in catalog.examples { lines.append("  - \(YAML.scalar(example))") }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func entity(_ entity: EntityDraft) -> [String] {
    var lines = entity.evidence.map { YAML.comment($0, indent: 2) }
    lines.append("  \(entity.id):")
    func add(_ key: String, _ value: String) { lines.append("    \(key): \(value)") }
    add("dataset", profile.tables[entity.table].dataset)
    add("key", entity.key)
    if entity.label != entity.key { add("label", entity.label) }
    add("names", YAML.list(entity.names))
    if !entity.verbs.isEmpty { add("verbs", YAML.list(entity.verbs)) }
    if entity.isPerson { add("person", "true") }
    if entity.isLink { add("link", "true") }
    if entity.isSecondary { add("secondary", "true") }
    add("show", YAML.list(entity.show))
    if let time = entity.time { add("time", time) }
    if let ranking = entity.ranking { add("ranking", ranking) }
    lines.append("    attributes:")
    for attribute in entity.attributes {
      if let evidence = attribute.evidence { lines.append(YAML.comment(evidence, indent: 6)) }
      lines.append("      \(attribute.name): \(self.attribute(attribute))")
    }
    if !entity.segments.isEmpty { lines.append("    segments:") }
    for segment in entity.segments {
      let entries = [
        (key: "label", value: YAML.scalar(segment.names.first ?? segment.name)),
        (key: "names", value: YAML.list(segment.names)), (key: "sql", value: YAML.scalar(segment.sql)),
      ]
      lines.append("      \(segment.name): \(YAML.mapping(entries))")
    }
    return lines
  }

  private func attribute(_ attribute: AttributeDraft) -> String {
    var entries: [(key: String, value: String)] = [("label", YAML.scalar(attribute.label))]
    if let sql = attribute.sql {
      entries.append(("sql", YAML.scalar(sql)))
      switch attribute.type {
      case .text: break
      case .integer: entries.append(("type", "integer"))
      case .real: entries.append(("type", "real"))
      case .boolean: entries.append(("type", "boolean"))
      case .date: entries.append(("type", "date"))
      case .timestamp: entries.append(("type", "timestamp"))
      case .decimal(let scale): entries += [("type", "money"), ("scale", "\(scale)")]
      }
      if let unit = attribute.unit { entries.append(("unit", YAML.scalar(unit))) }
    }
    if !attribute.names.isEmpty { entries.append(("names", YAML.list(attribute.names))) }
    if attribute.isIdentifier { entries.append(("identifier", "true")) }
    if attribute.hasValues { entries.append(("values", "true")) }
    if attribute.isAmount { entries.append(("amount", "true")) }
    if !attribute.largest.isEmpty { entries.append(("largest", YAML.list(attribute.largest))) }
    if !attribute.smallest.isEmpty { entries.append(("smallest", YAML.list(attribute.smallest))) }
    return YAML.mapping(entries)
  }

  private func measure(_ measure: MeasureDraft) -> [String] {
    var entries = [
      (key: "entity", value: measure.entity), (key: measure.function, value: measure.attribute),
      (key: "label", value: YAML.scalar(measure.label)), (key: "names", value: YAML.list(measure.names)),
    ]
    if !measure.verbs.isEmpty { entries.append(("verbs", YAML.list(measure.verbs))) }
    return [YAML.comment(measure.evidence, indent: 2), "  \(measure.id): \(YAML.mapping(entries))"]
  }
}
