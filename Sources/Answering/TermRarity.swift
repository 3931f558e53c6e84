package import Domain
import Foundation
package import TextAnalysis

/// How much a term tells of what a question is about: the fewer passages have it, the more.
package struct TermRarity: Sendable {
  private let counts: [String: Int]
  private let passages: Int
  /// What makes the terms, of passages and of questions alike.
  let analyzer: Analyzer

  /// The weight of a term that every passage has.
  static let least = 0.1

  /// Counts in how many of `chunks` each term stands. O(their length).
  package init(_ chunks: [Chunk], analyzer: Analyzer = Analyzer()) {
    var counts: [String: Int] = [:]
    for terms in analyzer.terms(of: chunks.map { $0.title + "\n" + $0.text }) {
      for term in Set(terms) { counts[term, default: 0] += 1 }
    }
    (self.counts, self.analyzer, passages) = (counts, analyzer, chunks.count)
  }

  /// `least`...1; 1 for a term that no passage has.
  subscript(term: String) -> Double {
    guard let count = counts[term], passages > 0 else { return 1 }
    return max(Self.least, 1 - log(Double(count) + 1) / log(Double(passages) + 1))
  }

  /// The weights of `terms` together.
  func weight(of terms: Set<String>) -> Double {
    // In one order, so that equal questions have equal sums.
    terms.sorted().reduce(0) { $0 + self[$1] }
  }

  /// The share of `asked`, by weight, that `has` holds: 0...1; 0 when nothing is asked.
  func coverage(of asked: Set<String>, by has: Set<String>) -> Double {
    asked.isEmpty ? 0 : weight(of: asked.intersection(has)) / weight(of: asked)
  }
}
