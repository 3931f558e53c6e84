/// Randomness without a state: a value is a function of what it is drawn for.
///
/// A key stands for (seed, dataset, row), a site for one random call in one formula, so that no draw depends on
/// another, on the order of evaluation or on the machine.
///
/// - SeeAlso: Steele, Lea, Flood, *Fast Splittable Pseudorandom Number Generators* (the mixer of SplitMix64).
enum RandomKey {
  static func mixed(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// The key of a part of what `key` stands for.
  static func child(_ key: UInt64, _ part: UInt64) -> UInt64 { mixed(key ^ mixed(part)) }

  /// FNV-1a over the UTF-8 of a name.
  static func hash(_ name: String) -> UInt64 {
    name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }

  /// 0 ≤ value < 1, a multiple of 2^-53.
  static func unit(_ bits: UInt64) -> Double { Double(bits >> 11) * 0x1p-53 }

  /// 0 ≤ value < `count`, for a positive `count`; the bias is below `count` / 2^64.
  static func index(_ bits: UInt64, below count: Int) -> Int {
    Int(bits.multipliedFullWidth(by: UInt64(count)).high)
  }

  /// Standard normal: the sum of twelve uniforms less six (Irwin–Hall), so within -6...6.
  static func normal(_ key: UInt64) -> Double {
    var sum = -6.0
    for part in 0..<12 { sum += unit(child(key, UInt64(part))) }
    return sum
  }
}

/// Logarithm and exponential from IEEE basic operations alone: the same bits on every machine.
enum ExactMath {
  private static let ln2 = 0.693147180559945309417

  /// Natural logarithm of a positive finite number, else 0; the atanh series, to about 15 digits.
  static func log(_ x: Double) -> Double {
    guard x > 0, x.isFinite else { return 0 }
    let s = (x.significand - 1) / (x.significand + 1)
    var (term, sum, k) = (s, 0.0, 1.0)
    while k < 45 { (sum, term, k) = (sum + term / k, term * s * s, k + 2) }
    return 2 * sum + Double(x.exponent) * ln2
  }

  /// e^`x` for `x` held within -700...700; Taylor's series after halving.
  static func exp(_ x: Double) -> Double {
    let bounded = min(max(x, -700), 700)
    let halvings = (bounded / ln2).rounded()
    let rest = bounded - halvings * ln2
    var (term, sum) = (1.0, 1.0)
    for k in 1..<20 { (term, sum) = (term * rest / Double(k), sum + term * rest / Double(k)) }
    return sum * Double(sign: .plus, exponent: Int(halvings), significand: 1)
  }
}
