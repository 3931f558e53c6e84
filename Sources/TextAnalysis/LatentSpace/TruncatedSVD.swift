import CBLAS
import Dispatch

/// The greatest singular values of a sparse matrix A, and the directions of its row space that belong to them.
///
/// Subspace iteration from a random start, then Rayleigh and Ritz: `rank` + `oversampling` directions, drawn from
/// normal distributions, are multiplied with AᵀA and made orthonormal `iterations` times; among what they span, the
/// best directions are found exactly. Each iteration makes the part of what is not wanted smaller by the square of
/// the ratio of singular values.
///
/// One seed, one matrix and one BLAS give one result.
///
/// - SeeAlso: Halko, Martinsson, Tropp, *Finding Structure with Randomness*, 2011, algorithms 4.4 and 5.3.
package struct TruncatedSVD: Sendable {
  /// Directions beside those wanted, which take what they would miss.
  static let oversampling = 16
  static let iterations = 5
  /// Parts of the rows that are multiplied side by side; their sums are added in a fixed order.
  private static let parts = 2

  /// The greatest singular values, from the greatest down; `rank` of them, or as many as A has rows or columns.
  package let values: [Double]
  /// The right singular vectors as columns: row-major, of as many rows as A has columns; orthonormal where a value
  /// is not zero.
  package let vectors: [Double]

  /// O((numbers of A that are not zero + columns × k) × k) for k = `rank` + `oversampling`.
  package init(of matrix: SparseMatrix, rank: Int, seed: UInt64) {
    let count = matrix.columnCount
    let most = min(count, matrix.rowCount)
    let rank = max(0, min(rank, most))
    let width = min(rank + Self.oversampling, most)
    guard rank > 0 else {
      (values, vectors) = ([], [])
      return
    }
    var normal = NormalNumbers(seed: seed)
    var basis = DenseColumns(
      rows: count, columns: width, values: (0..<count * width).map { _ in normal.next() })
    for _ in 0..<Self.iterations {
      basis.orthonormalize()
      basis = Self.product(matrix, basis)
    }
    basis.orthonormalize()
    let (squares, rotation) = SymmetricEigen.decompose(basis.gram(with: Self.product(matrix, basis)), width)
    values = squares.prefix(rank).map { max(0, $0).squareRoot() }
    vectors = basis.multiplied(by: rotation, columns: rank)
  }

  /// AᵀA × `basis`, one row of A at a time.
  private static func product(_ matrix: SparseMatrix, _ basis: DenseColumns) -> DenseColumns {
    let width = basis.columns
    var sums = [[Double]](repeating: [], count: parts)
    sums.withUnsafeMutableBufferPointer { sums in
      // Each part writes a sum of its own.
      nonisolated(unsafe) let sums = sums
      DispatchQueue.concurrentPerform(iterations: parts) { part in
        let rows = matrix.rowCount * part / parts..<matrix.rowCount * (part + 1) / parts
        sums[part] = product(matrix, rows, basis)
      }
    }
    var total = sums[0]
    for part in sums.dropFirst() { cblas_daxpy(Int32(total.count), 1, part, 1, &total, 1) }
    return DenseColumns(rows: basis.rows, columns: width, values: total)
  }

  private static func product(_ matrix: SparseMatrix, _ rows: Range<Int>, _ basis: DenseColumns) -> [Double] {
    let width = basis.columns
    var sum = [Double](repeating: 0, count: basis.values.count)
    var image = [Double](repeating: 0, count: width)
    basis.values.withUnsafeBufferPointer { basis in
      sum.withUnsafeMutableBufferPointer { sum in
        image.withUnsafeMutableBufferPointer { image in
          guard let basis = basis.baseAddress, let sum = sum.baseAddress else { return }
          for row in rows {
            image.update(repeating: 0)
            let places = matrix.starts[row]..<matrix.starts[row + 1]
            for place in places {
              let column = basis + matrix.columns[place] * width
              cblas_daxpy(Int32(width), matrix.values[place], column, 1, image.baseAddress, 1)
            }
            for place in places {
              let column = sum + matrix.columns[place] * width
              cblas_daxpy(Int32(width), matrix.values[place], image.baseAddress, 1, column, 1)
            }
          }
        }
      }
    }
    return sum
  }
}

/// Numbers of the standard normal distribution, the same for one seed on every machine.
///
/// - SeeAlso: Marsaglia, Bray, *A Convenient Method for Generating Normal Variables*, 1964.
private struct NormalNumbers {
  private var state: UInt64
  private var spare: Double?

  init(seed: UInt64) { state = seed }

  mutating func next() -> Double {
    if let number = spare {
      spare = nil
      return number
    }
    while true {
      let (x, y) = (uniform(), uniform())
      let square = x * x + y * y
      if square > 0, square < 1 {
        let factor = (-2 * Logarithm.natural(square) / square).squareRoot()
        spare = y * factor
        return x * factor
      }
    }
  }

  /// In -1..<1.
  private mutating func uniform() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Double(FeatureHash.finalized(state) >> 11) * 0x1p-52 - 1
  }
}
