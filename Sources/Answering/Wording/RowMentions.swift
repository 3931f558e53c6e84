/// Which rows a text speaks of where: the names and dates in it that are cells of the result.
struct RowMentions {
  struct Mention: Hashable {
    let tokens: Range<Int>
    let column: Int
    let rows: Set<Int>
  }

  let mentions: [Mention]

  /// The longest name at each place wins; a name that all rows have tells none apart and is left out.
  init(_ tokens: [WordingToken], _ claims: WordingClaims, _ evidence: WordingEvidence) {
    var mentions: [Mention] = []
    let names = evidence.rowNames.filter { !$0.words.isEmpty }
    let byWord = Dictionary(
      grouping: names.flatMap { name in Set(name.words).map { (word: $0, name: name) } }
    ) {
      $0.word
    }
    var index = 0
    while index < tokens.count {
      var best: (count: Int, isWhole: Bool, column: Int, rows: Set<Int>)?
      for (_, name) in byWord[tokens[index].lowercased] ?? [] {
        for start in name.words.indices where name.words[start] == tokens[index].lowercased {
          var count = 0
          while start + count < name.words.count, index + count < tokens.count,
            tokens[index + count].lowercased == name.words[start + count]
          {
            count += 1
          }
          let isWhole = count == name.words.count
          // A part of a name counts when it is written as a name.
          if !isWhole, !tokens[index..<index + count].contains(where: { $0.hasCapital || $0.hasDigit }) {
            continue
          }
          if let found = best {
            if (found.count, found.isWhole ? 1 : 0) > (count, isWhole ? 1 : 0) { continue }
            if found.count == count, found.isWhole == isWhole {
              if found.column == name.column { best?.rows.formUnion(name.rows) }
              continue
            }
          }
          best = (count, isWhole, name.column, name.rows)
        }
      }
      if let best {
        mentions.append(Mention(tokens: index..<index + best.count, column: best.column, rows: best.rows))
        index += best.count
      } else {
        index += 1
      }
    }
    for claim in claims.dates {
      let matching = evidence.rowNames.filter { $0.date.map(claim.date.isPart) ?? false }
      for (column, names) in Dictionary(grouping: matching, by: \.column) {
        mentions.append(
          Mention(
            tokens: claim.tokens, column: column, rows: names.reduce(into: []) { $0.formUnion($1.rows) }))
      }
    }
    self.mentions =
      mentions
      .filter { evidence.rowCount == 1 || $0.rows.count < evidence.rowCount }
      .sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
  }

  /// The rows that the number at `place` may come from; nil when no name says.
  ///
  /// Per column with names: where the first name of the sentence stands before its first number, each number
  /// belongs to the name before it ("A had 1, B 2"), else to the name after it ("1 in A and 2 in B"). A sentence
  /// without a name of a column goes on with the last one.
  func rows(at place: Int, firstNumber: Int, in tokens: [WordingToken]) -> Set<Int>? {
    let sentence = tokens[place].sentence
    var rows: Set<Int>?
    for column in Set(mentions.map(\.column)) {
      let all = mentions.filter { $0.column == column }
      let here = all.filter { tokens[$0.tokens.lowerBound].sentence == sentence }
      let before = here.last { $0.tokens.lowerBound < place }
      let after = here.first { $0.tokens.lowerBound >= place }
      let isNameFirst = (here.first?.tokens.lowerBound ?? .max) < firstNumber
      let carried = all.last { tokens[$0.tokens.lowerBound].sentence < sentence }
      guard let mention = here.isEmpty ? carried : isNameFirst ? before ?? after : after ?? before else {
        continue
      }
      rows = rows?.intersection(mention.rows) ?? mention.rows
    }
    return rows
  }
}
