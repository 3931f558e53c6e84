import CBLAS

/// A tall matrix: few columns of many numbers each, row-major.
struct DenseColumns {
  let rows: Int
  let columns: Int
  private(set) var values: [Double]

  /// Below this part of the greatest, what is left of a column is rounding, and the column becomes zero.
  private static let negligible = 1e-14

  /// selfᵀ × `other`, `columns` by `columns`, row-major; `other` is of the same shape.
  func gram(with other: DenseColumns) -> [Double] {
    var gram = [Double](repeating: 0, count: columns * columns)
    cblas_dgemm(
      CblasRowMajor, CblasTrans, CblasNoTrans, Int32(columns), Int32(columns), Int32(rows), 1, values,
      Int32(columns), other.values, Int32(columns), 0, &gram, Int32(columns))
    return gram
  }

  /// self × `matrix`, of which the first `count` columns are taken; `matrix` is `columns` by `columns`.
  func multiplied(by matrix: [Double], columns count: Int) -> [Double] {
    var product = [Double](repeating: 0, count: rows * count)
    cblas_dgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(rows), Int32(count), Int32(columns), 1, values,
      Int32(columns), matrix, Int32(columns), 0, &product, Int32(count))
    return product
  }

  /// Makes the columns orthonormal and lets them span what they did; what adds nothing becomes zero.
  ///
  /// QR by Cholesky: with selfᵀ self = R ᵀR, self × R⁻¹ is orthonormal; done twice, since the first time rounding
  /// grows with the square of the condition.
  ///
  /// - SeeAlso: Yamamoto, Nakatsukasa, Yanagisawa, Fukaya, *Roundoff Error Analysis of the CholeskyQR2 Algorithm*,
  ///   2015.
  mutating func orthonormalize() {
    for _ in 0..<2 {
      var factor = gram(with: self)
      let isZero = Self.cholesky(&factor, columns)
      cblas_dtrsm(
        CblasRowMajor, CblasRight, CblasLower, CblasTrans, CblasNonUnit, Int32(rows), Int32(columns), 1,
        factor, Int32(columns), &values, Int32(columns))
      for column in 0..<columns where isZero[column] {
        for row in 0..<rows { values[row * columns + column] = 0 }
      }
    }
  }

  /// Replaces `matrix`, symmetric of `size`, by L with L Lᵀ = matrix, as far as L is read below its diagonal.
  ///
  /// Gives the columns that depend on earlier ones; L has 1 there on the diagonal and is zero besides.
  static func cholesky(_ matrix: inout [Double], _ size: Int) -> [Bool] {
    let greatest = (0..<size).map { matrix[$0 * size + $0] }.max() ?? 0
    var isZero = [Bool](repeating: false, count: size)
    matrix.withUnsafeMutableBufferPointer { matrix in
      for row in 0..<size {
        for column in 0...row {
          var sum = matrix[row * size + column]
          for inner in 0..<column { sum -= matrix[row * size + inner] * matrix[column * size + inner] }
          if row > column {
            matrix[row * size + column] = isZero[column] ? 0 : sum / matrix[column * size + column]
          } else {
            isZero[row] = !(sum > negligible * greatest)
            matrix[row * size + row] = isZero[row] ? 1 : sum.squareRoot()
            if isZero[row] { for inner in 0..<row { matrix[row * size + inner] = 0 } }
          }
        }
      }
    }
    return isZero
  }
}
