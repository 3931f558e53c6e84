import Domain

/// A catalog as it will be written, with the evidence of each part.
struct CatalogDraft: Sendable {
  var entities: [EntityDraft] = []
  var joins: [JoinDraft] = []
  var measures: [MeasureDraft] = []
  var notes: [String] = []
  var examples: [String] = []

  func entity(_ id: String) -> EntityDraft? { entities.first { $0.id == id } }

  /// The entities that rows of one lead to, itself included.
  func reachable(from id: String) -> Set<String> {
    var reached: Set = [id]
    var frontier = [id]
    while let next = frontier.popLast() {
      for join in joins where join.from == next && reached.insert(join.to).inserted {
        frontier.append(join.to)
      }
    }
    return reached
  }
}

extension CatalogDraft {
  /// Makes the catalog of what a profile found.
  init(_ profile: DataProfile) {
    var names = SafeNames()
    for (index, table) in profile.tables.enumerated() {
      let id = names.name(
        table.isContainer ? table.entity + ["document"] : table.entity, fallback: "entity_\(index + 1)",
        isSQL: false)
      entities.append(EntityDrafting(naming: profile.naming, profile: profile, index: index).entity(id: id))
    }
    if profile.tables.count(where: { !$0.isContainer }) == 1 {
      let index = profile.tables.firstIndex { !$0.isContainer } ?? 0
      for name in ["row", "record", "entry"] where !entities[index].names.contains(name) {
        entities[index].names.append(name)
      }
    }
    addArrays(profile)
    addJoins(profile, &names)
    showLabels(profile)
    inheritTimes(profile)
    MeasureDrafting(profile: profile).add(to: &self)
    examples = ExampleDrafting(catalog: self, profile: profile).examples()
  }

  /// The rows of an array belong to the record that it stands in.
  private mutating func addArrays(_ profile: DataProfile) {
    for (index, table) in profile.tables.enumerated() {
      guard let parent = table.parent, let key = profile.tables[parent].key else { continue }
      let column = profile.tables[parent].columns[key.column].name
      joins.append(
        JoinDraft(
          from: entities[index].id, fromColumn: column, to: entities[parent].id, toColumn: column,
          evidence: "the rows stand in the records"))
    }
  }

  /// Each pair of tables is joined by one column; what other columns refer to becomes an entity of its own.
  private mutating func addJoins(_ profile: DataProfile, _ names: inout SafeNames) {
    for from in profile.tables.indices {
      let joins = profile.joins.filter { $0.from == from }
      for to in profile.tables.indices {
        let found = joins.filter { $0.to == to }
        guard !found.isEmpty else { continue }
        let main = from == to ? nil : found.count == 1 ? found.first : named(found, profile)
        for join in found {
          if join == main {
            add(join, to: entities[to].id, profile)
          } else {
            addRole(join, profile, &names)
          }
        }
      }
    }
  }

  private mutating func add(_ join: JoinDiscovery.Join, to entity: String, _ profile: DataProfile) {
    joins.append(
      JoinDraft(
        from: entities[join.from].id, fromColumn: profile.tables[join.from].columns[join.fromColumn].name,
        to: entity, toColumn: profile.tables[join.to].columns[join.toColumn].name,
        evidence: "\(join.evidence) (\(EntityDrafting.shown(join.confidence)))"))
  }

  /// The one whose column says no more than the other table's key.
  private func named(_ joins: [JoinDiscovery.Join], _ profile: DataProfile) -> JoinDiscovery.Join? {
    let plain = joins.filter { join in
      let words = profile.tables[join.from].columns[join.fromColumn].words.map(NameWords.singular)
      let target = profile.tables[join.to]
      return words == target.entity || words.starts(with: target.entity)
        || words == target.columns[join.toColumn].words.map(NameWords.singular)
    }
    return plain.count == 1 ? plain.first : nil
  }

  /// "origin" and "destination" are both airports: each an entity over the same rows.
  private mutating func addRole(_ join: JoinDiscovery.Join, _ profile: DataProfile, _ names: inout SafeNames)
  {
    let base = entities[join.to]
    let naming = profile.naming
    var words = profile.tables[join.from].columns[join.fromColumn].words
    if words.count > 1, let last = words.last, naming.has(.identifier, [last]) { words.removeLast() }
    let noun = profile.tables[join.to].entity
    let own = naming.expanded(words)
    let isNamed = own.map(NameWords.singular).suffix(noun.count).elementsEqual(noun)
    var role = base
    role.id = names.name(isNamed ? words : words + noun, fallback: "role")
    role.names = [isNamed ? own : own + noun, own, words].map { $0.joined(separator: " ") }.reduce(into: []) {
      if !$0.contains($1) { $0.append($1) }
    }
    (role.isRole, role.isSecondary) = (true, true)
    (role.verbs, role.segments) = ([], [])
    role.ranking = nil
    role.time = nil
    role.attributes = base.attributes.filter { $0.name == base.key || $0.name == base.label || $0.hasValues }
    for index in role.attributes.indices {
      let before = role.names.last ?? ""
      role.attributes[index].label =
        "\(AttributeDrafting.capitalized([before], or: "")) \(role.attributes[index].label.lowercased())"
      role.attributes[index].names = role.attributes[index].names.map { "\(before) \($0)" }
      (role.attributes[index].largest, role.attributes[index].smallest) = ([], [])
      role.attributes[index].isIdentifier = false
    }
    role.show = [base.label, base.key].reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    role.evidence = [
      "the \(base.id) that \(entities[join.from].id).\(profile.tables[join.from].columns[join.fromColumn].name) names"
    ]
    entities.append(role)
    add(join, to: role.id, profile)
  }

  /// Rows are shown with the names of what they refer to, not its keys.
  private mutating func showLabels(_ profile: DataProfile) {
    for index in entities.indices {
      for join in joins where join.from == entities[index].id {
        guard let target = entity(join.to), target.label != target.key,
          let place = entities[index].show.firstIndex(of: join.fromColumn),
          join.fromColumn != entities[index].key
        else { continue }
        entities[index].show[place] = "\(target.id).\(target.label)"
      }
    }
  }

  /// The parts of something happened when it did: the lines of an order, and what else belongs to a sale.
  private mutating func inheritTimes(_ profile: DataProfile) {
    for index in entities.indices where entities[index].time == nil && !entities[index].isRole {
      let words = profile.tables[entities[index].table].entity
      for join in joins where join.from == entities[index].id {
        guard let whole = entity(join.to), let time = whole.time, !time.contains("."), !whole.isRole else {
          continue
        }
        let wholeWords = profile.tables[whole.table].entity
        let isPart =
          words.count > wholeWords.count && words.starts(with: wholeWords)
          || !entities[index].isPerson && profile.naming.has(.sale, wholeWords)
          || profile.tables[entities[index].table].parent == whole.table
        guard isPart else { continue }
        entities[index].time = "\(whole.id).\(time)"
        entities[index].evidence.append("time \(whole.id).\(time): that of what the row is a part of")
        break
      }
    }
  }
}
