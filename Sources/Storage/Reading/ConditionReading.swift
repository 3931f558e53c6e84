import Domain

extension ColumnType {
  /// A condition's value in the form in which a column of this type is stored; nil when it cannot be one.
  func read(_ value: Value) -> Value? {
    switch (self, value) {
    case (_, .null): return .null
    case (.text, .text), (.date, .text), (.timestamp, .text): return value
    case (.text, _): return .text(value.description)
    case (.integer, .text(let text)): return Int64(text).map(Value.integer)
    case (.boolean, .text(let text)):
      return switch text.lowercased() {
      case "1", "true": .integer(1)
      case "0", "false": .integer(0)
      default: nil
      }
    case (.real, .text(let text)): return Double(text).map(Value.real)
    case (.decimal(let scale), .text(let text)): return Self.units(text, scale: scale).map(Value.integer)
    case (.decimal(let scale), .decimal(let decimal)):
      return decimal.rescaled(to: scale).map { .integer($0.units) }
    case (.decimal(let scale), .integer(let integer)):
      return FixedDecimal(units: integer, scale: 0)?.rescaled(to: scale).map { .integer($0.units) }
    case (.decimal, .real), (.date, _), (.timestamp, _), (.integer, .decimal), (.boolean, .decimal):
      return nil
    case (.integer, _), (.boolean, _), (.real, .integer), (.real, .real): return value
    case (.real, .decimal(let decimal)): return .real(decimal.double)
    }
  }

  /// Reads "-12.5" as a number of units of 10^-scale; nil when it is no decimal or has digits beyond the scale.
  private static func units(_ text: String, scale: Int) -> Int64? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let whole = parts.first, !whole.isEmpty else { return nil }
    let fraction = parts.count == 2 ? parts[1] : ""
    guard fraction.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let units = Int64(whole + fraction),
      let decimal = FixedDecimal(units: units, scale: fraction.utf8.count)
    else { return nil }
    return decimal.rescaled(to: scale)?.units
  }
}
