import Domain

/// A value of a generated row.
enum Cell: Sendable, Equatable {
  case null
  /// Null that leaves its key out of a JSON object.
  case absent
  case boolean(Bool)
  case integer(Int)
  case decimal(FixedDecimal)
  case real(Double)
  case text(String)
  /// Days since 1970-01-01.
  case day(Int)
  /// Seconds since 1970-01-01T00:00:00Z.
  case moment(Int)
  /// The position, from 0, of a row of a table that is known when the formula is compiled.
  case row(Int)

  var isNull: Bool {
    switch self {
    case .null, .absent: true
    default: false
    }
  }

  /// What kind of value it is, for messages.
  var kind: String {
    switch self {
    case .null, .absent: "null"
    case .boolean: "a truth value"
    case .integer, .decimal, .real: "a number"
    case .text(let text): "the text '\(text)'"
    case .day: "a day"
    case .moment: "a moment"
    case .row: "a row"
    }
  }
}

/// A value of a kind that an operation does not take.
struct EvaluationError: Error, Equatable {
  let found, expected: String
}

extension Cell {
  func expected(_ what: String) -> EvaluationError { EvaluationError(found: kind, expected: what) }

  func integer() throws(EvaluationError) -> Int {
    switch self {
    case .integer(let value): return value
    case .real, .decimal:
      let value = try real().rounded(.down)
      guard let integer = Int(exactly: value) else { throw expected("a number within 64 bits") }
      return integer
    default: throw expected("a whole number")
    }
  }

  func real() throws(EvaluationError) -> Double {
    switch self {
    case .integer(let value): return Double(value)
    case .decimal(let value): return value.double
    case .real(let value): return value
    default: throw expected("a number")
    }
  }

  /// The number as a decimal; nil when it is a real.
  func exact() throws(EvaluationError) -> FixedDecimal? {
    switch self {
    case .integer(let value): return FixedDecimal(units: Int64(value), scale: 0)
    case .decimal(let value): return value
    case .real: return nil
    default: throw expected("a number")
    }
  }

  func truth() throws(EvaluationError) -> Bool {
    guard case .boolean(let value) = self else { throw expected("a truth value") }
    return value
  }

  /// The day of a day or moment.
  func dayNumber() throws(EvaluationError) -> Int {
    switch self {
    case .day(let day): return day
    case .moment(let seconds): return seconds.quotient(flooring: 86_400)
    default: throw expected("a day or a moment")
    }
  }

  /// A day counts from its midnight.
  func seconds() throws(EvaluationError) -> Int {
    switch self {
    case .day(let day):
      let (seconds, overflow) = day.multipliedReportingOverflow(by: 86_400)
      guard !overflow else { throw expected("a day of the calendar") }
      return seconds
    case .moment(let seconds): return seconds
    default: throw expected("a day or a moment")
    }
  }

  /// The text that CSV carries.
  func text() -> String {
    if case .text(let text) = self { return text }
    var buffer = ByteBuffer()
    buffer.append(plain: self)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }
}

extension Int {
  /// Rounded towards minus infinity, for a positive divisor.
  func quotient(flooring divisor: Int) -> Int {
    let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
    return rest < 0 ? quotient - 1 : quotient
  }

  func remainder(flooring divisor: Int) -> Int { self - quotient(flooring: divisor) * divisor }
}
