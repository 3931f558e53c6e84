package import Domain
package import Foundation

/// Hashed words, pairs and letter grams, each weighted by how rare it is in the corpus it was trained on.
///
/// A feature that the corpus does not have weighs 0: it can match nothing.
package struct TFIDFEmbedder: Embedder {
  package static let standardDimension = 1024

  package let identity: EmbedderIdentity
  private let analyzer: Analyzer
  private let frequencies: DocumentFrequencies

  /// Trains on a corpus, one passage per chunk; vectors are of `dimension` numbers, at least 1. O(its length).
  package init(
    training passages: [Passage], dimension: Int = standardDimension, analyzer: Analyzer = Analyzer()
  ) {
    self.init(
      DocumentFrequencies(passages, analyzer: analyzer), dimension: max(1, dimension), analyzer: analyzer)
  }

  /// Trains on the chunks of a corpus, but for those that only their names find.
  package init(
    training chunks: [Chunk], dimension: Int = standardDimension, analyzer: Analyzer = Analyzer()
  ) {
    self.init(
      training: chunks.filter { !$0.isNameOnly }.map(Passage.init), dimension: dimension,
      analyzer: analyzer)
  }

  /// The embedder that `weights` were taken from.
  ///
  /// - Returns: nil when `weights` are not of this version of the code.
  package init?(weights: Data, analyzer: Analyzer = Analyzer()) {
    guard let (frequencies, dimension) = DocumentFrequencies.read(weights) else { return nil }
    self.init(frequencies, dimension: dimension, analyzer: analyzer)
  }

  private init(_ frequencies: DocumentFrequencies, dimension: Int, analyzer: Analyzer) {
    (self.frequencies, self.analyzer) = (frequencies, analyzer)
    let version = "1-\(analyzer.version)-\(String(frequencies.fingerprint, radix: 16))"
    identity = EmbedderIdentity(name: "tfidf", version: version, dimension: dimension)
  }

  /// All that was trained, for `init(weights:)`; a few bytes for each feature of the corpus.
  package var weights: Data? { frequencies.data(dimension: identity.dimension) }

  package func embed(_ passages: [Passage]) -> EmbeddingMatrix {
    var vectors = FeatureVectors(dimension: identity.dimension, analyzer: analyzer) { [frequencies] in
      frequencies.weight(of: $0)
    }
    return vectors.embed(passages)
  }
}
