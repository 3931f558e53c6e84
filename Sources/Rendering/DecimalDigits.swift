package import Domain

/// A decimal number as its digits: rounds and groups numbers of any size without loss.
package struct DecimalDigits: Sendable, Hashable {
  package let isNegative: Bool
  /// Digits before and after the point; `whole` has at least one.
  package let whole: [UInt8]
  package let fraction: [UInt8]

  /// The largest number of digits that a `Double` may have on either side of the point; a longer one is no
  /// measured quantity and is refused.
  package static let longest = 40

  package init(_ value: FixedDecimal) {
    // A description of a FixedDecimal is digits with at most one point.
    let parsed = Self.parts(value.description)
    (isNegative, whole, fraction) = (value.units < 0, parsed.whole, parsed.fraction)
  }

  package init(_ value: Int64) {
    (isNegative, whole, fraction) = (value < 0, Self.parts(String(value)).whole, [])
  }

  /// The shortest digits that read back as `value`; nil when it is not finite or too long.
  package init?(_ value: Double) {
    guard value.isFinite else { return nil }
    let text = value.magnitude.description
    let halves = text.split(separator: "e", maxSplits: 1)
    guard let mantissa = halves.first else { return nil }
    let exponent = halves.count > 1 ? Int(halves[1]) ?? 0 : 0
    guard abs(exponent) <= Self.longest else { return nil }
    var (whole, fraction) = Self.parts(mantissa)
    for _ in 0..<max(0, exponent) { whole.append(fraction.isEmpty ? 0 : fraction.removeFirst()) }
    for _ in 0..<max(0, -exponent) { fraction.insert(whole.popLast() ?? 0, at: 0) }
    while fraction.last == 0 { fraction.removeLast() }
    while whole.count > 1, whole.first == 0 { whole.removeFirst() }
    (isNegative, self.whole, self.fraction) = (value < 0, whole.isEmpty ? [0] : whole, fraction)
  }

  private init(isNegative: Bool, whole: [UInt8], fraction: [UInt8]) {
    (self.isNegative, self.whole, self.fraction) = (isNegative, whole, fraction)
  }

  private static func parts(_ text: some StringProtocol) -> (whole: [UInt8], fraction: [UInt8]) {
    var (whole, fraction): ([UInt8], [UInt8]) = ([], [])
    var isAfterPoint = false
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "."): isAfterPoint = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if isAfterPoint { fraction.append(byte - 48) } else { whole.append(byte - 48) }
      default: break
      }
    }
    return (whole.isEmpty ? [0] : whole, fraction)
  }

  /// The nearest number with exactly `count` digits after the point; a tie goes to the even digit.
  package func rounded(to count: Int) -> DecimalDigits {
    let count = max(0, count)
    if fraction.count <= count {
      let zeros = [UInt8](repeating: 0, count: count - fraction.count)
      return DecimalDigits(isNegative: isNegative, whole: whole, fraction: fraction + zeros)
    }
    var digits = whole + fraction.prefix(count)
    let rest = fraction.dropFirst(count)
    let first = rest.first ?? 0
    let isTie = first == 5 && rest.dropFirst().allSatisfy { $0 == 0 }
    let isUp = isTie ? (digits.last ?? 0) % 2 == 1 : first >= 5
    if isUp {
      var index = digits.count - 1
      while index >= 0, digits[index] == 9 {
        digits[index] = 0
        index -= 1
      }
      if index >= 0 { digits[index] += 1 } else { digits.insert(1, at: 0) }
    }
    let isZero = digits.allSatisfy { $0 == 0 }
    return DecimalDigits(
      isNegative: isNegative && !isZero, whole: Array(digits.dropLast(count)),
      fraction: Array(digits.suffix(count)))
  }

  /// "-1,234.50": the sign, the digits before the point in groups of three when `isGrouped`, the rest.
  package func text(isGrouped: Bool, prefix: String = "") -> String {
    var head = ""
    for (index, digit) in whole.enumerated() {
      if isGrouped, index > 0, (whole.count - index) % 3 == 0 { head += "," }
      head += String(digit)
    }
    let tail = fraction.isEmpty ? "" : "." + fraction.map { String($0) }.joined()
    return (isNegative ? "-" : "") + prefix + head + tail
  }
}
