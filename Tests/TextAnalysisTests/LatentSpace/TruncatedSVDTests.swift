import Testing

@testable import TextAnalysis

/// The product of random tall matrices with falling weights: a matrix of known rank, in sparse form.
private func matrix(rows: Int, columns: Int, rank: Int) -> SparseMatrix {
  var state: UInt64 = 1
  func next() -> Double {
    state = FeatureHash.finalized(state &+ 0x9E37_79B9_7F4A_7C15)
    return Double(state >> 11) * 0x1p-52 - 1
  }
  let left = (0..<rows * rank).map { _ in next() }
  let right = (0..<rank * columns).map { _ in next() }
  var matrix = SparseMatrix(columnCount: columns)
  for row in 0..<rows {
    matrix.append(
      row: (0..<columns).map { column in
        var sum = 0.0
        for inner in 0..<rank {
          sum += left[row * rank + inner] * right[inner * columns + column] / Double(1 + inner)
        }
        return (column, sum)
      })
  }
  return matrix
}

/// The squared lengths of A × each column of `vectors`, and the greatest product of two different ones.
private func images(of matrix: SparseMatrix, _ vectors: [Double], _ rank: Int) -> (
  squares: [Double], mixed: Double
) {
  let images = (0..<matrix.rowCount).map { row in
    (0..<rank).map { column in
      (matrix.starts[row]..<matrix.starts[row + 1]).reduce(0.0) {
        $0 + matrix.values[$1] * vectors[matrix.columns[$1] * rank + column]
      }
    }
  }
  func product(_ a: Int, _ b: Int) -> Double { images.reduce(0) { $0 + $1[a] * $1[b] } }
  var mixed = 0.0
  for a in 0..<rank { for b in 0..<a { mixed = max(mixed, abs(product(a, b))) } }
  return ((0..<rank).map { product($0, $0) }, mixed)
}

@Test(arguments: [(40, 30, 6, 6), (40, 30, 6, 10), (12, 50, 12, 3), (1, 5, 1, 1), (30, 4, 4, 8)])
func singularValuesAreThoseOfTheMatrix(rows: Int, columns: Int, rank: Int, wanted: Int) {
  let matrix = matrix(rows: rows, columns: columns, rank: rank)
  let found = TruncatedSVD(of: matrix, rank: wanted, seed: 7)
  let count = min(wanted, rows, columns)
  #expect(found.values.count == count && found.vectors.count == columns * count)
  #expect(zip(found.values, found.values.dropFirst()).allSatisfy { $0 >= $1 })
  let (squares, mixed) = images(of: matrix, found.vectors, count)
  let greatest = found.values[0] * found.values[0]
  for (value, square) in zip(found.values, squares) { #expect(abs(value * value - square) < 1e-9 * greatest) }
  #expect(mixed < 1e-9 * greatest)
  if wanted >= rank {
    // All of the matrix is captured: the squares of its numbers are those of its singular values.
    let all = matrix.values.reduce(0) { $0 + $1 * $1 }
    #expect(abs(found.values.reduce(0) { $0 + $1 * $1 } - all) < 1e-9 * all)
  }
}

@Test func oneSeedMakesOneDecomposition() {
  let matrix = matrix(rows: 30, columns: 20, rank: 9)
  let first = TruncatedSVD(of: matrix, rank: 5, seed: 1)
  let again = TruncatedSVD(of: matrix, rank: 5, seed: 1)
  #expect(first.values == again.values && first.vectors == again.vectors)
}

@Test(arguments: [(0, 0), (0, 3), (3, 0), (3, 3)])
func aMatrixOfNothingHasNoDirection(rows: Int, columns: Int) {
  var matrix = SparseMatrix(columnCount: columns)
  for _ in 0..<rows { matrix.append(row: []) }
  let found = TruncatedSVD(of: matrix, rank: 2, seed: 1)
  #expect(found.values.allSatisfy { $0 == 0 } && found.vectors.allSatisfy { $0 == 0 })
}

@Test func eigenvaluesOfASmallMatrix() {
  // Of [[2, 1], [1, 2]]: 3 for (1, 1), 1 for (1, -1).
  let (values, vectors) = SymmetricEigen.decompose([2, 1, 1, 2], 2)
  #expect(abs(values[0] - 3) < 1e-14 && abs(values[1] - 1) < 1e-14)
  let half = 0.5.squareRoot()
  #expect(abs(vectors[0] - half) < 1e-14 && abs(vectors[2] - half) < 1e-14)
  #expect(abs(abs(vectors[1]) - half) < 1e-14 && abs(vectors[1] + vectors[3]) < 1e-14)
}
