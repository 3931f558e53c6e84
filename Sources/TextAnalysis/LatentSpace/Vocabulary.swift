/// The terms of a corpus, and how rare each is.
struct Vocabulary: Sendable {
  /// Terms that are kept, those of most passages first.
  static let mostTerms = 50_000
  /// How much one occurrence in the title counts, in occurrences in the text.
  static let titleWeight = 2.0

  /// By falling number of passages, then by alphabet.
  let terms: [String]
  /// ln((1 + N) / (1 + df)) + 1 for each term; N passages, df of them have it.
  let weights: [Float]
  private let places: [String: Int]

  init(_ passages: [Passage], analyzer: Analyzer) {
    var frequencies: [String: Int] = [:]
    var memo = StemMemo(analyzer.language)
    for passage in passages {
      var seen = Set<String>()
      for text in [passage.title, passage.text] {
        analyzer.forEachTerm(in: text, memo: &memo) { term, _ in
          if seen.insert(term).inserted { frequencies[term, default: 0] += 1 }
        }
      }
    }
    let kept = frequencies.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }.prefix(
      Self.mostTerms)
    self.init(
      terms: kept.map(\.key),
      weights: kept.map { Float(Logarithm.natural(Double(1 + passages.count) / Double(1 + $0.value)) + 1) })
  }

  /// `terms` differ from each other and have one weight each.
  init(terms: [String], weights: [Float]) {
    (self.terms, self.weights) = (terms, weights)
    places = Dictionary(zip(terms, terms.indices), uniquingKeysWith: { first, _ in first })
  }

  /// (1 + ln tf) × weight of each known term of `passage`, scaled to length 1, terms increasing.
  func vector(
    of passage: Passage, analyzer: Analyzer, memo: inout StemMemo
  ) -> [(column: Int, value: Double)] {
    var counts: [Int: Double] = [:]
    for (text, worth) in [(passage.title, Self.titleWeight), (passage.text, 1)] {
      analyzer.forEachTerm(in: text, memo: &memo) { term, _ in
        if let place = places[term] { counts[place, default: 0] += worth }
      }
    }
    let parts = counts.sorted { $0.key < $1.key }.map { place, count in
      (column: place, value: (1 + Logarithm.natural(count)) * Double(weights[place]))
    }
    let length = parts.reduce(0) { $0 + $1.value * $1.value }.squareRoot()
    return parts.map { ($0.column, $0.value / length) }
  }
}
