import Domain
import Foundation
import TextAnalysis

/// In place of an embedder that is not there: no question has a vector, so that search goes by words alone.
struct NoEmbedder: Embedder {
  let identity: EmbedderIdentity
  var weights: Data? { nil }

  func embed(_ passages: [Passage]) -> EmbeddingMatrix {
    EmbeddingMatrix(
      dimension: identity.dimension,
      values: [Float](repeating: 0, count: passages.count * identity.dimension))
  }
}
