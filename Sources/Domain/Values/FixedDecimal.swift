/// An exact decimal number: `units` × 10^-`scale`. Money is held in one, never in a `Double`.
///
/// Two decimals of different scale that mean the same amount are equal: 1.50 == 1.5.
package struct FixedDecimal: Sendable {
  /// The amount in units of 10^-`scale`: cents, for scale 2.
  package let units: Int64
  /// Digits after the point, in `0...FixedDecimal.largestScale`.
  package let scale: Int

  /// The largest scale held; 10^18 is the largest power of ten in an `Int64`.
  package static let largestScale = 18

  /// - Returns: nil when `scale` is outside `0...largestScale`.
  package init?(units: Int64, scale: Int) {
    guard (0...Self.largestScale).contains(scale) else { return nil }
    self.units = units
    self.scale = scale
  }

  /// A number of cents.
  package init(cents: Int64) {
    units = cents
    scale = 2
  }

  /// 10^`exponent`, for an exponent in `0...largestScale`.
  package static func power(_ exponent: Int) -> Int64 {
    var result: Int64 = 1
    for _ in 0..<min(max(exponent, 0), largestScale) { result *= 10 }
    return result
  }

  /// The same amount at another scale, or nil when it would lose a digit or overflow.
  package func rescaled(to scale: Int) -> FixedDecimal? {
    guard (0...Self.largestScale).contains(scale) else { return nil }
    if scale >= self.scale {
      let (units, overflow) = units.multipliedReportingOverflow(by: Self.power(scale - self.scale))
      return overflow ? nil : FixedDecimal(units: units, scale: scale)
    }
    let (units, rest) = units.quotientAndRemainder(dividingBy: Self.power(self.scale - scale))
    return rest == 0 ? FixedDecimal(units: units, scale: scale) : nil
  }

  /// The nearest `Double`, for charts, ratios and comparison with measured numbers.
  package var double: Double { Double(units) / Double(Self.power(scale)) }
}

extension FixedDecimal: Hashable, Comparable {
  /// The same amount with no trailing zero after the point.
  private var normalized: (units: Int64, scale: Int) {
    var (units, scale) = (units, scale)
    while scale > 0, units % 10 == 0 { (units, scale) = (units / 10, scale - 1) }
    return (units, scale)
  }

  package static func == (left: Self, right: Self) -> Bool { left.normalized == right.normalized }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(normalized.units)
    hasher.combine(normalized.scale)
  }

  package static func < (left: Self, right: Self) -> Bool {
    let scale = max(left.scale, right.scale)
    if let a = left.rescaled(to: scale), let b = right.rescaled(to: scale) { return a.units < b.units }
    return left.double < right.double
  }
}

extension FixedDecimal: CustomStringConvertible {
  /// All digits of the scale: "1234.50". What JSON and CSV carry.
  package var description: String {
    let digits = String(units.magnitude)
    let sign = units < 0 ? "-" : ""
    guard scale > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
    return sign + padded.dropLast(scale) + "." + padded.suffix(scale)
  }
}
