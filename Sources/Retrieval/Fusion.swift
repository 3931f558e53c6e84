/// Makes one ranking of any number.
///
/// The score of a row is the weighted mean of its scores, each against the best of its list, both counted from the
/// list's floor, of its reciprocal ranks, each against that of rank 1, and of `titleWeight` when the question names its
/// title; a row that leads everywhere has 1.
///
/// - SeeAlso: Cormack, Clarke, Büttcher, *Reciprocal Rank Fusion outperforms Condorcet*, 2009; Bruch, Gai,
///   Ingber, *An Analysis of Fusion Functions for Hybrid Retrieval*, 2023.
package enum Fusion {
  /// For a row whose title is in the question, whole, and is all of it, beside the weights of the rankings; of a title
  /// that is a part of the question that part.
  package static let titleWeight = 0.1
  /// The k of reciprocal rank fusion: how far rank 1 is ahead of rank 2.
  static let rankConstant = 60.0
  /// What any score is multiplied with that is not an exact name's, so that those stay ahead.
  static let ceiling = 0.95

  /// What one ranker found, best first, each row once.
  package struct Ranking: Sendable {
    package let name: String
    package let weight: RankingWeight
    package let rows: [ScoredRow]

    package init(name: String, weight: RankingWeight, rows: [ScoredRow]) {
      (self.name, self.weight, self.rows) = (name, weight, rows)
    }
  }

  /// A row and what the rankings together make of it.
  package struct Fused: Sendable, Hashable {
    package let row: Int
    /// The share of the question's terms that the title is; 0 when the title has others.
    package var title: Double = 0
    /// 0...1.
    package var score: Double = 0

    package init(row: Int) { self.row = row }
  }

  /// The rows of all lists by fused score; ties by row. O(rows × log rows).
  package static func fuse(
    _ rankings: [Ranking], titleWeight: Double = titleWeight, title: (_ row: Int) -> Double = { _ in 0 }
  ) -> [Fused] {
    var places: [Int: Int] = [:]
    var fused: [Fused] = []
    // A row that one list has, with too low a score, until another has it too.
    var isAlone: [Bool] = []
    for ranking in rankings {
      let floor = floor(of: ranking)
      let best = Double(ranking.rows.first?.score ?? 0) - floor
      for (rank, item) in ranking.rows.enumerated() {
        let place = rankings.count > 1 ? places[item.row] ?? fused.count : fused.count
        if place == fused.count {
          if rankings.count > 1 { places[item.row] = place }
          fused.append(Fused(row: item.row))
          isAlone.append(Double(item.score) < ranking.weight.leastAlone)
        } else {
          isAlone[place] = false
        }
        fused[place].score +=
          ranking.weight.score * share(Double(item.score) - floor, of: best) + ranking.weight.rank
          * reciprocal(rank + 1)
      }
    }
    let total = rankings.reduce(titleWeight) { $0 + $1.weight.score + $1.weight.rank }
    for place in fused.indices {
      if titleWeight > 0 {
        fused[place].title = title(fused[place].row)
        fused[place].score += titleWeight * fused[place].title
      }
      if total > 0 { fused[place].score /= total }
    }
    return zip(fused, isAlone).lazy.filter { !$0.1 }.map(\.0)
      .sorted { $0.score != $1.score ? $0.score > $1.score : $0.row < $1.row }
  }

  /// The score that those of a list count from.
  private static func floor(of ranking: Ranking) -> Double {
    guard let rank = ranking.weight.floorRank, rank > 0, ranking.rows.count > rank else { return 0 }
    return Double(ranking.rows[rank - 1].score)
  }

  private static func share(_ score: Double, of best: Double) -> Double {
    best > 0 ? min(1, max(0, score / best)) : 0
  }

  private static func reciprocal(_ rank: Int) -> Double { (rankConstant + 1) / (rankConstant + Double(rank)) }
}
