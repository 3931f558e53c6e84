import Domain

/// `sources/data.yaml` of a pack: a source for each table, with the evidence for each column.
struct SourcesFile {
  let profile: DataProfile
  let origin: String

  /// The rule of a key without a value.
  private static let keyRule = "K1"

  var text: String {
    var lines = [
      YAML.comment("What \(origin) holds; found by `pitwall init`, with the evidence for each decision.")
    ]
    for (index, table) in profile.tables.enumerated() where table.parent == nil {
      lines.append("")
      lines += source(table)
      let arrays = profile.tables.filter { $0.parent == index }
      if !arrays.isEmpty { lines.append("  nested:") }
      for array in arrays { lines += nested(array) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func source(_ table: ProfiledTable) -> [String] {
    var lines = [
      YAML.comment("\(table.records) rows of \(table.input.patterns.joined(separator: ", "))"),
      "\(table.dataset):",
    ]
    lines.append("  files: \(YAML.scalars(table.input.patterns))")
    let endings = ["csv", "json", "jsonl"].map { ".\($0)" }
    let isTold = table.input.patterns.allSatisfy { pattern in
      let path = (pattern.hasSuffix(".gz") ? String(pattern.dropLast(3)) : pattern).lowercased()
      return endings.first { path.hasSuffix($0) } == ".\(table.input.format.rawValue)"
    }
    if !isTold { lines.append("  format: \(table.input.format.rawValue)") }
    if table.input.delimiter != UInt8(ascii: ",") {
      let sign =
        table.input.delimiter == UInt8(ascii: "\t")
        ? "tab" : String(Character(Unicode.Scalar(table.input.delimiter)))
      lines.append("  delimiter: \(YAML.scalar(sign))")
    }
    if let key = table.key {
      lines.append(YAML.comment("\(key.evidence) (\(EntityDrafting.shown(key.confidence)))", indent: 2))
      lines.append("  key: \(table.columns[key.column].name)")
    }
    let indexes = indexes(table)
    if !indexes.isEmpty { lines.append("  indexes: \(YAML.list(indexes))") }
    lines.append("  columns:")
    lines += columns(table, indent: 4)
    return lines
  }

  private func nested(_ table: ProfiledTable) -> [String] {
    guard let array = table.input.array else { return [] }
    var lines = [
      YAML.comment("\(table.records) elements of the arrays", indent: 4), "    \(table.dataset):",
      "      path: \(YAML.scalar(array.path))",
    ]
    let indexes = indexes(table)
    if !indexes.isEmpty { lines.append("      indexes: \(YAML.list(indexes))") }
    lines.append("      columns:")
    return lines + columns(table, indent: 8)
  }

  /// Columns that are joined by, and times.
  private func indexes(_ table: ProfiledTable) -> [String] {
    guard let index = profile.tables.firstIndex(where: { $0.dataset == table.dataset }) else { return [] }
    var names: [String] = []
    for join in profile.joins where join.from == index {
      let name = table.columns[join.fromColumn].name
      if table.key?.column != join.fromColumn, !names.contains(name) { names.append(name) }
    }
    return names
  }

  private func columns(_ table: ProfiledTable, indent: Int) -> [String] {
    guard let index = profile.tables.firstIndex(where: { $0.dataset == table.dataset }) else { return [] }
    let references = Set(profile.joins.filter { $0.from == index }.map(\.fromColumn))
    let drafting = AttributeDrafting(naming: profile.naming, table: table, references: references)
    if table.isContainer {
      return [String(repeating: " ", count: indent) + "document: {type: integer, from: \"{row}\"}"]
    }
    var lines: [String] = []
    for (place, column) in table.columns.enumerated() {
      let empty = table.records - column.statistics.present
      var evidence = column.decision.evidence
      if empty > 0 { evidence += ", \(empty) rows without" }
      let isPersonal = drafting.isPersonal(place)
      if isPersonal { evidence += "; about one person" }
      lines.append(
        YAML.comment("\(evidence) (\(EntityDrafting.shown(column.decision.confidence)))", indent: indent))
      let declaration = declaration(
        column, isKey: table.key?.column == place, isPersonal: isPersonal, table.input.format)
      lines.append(String(repeating: " ", count: indent) + "\(column.name): \(declaration)")
    }
    return lines
  }

  private func declaration(
    _ column: ProfiledTable.Column, isKey: Bool, isPersonal: Bool, _ format: SourceDeclaration.Format
  ) -> String {
    var entries: [(key: String, value: String)] = []
    switch column.decision.type {
    case .text: entries.append(("type", "text"))
    case .integer: entries.append(("type", "integer"))
    case .real: entries.append(("type", "real"))
    case .boolean: entries.append(("type", "boolean"))
    case .date: entries.append(("type", "date"))
    case .timestamp: entries.append(("type", "timestamp"))
    case .decimal(let scale):
      entries.append(("type", scale == 0 ? "decimal" : "money"))
      if scale != 2 { entries.append(("scale", "\(scale)")) }
    }
    if column.isCapture {
      entries.append(("from", YAML.scalar("{\(column.origin)}")))
    } else if column.origin != column.name {
      entries.append(("from", YAML.scalar(column.origin)))
    }
    if isKey { entries.append(("required", Self.keyRule)) }
    if column.isOptional { entries.append(("optional", "true")) }
    if let written = column.decision.written {
      entries.append(("order", written.order.rawValue))
      if !written.months.isEmpty { entries.append(("months", YAML.list(written.months))) }
    }
    if !column.decision.missing.isEmpty { entries.append(("missing", YAML.list(column.decision.missing))) }
    if let unit = column.decision.unit { entries.append(("unit", YAML.scalar(unit))) }
    if isPersonal { entries.append(("personal", "true")) }
    return entries.count == 1 ? entries[0].value : YAML.mapping(entries)
  }
}
