import Foundation
import Testing

@testable import SentenceEncoding

struct VectorMathTests {
  private static let grid = stride(from: -90.0, through: 88, by: 0.05).map { Float($0) }

  /// `function` of each number of `numbers`, eight at a time.
  private func each(_ numbers: [Float], _ function: (SIMD8<Float>) -> SIMD8<Float>) -> [Float] {
    var numbers = numbers
    numbers.withUnsafeMutableBufferPointer { $0.replaceEach(function) }
    return numbers
  }

  @Test func exponentialIsThatOfTheLibrary() {
    for (x, y) in zip(Self.grid, each(Self.grid, VectorMath.exp)) {
      let expected = Foundation.exp(Double(x))
      #expect(abs(Double(y) - expected) <= max(1e-6 * expected, 2e-38), "exp \(x)")
    }
  }

  @Test func errorFunctionAndGELUAreThoseOfTheLibrary() {
    let grid = stride(from: -12.0, through: 12, by: 0.01).map { Float($0) }
    for (x, y) in zip(grid, each(grid, VectorMath.erf)) {
      #expect(abs(Double(y) - Foundation.erf(Double(x))) <= 1e-6, "erf \(x)")
    }
    for (x, y) in zip(grid, each(grid, VectorMath.gelu)) {
      let expected = Double(x) * 0.5 * (1 + Foundation.erf(Double(x) / 2.0.squareRoot()))
      #expect(abs(Double(y) - expected) <= 1e-6, "gelu \(x)")
    }
  }

  @Test func nothingTraps() {
    let odd: [Float] = [
      .nan, .infinity, -.infinity, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 0, -0,
    ]
    for function in [VectorMath.exp, VectorMath.erf, VectorMath.gelu] {
      #expect(each(odd, function).count == 7)
    }
    #expect(each([-.infinity], VectorMath.exp)[0] < 1e-37)
  }

  /// Lengths about a multiple of eight.
  @Test(arguments: [1, 7, 8, 9, 16, 21])
  func rowsAreThoseOfAPlainComputation(count: Int) {
    let row = (0..<count).map { Float(sin(Double($0) * 1.7)) * 6 - 2 }
    var powers = row
    powers.withUnsafeMutableBufferPointer { Softmax.apply(to: $0) }
    let sum = row.reduce(0) { $0 + Foundation.exp(Double($1)) }
    for (x, y) in zip(row, powers) { #expect(abs(Double(y) - Foundation.exp(Double(x)) / sum) <= 1e-6) }

    let gain = row.indices.map { Float($0) + 0.5 }
    let shift = row.indices.map { -Float($0) }
    var normal = row + row.reversed()
    LayerNorm(gain: gain, shift: shift, epsilon: 0.25).apply(to: &normal)
    let mean = row.reduce(0) { $0 + Double($1) } / Double(count)
    let variance = row.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(count)
    for (index, x) in (row + row.reversed()).enumerated() {
      let column = index % count
      let expected =
        (Double(x) - mean) / (variance + 0.25).squareRoot() * Double(gain[column]) + Double(shift[column])
      #expect(abs(Double(normal[index]) - expected) <= 1e-4)
    }
  }
}
