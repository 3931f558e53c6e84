/// The natural logarithm by plain arithmetic, so that no machine's math library changes a vector.
enum Logarithm {
  private static let two = 0.693_147_180_559_945_309_4

  /// ln `value`, to about 1e-15 relative; `value` > 0.
  static func natural(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return 0 }
    // value = significand × 2^exponent, and ln m = 2 artanh((m − 1) / (m + 1)).
    let ratio = (value.significand - 1) / (value.significand + 1)
    let square = ratio * ratio
    var power = ratio
    var sum = 0.0
    for odd in stride(from: 1.0, through: 61, by: 2) {
      sum += power / odd
      power *= square
    }
    return 2 * sum + Double(value.exponent) * two
  }
}
