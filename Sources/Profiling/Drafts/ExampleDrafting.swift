import Domain

/// Questions that the catalog can answer, for whoever does not know what to ask.
struct ExampleDrafting {
  let catalog: CatalogDraft
  let profile: DataProfile

  private static let most = 6

  func examples() -> [String] {
    var found: [String] = []
    let main = catalog.entities.filter { !$0.isSecondary && !$0.isLink && !$0.isHidden }
      .sorted { (profile.tables[$0.table].records, $1.id) > (profile.tables[$1.table].records, $0.id) }
    if let first = main.first { found.append("how many \(plural(first)) are there") }
    let sums = catalog.measures.filter { $0.function == "sum" }
    for measure in sums.filter({ !$0.verbs.isEmpty }) + sums.filter(\.verbs.isEmpty) {
      guard found.count < 3, let entity = catalog.entity(measure.entity), let name = measure.names.first
      else { break }
      if let grain = grain(of: entity) {
        found.append("\(name) by \(grain)")
      } else if let category = category(of: entity) {
        found.append("\(name) by \(category)")
      }
    }
    for entity in main {
      if let category = category(of: entity) { found.append("number of \(plural(entity)) by \(category)") }
      if let number = entity.attributes.first(where: {
        $0.isNumber && !$0.isIdentifier && $0.sql == nil && !$0.names.isEmpty
      }),
        let category = category(of: entity), !isNominal(number, entity)
      {
        found.append("average \(number.label.lowercased()) by \(category)")
      }
    }
    return Array(found.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }.prefix(Self.most))
  }

  /// Years where the days are made of them.
  private func grain(of entity: EntityDraft) -> String? {
    guard let time = entity.time else { return nil }
    return entity.attribute(time)?.sql == nil ? "month" : "year"
  }

  private func plural(_ entity: EntityDraft) -> String {
    var words = (entity.names.first ?? entity.id).split(separator: " ").map(String.init)
    if let last = words.popLast() { words.append(NameWords.plural(last)) }
    return words.joined(separator: " ")
  }

  private func isNominal(_ attribute: AttributeDraft, _ entity: EntityDraft) -> Bool {
    let table = profile.tables[entity.table]
    guard let index = table.columns.firstIndex(where: { $0.name == attribute.name }) else { return true }
    let references = Set(profile.joins.filter { $0.from == entity.table }.map(\.fromColumn))
    return AttributeDrafting(naming: profile.naming, table: table, references: references).isNominal(index)
  }

  /// A text of few values that is no name.
  private func category(of entity: EntityDraft) -> String? {
    let table = profile.tables[entity.table]
    for (index, column) in table.columns.enumerated() where index < entity.attributes.count {
      let draft = entity.attributes[index]
      let naming = profile.naming
      guard draft.hasValues, draft.name != entity.label, draft.name != entity.key, !draft.isIdentifier,
        (2...50).contains(column.statistics.distinct.count),
        column.statistics.distinct.count * 2 <= column.statistics.present,
        !naming.has(.firstName, column.words), !naming.has(.lastName, column.words)
      else { continue }
      return draft.names.first
    }
    return nil
  }
}
