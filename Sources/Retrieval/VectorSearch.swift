import CBLAS
import Dispatch
package import Domain

/// Exact cosine search: every row is scored.
///
/// The vectors are kept in tiles, each with its numbers by column, so that a query with few numbers that are not
/// zero, as words make, reads only the columns it has a part in. Tiles are scored side by side.
package struct VectorSearch: Sendable {
  /// Rows of all vectors.
  private let count: Int
  private let dimension: Int
  /// The row of each vector held, in increasing order. Zero vectors are not held: texts without a known token, and
  /// records found by name only, have none.
  private let rows: [Int32]
  /// Tile `t` is `tiles[t * tileRows * dimension...]`: column by column, of `tileRows` numbers each (the last tile
  /// of fewer).
  private let tiles: [Float]

  /// Rows of a tile: its scores stay in the first cache, and no BLAS splits a vector as short among threads. No
  /// power of two, since columns then share cache lines.
  static let tileRows = 8_000

  /// O(count × dimension), a copy of the vectors.
  package init(_ matrix: EmbeddingMatrix) {
    (count, dimension) = (matrix.count, matrix.dimension)
    let dimension = dimension
    (rows, tiles) = matrix.values.withUnsafeBufferPointer { values in
      let rows = (0..<matrix.count).filter { row in
        values[row * dimension..<(row + 1) * dimension].contains { $0 != 0 }
      }
      let tiles = [Float](unsafeUninitializedCapacity: rows.count * dimension) { tiles, initialized in
        for start in stride(from: 0, to: rows.count, by: Self.tileRows) {
          let height = min(Self.tileRows, rows.count - start)
          let base = start * dimension
          for place in 0..<height {
            let row = rows[start + place] * dimension
            for column in 0..<dimension { tiles[base + column * height + place] = values[row + column] }
          }
        }
        initialized = rows.count * dimension
      }
      return (rows.map { Int32(clamping: $0) }, tiles)
    }
  }

  /// The cosine of `query` with every row, in row order, each in -1...1; nothing when `query` is of another
  /// dimension or has a number that is not finite.
  ///
  /// `query` is of length 1 or 0. O(rows × numbers of `query` that are not zero) time, two allocations of count
  /// floats.
  ///
  /// - SeeAlso: Manning, Raghavan, Schütze, *Introduction to Information Retrieval*, ch. 6.
  package func cosines(to query: [Float]) -> [Float] {
    guard query.count == dimension, query.allSatisfy(\.isFinite) else { return [] }
    let found = products(with: query)
    guard rows.count < count else { return found }
    var cosines = [Float](repeating: 0, count: count)
    for (place, row) in rows.enumerated() { cosines[Int(row)] = found[place] }
    return cosines
  }

  /// The products of `query` with the vectors held, in their order.
  private func products(with query: [Float]) -> [Float] {
    let parts = query.indices.filter { query[$0] != 0 }
    return [Float](unsafeUninitializedCapacity: rows.count) { products, initialized in
      products.initialize(repeating: 0)
      initialized = rows.count
      guard let scores = products.baseAddress else { return }
      tiles.withUnsafeBufferPointer { tiles in
        guard let columns = tiles.baseAddress else { return }
        // Each tile writes scores of its own.
        nonisolated(unsafe) let (source, target) = (columns, scores)
        DispatchQueue.concurrentPerform(iterations: (rows.count + Self.tileRows - 1) / Self.tileRows) {
          tile in
          let start = tile * Self.tileRows
          let height = min(Self.tileRows, rows.count - start)
          for part in parts {
            cblas_saxpy(
              Int32(height), query[part], source + start * dimension + part * height, 1, target + start, 1)
          }
        }
      }
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
}
