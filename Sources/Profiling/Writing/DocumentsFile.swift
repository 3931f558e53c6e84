import Domain

/// `documents/data.yaml` of a pack and its templates: a document for each row that has a name.
struct DocumentsFile {
  let profile: DataProfile
  let catalog: CatalogDraft

  /// Documents of one kind; tables with more rows have none.
  private static let mostRows = 20_000
  private static let mostLines = 30

  private struct Line { let label: String, column: String, sql: String, amount: Int?, type: ColumnType }

  /// The entities that have documents.
  var kinds: [String] { described.map(\.id) }

  private var described: [EntityDraft] {
    catalog.entities.filter { entity in
      let table = profile.tables[entity.table]
      return !entity.isRole && !entity.isLink && !entity.isPerson && entity.label != entity.key
        && table.key != nil && table.records <= Self.mostRows && table.records > 0
        && entity.attribute(entity.label)?.sql == nil
    }
  }

  /// Nil when no table has rows with names.
  var text: String? {
    let entities = described
    guard !entities.isEmpty else { return nil }
    var lines = [
      YAML.comment("A document for each row that has a name, so that it is found by its words."),
      "documents:",
    ]
    for entity in entities {
      let found = self.lines(of: entity)
      lines.append("  - kind: \(entity.id)")
      lines.append("    key: \(entity.key)")
      lines.append("    title: \"{{\(entity.label)}}\"")
      lines.append("    template: \(entity.id).mustache")
      if entity.attribute(entity.key)?.isIdentifier == true, entity.attribute(entity.key)?.type == .text {
        lines.append("    identifiers: \(entity.key)")
      }
      let amounts = found.compactMap { line in line.amount.map { (key: line.column, value: "\($0)") } }
      if !amounts.isEmpty { lines.append("    amounts: \(YAML.mapping(amounts))") }
      lines.append("    sql: |")
      lines += sql(entity, found).map { "      \($0)" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  var templates: [(String, String)] {
    described.map { entity in
      let found = lines(of: entity)
      var text = "\(Self.plain(entity.names.first ?? entity.id)): {{\(entity.label)}}\n"
      for line in found where line.column != entity.label && line.column != entity.key {
        text += "{{#\(line.column)}}\n\(Self.plain(line.label)): \(Self.value(line))\n{{/\(line.column)}}\n"
      }
      return ("documents/templates/\(entity.id).mustache", text)
    }
  }

  private static func value(_ line: Line) -> String {
    switch line.type {
    case .decimal: "{{money(\(line.column))}}"
    case .integer, .real: "{{number(\(line.column))}}"
    default: "{{\(line.column)}}"
    }
  }

  /// Without what a template takes for its own.
  private static func plain(_ text: String) -> String {
    text.filter { $0 != "{" && $0 != "}" && !$0.isNewline }
  }

  /// The columns told: what is not personal, and names of what the row refers to.
  private func lines(of entity: EntityDraft) -> [Line] {
    let table = profile.tables[entity.table]
    let references = Set(profile.joins.filter { $0.from == entity.table }.map(\.fromColumn))
    let drafting = AttributeDrafting(naming: profile.naming, table: table, references: references)
    var lines: [Line] = []
    for (place, column) in table.columns.enumerated() where !drafting.isPersonal(place) {
      let isNamed = column.name == entity.key || column.name == entity.label
      guard isNamed || lines.count < Self.mostLines, isNamed || !references.contains(place) else { continue }
      let scale = column.decision.type.scale
      lines.append(
        Line(
          label: entity.attributes[place].label, column: column.name, sql: "t.\(column.name)", amount: scale,
          type: column.decision.type))
    }
    for join in catalog.joins where join.from == entity.id && lines.count < Self.mostLines + 5 {
      guard let target = catalog.entity(join.to), target.label != target.key, !target.isPerson,
        target.attribute(target.label)?.sql == nil, target.table != entity.table
      else { continue }
      let name = "\(target.id)_label"
      guard !lines.contains(where: { $0.column == name }) else { continue }
      let dataset = profile.tables[target.table].dataset
      lines.append(
        Line(
          label: AttributeDrafting.capitalized([target.names.first ?? target.id], or: target.id),
          column: name,
          sql:
            "(SELECT j.\(target.label) FROM \(dataset) AS j WHERE j.\(join.toColumn) = t.\(join.fromColumn) LIMIT 1) AS \(name)",
          amount: nil, type: .text))
    }
    return lines
  }

  private func sql(_ entity: EntityDraft, _ lines: [Line]) -> [String] {
    ["SELECT"] + lines.enumerated().map { "  \($1.sql)\($0 + 1 < lines.count ? "," : "")" }
      + ["FROM \(profile.tables[entity.table].dataset) AS t", "ORDER BY t.\(entity.key)"]
  }
}
