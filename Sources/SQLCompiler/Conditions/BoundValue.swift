import Domain

/// Values of a query made ready to be bound beside SQL of a type.
enum BoundValue {
  /// `value`, given in the unit people use, as it is stored in a column of `type`: an amount in units of 10^-scale,
  /// exact when it can be, else as REAL.
  static func stored(_ value: Value, as type: ColumnType, place: String) throws(CompileError) -> Value {
    if value.isNull { return .null }
    switch type {
    case .text, .date, .timestamp: return .text(value.description)
    case .integer, .real: return try number(value, scale: 0, type, place)
    case .decimal(let scale): return try number(value, scale: scale, type, place)
    case .boolean:
      switch value.description.lowercased() {
      case "1", "true": return .integer(1)
      case "0", "false": return .integer(0)
      default: throw mismatch(value, type, place)
      }
    }
  }

  /// `value` × 10^`scale`.
  private static func number(
    _ value: Value, scale: Int, _ type: ColumnType, _ place: String
  ) throws(CompileError) -> Value {
    switch value {
    case .null: return .null
    case .integer(let number):
      let (units, overflow) = number.multipliedReportingOverflow(by: FixedDecimal.power(scale))
      return overflow ? .real(Double(number) * Double(FixedDecimal.power(scale))) : .integer(units)
    case .decimal(let decimal):
      if let exact = decimal.rescaled(to: scale) { return .integer(exact.units) }
      let power = Double(FixedDecimal.power(abs(scale - decimal.scale)))
      let units = Double(decimal.units)
      return .real(decimal.scale > scale ? units / power : units * power)
    case .real(let number):
      guard number.isFinite else { throw mismatch(value, type, place) }
      let power = Double(FixedDecimal.power(scale))
      let nearest = (number * power).rounded()
      // The amount of few digits that this number is the nearest Double of.
      if abs(nearest) < 9e15, nearest / power == number { return .integer(Int64(nearest)) }
      return .real(number * power)
    case .text(let text):
      if let integer = Int64(text) { return try self.number(.integer(integer), scale: scale, type, place) }
      if let decimal = FixedDecimal(digits: text) {
        return try self.number(.decimal(decimal), scale: scale, type, place)
      }
      throw mismatch(value, type, place)
    }
  }

  static func mismatch(_ value: Value, _ type: ColumnType, _ place: String) -> CompileError {
    .wrongValue(place: place, found: "'\(value)'", expected: CompileError.words(type))
  }
}

extension FixedDecimal {
  /// Reads "-12.50"; nil for anything else, and for more digits than are held.
  init?(digits text: String) {
    let isNegative = text.hasPrefix("-")
    let parts = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, text.utf8.allSatisfy({ (48...57).contains($0) || $0 == 45 || $0 == 46 }),
      !parts[0].isEmpty, !parts[1].isEmpty,
      let units = Int64((isNegative ? "-" : "") + parts[0] + parts[1])
    else { return nil }
    self.init(units: units, scale: parts[1].count)
  }
}
