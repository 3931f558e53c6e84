/// Why an index cannot be searched.
package enum RetrievalError: Error, Hashable, CustomStringConvertible {
  /// There is not one vector for each chunk.
  case vectorCount(chunks: Int, vectors: Int)
  /// The vectors are not of the embedder's dimension.
  case dimension(embedder: Int, matrix: Int)

  package var description: String {
    switch self {
    case .vectorCount(let chunks, let vectors):
      "vectors: expected one for each of \(chunks) chunks, found \(vectors)"
    case .dimension(let embedder, let matrix): "vectors: expected \(embedder) numbers each, found \(matrix)"
    }
  }
}
