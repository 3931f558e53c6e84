import Domain

extension PackSummary {
  init(_ profile: DataProfile, _ catalog: CatalogDraft, documented: [String]) {
    let tables = profile.tables.enumerated().map { index, table in
      let entity = catalog.entities[index]
      let references = Set(profile.joins.filter { $0.from == index }.map(\.fromColumn))
      let drafting = AttributeDrafting(naming: profile.naming, table: table, references: references)
      return Table(
        name: table.dataset, entity: entity.names.first ?? entity.id, files: table.input.patterns,
        rows: table.records,
        columns: table.columns.enumerated().map { place, column in
          Column(
            name: column.name, from: column.isCapture ? "{\(column.origin)}" : column.origin,
            type: Self.name(column.decision.type), unit: column.decision.unit,
            isPersonal: drafting.isPersonal(place),
            evidence: column.decision.evidence, confidence: column.decision.confidence,
            misfits: column.decision.misfits)
        },
        key: table.key.map { table.columns[$0.column].name },
        label: entity.label == entity.key ? nil : entity.label,
        time: entity.time, isDocumented: documented.contains(entity.id))
    }
    self.init(
      tables: tables,
      joins: catalog.joins.map {
        Finding(text: "\($0.from).\($0.fromColumn) -> \($0.to).\($0.toColumn)", evidence: $0.evidence)
      },
      measures: catalog.measures.map {
        Finding(text: "\($0.id): \($0.function) of \($0.entity).\($0.attribute)", evidence: $0.evidence)
      }, examples: catalog.examples)
    notes = catalog.notes
  }

  private static func name(_ type: ColumnType) -> String {
    switch type {
    case .text: "text"
    case .integer: "integer"
    case .real: "real"
    case .boolean: "boolean"
    case .date: "date"
    case .timestamp: "timestamp"
    case .decimal(let scale): "decimal(\(scale))"
    }
  }
}
