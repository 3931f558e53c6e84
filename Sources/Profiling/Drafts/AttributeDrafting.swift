import Domain

/// Makes attributes of the columns of a table.
struct AttributeDrafting {
  let naming: Naming
  let table: ProfiledTable
  /// The columns that hold keys of other tables.
  let references: Set<Int>

  /// Values that are known words: of names of rows, of other texts; bytes of one on average.
  private static let mostLabels = 100_000
  private static let mostValues = 5_000
  private static let longestValue = 60

  func attributes() -> [AttributeDraft] {
    var drafts = table.columns.indices.map(attribute)
    addShortNames(&drafts)
    addRankings(&drafts)
    return drafts
  }

  private func attribute(_ index: Int) -> AttributeDraft {
    let column = table.columns[index]
    let words = column.words
    let isMeasured = column.decision.unit != nil && words.count > 1 && naming.unit(words) != nil
    let named = isMeasured ? withoutUnit(words) : words
    var draft = AttributeDraft(
      name: column.name, label: Self.capitalized(naming.expanded(named), or: column.name),
      names: names(words),
      type: column.decision.type, unit: column.decision.unit)
    let isKey = table.key?.column == index
    if draft.isTime, let event = words.first(where: { naming.vocabulary.moments[$0] != nil }) {
      draft.names += naming.vocabulary.moments[event, default: []].filter { !draft.names.contains($0) }
    }
    draft.isIdentifier = isKey || isCode(index)
    draft.hasValues = hasValues(index, isKey: isKey)
    if draft.label.isEmpty { draft.label = column.origin }
    return draft
  }

  /// What people may say for a column: its words, written out, without the table's name before and the unit behind.
  private func names(_ words: [String]) -> [String] {
    var names: [String] = []
    func add(_ words: [String]) {
      let name = words.joined(separator: " ")
      if name.count > 1, !names.contains(name) { names.append(name) }
    }
    add(words)
    add(naming.expanded(words))
    for entity in [table.entity, Array(table.entity.suffix(1))]
    where words.count > entity.count && words.starts(with: entity) {
      let rest = Array(words.dropFirst(entity.count))
      // "no" and "nr" alone say something else.
      if rest.count > 1 || rest[0].count > 2 || rest == ["id"] { add(rest) }
    }
    if words.count > 1, naming.unit(words) != nil {
      add(naming.expanded(withoutUnit(words)))
    }
    // "temperature max" is said "maximum temperature".
    let full = naming.expanded(words)
    if full.count > 1, let last = full.last, naming.isExactly(.statistic, [last]) {
      add([last] + full.dropLast())
    }
    for name in names { for other in naming.vocabulary.synonyms[name, default: []] { add([other]) } }
    return names
  }

  /// "weight" of "weight in lbs".
  private func withoutUnit(_ words: [String]) -> [String] {
    var rest = Array(words.dropLast())
    if let last = rest.last, rest.count > 1, naming.isExactly(.joint, [last]) { rest.removeLast() }
    return rest
  }

  /// The last word of a name alone, where no other column ends with it.
  private func addShortNames(_ drafts: inout [AttributeDraft]) {
    var lasts: [String: Int] = [:]
    for column in table.columns {
      if let last = naming.expanded(column.words).last { lasts[last, default: 0] += 1 }
    }
    for (index, column) in table.columns.enumerated() {
      let words = naming.expanded(column.words)
      guard words.count > 1, column.decision.type != .boolean, let last = words.last, lasts[last] == 1,
        last.count > 3,
        !naming.has(.identifier, [last]), !drafts.contains(where: { $0.names.contains(last) })
      else { continue }
      drafts[index].names.append(last)
    }
  }

  /// Words that rank: for the first column of each kind.
  private func addRankings(_ drafts: inout [AttributeDraft]) {
    for role in [NamingVocabulary.Role.money, .duration, .size, .age, .weight, .height] {
      let fitting = table.columns.indices.filter { index in
        drafts[index].isNumber && !isNominal(index) && naming.mentions(role, table.columns[index].words)
      }
      guard
        let index = fitting.first(where: { naming.has(.unitPrice, table.columns[$0].words) })
          ?? fitting.first,
        drafts[index].largest.isEmpty
      else { continue }
      drafts[index].largest = naming.vocabulary.largest[role, default: []]
      drafts[index].smallest = naming.vocabulary.smallest[role, default: []]
      if role == .money { drafts[index].isAmount = true }
    }
  }

  /// A number that nothing is computed with.
  func isNominal(_ index: Int) -> Bool {
    let words = table.columns[index].words
    return table.key?.column == index || references.contains(index) || naming.has(.nominal, words)
      || naming.isExactly(.clock, Array(words.suffix(1)))
      || naming.has(.coordinate, words) || naming.has(.identifier, words) || naming.has(.year, words)
      || naming.mentions(.personal, words)
  }

  private func isCode(_ index: Int) -> Bool {
    let column = table.columns[index]
    guard naming.has(.identifier, column.words), !naming.mentions(.personal, column.words) else {
      return false
    }
    switch column.decision.type {
    case .text:
      return column.statistics.spaces * 10 <= column.statistics.present && column.statistics.longest <= 40
    case .integer: return column.statistics.duplicates == 0
    default: return false
    }
  }

  private func hasValues(_ index: Int, isKey: Bool) -> Bool {
    let column = table.columns[index]
    let statistics = column.statistics
    guard column.decision.type == .text, statistics.present > 0, !isPersonal(index),
      !statistics.distinct.isFull,
      statistics.bytes <= Self.longestValue * statistics.present
    else { return false }
    let isName = isKey || naming.has(.label, column.words) || naming.has(.identifier, column.words)
    if naming.has(.prose, column.words), statistics.spaces * 2 > statistics.present { return false }
    return statistics.distinct.count <= (isName ? Self.mostLabels : Self.mostValues)
  }

  /// About one person: by its name, or because it holds addresses of mail.
  func isPersonal(_ index: Int) -> Bool {
    let column = table.columns[index]
    if column.statistics.mailSigns * 10 > column.statistics.present * 9 { return true }
    guard naming.mentions(.personal, column.words) || naming.has(.personal, column.words) else {
      return false
    }
    return column.decision.type != .boolean
  }

  static func capitalized(_ words: [String], or fallback: String) -> String {
    let text = words.joined(separator: " ")
    return text.isEmpty ? fallback : text.prefix(1).uppercased() + text.dropFirst()
  }
}

extension AttributeDraft {
  var isNumber: Bool {
    switch type {
    case .integer, .real, .decimal: true
    default: false
    }
  }
  var isTime: Bool { type == .date || type == .timestamp }
}
