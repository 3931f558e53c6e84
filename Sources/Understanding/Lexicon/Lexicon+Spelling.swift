import Domain

/// What the slips of a question were meant to be.
extension Lexicon {
  /// The tokens with slips of the finger mended: a word known nowhere becomes the one known word nearest to it. Among
  /// equally near ones, one that shares a value with the word beside it. The tokens at `right` stay as they are.
  package func corrected(_ tokens: [QuestionToken], right: Set<Int> = []) -> [QuestionToken] {
    var result = tokens
    for place in tokens.indices where tokens[place].kind == .word && !right.contains(place) {
      if let long = abbreviations[tokens[place].folded], !isPartOfCode(place, in: tokens) {
        (result[place].folded, result[place].singular) = (long, QuestionTokenizer.singular(long))
        continue
      }
      guard !isKnown(tokens[place]), let word = correction(of: place, in: tokens, right: right) else {
        continue
      }
      (result[place].correctedFrom, result[place].folded) = (tokens[place].folded, word)
      result[place].singular = QuestionTokenizer.singular(word)
    }
    return result
  }

  /// The tokens with words said at length as those they stand for: "up to and including" as "upto", "half an hour" as
  /// "30 minutes".
  func shortened(_ tokens: [QuestionToken]) -> [QuestionToken] {
    guard !longhand.isEmpty else { return tokens }
    var result: [QuestionToken] = []
    var place = 0
    while place < tokens.count {
      let match = longhand.first { words, _ in
        place + words.count <= tokens.count && zip(words, tokens[place...]).allSatisfy { $0 == $1.folded }
      }
      guard let (words, short) = match else {
        result.append(tokens[place])
        place += 1
        continue
      }
      let (first, last) = (tokens[place], tokens[place + words.count - 1])
      let said = QuestionTokenizer.tokens(of: short)
      for (index, token) in said.enumerated() {
        // The first stands for what is said but its last word, the others for that.
        let (begin, end) = (index == 0 ? first : last, index == said.count - 1 ? last : first)
        result.append(
          QuestionToken(
            kind: token.kind, folded: token.folded, singular: token.singular, number: token.number,
            bytes: begin.bytes.lowerBound..<end.bytes.upperBound,
            startsClause: index == 0 && first.startsClause))
      }
      place += words.count
    }
    return result
  }

  /// Other words that the mended ones of a question may stand for, and for each of the `unplaced` its other forms that
  /// mean something; each as a reading of the tokens, the likeliest first.
  func respelled(
    _ tokens: [QuestionToken], from typed: [QuestionToken], unplaced: [String], right: Set<Int>
  ) -> [[QuestionToken]] {
    func respelled(_ place: Int, _ word: String) -> [QuestionToken] {
      var result = tokens
      (result[place].correctedFrom, result[place].folded) = (typed[place].folded, word)
      result[place].singular = QuestionTokenizer.singular(word)
      return result
    }
    let left = Set(unplaced.flatMap { QuestionTokenizer.tokens(of: $0).map(\.folded) })
    var found: [[QuestionToken]] = []
    for place in tokens.indices where tokens[place].kind == .word && !right.contains(place) {
      if tokens[place].correctedFrom != nil {
        found += speller.candidates(of: typed[place].folded).map(\.word).filter { $0 != tokens[place].folded }
          .prefix(Self.mostCandidates).map { respelled(place, $0) }
      } else if left.contains(tokens[place].folded), !hasMeaning(tokens[place].folded) {
        found += Inflection.forms(of: tokens[place].folded).filter(hasMeaning).prefix(Self.mostCandidates)
          .map { respelled(place, $0) }
      }
    }
    return found
  }

  /// The word by itself is a phrase of the pack.
  private func hasMeaning(_ word: String) -> Bool {
    let token = QuestionToken(
      kind: .word, folded: word, singular: QuestionTokenizer.singular(word), bytes: 0..<word.utf8.count)
    return isNamed(token) && !matches(in: [token], from: 0).isEmpty
  }

  /// Words tried for one that may be a slip, at most.
  static let mostCandidates = 3

  private func correction(of place: Int, in tokens: [QuestionToken], right: Set<Int>) -> String? {
    let token = tokens[place]
    if token.folded.utf8.count < Speller.shortest {
      return isPartOfCode(place, in: tokens) ? nil : speller.shortCorrection(of: token.folded)
    }
    var candidates = speller.candidates(of: token.folded)
    if candidates.isEmpty { candidates = speller.candidates(of: token.singular) }
    guard candidates.count > 1 else { return candidates.first?.word }
    let beside = [place - 1, place + 1].filter {
      tokens.indices.contains($0) && tokens[$0].kind == .word && !passedOver.contains(tokens[$0].folded)
    }.map { PhraseName.stem(tokens[$0]) }
    let fitting = candidates.prefix(20).first { candidate in
      let word = QuestionTokenizer.singular(candidate.word)
      let stem = PhraseName.stem(of: word)
      return beside.contains { $0 != stem && !index.values(having: [stem, $0], limit: 1).isEmpty }
    }
    return (fitting ?? candidates.first)?.word
  }

  /// The word touches a sign and a number or letters: a piece of a code is no word.
  private func isPartOfCode(_ place: Int, in tokens: [QuestionToken]) -> Bool {
    place > 0 && isGlued(tokens, place)
      || place + 1 < tokens.count && isGlued(tokens, place + 1)
        && place + 2 < tokens.count && isGlued(tokens, place + 2)
  }
}
