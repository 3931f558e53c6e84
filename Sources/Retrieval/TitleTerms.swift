import Domain
import Foundation
import TextAnalysis

/// The terms of the chunks' titles, by hash, analyzed when a chunk is first a candidate and kept: the same few are
/// candidates of most questions.
///
/// `@unchecked Sendable`: `terms` is touched under `lock` only.
final class TitleTerms: @unchecked Sendable {
  private let analyzer: Analyzer
  private let chunks: [Chunk]
  private let lock = NSLock()
  private var terms: [[UInt64]?]

  init(_ chunks: [Chunk], _ analyzer: Analyzer) {
    (self.chunks, self.analyzer) = (chunks, analyzer)
    terms = [[UInt64]?](repeating: nil, count: chunks.count)
  }

  /// The share of the terms `asked` that are the title of chunk `row`; 0 when the title has others or none.
  func share(of asked: Set<UInt64>, row: Int) -> Double {
    let title = of(row)
    guard !title.isEmpty, title.allSatisfy(asked.contains) else { return 0 }
    return Double(title.count) / Double(asked.count)
  }

  /// The terms of a title, each once.
  private func of(_ row: Int) -> [UInt64] {
    if let known = lock.withLock({ terms[row] }) { return known }
    let title = chunks[row].title
    let found = title.isEmpty ? [] : LexicalIndex.unique(analyzer.terms(of: title).map(TermNumbering.hash))
    lock.withLock { terms[row] = found }
    return found
  }
}
