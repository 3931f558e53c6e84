package import Domain
package import Foundation

/// Hashed words, pairs and letter grams, all of one weight: needs no corpus, and so never changes with one.
package struct HashingEmbedder: Embedder {
  package static let standardDimension = 1024

  package let identity: EmbedderIdentity
  private let analyzer: Analyzer

  /// `dimension` is the numbers per vector, at least 1.
  package init(dimension: Int = standardDimension, analyzer: Analyzer = Analyzer()) {
    self.analyzer = analyzer
    identity = EmbedderIdentity(
      name: "hashing", version: "1-\(analyzer.version)", dimension: max(1, dimension))
  }

  package var weights: Data? { nil }

  package func embed(_ passages: [Passage]) -> EmbeddingMatrix {
    var vectors = FeatureVectors(dimension: identity.dimension, analyzer: analyzer) { _ in 1 }
    return vectors.embed(passages)
  }
}
