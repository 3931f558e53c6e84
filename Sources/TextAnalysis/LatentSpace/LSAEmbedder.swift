package import Domain
package import Foundation

/// Latent semantic analysis: a text is placed among the topics that a corpus brings together.
///
/// The TF-IDF matrix of the corpus is multiplied with its first right singular vectors. Terms that occur in the same
/// passages point the same way, so that a question finds a passage which says it in other words of the corpus.
///
/// - SeeAlso: Deerwester, Dumais, Furnas, Landauer, Harshman, *Indexing by Latent Semantic Analysis*, 1990.
package struct LSAEmbedder: Embedder {
  package static let standardDimension = 256
  package static let dimensions = 1...4_096
  /// Passages that are trained on, spread evenly over a larger corpus.
  package static let mostPassages = 50_000
  private static let seed: UInt64 = 0x4C53_4131

  package let identity: EmbedderIdentity
  private let analyzer: Analyzer
  private let vocabulary: Vocabulary
  /// What a term adds, in the order of the vocabulary: `identity.dimension` numbers each.
  private let topics: [Float]

  /// Trains on a corpus, one passage per chunk; vectors are of `dimension` numbers, within `dimensions`. Where the
  /// corpus has fewer topics, the last numbers are zero.
  ///
  /// One corpus makes one embedder with one BLAS.
  package init(
    training passages: [Passage], dimension: Int = standardDimension, analyzer: Analyzer = Analyzer()
  ) {
    let dimension = min(max(dimension, Self.dimensions.lowerBound), Self.dimensions.upperBound)
    let matrix: SparseMatrix
    let vocabulary: Vocabulary
    (vocabulary, matrix) = Self.matrix(of: passages, analyzer: analyzer)
    let decomposition = TruncatedSVD(of: matrix, rank: dimension, seed: Self.seed)
    let rank = decomposition.values.count
    var topics = [Float](repeating: 0, count: vocabulary.terms.count * dimension)
    for term in vocabulary.terms.indices {
      for topic in 0..<rank {
        topics[term * dimension + topic] = Float(decomposition.vectors[term * rank + topic])
      }
    }
    self.init(vocabulary, topics: topics, dimension: dimension, analyzer: analyzer)
  }

  /// The terms of a corpus and its TF-IDF matrix: rows of length 1, one for each passage that is trained on.
  private static func matrix(
    of passages: [Passage], analyzer: Analyzer
  ) -> (Vocabulary, SparseMatrix) {
    let step = max(1, (passages.count + mostPassages - 1) / mostPassages)
    let some = stride(from: 0, to: passages.count, by: step).map { passages[$0] }
    let vocabulary = Vocabulary(some, analyzer: analyzer)
    var matrix = SparseMatrix(columnCount: vocabulary.terms.count)
    var memo = StemMemo(analyzer.language)
    for passage in some {
      matrix.append(row: vocabulary.vector(of: passage, analyzer: analyzer, memo: &memo))
    }
    return (vocabulary, matrix)
  }

  /// The matrix that training decomposes, for a comparison with other programs.
  package static func trainingMatrix(
    of passages: [Passage], analyzer: Analyzer = Analyzer()
  ) -> SparseMatrix { matrix(of: passages, analyzer: analyzer).1 }

  /// The embedder that `weights` were taken from.
  ///
  /// - Returns: nil when `weights` are not of this version of the code.
  package init?(weights: Data, analyzer: Analyzer = Analyzer()) {
    guard let stored = StoredTopics(weights) else { return nil }
    self.init(
      Vocabulary(terms: stored.terms, weights: stored.weights), topics: stored.topics,
      dimension: stored.dimension, analyzer: analyzer)
  }

  private init(_ vocabulary: Vocabulary, topics: [Float], dimension: Int, analyzer: Analyzer) {
    (self.vocabulary, self.topics, self.analyzer) = (vocabulary, topics, analyzer)
    var hash = FeatureHash()
    for term in vocabulary.terms { hash.combine(term.utf8) }
    // A step for each number instead of each byte: there are millions.
    let fingerprint = (vocabulary.weights + topics).reduce(hash.value) {
      FeatureHash.finalized($0 &+ UInt64($1.bitPattern))
    }
    identity = EmbedderIdentity(
      name: dimension == Self.standardDimension ? "lsa" : "lsa-\(dimension)",
      version: "1-\(analyzer.version)-\(String(fingerprint, radix: 16))", dimension: dimension)
  }

  /// All that was trained, for `init(weights:)`.
  package var weights: Data? {
    StoredTopics(
      dimension: identity.dimension, terms: vocabulary.terms, weights: vocabulary.weights, topics: topics
    ).data
  }

  package func embed(_ passages: [Passage]) -> EmbeddingMatrix {
    let dimension = identity.dimension
    var values = [Float](repeating: 0, count: passages.count * dimension)
    var memo = StemMemo(analyzer.language)
    values.withUnsafeMutableBufferPointer { values in
      topics.withUnsafeBufferPointer { topics in
        for (row, passage) in passages.enumerated() {
          let vector = UnsafeMutableBufferPointer(
            rebasing: values[row * dimension..<(row + 1) * dimension])
          for part in vocabulary.vector(of: passage, analyzer: analyzer, memo: &memo) {
            let topic = UnsafeBufferPointer(
              rebasing: topics[part.column * dimension..<(part.column + 1) * dimension])
            let value = Float(part.value)
            for index in 0..<dimension { vector[index] += value * topic[index] }
          }
          normalize(vector)
        }
      }
    }
    return EmbeddingMatrix(dimension: dimension, values: values)
  }
}
