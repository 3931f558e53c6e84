/// Makes one ranking of the vectors' and the terms'.
///
/// The score of a chunk is the sum of its scores, each against the best of its list, and of its reciprocal
/// ranks, each against that of rank 1, and of `titleWeight` when the question names its title; the weights add
/// up to 1, so that a chunk that leads everywhere has 1.
///
/// - SeeAlso: Cormack, Clarke, Büttcher, *Reciprocal Rank Fusion outperforms Condorcet*, 2009; Bruch, Gai,
///   Ingber, *An Analysis of Fusion Functions for Hybrid Retrieval*, 2023.
package enum Fusion {
  static let cosineWeight = 0.25
  static let lexicalWeight = 0.3
  static let cosineRankWeight = 0.15
  static let lexicalRankWeight = 0.2
  /// For a chunk whose title is in the question, whole.
  static let titleWeight = 0.1
  /// The k of reciprocal rank fusion: how far rank 1 is ahead of rank 2.
  static let rankConstant = 60.0
  /// What any score is multiplied with that is not an exact name's, so that those stay ahead.
  static let ceiling = 0.95

  /// What is known of one chunk. Ranks count from 1; nil where a list does not have the chunk.
  package struct Evidence: Sendable, Hashable {
    package let row: Int
    package var cosine: Double = 0
    package var cosineRank: Int?
    package var lexical: Double = 0
    package var lexicalRank: Int?
    /// All terms of the title are in the question.
    package var isTitled = false
    /// The fused score, 0...1.
    package var score: Double = 0

    package init(row: Int) { self.row = row }
  }

  /// The chunks of both lists, each sorted best first, by fused score; ties by row.
  package static func fuse(
    cosines: [(row: Int, score: Double)], lexical: [(row: Int, score: Double)],
    isTitled: (_ row: Int) -> Bool = { _ in false }
  ) -> [Evidence] {
    var evidence: [Int: Evidence] = [:]
    for (rank, item) in cosines.enumerated() {
      evidence[item.row, default: Evidence(row: item.row)].cosine = item.score
      evidence[item.row]?.cosineRank = rank + 1
    }
    for (rank, item) in lexical.enumerated() where evidence[item.row]?.lexicalRank == nil {
      evidence[item.row, default: Evidence(row: item.row)].lexical = item.score
      evidence[item.row]?.lexicalRank = rank + 1
    }
    let bestCosine = cosines.first?.score ?? 0
    let bestLexical = lexical.first?.score ?? 0
    return evidence.values.map { item in
      var item = item
      item.isTitled = isTitled(item.row)
      item.score =
        cosineWeight * share(item.cosine, of: bestCosine) + lexicalWeight
        * share(item.lexical, of: bestLexical)
        + cosineRankWeight * reciprocal(item.cosineRank) + lexicalRankWeight * reciprocal(item.lexicalRank)
        + (item.isTitled ? titleWeight : 0)
      return item
    }.sorted { $0.score != $1.score ? $0.score > $1.score : $0.row < $1.row }
  }

  private static func share(_ score: Double, of best: Double) -> Double {
    best > 0 ? min(1, max(0, score / best)) : 0
  }

  private static func reciprocal(_ rank: Int?) -> Double {
    rank.map { (rankConstant + 1) / (rankConstant + Double($0)) } ?? 0
  }
}
