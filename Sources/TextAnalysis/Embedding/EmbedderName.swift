package import Domain
package import Foundation

/// The embedders that can be asked for by name.
package enum EmbedderName: String, Sendable, CaseIterable {
  case tfidf, hashing, lsa
  /// `lsa` with another number of topics.
  case lsa128 = "lsa-128"
  case lsa512 = "lsa-512"

  /// The embedder of this name for a corpus; one that needs no training leaves `corpus` unread.
  package func embedder(for corpus: [Passage], analyzer: Analyzer = Analyzer()) -> any Embedder {
    switch self {
    case .tfidf: TFIDFEmbedder(training: corpus, analyzer: analyzer)
    case .hashing: HashingEmbedder(analyzer: analyzer)
    case .lsa: LSAEmbedder(training: corpus, analyzer: analyzer)
    case .lsa128: LSAEmbedder(training: corpus, dimension: 128, analyzer: analyzer)
    case .lsa512: LSAEmbedder(training: corpus, dimension: 512, analyzer: analyzer)
    }
  }

  /// The embedder that made vectors, from what it is called, what it had learned and what made its terms.
  ///
  /// - Returns: nil when this version of the code has no such embedder: the vectors cannot be compared with new ones.
  package static func restored(
    _ identity: EmbedderIdentity, weights: Data?, analyzer: Analyzer = Analyzer()
  ) -> (any Embedder)? {
    let embedders: [(any Embedder)?] = [
      weights.flatMap { TFIDFEmbedder(weights: $0, analyzer: analyzer) },
      weights.flatMap { LSAEmbedder(weights: $0, analyzer: analyzer) },
      HashingEmbedder(dimension: identity.dimension, analyzer: analyzer),
    ]
    return embedders.compactMap(\.self).first { $0.identity == identity }
  }
}
