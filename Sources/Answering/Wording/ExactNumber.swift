import Domain

/// `units` × 10^`exponent`, exact: what a cell holds, or what digits in a text claim.
///
/// A claim "2 million" is 2 × 10^6 and "1.99 million" 199 × 10^4: the exponent tells what the digits shown
/// can tell apart.
struct ExactNumber: Hashable, Sendable {
  var units: Int128
  var exponent: Int

  /// Digits that are read; a longer number is no number.
  static let longest = 24

  init(units: Int128, exponent: Int) { (self.units, self.exponent) = (units, exponent) }

  /// Reads "1234.50", "-3", "1,234.50" (groups of three, all or none), "1.5e-07"; nil for anything else.
  init?(_ text: some StringProtocol) {
    let power = text.split(whereSeparator: { $0 == "e" || $0 == "E" })
    guard let mantissa = power.first, power.count <= 2 else { return nil }
    let scale = power.count == 2 ? Int(power[1]) : 0
    guard let scale, abs(scale) <= 30 else { return nil }
    let isNegative = mantissa.first == "-"
    let parts = mantissa.dropFirst(isNegative ? 1 : 0).split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let whole = parts.first else { return nil }
    let groups = whole.split(separator: ",", omittingEmptySubsequences: false)
    guard let head = groups.first, !head.isEmpty else { return nil }
    if groups.count > 1 {
      guard head.count <= 3, groups.dropFirst().allSatisfy({ $0.count == 3 }) else { return nil }
    }
    let fraction = parts.count == 2 ? parts[1] : ""
    if parts.count == 2, fraction.isEmpty { return nil }
    let digits = groups.joined() + fraction
    guard digits.count <= Self.longest, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let units = Int128(digits)
    else { return nil }
    self.init(units: isNegative ? -units : units, exponent: scale - fraction.count)
  }

  /// The number in a cell; nil for text and null, and for a number with too many digits.
  init?(_ value: Value) {
    switch value {
    case .integer(let number): self.init(units: Int128(number), exponent: 0)
    case .decimal(let number): self.init(units: Int128(number.units), exponent: -number.scale)
    case .real(let number): self.init("\(number)")
    case .null, .text: return nil
    }
  }

  static func power(_ exponent: Int) -> Int128? {
    guard (0...36).contains(exponent) else { return nil }
    return (0..<exponent).reduce(1) { power, _ in power * 10 }
  }

  /// Whether this claim is `value` rounded half up or half down to the digits shown, and no further from it
  /// than a twentieth of it: 2 million is 1,987,654.20, and not 1,600,000.
  func isRounding(of value: ExactNumber) -> Bool {
    guard let difference = difference(from: value) else { return false }
    if difference.amount == 0 { return true }
    guard let step = difference.step else { return false }
    let (twice, twiceOverflows) = difference.amount.multipliedReportingOverflow(by: 2)
    let (twenty, twentyOverflows) = difference.amount.multipliedReportingOverflow(by: 20)
    return !twiceOverflows && !twentyOverflows && twice <= step && twenty <= abs(difference.value)
  }

  /// Less than 0, 0 or more: this claim against `value`; nil when they cannot be compared.
  func compared(with value: ExactNumber) -> Int? {
    difference(from: value).map { $0.signed == 0 ? 0 : $0.signed < 0 ? -1 : 1 }
  }

  /// Claim minus value, the value and one step of the claim, in units of the finer of both.
  private func difference(
    from value: ExactNumber
  ) -> (amount: Int128, signed: Int128, value: Int128, step: Int128?)? {
    let finest = min(exponent, value.exponent)
    guard let mine = Self.power(exponent - finest), let other = Self.power(value.exponent - finest) else {
      return nil
    }
    let (claim, claimOverflows) = units.multipliedReportingOverflow(by: mine)
    let (found, foundOverflows) = value.units.multipliedReportingOverflow(by: other)
    let (signed, overflows) = claim.subtractingReportingOverflow(found)
    guard !claimOverflows, !foundOverflows, !overflows, signed != .min, found != .min else { return nil }
    return (abs(signed), signed, found, exponent > value.exponent ? mine : nil)
  }
}

extension ExactNumber: CustomStringConvertible {
  var description: String { exponent == 0 ? "\(units)" : "\(units)e\(exponent)" }
}
