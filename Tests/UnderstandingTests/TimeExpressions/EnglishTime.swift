import Domain
import Foundation
import KnowledgePacks

@testable import Understanding

extension TimeVocabulary {
  /// The words of time as the repository's pack has them.
  static let english: TimeVocabulary = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    do {
      return try loadTimeVocabulary(pack: root.appendingPathComponent("knowledge"))
    } catch {
      fatalError("\(error)")
    }
  }()
}

extension TimeExpressionParser {
  init(identityNouns: Set<String>) { self.init(vocabulary: .english, identityNouns: identityNouns) }
}

extension Lexicon {
  init(
    catalog: Catalog, grammar: Grammar, values: (AttributeID) throws -> [String], knownWords: Set<String>
  ) rethrows {
    try self.init(
      catalog: catalog, grammar: grammar, times: .english, values: values, knownWords: knownWords)
  }
}
