import Domain

/// Decides whether a model's text may be shown: in doubt it may not.
///
/// The text is checked as a whole, before any of it is shown: it is short (`Wording.Limits.characters`), a sentence
/// may rest on a name in the one before, and one wrong sentence makes the others doubtful. What must hold:
/// - every number is a cell of the result, or that cell rounded to the digits shown, in a row of the name it stands
///   with and a column of the word it stands with; or it is the row count; or it stands in the interpretation, our
///   own text or a source with the same word beside it;
/// - every date is part of a date in the result, the interpretation or a source;
/// - every word with a capital or a digit, and every row of such words, occurs in the result, a source, the
///   interpretation or the question;
/// - words that compare, deny or explain occur in the question or our own words (without a table: in a source too);
///   "highest" and its kin are said of a row that is;
/// - something of the result is said; nothing is said of the reader or the model; no link, HTML or formula.
///
/// The check knows English; O(characters + tokens × rows).
struct WordingCheck {
  let evidence: WordingEvidence
  let limits: Wording.Limits

  func check(_ text: String) throws(WordingRefusal) {
    guard text.contains(where: \.isLetter) else { throw .empty }
    guard text.count <= limits.characters else {
      throw .tooLong(characters: text.count, limit: limits.characters)
    }
    let tokens = WordingToken.tokens(of: try WordingMarkup.words(of: text))
    let claims = WordingClaims(tokens)
    let mentions = RowMentions(tokens, claims, evidence)
    for token in tokens where WordingWords.chatter.contains(token.lowercased) {
      if !evidence.ownWords.contains(token.lowercased) || token.lowercased.count < 3 {
        throw .chatter(token.text)
      }
    }
    // An article may deny and explain; of a result, only our own words may.
    let known = evidence.columns.isEmpty ? evidence.words : evidence.ownWords
    for (index, token) in tokens.enumerated() {
      if WordingWords.claims.contains(token.lowercased) || token.lowercased.hasSuffix("n't")
        || token.lowercased.hasSuffix("n’t")
      {
        if !known.contains(token.lowercased), !claims.taken.contains(index) {
          throw .claim(token.text)
        }
      }
    }
    for claim in claims.dates where !evidence.dates.contains(where: claim.date.isPart) {
      throw .date(Self.words(claim.tokens, tokens))
    }
    for index in claims.others where !evidence.words.contains(tokens[index].lowercased) {
      throw .number(tokens[index].text)
    }
    try checkNames(tokens, claims)
    var saysResult = evidence.cells.isEmpty
    for claim in claims.numbers {
      if try checkNumber(claim, tokens, claims, mentions) { saysResult = true }
    }
    try checkSuperlatives(tokens, claims, mentions)
    guard saysResult else { throw .saysNothing }
  }

  private static func words(_ range: Range<Int>, _ tokens: [WordingToken]) -> String {
    tokens[range].map(\.text).joined(separator: " ")
  }

  /// Rows of words with capitals must stand together in the evidence as they do in the text.
  private func checkNames(_ tokens: [WordingToken], _ claims: WordingClaims) throws(WordingRefusal) {
    var run: [String] = []
    func endRun() throws(WordingRefusal) {
      defer { run = [] }
      guard !run.isEmpty, !evidence.phrases.contains(" " + run.joined(separator: " ") + " ") else { return }
      throw .name(run.joined(separator: " "))
    }
    for (index, token) in tokens.enumerated() {
      if !token.followsDirectly { try endRun() }
      let isName = (token.hasCapital || token.hasDigit) && !claims.taken.contains(index)
      let isStart = token.startsSentence && WordingWords.starters.contains(token.lowercased)
      if isName, !isStart { run.append(token.lowercased) } else { try endRun() }
    }
    try endRun()
  }

  /// Whether the number is one of the result; throws when it is of nowhere, or of another row or column.
  private func checkNumber(
    _ claim: NumberClaim, _ tokens: [WordingToken], _ claims: WordingClaims, _ mentions: RowMentions
  ) throws(WordingRefusal) -> Bool {
    let words = Self.words(claim.tokens, tokens)
    let place = claim.tokens.lowerBound
    let neighbors = WordingEvidence.neighbors(of: claim.tokens, in: tokens)
    let inContext = evidence.numbers.filter {
      $0.number == claim.number && $0.isPercent == claim.isPercent && $0.currency == claim.currency
    }
    let shared = inContext.reduce(into: Set<String>()) { $0.formUnion($1.neighbors) }.intersection(neighbors)
    let labelWords = evidence.labels.values.reduce(into: Set<String>()) { $0.formUnion($1) }
    let nameWords = Set(evidence.rowNames.flatMap(\.words).map(WordingEvidence.stem))
    if !shared.subtracting(labelWords).subtracting(nameWords).isEmpty { return false }

    let matching = claim.isOrdinal ? [] : evidence.cells.filter { isSame(claim, tokens, $0) }
    if matching.isEmpty {
      let isCount =
        claim.number == ExactNumber(units: Int128(evidence.rowCount), exponent: 0) && !evidence.isTruncated
        && !claim.isPercent && claim.currency == nil && !claim.isOrdinal && evidence.rowCount > 0
      let following = tokens.indices.contains(claim.tokens.upperBound) ? tokens[claim.tokens.upperBound] : nil
      if isCount, let following, following.followsDirectly {
        let names = evidence.columns.enumerated().filter { evidence.labels[$0.offset] == nil }
          .flatMap { WordingEvidence.words($0.element.label).map(WordingEvidence.stem) }
        let word = WordingEvidence.stem(following.lowercased)
        if names.contains(word) || WordingWords.rows.contains(following.lowercased) { return false }
      }
      let hasRowName = mentions.mentions.contains {
        tokens[$0.tokens.lowerBound].sentence == tokens[place].sentence
      }
      if !shared.isEmpty, !hasRowName || evidence.rowCount == 1 { return false }
      throw .number(words)
    }
    let firstNumber =
      claims.numbers.first { tokens[$0.tokens.lowerBound].sentence == tokens[place].sentence }?.tokens
      .lowerBound
      ?? place
    var candidates = matching
    if evidence.rowCount > 1 {
      guard let rows = mentions.rows(at: place, firstNumber: firstNumber, in: tokens) else {
        throw .otherRow(words)
      }
      candidates = matching.filter { rows.contains($0.row) }
      if candidates.isEmpty { throw .otherRow(words) }
      // A name that stands for several rows says too little, unless they all agree.
      let columns = Set(candidates.map(\.column))
      let isClear = columns.contains { column in
        rows.allSatisfy { row in candidates.contains { $0.row == row && $0.column == column } }
      }
      if !isClear { throw .otherRow(words) }
    }
    try checkColumn(claim, words, Set(candidates.map(\.column)), tokens, claims)
    return true
  }

  /// Whether the claim is this cell, with its percent sign and currency, rounded to the digits shown and on the side
  /// that "over" or "nearly" before it says.
  private func isSame(_ claim: NumberClaim, _ tokens: [WordingToken], _ cell: WordingEvidence.Cell) -> Bool {
    guard claim.isPercent == evidence.isPercent(cell.column) else { return false }
    if let currency = claim.currency, currency != evidence.currency(cell.column) { return false }
    guard claim.number.isRounding(of: cell.number) else { return false }
    let before = claim.tokens.lowerBound - 1
    guard tokens.indices.contains(before), let order = claim.number.compared(with: cell.number) else {
      return true
    }
    if WordingWords.under.contains(tokens[before].lowercased) { return order <= 0 }
    if WordingWords.over.contains(tokens[before].lowercased) { return order >= 0 }
    return true
  }

  /// The word after the number, else the nearest before it, that belongs to labels must belong to the number's.
  private func checkColumn(
    _ claim: NumberClaim, _ words: String, _ columns: Set<Int>, _ tokens: [WordingToken],
    _ claims: WordingClaims
  ) throws(WordingRefusal) {
    func owners(_ token: WordingToken) -> Set<Int> {
      let word = WordingEvidence.stem(token.lowercased)
      return Set(evidence.labels.filter { $0.value.contains(word) }.keys)
    }
    let sentence = tokens[claim.tokens.lowerBound].sentence
    for place in claim.tokens.upperBound..<claim.tokens.upperBound + 2 {
      guard tokens.indices.contains(place), tokens[place].followsDirectly, !claims.taken.contains(place)
      else { break }
      let owners = owners(tokens[place])
      if owners.isEmpty { continue }
      if owners.isDisjoint(with: columns) { throw .otherColumn(words) }
      return
    }
    for place in stride(from: claim.tokens.lowerBound - 1, through: 0, by: -1) {
      guard tokens[place].sentence == sentence else { break }
      let owners = owners(tokens[place])
      if owners.isEmpty { continue }
      if owners.isDisjoint(with: columns) { throw .otherColumn(words) }
      return
    }
  }

  /// "Highest" and its kin, in a result of several rows: the first row named in the sentence must be at that end of
  /// a column of numbers.
  private func checkSuperlatives(
    _ tokens: [WordingToken], _ claims: WordingClaims, _ mentions: RowMentions
  ) throws(WordingRefusal) {
    for (index, token) in tokens.enumerated() where WordingWords.superlatives.contains(token.lowercased) {
      let next = tokens.indices.contains(index + 1) ? tokens[index + 1] : nil
      if ["top", "last", "first", "bottom"].contains(token.lowercased), next?.hasDigit ?? false { continue }
      let isOwn = evidence.ownWords.contains(token.lowercased)
      guard evidence.rowCount > 1 else {
        if isOwn { continue }
        throw .claim(token.text)
      }
      guard !evidence.isTruncated,
        let mention = mentions.mentions.first(where: {
          tokens[$0.tokens.lowerBound].sentence == token.sentence
        })
      else { throw .claim(token.text) }
      let isLow = WordingWords.lowest.contains(token.lowercased)
      let holds = Dictionary(grouping: evidence.cells, by: \.column).values.contains { column in
        guard let end = column.reduce(nil, { isLow ? lower($0, $1) : higher($0, $1) }) else { return false }
        return column.contains { mention.rows.contains($0.row) && $0.number.compared(with: end.number) == 0 }
      }
      if !holds { throw .claim(token.text) }
    }
  }

  private func lower(_ a: WordingEvidence.Cell?, _ b: WordingEvidence.Cell) -> WordingEvidence.Cell {
    guard let a else { return b }
    return (a.number.compared(with: b.number) ?? 0) <= 0 ? a : b
  }

  private func higher(_ a: WordingEvidence.Cell?, _ b: WordingEvidence.Cell) -> WordingEvidence.Cell {
    guard let a else { return b }
    return (a.number.compared(with: b.number) ?? 0) >= 0 ? a : b
  }
}
