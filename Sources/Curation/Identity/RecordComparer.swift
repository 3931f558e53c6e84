import Domain

/// Asks the declared questions of two records.
struct RecordComparer {
  /// The answer to one question: `missing`, a level from 1 in the order declared, or `otherwise`, the number after
  /// the last level.
  typealias Answer = UInt8
  static let missing: Answer = 0

  struct Question {
    let name: String
    let levels: [(test: IdentityComparison.Test, column: Int, aliases: Int?)]
    let isApartOtherwise: Bool
    var otherwise: Answer { Answer(levels.count + 1) }
  }

  let columns: [ValueColumn]
  let questions: [Question]
  private let aliases: [AliasTable]

  init(_ declaration: IdentityDeclaration, _ columns: [ValueColumn]) {
    var tables: [AliasTable] = []
    var tableOf: [Int: Int] = [:]
    let places = Dictionary(
      declaration.values.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    questions = declaration.comparisons.map { comparison in
      let known = comparison.levels.lazy.compactMap {
        if case .edits(_, _, _, let known) = $0.test { known } else { nil }
      }.first
      return Question(
        name: comparison.name,
        levels: comparison.levels.map { level in
          let column = places[level.test.value] ?? 0
          if declaration.values[column].aliases.isEmpty { return (level.test, column, nil) }
          if tableOf[column] == nil {
            let value = declaration.values[column]
            tableOf[column] = tables.count
            tables.append(AliasTable(value.aliases, value, columns[column], known: known ?? 0))
          }
          return (level.test, column, tableOf[column])
        }, isApartOtherwise: comparison.isApartOtherwise)
    }
    (self.columns, aliases) = (columns, tables)
  }

  /// The answer to a question about two records, by their numbers.
  func answer(_ question: Question, _ a: Int, _ b: Int) -> Answer {
    var isMissing = true
    for (index, level) in question.levels.enumerated() {
      let column = columns[level.column]
      let (first, second) = (column.ids[a], column.ids[b])
      if first < 0 || second < 0 { continue }
      isMissing = false
      if holds(level, column, first, second) { return Answer(index + 1) }
    }
    return isMissing ? Self.missing : question.otherwise
  }

  private func holds(
    _ level: (test: IdentityComparison.Test, column: Int, aliases: Int?), _ column: ValueColumn, _ a: Int32,
    _ b: Int32
  ) -> Bool {
    if a == b { return true }
    switch level.test {
    case .equal: return false
    case .alias: return level.aliases.map { aliases[$0].areAliases(a, b) } ?? false
    case .initial:
      let (first, second) = (column.texts[Int(a)], column.texts[Int(b)])
      return (first.count == 1 || second.count == 1) && first[0] == second[0]
    case .edits(_, let most, let shortest, let known):
      let (i, j) = (Int(a), Int(b))
      return (column.letters[i] ^ column.letters[j]).nonzeroBitCount <= 2 * most
        && !(isKnown(a, level, known) && isKnown(b, level, known))
        && min(column.texts[i].count, column.texts[j].count) >= shortest
        && EditDistance.isWithin(most, column.texts[i], column.texts[j])
    }
  }

  /// Whether a text is written so on purpose: it is in the table of names, or in many records.
  private func isKnown(
    _ id: Int32, _ level: (test: IdentityComparison.Test, column: Int, aliases: Int?), _ known: Int
  ) -> Bool {
    columns[level.column].counts[Int(id)] >= known || level.aliases.map { aliases[$0].isListed(id) } ?? false
  }

  /// Whether some answer says that the two are apart, whatever else agrees.
  func areApart(_ a: Int, _ b: Int) -> Bool {
    questions.contains { $0.isApartOtherwise && answer($0, a, b) == $0.otherwise }
  }
}
