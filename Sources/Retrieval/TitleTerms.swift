import Domain
import Foundation
import TextAnalysis

/// The terms of the chunks' titles, analyzed when a title is first looked at and kept: the same few are candidates of
/// most questions.
///
/// `@unchecked Sendable`: `terms` is touched under `lock` only.
final class TitleTerms: @unchecked Sendable {
  private let analyzer: Analyzer
  private let lock = NSLock()
  private var terms: [String: [String]] = [:]

  init(_ analyzer: Analyzer) { self.analyzer = analyzer }

  /// The terms of `title`; equal titles share theirs.
  func of(_ title: String) -> [String] {
    if let known = lock.withLock({ terms[title] }) { return known }
    let found = analyzer.terms(of: title)
    lock.withLock { terms[title] = found }
    return found
  }
}
