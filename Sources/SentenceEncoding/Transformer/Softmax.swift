/// Numbers in proportion to e to their power, which add up to 1.
enum Softmax {
  static func apply(to row: UnsafeMutableBufferPointer<Float>) {
    var most = SIMD8<Float>(repeating: -.infinity)
    row.forEach(padding: -.infinity) { most = pointwiseMax(most, $0) }
    let largest = most.max()
    var sums = SIMD8<Float>()
    row.replaceEach(padding: -.infinity) { numbers in
      let powers = VectorMath.exp(numbers - largest)
      sums += powers
      return powers
    }
    // Padding has added next to nothing.
    let factor = 1 / sums.sum()
    row.replaceEach { $0 * factor }
  }
}
