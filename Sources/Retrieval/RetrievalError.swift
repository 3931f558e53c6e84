/// Why an index cannot be searched.
package enum RetrievalError: Error, Hashable, CustomStringConvertible {
  /// A ranker does not rank one row for each chunk.
  case rowCount(chunks: Int, rows: Int, ranker: String)
  /// The vectors are not of the embedder's dimension.
  case dimension(embedder: Int, matrix: Int)

  package var description: String {
    switch self {
    case .rowCount(let chunks, let rows, let ranker):
      "\(ranker): expected a row for each of \(chunks) chunks, found \(rows)"
    case .dimension(let embedder, let matrix): "vectors: expected \(embedder) numbers each, found \(matrix)"
    }
  }
}
