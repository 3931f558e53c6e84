/// A fixed orthogonal map that spreads what a vector says evenly over its numbers.
///
/// Random signs and a Hadamard transform: lengths and products stay as they were, while each number becomes a sum
/// of many and so takes a value as if drawn from a normal distribution, whatever the vector was like: of words, with
/// few numbers that are not zero, or of topics, with the first numbers far larger than the last. Then one step size
/// fits all numbers of a vector, which is what makes codes of few bits good.
///
/// The Hadamard transform wants a power of two. A vector is padded with zeros to a multiple of 64 and transformed in
/// equal blocks; when there are several, it is dealt out anew, so that each block has a part of every other, and
/// transformed once more.
///
/// - SeeAlso: Ailon, Chazelle, *The Fast Johnson–Lindenstrauss Transform*, 2009.
struct Rotation: Sendable {
  /// Numbers of a vector that goes in.
  let dimension: Int
  /// Numbers of a vector that comes out: `dimension` up to a multiple of 64.
  let padded: Int
  /// Numbers that are transformed together: the greatest power of two that divides `padded`.
  private let block: Int
  /// What each number is multiplied with before each round: ±1, in the first round times what keeps lengths.
  private let signs: [[Float]]

  init(dimension: Int) {
    let padded = Self.padded(dimension)
    let block = padded & -padded
    (self.dimension, self.padded, self.block) = (dimension, padded, block)
    let rounds = block < padded ? 2 : 1
    let factor = (0..<rounds).reduce(Float(1)) { factor, _ in factor / Float(block).squareRoot() }
    var random = SplitMix(state: 0)
    signs = (0..<rounds).map { round in
      (0..<padded).map { _ in (random.next() & 1 == 0 ? 1 : -1) * (round == 0 ? factor : 1) }
    }
  }

  /// Numbers that come out of `dimension`.
  static func padded(_ dimension: Int) -> Int { (max(1, dimension) + 63) / 64 * 64 }

  /// Writes `vector`, of `dimension` numbers, rotated to `target`, of `padded`; `scratch` has `padded` too.
  ///
  /// With u = 2^-24, the result is within 40u of the true one, relative to the vector's length: each of at most 16
  /// levels of a round rounds every number once, and so does a multiplication by signs. O(padded × log block).
  func apply(
    to vector: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    for (round, signs) in signs.enumerated() {
      if round == 0 {
        for index in 0..<dimension { target[index] = vector[index] * signs[index] }
        for index in dimension..<padded { target[index] = 0 }
      } else {
        deal(target, to: scratch)
        for index in 0..<padded { target[index] = scratch[index] * signs[index] }
      }
      for start in stride(from: 0, to: padded, by: block) { transform(target + start) }
    }
  }

  /// Number i of block b becomes number i × blocks + b.
  private func deal(_ source: UnsafeMutablePointer<Float>, to target: UnsafeMutablePointer<Float>) {
    let blocks = padded / block
    for part in 0..<blocks {
      for index in 0..<block { target[index * blocks + part] = source[part * block + index] }
    }
  }

  /// The Hadamard transform of `block` numbers in place, two levels at a time.
  private func transform(_ values: UnsafeMutablePointer<Float>) {
    var step = 1
    while step < block {
      if 2 * step == block {
        for index in 0..<step {
          let (a, b) = (values[index], values[step + index])
          (values[index], values[step + index]) = (a + b, a - b)
        }
        return
      }
      for start in stride(from: 0, to: block, by: 4 * step) {
        let (first, second) = (values + start, values + start + step)
        let (third, fourth) = (second + step, second + 2 * step)
        for index in 0..<step {
          let (a, b) = (first[index] + second[index], first[index] - second[index])
          let (c, d) = (third[index] + fourth[index], third[index] - fourth[index])
          (first[index], second[index]) = (a + c, b + d)
          (third[index], fourth[index]) = (a - c, b - d)
        }
      }
      step *= 4
    }
  }
}

/// - SeeAlso: Steele, Lea, Flood, *Fast Splittable Pseudorandom Number Generators*, 2014.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
