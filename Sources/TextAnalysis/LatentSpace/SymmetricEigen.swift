import CBLAS

/// Eigenvalues and eigenvectors of a symmetric matrix that is positive semidefinite.
///
/// With matrix = L Lᵀ, rotations of two rows at a time make the rows of L orthogonal to each other; their squared
/// lengths are then the eigenvalues, and the product of the rotations has the eigenvectors as rows.
///
/// - SeeAlso: Demmel, Veselić, *Jacobi's Method is More Accurate than QR*, 1992; Hestenes, *Inversion of Matrices by
///   Biorthogonalization*, 1958.
enum SymmetricEigen {
  /// Two rows whose cosine is below this are orthogonal.
  private static let tolerance = 1e-12
  /// Rounds over all pairs; ten are enough in practice.
  private static let mostSweeps = 40

  /// The eigenvalues from the greatest down, and the eigenvectors as columns of a matrix, row-major; each has its
  /// largest number positive. O(size³) for each sweep.
  static func decompose(_ matrix: [Double], _ size: Int) -> (values: [Double], vectors: [Double]) {
    var rows = matrix
    let isZero = DenseColumns.cholesky(&rows, size)
    for row in 0..<size {
      for column in row..<size where column > row || isZero[row] { rows[row * size + column] = 0 }
    }
    var rotations = [Double](repeating: 0, count: size * size)
    for row in 0..<size { rotations[row * size + row] = 1 }
    rows.withUnsafeMutableBufferPointer { rows in
      rotations.withUnsafeMutableBufferPointer { rotations in
        guard let rows = rows.baseAddress, let rotations = rotations.baseAddress else { return }
        var sweeps = 0
        while sweeps < mostSweeps, sweep(rows, rotations, size) { sweeps += 1 }
      }
    }
    let values = (0..<size).map { row in
      rows[row * size..<(row + 1) * size].reduce(0) { $0 + $1 * $1 }
    }
    let order = values.indices.sorted { values[$0] != values[$1] ? values[$0] > values[$1] : $0 < $1 }
    var vectors = [Double](repeating: 0, count: size * size)
    for (place, row) in order.enumerated() {
      let vector = rotations[row * size..<(row + 1) * size]
      let largest = vector.max { abs($0) < abs($1) } ?? 1
      for (index, value) in vector.enumerated() {
        vectors[index * size + place] = largest < 0 ? -value : value
      }
    }
    return (order.map { values[$0] }, vectors)
  }

  /// Makes each pair of rows orthogonal once, and rotates `rotations` alike. Gives whether there was anything to do.
  private static func sweep(
    _ rows: UnsafeMutablePointer<Double>, _ rotations: UnsafeMutablePointer<Double>, _ size: Int
  ) -> Bool {
    let count = Int32(size)
    var isChanged = false
    for first in 0..<size {
      for second in first + 1..<size {
        let (a, b) = (rows + first * size, rows + second * size)
        let (alpha, beta) = (cblas_ddot(count, a, 1, a, 1), cblas_ddot(count, b, 1, b, 1))
        let gamma = cblas_ddot(count, a, 1, b, 1)
        guard abs(gamma) > tolerance * (alpha * beta).squareRoot() else { continue }
        isChanged = true
        let zeta = (alpha - beta) / (2 * gamma)
        let tangent = (zeta < 0 ? -1 : 1) / (abs(zeta) + (1 + zeta * zeta).squareRoot())
        let cosine = 1 / (1 + tangent * tangent).squareRoot()
        cblas_drot(count, a, 1, b, 1, cosine, cosine * tangent)
        cblas_drot(count, rotations + first * size, 1, rotations + second * size, 1, cosine, cosine * tangent)
      }
    }
    return isChanged
  }
}
