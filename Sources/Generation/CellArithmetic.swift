import Domain

/// The operators of formulas. Whole numbers and decimals stay exact; a real makes the result real.
enum CellArithmetic {
  private static let overflow = EvaluationError(found: "an overflow", expected: "a result within 64 bits")

  static func add(_ a: Cell, _ b: Cell, sign: Int = 1) throws(EvaluationError) -> Cell {
    switch (a, b) {
    case (.integer(let x), .integer(let y)): return .integer(try sum(x, y, sign))
    case (.moment(let x), .moment(let y)) where sign < 0: return .integer(try sum(x, y, sign))
    case (.day(let x), .day(let y)) where sign < 0: return .integer(try sum(x, y, sign))
    case (.moment(let x), _): return .moment(try sum(x, b.integer(), sign))
    case (.day(let x), _): return .day(try sum(x, b.integer(), sign))
    default:
      if let x = try a.exact(), let y = try b.exact() {
        let scale = max(x.scale, y.scale)
        guard let x = x.rescaled(to: scale), let y = y.rescaled(to: scale) else { throw overflow }
        let (units, isOver) =
          sign < 0
          ? x.units.subtractingReportingOverflow(y.units) : x.units.addingReportingOverflow(y.units)
        return try decimal(units, scale, isOver)
      }
      return .real(try a.real() + Double(sign) * b.real())
    }
  }

  static func multiply(_ a: Cell, _ b: Cell) throws(EvaluationError) -> Cell {
    if case .integer(let x) = a, case .integer(let y) = b {
      let (product, isOver) = x.multipliedReportingOverflow(by: y)
      guard !isOver else { throw overflow }
      return .integer(product)
    }
    if let x = try a.exact(), let y = try b.exact() {
      let (units, isOver) = x.units.multipliedReportingOverflow(by: y.units)
      return try decimal(units, x.scale + y.scale, isOver)
    }
    return .real(try a.real() * b.real())
  }

  static func divide(_ a: Cell, _ b: Cell) throws(EvaluationError) -> Cell {
    let divisor = try b.real()
    guard divisor != 0 else { throw EvaluationError(found: "a division by 0", expected: "another divisor") }
    return .real(try a.real() / divisor)
  }

  /// The remainder that has the sign of the divisor, which is positive; of a moment, that of its seconds.
  static func remainder(_ a: Cell, _ b: Cell) throws(EvaluationError) -> Cell {
    let divisor = try b.integer()
    guard divisor > 0 else { throw EvaluationError(found: "\(divisor)", expected: "a divisor above 0") }
    if case .moment(let seconds) = a { return .integer(seconds.remainder(flooring: divisor)) }
    return .integer(try a.integer().remainder(flooring: divisor))
  }

  static func negate(_ a: Cell) throws(EvaluationError) -> Cell { try add(.integer(0), a, sign: -1) }

  /// Rounded to `digits` after the point, halves away from zero; always a decimal.
  static func round(_ a: Cell, digits: Int) throws(EvaluationError) -> Cell {
    guard (0...9).contains(digits) else {
      throw EvaluationError(found: "\(digits) digits", expected: "0 to 9 digits")
    }
    if let exact = try a.exact() {
      if let result = exact.rescaled(to: digits) { return .decimal(result) }
      guard exact.scale > digits else { throw overflow }
      let unit = FixedDecimal.power(exact.scale - digits)
      let (quotient, rest) = exact.units.quotientAndRemainder(dividingBy: unit)
      let isUp = rest.magnitude >= (unit / 2).magnitude
      return try decimal(isUp ? quotient + (rest < 0 ? -1 : 1) : quotient, digits, false)
    }
    let scaled = (try a.real() * Double(FixedDecimal.power(digits))).rounded()
    guard let units = Int64(exactly: scaled) else { throw overflow }
    return try decimal(units, digits, false)
  }

  /// Texts, truth values and rows differ from everything of another kind.
  static func isEqual(_ a: Cell, _ b: Cell) throws(EvaluationError) -> Bool {
    if a.isNull || b.isNull { return a.isNull && b.isNull }
    switch (a, b) {
    case (.text, _), (_, .text), (.boolean, _), (_, .boolean), (.row, _), (_, .row): return a == b
    default: return try order(a, b) == 0
    }
  }

  /// -1, 0 or 1; nil when one of them is null.
  static func order(_ a: Cell, _ b: Cell) throws(EvaluationError) -> Int? {
    if a.isNull || b.isNull { return nil }
    switch (a, b) {
    case (.integer(let x), .integer(let y)): return x < y ? -1 : x > y ? 1 : 0
    case (.text(let x), .text(let y)): return x < y ? -1 : x > y ? 1 : 0
    case (.day, _), (.moment, _):
      let (x, y) = (try a.seconds(), try b.seconds())
      return x < y ? -1 : x > y ? 1 : 0
    default:
      if let x = try a.exact(), let y = try b.exact() { return x < y ? -1 : x == y ? 0 : 1 }
      let (x, y) = (try a.real(), try b.real())
      return x < y ? -1 : x > y ? 1 : 0
    }
  }

  private static func sum(_ x: Int, _ y: Int, _ sign: Int) throws(EvaluationError) -> Int {
    let (sum, isOver) = sign < 0 ? x.subtractingReportingOverflow(y) : x.addingReportingOverflow(y)
    guard !isOver else { throw overflow }
    return sum
  }

  private static func decimal(_ units: Int64, _ scale: Int, _ isOver: Bool) throws(EvaluationError) -> Cell {
    guard !isOver, let decimal = FixedDecimal(units: units, scale: scale) else { throw overflow }
    return .decimal(decimal)
  }
}
