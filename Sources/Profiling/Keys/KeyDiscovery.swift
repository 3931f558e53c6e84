import Domain

/// Finds the column that tells the rows of a table apart.
struct KeyDiscovery {
  let naming: Naming

  struct Key: Sendable, Hashable {
    let column: Int
    let evidence: String
    let confidence: Double
  }

  /// Rows from which on it says something that a column without a telling name is unique.
  private static let fewestRows = 8
  private static let longestKey = 64

  /// The key of a table whose name has the words `entity`, singular; `declared` are the places of the primary key that the
  /// data declares, if it does.
  func key(_ table: ProfiledTable, entity: [String], declared: [Int]) -> Key? {
    if declared.count == 1, let column = declared.first, isUnique(table, column) {
      return Key(column: column, evidence: "declared primary key, \(evidence(table, column))", confidence: 1)
    }
    var best: (column: Int, score: Double, reason: String)?
    for column in table.columns.indices where isUnique(table, column) && isKeyType(table, column) {
      guard let (score, reason) = score(table, column, entity) else { continue }
      if score > (best?.score ?? 0) { best = (column, score, reason) }
    }
    return best.map {
      Key(column: $0.column, evidence: "\(evidence(table, $0.column)), \($0.reason)", confidence: $0.score)
    }
  }

  private func evidence(_ table: ProfiledTable, _ column: Int) -> String {
    "\(table.records) rows, \(table.columns[column].statistics.distinct.count) distinct, none empty"
  }

  func isUnique(_ table: ProfiledTable, _ column: Int) -> Bool {
    let statistics = table.columns[column].statistics
    return statistics.isUnique && statistics.present == table.records
      && table.columns[column].decision.misfits == 0
      && !table.columns[column].isOptional
  }

  private func isKeyType(_ table: ProfiledTable, _ column: Int) -> Bool {
    let found = table.columns[column]
    switch found.decision.type {
    case .integer: return true
    case .text:
      return found.statistics.longest <= Self.longestKey && !naming.mentions(.personal, found.words)
        && !naming.has(.prose, found.words)
    default: return false
    }
  }

  private func score(_ table: ProfiledTable, _ column: Int, _ entity: [String]) -> (Double, String)? {
    let found = table.columns[column]
    let words = found.words.map(NameWords.singular)
    let isInteger = found.decision.type == .integer
    let isNamed = naming.has(.identifier, words)
    if naming.mentions(.year, words) || naming.mentions(.money, words) && !isNamed { return nil }
    if naming.has(.firstName, words) || naming.has(.lastName, words) { return nil }
    if isNamed, words.count == 1 { return (words == ["id"] ? 1 : 0.95, "named as an identifier") }
    let stem = Array(words.dropLast())
    if isNamed, stem == entity || stem == Array(entity.suffix(1)) { return (0.98, "named after the table") }
    if words == entity || words == Array(entity.suffix(1)) { return (0.92, "named after the table") }
    if isNamed, column == 0 { return (0.9, "named as an identifier, the first column") }
    if isNamed { return (0.8, "named as an identifier") }
    guard table.records >= Self.fewestRows else { return nil }
    if isInteger, column == 0, found.statistics.smallest >= 0,
      Int(exactly: found.statistics.largest - found.statistics.smallest).map({ $0 < 2 * table.records })
        == true
    {
      return (0.75, "the first column, numbers without large gaps")
    }
    if !isInteger, naming.has(.label, words), found.statistics.longest <= 40 { return (0.6, "unique names") }
    return !isInteger && column == 0 && found.statistics.spaces == 0
      ? (0.6, "the first column, unique codes") : nil
  }
}
