import Testing

@testable import Retrieval

private func rotated(_ vector: [Float], _ rotation: Rotation) -> [Float] {
  var target = [Float](repeating: 0, count: rotation.padded)
  var scratch = target
  rotation.apply(to: vector, &target, scratch: &scratch)
  return target
}

private func product(_ a: [Float], _ b: [Float]) -> Double {
  zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) }
}

@Test(arguments: [1, 2, 63, 64, 65, 100, 128, 192, 384, 1_000, 1_024, 4_096])
func rotationKeepsProducts(dimension: Int) {
  let rotation = Rotation(dimension: dimension)
  #expect(rotation.padded % 64 == 0 && (dimension..<dimension + 64).contains(rotation.padded))
  let drawn = DrawnVectors(.scattered, rows: 6, dimension: dimension, seed: 5)
  let vectors = (0..<6).map { Array(drawn.values[$0 * dimension..<($0 + 1) * dimension]) }
  for a in vectors {
    for b in vectors {
      #expect(abs(product(rotated(a, rotation), rotated(b, rotation)) - product(a, b)) < 80 * 0x1p-24)
    }
  }
}

@Test(arguments: [64, 192, 384, 1_024])
func rotationSpreadsASingleNumber(dimension: Int) {
  var vector = [Float](repeating: 0, count: dimension)
  vector[dimension / 3] = 1
  let largest = rotated(vector, Rotation(dimension: dimension)).map(abs).max() ?? 0
  #expect(largest < 0.2)
}
