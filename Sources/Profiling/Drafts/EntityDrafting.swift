import Domain

/// Makes an entity of a table: what its rows are called, which column names them, when they happened.
struct EntityDrafting {
  let naming: Naming
  let profile: DataProfile
  let index: Int

  private var table: ProfiledTable { profile.tables[index] }
  private var references: Set<Int> { Set(profile.joins.filter { $0.from == index }.map(\.fromColumn)) }

  /// Columns shown in a list of rows.
  private static let mostShown = 7
  /// Rows from which on a first column of texts that are all different names them.
  private static let fewestNames = 8

  func entity(id: String) -> EntityDraft {
    let attributes = AttributeDrafting(naming: naming, table: table, references: references)
    var drafts = attributes.attributes()
    let isPerson = naming.has(.person, table.entity)
    var entity = EntityDraft(id: id, table: index, names: names(), key: "", label: "", attributes: [])
    (entity.isPerson, entity.isHidden) = (isPerson, table.isContainer)
    entity.verbs = verbs()
    entity.isSecondary = isVariant
    addTimeOfParts(&drafts, &entity)
    setKey(&drafts, &entity)
    setLabel(&drafts, &entity)
    if entity.time == nil { setTime(drafts, &entity) }
    if let time = entity.time { yieldToTime(&drafts, time) }
    let fields = table.columns.count
    entity.isLink = references.count >= 2 && fields <= references.count + 1 && table.input.array == nil
    entity.attributes = drafts
    entity.segments = segments(drafts)
    entity.show = shown(drafts, entity, attributes)
    return entity
  }

  private func names() -> [String] {
    let words = table.entity
    var names: [String] = []
    func add(_ name: String) {
      if !name.isEmpty, !names.contains(name) { names.append(name) }
    }
    add(words.joined(separator: " "))
    add(naming.expanded(words).joined(separator: " "))
    for word in naming.words(table.input.name)
    where NameWords.singular(word) != word && word.count > 3 && !isNameOfAnother([NameWords.singular(word)]) {
      add(NameWords.singular(word))
    }
    if let last = words.last, last.count > 3, words.count > 1, !isNameOfAnother([last]),
      !profile.tables.contains(where: { $0.dataset != table.dataset && $0.entity.last == last })
    {
      add(last)
    }
    if let stem = stem(index), !profile.tables.contains(where: { $0.entity == stem }) {
      add(stem.joined(separator: " "))
    }
    for name in names { for other in naming.vocabulary.synonyms[name, default: []] { add(other) } }
    return names.isEmpty ? [table.dataset.replacing("_", with: " ")] : names
  }

  private func isNameOfAnother(_ words: [String]) -> Bool {
    profile.tables.indices.contains {
      $0 != index && (profile.tables[$0].entity == words || stem($0) == words)
    }
  }

  /// What the key of a table that others refer to calls its rows: "player" for a table of people with a player id.
  private func stem(_ table: Int) -> [String]? {
    guard let key = profile.tables[table].key?.column, profile.joins.contains(where: { $0.to == table })
    else { return nil }
    let words = profile.tables[table].columns[key].words
    guard words.count > 1, naming.has(.identifier, Array(words.suffix(1))) else { return nil }
    return words.dropLast().map(NameWords.singular)
  }

  /// The name of another table, and more words: less likely meant, unless it refers to that table.
  private var isVariant: Bool {
    let words = Set(table.entity.map(NameWords.singular))
    return profile.tables.indices.contains { other in
      let others = Set(profile.tables[other].entity.map(NameWords.singular))
      return other != index && others.isStrictSubset(of: words)
        && !profile.joins.contains { $0.from == index && $0.to == other }
        && profile.tables[other].columns.contains { column in
          table.columns.contains { $0.words == column.words }
        }
    }
  }

  private func verbs() -> [String] {
    let words = table.entity
    let phrase = words.joined(separator: " ")
    return naming.vocabulary.verbs[phrase] ?? words.last.flatMap { naming.vocabulary.verbs[$0] } ?? []
  }

  /// "by month" speaks of the moment of the rows, also where a column has that name; "latest" ranks by it.
  private func yieldToTime(_ drafts: inout [AttributeDraft], _ time: String) {
    for (place, column) in table.columns.enumerated()
    where drafts[place].name != time && naming.isExactly(.clock, column.words) {
      drafts[place].names = []
    }
    guard let place = drafts.firstIndex(where: { $0.name == time }) else { return }
    drafts[place].largest = naming.vocabulary.largest[.mainMoment, default: []]
    drafts[place].smallest = naming.vocabulary.smallest[.mainMoment, default: []]
  }

  // MARK: - Key and label

  private func setKey(_ drafts: inout [AttributeDraft], _ entity: inout EntityDraft) {
    if let key = table.key {
      entity.key = table.columns[key.column].name
      entity.evidence.append("key \(entity.key): \(key.evidence) (\(Self.shown(key.confidence)))")
      return
    }
    var names = SafeNames(taken: Set(drafts.map(\.name)))
    entity.key = names.name(["row", "number"], fallback: "row_number")
    entity.evidence.append("no column is unique and named as a key: rows are told apart by their numbers")
    drafts.append(
      AttributeDraft(name: entity.key, label: "Row", names: [], sql: "{this}.rowid", type: .integer))
  }

  private func setLabel(_ drafts: inout [AttributeDraft], _ entity: inout EntityDraft) {
    let first = table.columns.indices.first { naming.has(.firstName, table.columns[$0].words) }
    let last = table.columns.indices.first { naming.has(.lastName, table.columns[$0].words) }
    if let first, let last {
      var names = SafeNames(taken: Set(drafts.map(\.name)))
      let name = names.name(["full", "name"], fallback: "full_name")
      entity.label = name
      for part in [first, last] { drafts[part].hasValues = false }
      let (given, family) = (table.columns[first].name, table.columns[last].name)
      drafts.append(
        AttributeDraft(
          name: name, label: AttributeDrafting.capitalized(table.entity, or: name),
          names: ["name", "full name", (table.entity + ["name"]).joined(separator: " ")],
          sql: "(COALESCE({this}.\(given) || ' ', '') || {this}.\(family))", type: .text, hasValues: true,
          evidence: "the parts of a person's name, which rows are shown and asked for by"))
      return
    }
    guard let column = labelColumn() else { return entity.label = entity.key }
    entity.label = table.columns[column].name
    if table.key?.column != column || table.columns[column].decision.type == .text {
      drafts[column].label = AttributeDrafting.capitalized(table.entity, or: drafts[column].label)
    }
    if let place = drafts.firstIndex(where: { $0.name == entity.label }),
      !drafts[place].names.contains("name"),
      naming.has(.label, table.columns[column].words)
    {
      drafts[place].names.append((table.entity + ["name"]).joined(separator: " "))
    }
  }

  /// A column named as a label whose values tell most rows apart, else one named after the table, else none.
  private func labelColumn() -> Int? {
    let texts = table.columns.indices.filter { index in
      let column = table.columns[index]
      return column.decision.type == .text && column.statistics.present * 10 >= table.records * 9
        && column.statistics.present > 0 && column.statistics.longest <= 300
        && !naming.mentions(.personal, column.words) && !references.contains(index)
    }
    func distinctness(_ index: Int) -> Double {
      let statistics = table.columns[index].statistics
      return statistics.distinct.isFull ? 1 : Double(statistics.distinct.count) / Double(statistics.present)
    }
    let named = texts.filter { naming.has(.label, table.columns[$0].words) && distinctness($0) >= 0.5 }
    let owned = named.first {
      table.columns[$0].words.count == 1 || table.columns[$0].words.starts(with: table.entity)
    }
    if let found = owned ?? named.first { return found }
    if let found = texts.first(where: {
      table.columns[$0].words.map(NameWords.singular) == table.entity && distinctness($0) >= 0.5
    }) {
      return found
    }
    // The first column, where it tells the rows apart.
    return texts.first {
      $0 == 0 && table.columns[$0].statistics.isUnique && table.records >= Self.fewestNames
    }
  }

  /// What is true of some rows: "on time", and "active" of is_active.
  private func segments(_ drafts: [AttributeDraft]) -> [SegmentDraft] {
    table.columns.enumerated().compactMap { place, column in
      guard column.decision.type == .boolean else { return nil }
      var names = drafts[place].names
      let words = column.words
      if words.count > 1, naming.mentions(.flag, Array(words.prefix(1))) {
        names = [words.dropFirst().joined(separator: " ")] + names
      }
      return SegmentDraft(name: column.name, names: names, sql: "{this}.\(column.name) = 1")
    }
  }

  // MARK: - Time

  private func setTime(_ drafts: [AttributeDraft], _ entity: inout EntityDraft) {
    let times = table.columns.indices.filter { index in
      let column = table.columns[index]
      return (column.decision.type == .date || column.decision.type == .timestamp)
        && column.statistics.present * 2 >= table.records && !naming.mentions(.minorMoment, column.words)
    }
    let main = times.first { naming.has(.mainMoment, table.columns[$0].words) } ?? times.first
    guard let main else { return }
    entity.time = table.columns[main].name
    let others = times.filter { $0 != main }.map { table.columns[$0].name }
    entity.evidence.append(
      "time \(table.columns[main].name): \(others.isEmpty ? "the moment of a row" : "taken before \(others.joined(separator: ", "))")"
    )
  }

  /// A year in a column of its own, with month and day where they are there, as a date.
  private func addTimeOfParts(_ drafts: inout [AttributeDraft], _ entity: inout EntityDraft) {
    guard !drafts.contains(where: { $0.isTime }) || !table.columns.contains(where: { isMoment($0) }) else {
      return
    }
    func part(_ role: NamingVocabulary.Role, _ range: ClosedRange<Double>) -> String? {
      table.columns.first {
        ($0.decision.type == .integer || $0.decision.type == .decimal(scale: 0)) && naming.has(role, $0.words)
          && range.contains($0.statistics.smallest) && range.contains($0.statistics.largest)
      }?.name
    }
    guard let year = part(.year, 1000...2999) else { return }
    let month = part(.month, 1...12)
    let day = month == nil ? nil : part(.day, 1...31)
    var names = SafeNames(taken: Set(drafts.map(\.name)))
    let name = names.name(["period", "start"], fallback: "period_start")
    let parts = [year, month, day].compactMap(\.self)
    let format = "%04d-" + (month == nil ? "01" : "%02d") + "-" + (day == nil ? "01" : "%02d")
    let missing = parts.map { "{this}.\($0) IS NULL" }.joined(separator: " OR ")
    let values = parts.map { "{this}.\($0)" }.joined(separator: ", ")
    drafts.append(
      AttributeDraft(
        name: name, label: "Date", names: day == nil ? [] : ["date"],
        sql: "(CASE WHEN \(missing) THEN NULL ELSE printf('\(format)', \(values)) END)", type: .date,
        evidence: "the first day of what \(parts.joined(separator: ", ")) say"))
    entity.time = name
  }

  private func isMoment(_ column: ProfiledTable.Column) -> Bool {
    (column.decision.type == .date || column.decision.type == .timestamp)
      && column.statistics.present * 2 >= table.records && !naming.mentions(.minorMoment, column.words)
  }

  // MARK: - Show

  private func shown(_ drafts: [AttributeDraft], _ entity: EntityDraft, _ columns: AttributeDrafting)
    -> [String]
  {
    var shown = [entity.label]
    if entity.key != entity.label, table.key != nil { shown.append(entity.key) }
    for join in profile.joins where join.from == index && shown.count < Self.mostShown - 2 {
      let name = table.columns[join.fromColumn].name
      if !shown.contains(name) { shown.append(name) }
    }
    if let time = entity.time, !shown.contains(time),
      entity.attributes.contains(where: { $0.name == time && $0.sql == nil })
    {
      shown.append(time)
    }
    let places = table.columns.indices.filter { place in
      let words = table.columns[place].words
      return !columns.isPersonal(place) && !naming.has(.prose, words) && !naming.has(.firstName, words)
        && !naming.has(.lastName, words)
    }
    // What is counted, then what it is counted by, then the rest.
    let amounts = places.filter { drafts[$0].isNumber && !columns.isNominal($0) }
    let texts = places.filter { drafts[$0].hasValues && !drafts[$0].isIdentifier }
    for place in Array(amounts.prefix(2)) + texts + amounts + places where shown.count < Self.mostShown {
      if !shown.contains(drafts[place].name) { shown.append(drafts[place].name) }
    }
    return shown
  }

  static func shown(_ confidence: Double) -> String {
    let hundredths = Int((confidence * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }
}
