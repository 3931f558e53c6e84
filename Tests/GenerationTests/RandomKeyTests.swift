import Foundation
import Testing

@testable import Generation

@Suite struct RandomKeyTests {
  /// The first outputs of SplitMix64 seeded with 0, from the reference implementation.
  @Test func mixesLikeTheReference() {
    #expect(RandomKey.mixed(0) == 0xE220_A839_7B1D_CDAF)
    #expect(RandomKey.mixed(0x9E37_79B9_7F4A_7C15) == 0x6E78_9E6A_A1B9_65F4)
  }

  @Test(arguments: [1, 2, 7, 1000])
  func drawsEveryIndexAboutEquallyOften(count: Int) {
    let draws = 40_000
    var counts = [Int](repeating: 0, count: count)
    for draw in 0..<draws { counts[RandomKey.index(RandomKey.child(5, UInt64(draw)), below: count)] += 1 }
    let expected = Double(draws) / Double(count)
    let largest = counts.map { abs(Double($0) - expected) }.max() ?? 0
    #expect(largest < 6 * expected.squareRoot())
  }

  @Test func drawsStandardNormals() {
    let values = (0..<20_000).map { RandomKey.normal(RandomKey.child(9, UInt64($0))) }
    let mean = values.reduce(0, +) / 20_000
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
    #expect(abs(mean) < 0.03)
    #expect(abs(variance - 1) < 0.05)
  }

  @Test(arguments: [1e-300, 1e-9, 0.3, 0.999, 1, 1.7, 2, 10, 12345.678, 1e200])
  func logarithmAgreesWithTheLibrary(x: Double) {
    #expect(abs(ExactMath.log(x) - Foundation.log(x)) <= 1e-13 * max(1, abs(Foundation.log(x))))
  }

  @Test(arguments: [-600, -20.5, -1, -0.01, 0, 0.4, 1, 3.3, 50, 600])
  func exponentialAgreesWithTheLibrary(x: Double) {
    #expect(abs(ExactMath.exp(x) / Foundation.exp(x) - 1) < 1e-12)
  }

  @Test(arguments: [0, -1, .infinity, .nan] as [Double])
  func logarithmOfNoPositiveNumberIsZero(x: Double) { #expect(ExactMath.log(x) == 0) }

  @Test(arguments: [[1], [1, 1], [3, 0, 1], [0.2, 5, 0, 0, 2.8]] as [[Double]])
  func aliasTableKeepsTheWeights(weights: [Double]) {
    let table = AliasTable(weights)
    let draws = 40_000
    var counts = [Int](repeating: 0, count: weights.count)
    for draw in 0..<draws { counts[table.index(RandomKey.child(3, UInt64(draw)))] += 1 }
    for (count, weight) in zip(counts, weights) {
      let expected = Double(draws) * weight / weights.reduce(0, +)
      if weight == 0 { #expect(count == 0) }
      #expect(abs(Double(count) - expected) <= 6 * expected.squareRoot())
    }
  }
}
