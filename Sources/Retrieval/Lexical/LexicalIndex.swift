import Foundation
import TextAnalysis

/// An inverted index: which rows have a term, and how much it says of each (BM25F); with the terms of each row in
/// their order, for what depends on nearness.
///
/// Immutable, and read in place as it is stored (`LexicalIndex+Region.swift`): opening one costs nothing, and no number
/// in it is trusted before it is used. Terms are known by number: the most frequent is 0. The rows of a term are held in runs, one for each `segmentRows` rows, so that a
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
  let hashes: RegionList<UInt64>
  let numbers: RegionList<UInt32>
  /// By term: what an impact of 1 adds to a score; runs `runStarts[t]..<runStarts[t + 1]`.
  let scales: RegionList<Float>
  let runStarts: RegionList<UInt32>
  /// By run: its segment, and its postings `postingStarts[r]..<postingStarts[r + 1]`.
  let segments: RegionList<UInt16>
  let postingStarts: RegionList<UInt64>
  /// By posting: the row within its segment, and the impact, 1...255.
  let rows: RegionList<UInt16>
  let impacts: RegionList<UInt8>
  /// By row: the terms in their order, `sequenceStarts[i]..<sequenceStarts[i + 1]` of `sequences`.
  let sequenceStarts: RegionList<UInt64>
  /// Numbers of terms plus 1, seven bits a byte, low bits first; 0 between fields.
  let sequences: RegionList<UInt8>

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
    guard low < hashes.count, hashes[low] == hash, Int(numbers[low]) < hashes.count else { return nil }
    return numbers[low]
  }

  /// The runs of a term.
  func runs(of term: UInt32) -> Range<Int> { runStarts.part(Int(term), of: segments.count) }

  /// The postings of a run.
  func postings(ofRun run: Int) -> Range<Int> { postingStarts.part(run, of: rows.count) }

  /// The bytes of a row in `sequences`.
  func sequence(ofRow row: Int) -> Range<Int> { sequenceStarts.part(row, of: sequences.count) }

  /// Rows that have a term.
  func frequency(of term: UInt32) -> Int {
    let runs = runs(of: term)
    return max(
      0, Int(clamping: postingStarts[runs.upperBound]) - Int(clamping: postingStarts[runs.lowerBound]))
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
