import Foundation
package import TextAnalysis

/// Finds chunks by the terms they have in common with a question.
///
/// The terms are those of `Analyzer`, each once; empty `kinds` means all. Rows are the chunks' positions, best
/// first, `limit` at most; scores are above 0 and higher is better.
package typealias LexicalSearch =
  @Sendable (_ terms: [String], _ kinds: [String], _ limit: Int) throws -> [(row: Int, score: Double)]

/// An inverted index in memory with BM25 scores.
///
/// - SeeAlso: Robertson, Zaragoza, *The Probabilistic Relevance Framework: BM25 and Beyond*, 2009.
package struct LexicalIndex: Sendable {
  /// How soon repeats of a term stop to matter.
  static let saturation: Float = 1.2
  /// How far long passages are held back: 0 not, 1 in full.
  static let lengthNormalization: Float = 0.75
  /// How often a term of the title is counted.
  static let titleWeight = 2

  /// A term's range in `rows` and `frequencies`.
  private let postings: [String: Range<Int>]
  private let rows: [Int32]
  private let frequencies: [Float]
  private let lengths: [Float]
  /// Passages with at least one term; the others do not count.
  private let filled: Int
  private let averageLength: Float

  /// Indexes `passages`: row i is passage i. O(their length).
  package init(_ passages: [Passage], analyzer: Analyzer = Analyzer()) {
    var ids: [String: Int] = [:]
    var lists: [[(row: Int32, count: Float)]] = []
    var lengths: [Float] = []
    for (start, end) in stride(from: 0, to: passages.count, by: Self.batch).map({
      ($0, min($0 + Self.batch, passages.count))
    }) {
      let batch = passages[start..<end]
      let titles = analyzer.terms(of: batch.map(\.title))
      let texts = analyzer.terms(of: batch.map(\.text))
      for (offset, (title, text)) in zip(titles, texts).enumerated() {
        let row = Int32(clamping: start + offset)
        lengths.append(Float(title.count * Self.titleWeight + text.count))
        for (terms, weight) in [(title, Float(Self.titleWeight)), (text, 1)] {
          for term in terms {
            let id = ids[term] ?? lists.count
            if id == lists.count {
              ids[term] = id
              lists.append([])
            }
            if let last = lists[id].last, last.row == row {
              lists[id][lists[id].count - 1].count += weight
            } else {
              lists[id].append((row, weight))
            }
          }
        }
      }
    }
    var starts: [Int] = []
    var rows: [Int32] = []
    var frequencies: [Float] = []
    for list in lists {
      starts.append(rows.count)
      for posting in list {
        rows.append(posting.row)
        frequencies.append(posting.count)
      }
    }
    postings = ids.mapValues { starts[$0]..<starts[$0] + lists[$0].count }
    (self.rows, self.frequencies, self.lengths) = (rows, frequencies, lengths)
    filled = lengths.count { $0 > 0 }
    averageLength = max(1, lengths.reduce(0, +) / Float(max(1, filled)))
  }

  /// Passages analyzed at a time.
  private static let batch = 10_000

  /// The best `limit` rows for `terms`, of those that `isIncluded` marks. Ties go to the lower row.
  /// O(postings of the terms + rows).
  package func top(_ limit: Int, terms: [String], among isIncluded: [Bool]? = nil) -> [ScoredRow] {
    var scores = [Float](repeating: 0, count: lengths.count)
    var isTouched = false
    for term in Self.unique(terms) {
      guard let range = postings[term] else { continue }
      isTouched = true
      let count = Double(range.count)
      let weight = Float(log1p((Double(filled) - count + 0.5) / (count + 0.5)))
      for posting in range {
        let row = Int(rows[posting])
        let frequency = frequencies[posting]
        let norm = 1 - Self.lengthNormalization + Self.lengthNormalization * lengths[row] / averageLength
        scores[row] += weight * frequency * (Self.saturation + 1) / (frequency + Self.saturation * norm)
      }
    }
    guard isTouched else { return [] }
    return VectorSearch.top(limit, of: scores, among: isIncluded).filter { $0.score > 0 }
  }

  /// The index as the closure that `Retriever` takes; `kinds[i]` is the kind of row i.
  package func search(kinds: [String]) -> LexicalSearch {
    { terms, wanted, limit in
      let isIncluded = wanted.isEmpty ? nil : kinds.map(wanted.contains)
      return top(limit, terms: terms, among: isIncluded).map { (row: $0.row, score: Double($0.score)) }
    }
  }

  /// Bytes of terms, postings and lengths.
  package var byteCount: Int {
    postings.keys.reduce(0) { $0 + $1.utf8.count + MemoryLayout<Range<Int>>.size }
      + rows.count * (MemoryLayout<Int32>.size + MemoryLayout<Float>.size) + lengths.count
      * MemoryLayout<Float>.size
  }

  /// `terms` without repeats, in order.
  static func unique(_ terms: [String]) -> [String] {
    var seen = Set<String>()
    return terms.filter { seen.insert($0).inserted }
  }
}
