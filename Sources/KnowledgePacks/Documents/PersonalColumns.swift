import Domain

/// Tells which personal columns a statement may read, from its words alone: it errs on the side of too many.
struct PersonalColumns {
  /// Personal columns by dataset, letter case aside.
  private let columns: [String: Set<String>]

  init(_ datasets: [Dataset]) {
    columns = Dictionary(
      datasets.map { dataset in
        (dataset.name.lowercased(), Set(dataset.columns.filter(\.isPersonal).map { $0.name.lowercased() }))
      }, uniquingKeysWith: { $0.union($1) })
  }

  /// The personal columns of the datasets that `sql` names which it names too, or takes all of with `*`.
  func read(by sql: String) -> Set<String> {
    let words = Self.words(of: sql)
    let named = Set(words)
    let takesAll = Self.takesAll(words)
    var read = Set<String>()
    for (dataset, columns) in columns where named.contains(dataset) {
      read.formUnion(takesAll ? columns : columns.intersection(named))
    }
    return read
  }

  /// Names and the marks `*`, `,` and `.`, in order, in lower case.
  private static func words(of sql: String) -> [String] {
    var words: [String] = []
    var word = ""
    for character in sql.lowercased() {
      if character.isLetter || character.isNumber || character == "_" {
        word.append(character)
        continue
      }
      if !word.isEmpty { words.append(word) }
      word = ""
      if "*,.".contains(character) { words.append(String(character)) }
    }
    return word.isEmpty ? words : words + [word]
  }

  /// Whether a `*` stands for columns: after SELECT, DISTINCT, a comma or a point; not as a product or COUNT(*).
  private static func takesAll(_ words: [String]) -> Bool {
    zip(words, words.dropFirst()).contains { before, word in
      word == "*" && ["select", "distinct", "all", ",", "."].contains(before)
    }
  }
}
