import Foundation
import TextAnalysis

/// An inverted index: which rows have a term, and how much it says of each (BM25F); with the terms of each row in
/// their order, for what depends on nearness.
///
/// Immutable; `Sendable` values only, and laid out as it is stored (`LexicalIndex+Data.swift`). Terms are known by
/// number: the most frequent is 0. The rows of a term are held in runs, one for each `segmentRows` rows, so that a
/// row takes two bytes and the scores of a run stay in a near cache; what a term adds to a row's score is one byte,
/// in 255ths of the most it adds to any.
package struct LexicalIndex: Sendable {
  /// Rows that share a run.
  static let segmentRows = 65_536
  /// Terms of the longest query; further ones are left out.
  package static let longestQuery = 1_024

  /// Rows, those without terms included.
  package let count: Int
  /// Rows with at least one term; the others do not count.
  let filled: Int
  let settings: LexicalSettings
  /// Hashes of the terms in increasing order (`TermNumbering.hash`), and the number of each.
  let hashes: [UInt64]
  let numbers: [UInt32]
  /// By term: what an impact of 1 adds to a score; runs `runStarts[t]..<runStarts[t + 1]`.
  let scales: [Float]
  let runStarts: [UInt32]
  /// By run: its segment, and its postings `postingStarts[r]..<postingStarts[r + 1]`.
  let segments: [UInt16]
  let postingStarts: [UInt64]
  /// By posting: the row within its segment, and the impact, 1...255.
  let rows: [UInt16]
  let impacts: [UInt8]
  /// By row: the terms in their order, `sequenceStarts[i]..<sequenceStarts[i + 1]` of `sequences`.
  let sequenceStarts: [UInt64]
  /// Numbers of terms plus 1, seven bits a byte, low bits first; 0 between fields.
  let sequences: [UInt8]

  /// What makes the terms of an index of texts that `analyzer` reads.
  static func analyzer(_ analyzer: Analyzer) -> Analyzer {
    var analyzer = analyzer
    analyzer.keepsQuietWords = true
    return analyzer
  }

  /// The number of a term; nil when no row has it. O(log terms).
  func number(of term: String) -> UInt32? {
    let hash = TermNumbering.hash(of: term)
    var (low, high) = (0, hashes.count)
    while low < high {
      let middle = (low + high) / 2
      if hashes[middle] < hash { low = middle + 1 } else { high = middle }
    }
    return low < hashes.count && hashes[low] == hash ? numbers[low] : nil
  }

  /// Rows that have a term.
  func frequency(of term: UInt32) -> Int {
    let runs = Int(runStarts[Int(term)])..<Int(runStarts[Int(term) + 1])
    return Int(postingStarts[runs.upperBound] - postingStarts[runs.lowerBound])
  }

  /// How much a term that `frequency` rows have tells: ln(1 + (N − n + 0.5) / (n + 0.5)), above 0.
  static func inverseFrequency(_ frequency: Int, of filled: Int) -> Float {
    let count = Double(frequency)
    return Float(log1p((Double(filled) - count + 0.5) / (count + 0.5)))
  }

  func inverseFrequency(of term: UInt32) -> Float {
    Self.inverseFrequency(frequency(of: term), of: filled)
  }

  /// Bytes of all of it.
  package var byteCount: Int {
    hashes.count * 12 + scales.count * 4 + runStarts.count * 4 + segments.count * 2 + postingStarts.count * 8
      + rows.count * 3 + sequenceStarts.count * 8 + sequences.count
  }

  /// `terms` (or documents, or rows) without repeats, in order.
  static func unique<Element: Hashable>(_ terms: [Element]) -> [Element] {
    var seen = Set<Element>()
    return terms.filter { seen.insert($0).inserted }
  }
}
