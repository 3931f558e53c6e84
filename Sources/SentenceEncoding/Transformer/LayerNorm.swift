/// Brings the numbers of a row to mean 0 and variance 1, then scales and shifts each by its own weight.
///
/// - SeeAlso: Ba, Kiros, Hinton, *Layer Normalization*, 2016.
struct LayerNorm: Sendable {
  let gain: [Float]
  let shift: [Float]
  /// Added to the variance.
  let epsilon: Float

  /// Normalises each row of `rows`, which has as many numbers as `gain`.
  func apply(to rows: inout [Float]) {
    let width = gain.count
    rows.withUnsafeMutableBufferPointer { rows in
      for start in stride(from: 0, to: rows.count, by: width) {
        normalize(UnsafeMutableBufferPointer(rebasing: rows[start..<start + width]))
      }
    }
  }

  private func normalize(_ row: UnsafeMutableBufferPointer<Float>) {
    var sums = SIMD8<Float>()
    row.forEach(padding: 0) { sums += $0 }
    let mean = sums.sum() / Float(row.count)
    var squares = SIMD8<Float>()
    row.forEach(padding: mean) { squares += ($0 - mean) * ($0 - mean) }
    let factor = 1 / (squares.sum() / Float(row.count) + epsilon).squareRoot()
    for index in row.indices { row[index] = (row[index] - mean) * factor * gain[index] + shift[index] }
  }
}
