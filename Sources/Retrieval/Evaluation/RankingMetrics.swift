import Foundation

/// How good a ranking is, against the grades of one query.
package enum RankingMetrics {
  /// Normalised discounted cumulative gain of the first `depth` documents, 0...1; 0 when nothing is relevant.
  ///
  /// The gain of a document is its grade, the discount log2(rank + 1), as in trec_eval.
  ///
  /// - SeeAlso: Järvelin, Kekäläinen, *Cumulated Gain-Based Evaluation of IR Techniques*, 2002.
  package static func nDCG(_ ranking: [String], grades: [String: Int], depth: Int) -> Double {
    let ideal = gain(grades.values.sorted(by: >), depth: depth)
    return ideal > 0 ? gain(ranking.map { grades[$0] ?? 0 }, depth: depth) / ideal : 0
  }

  /// The share of the relevant documents among the first `depth`, 0...1; 0 when nothing is relevant.
  package static func recall(_ ranking: [String], grades: [String: Int], depth: Int) -> Double {
    let relevant = Set(grades.filter { $0.value > 0 }.keys)
    guard !relevant.isEmpty else { return 0 }
    return Double(relevant.intersection(ranking.prefix(depth)).count) / Double(relevant.count)
  }

  private static func gain(_ grades: [Int], depth: Int) -> Double {
    grades.prefix(depth).enumerated().reduce(0) { $0 + Double($1.element) / log2(Double($1.offset + 2)) }
  }
}
