import CBLAS
package import Domain

/// Exact cosine search: every row is scored, by one matrix-vector product.
package struct VectorSearch: Sendable {
  /// Rows of all vectors.
  private let count: Int
  /// The vectors that are not zero: texts without a known token, and records found by name only, have none.
  private let matrix: EmbeddingMatrix
  /// The row of each vector of `matrix`; nil when it holds all.
  private let rows: [Int]?

  /// O(count × dimension) at most, a copy of the vectors when some are zero.
  package init(_ matrix: EmbeddingMatrix) {
    count = matrix.count
    let dimension = matrix.dimension
    let rows = matrix.values.withUnsafeBufferPointer { values in
      (0..<matrix.count).filter { row in
        values[row * dimension..<(row + 1) * dimension].contains { $0 != 0 }
      }
    }
    guard rows.count < matrix.count else {
      (self.matrix, self.rows) = (matrix, nil)
      return
    }
    var values: [Float] = []
    values.reserveCapacity(rows.count * dimension)
    for row in rows { values += matrix.values[row * dimension..<(row + 1) * dimension] }
    (self.matrix, self.rows) = (EmbeddingMatrix(dimension: dimension, values: values), rows)
  }

  /// The cosine of `query` with every row, in row order, each in -1...1; nothing when `query` is of another
  /// dimension or has a number that is not finite.
  ///
  /// `query` is of length 1 or 0. O(count × dimension) time, one allocation of count floats.
  ///
  /// - SeeAlso: Manning, Raghavan, Schütze, *Introduction to Information Retrieval*, ch. 6.
  package func cosines(to query: [Float]) -> [Float] {
    let found = products(with: query)
    guard let rows, !found.isEmpty || count > 0 else { return found }
    guard query.count == matrix.dimension, query.allSatisfy(\.isFinite) else { return [] }
    var cosines = [Float](repeating: 0, count: count)
    for (place, row) in rows.enumerated() { cosines[row] = found[place] }
    return cosines
  }

  /// The products of `query` with the vectors held, in their order; nothing when it does not fit them.
  private func products(with query: [Float]) -> [Float] {
    let count = matrix.count
    let dimension = matrix.dimension
    guard query.count == dimension, query.allSatisfy(\.isFinite), let stride = Int32(exactly: dimension)
    else {
      return []
    }
    return [Float](unsafeUninitializedCapacity: count) { cosines, initialized in
      cosines.initialize(repeating: 0)
      matrix.values.withUnsafeBufferPointer { values in
        for start in Swift.stride(from: 0, to: count, by: Self.rowsPerProduct) {
          guard let rows = values.baseAddress, let target = cosines.baseAddress else { return }
          cblas_sgemv(
            CblasRowMajor, CblasNoTrans, Int32(min(Self.rowsPerProduct, count - start)), stride, 1,
            rows + start * dimension, stride, query, 1, 0, target + start, 1)
        }
      }
      initialized = count
    }
  }

  /// The best `limit` rows by cosine, of those that `isIncluded` marks; all rows when it is nil.
  /// Ties go to the lower row. `isIncluded` has one element for each row.
  package func top(_ limit: Int, to query: [Float], among isIncluded: [Bool]? = nil) -> [ScoredRow] {
    Self.top(limit, of: cosines(to: query), among: isIncluded)
  }

  /// The best `limit` of `scores`, by index. O(count + kept × log limit).
  static func top(_ limit: Int, of scores: [Float], among isIncluded: [Bool]? = nil) -> [ScoredRow] {
    var selection = TopSelection(limit: limit)
    if let isIncluded {
      for row in 0..<min(scores.count, isIncluded.count) where isIncluded[row] {
        selection.insert(ScoredRow(row: row, score: scores[row]))
      }
      return selection.sorted
    }
    scores.withUnsafeBufferPointer { scores in
      var threshold = selection.threshold
      for row in scores.indices where scores[row] > threshold {
        selection.insert(ScoredRow(row: row, score: scores[row]))
        threshold = selection.threshold
      }
    }
    return selection.sorted
  }

  /// Rows of one product: a `cblas` row count is 32 bits wide.
  private static let rowsPerProduct = 1 << 30
}
