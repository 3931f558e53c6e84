import Domain

/// Numbers as a reader wants them; exact on decimals.
enum NumberText {
  /// Commas at the thousands of a plain number: "1234.5" becomes "1,234.5"; any other text stays.
  static func grouped(_ plain: String) -> String {
    let sign = plain.hasPrefix("-") ? "-" : ""
    let parts = plain.dropFirst(sign.count).split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = parts.first, !whole.isEmpty, parts.count <= 2,
      parts.allSatisfy({ $0.utf8.allSatisfy { (48..<58).contains($0) } })
    else { return plain }
    var grouped = ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index) % 3 == 0 { grouped.append(",") }
      grouped.append(digit)
    }
    return sign + ([grouped] + parts.dropFirst().map(String.init)).joined(separator: ".")
  }

  /// A number with exactly `digits` after the point, rounded half away from zero, grouped; nil for what is no
  /// number or too large.
  static func fixed(_ value: Value, digits: Int) -> String? {
    let decimal: FixedDecimal?
    switch value {
    case .integer(let units): decimal = FixedDecimal(units: units, scale: 0)
    case .decimal(let amount): decimal = amount
    case .real(let number):
      let scaled = (number * Double(FixedDecimal.power(digits))).rounded(.toNearestOrAwayFromZero)
      decimal = Int64(exactly: scaled).flatMap { FixedDecimal(units: $0, scale: digits) }
    case .text, .null: decimal = nil
    }
    guard let decimal, let rounded = rounded(decimal, to: digits) else { return nil }
    return grouped(rounded.description)
  }

  private static func rounded(_ decimal: FixedDecimal, to digits: Int) -> FixedDecimal? {
    if decimal.scale <= digits { return decimal.rescaled(to: digits) }
    let divisor = FixedDecimal.power(decimal.scale - digits)
    let (units, rest) = decimal.units.quotientAndRemainder(dividingBy: divisor)
    let isUp = rest.magnitude >= divisor.magnitude - rest.magnitude
    return FixedDecimal(units: isUp ? units + (decimal.units < 0 ? -1 : 1) : units, scale: digits)
  }
}
