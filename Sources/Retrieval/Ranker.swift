package import TextAnalysis

/// One way to rank the rows of a corpus for a text; `Fusion` makes one ranking of several.
package protocol Ranker: Sendable {
  /// What the parts of a hit's score are called: "bm25", "cosine".
  var name: String { get }
  /// Rows that it ranks: those of the corpus.
  var count: Int { get }
  var weight: RankingWeight { get }

  /// The best `limit` rows for `question`, of those that `isIncluded` marks, best first; scores are above 0.
  func ranking(of question: String, limit: Int, among isIncluded: [Bool]?) -> [ScoredRow]
}

/// How much a ranking counts beside others; 0 or more.
package struct RankingWeight: Sendable, Hashable {
  /// For a row's score, against the best of the list.
  package var score: Double
  /// For a row's reciprocal rank, against that of rank 1.
  package var rank: Double
  /// The score that a row in no other list must have; below it likeness is chance.
  package var leastAlone: Double
  /// Rows taken from every ranking before fusion, at least, unless more are asked for.
  package var candidates: Int
  /// A row's score counts from that of the row at this rank, from 1, where the list is longer; nil: from 0.
  package var floorRank: Int?

  package init(
    score: Double, rank: Double, leastAlone: Double = 0, candidates: Int = 100, floorRank: Int? = nil
  ) {
    (self.score, self.rank, self.leastAlone) = (score, rank, leastAlone)
    (self.candidates, self.floorRank) = (candidates, floorRank)
  }
}

/// Ranks rows by the terms they have in common with a question.
package struct LexicalRanker: Ranker {
  package static let standardWeight = RankingWeight(score: 0.7, rank: 0)

  package let name = "bm25"
  package var weight: RankingWeight
  package var feedback: LexicalIndex.Feedback?
  private let index: LexicalIndex
  private let analyzer: Analyzer
  private let synonyms: Synonyms
  private let quiet: Set<UInt32>

  /// `analyzer` is that which `index` was made with; a question finds what has its words, or those that `synonyms`
  /// groups with them.
  package init(
    _ index: LexicalIndex, analyzer: Analyzer = Analyzer(), synonyms: [[String]] = [],
    weight: RankingWeight = standardWeight, feedback: LexicalIndex.Feedback? = nil
  ) {
    (self.index, self.weight, self.feedback) = (index, weight, feedback)
    self.analyzer = LexicalIndex.analyzer(analyzer)
    self.synonyms = Synonyms(synonyms, analyzer: LexicalIndex.analyzer(analyzer))
    quiet = index.quietNumbers(analyzer)
  }

  package var count: Int { index.count }

  package func ranking(of question: String, limit: Int, among isIncluded: [Bool]?) -> [ScoredRow] {
    let terms = analyzer.terms(of: question)
    return index.top(
      limit, index.query(terms, others: synonyms.others(than: terms), quiet: quiet), among: isIncluded,
      feedback: feedback)
  }
}
