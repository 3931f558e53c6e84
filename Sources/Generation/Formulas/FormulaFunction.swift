import Domain

/// A function of formulas that takes values only.
struct FormulaFunction: Sendable {
  let arguments: ClosedRange<Int>
  /// `site` tells its random draws from those of other calls.
  let make: @Sendable (_ values: [Evaluate], _ site: UInt64) -> Evaluate

  static let all: [String: FormulaFunction] = numbers.merging(texts) { a, _ in a }.merging(times) { a, _ in a
  }
  .merging(randoms) { a, _ in a }

  /// A function of all its values.
  static func pure(
    _ arguments: ClosedRange<Int>, _ body: @escaping @Sendable ([Cell]) throws(EvaluationError) -> Cell
  ) -> FormulaFunction {
    FormulaFunction(arguments: arguments) { values, _ in
      { (frame) throws(EvaluationError) in
        var cells: [Cell] = []
        for value in values { cells.append(try value(frame)) }
        return try body(cells)
      }
    }
  }

  /// A function of one value.
  static func unary(_ body: @escaping @Sendable (Cell) throws(EvaluationError) -> Cell) -> FormulaFunction {
    FormulaFunction(arguments: 1...1) { values, _ in
      let value = values[0]
      return { (frame) throws(EvaluationError) in try body(value(frame)) }
    }
  }

  private static let numbers: [String: FormulaFunction] = [
    "round": pure(2...2) { (c) throws(EvaluationError) in
      try CellArithmetic.round(c[0], digits: c[1].integer())
    },
    "floor": unary { (c) throws(EvaluationError) in .integer(try c.integer()) },
    "abs": unary { (c) throws(EvaluationError) in
      try CellArithmetic.order(c, .integer(0)) == -1 ? CellArithmetic.negate(c) : c
    },
    "min": pure(2...8) { (c) throws(EvaluationError) in try extreme(c, -1) },
    "max": pure(2...8) { (c) throws(EvaluationError) in try extreme(c, 1) },
    "exp": unary { (c) throws(EvaluationError) in .real(ExactMath.exp(try c.real())) },
    "power": pure(2...2) { (c) throws(EvaluationError) in
      .real(ExactMath.exp(ExactMath.log(try c[0].real()) * (try c[1].real())))
    },
    /// "$1,234.50" as a number; null when the text is none.
    "number": unary { (c) throws(EvaluationError) in
      guard case .text(let text) = c else { return c }
      guard let decimal = DecimalText.read(text) else { return .null }
      return decimal.scale == 0 ? .integer(Int(decimal.units)) : .decimal(decimal)
    },
  ]

  private static func extreme(_ cells: [Cell], _ sign: Int) throws(EvaluationError) -> Cell {
    var best = cells[0]
    for cell in cells where try CellArithmetic.order(cell, best) == sign { best = cell }
    return best
  }

  private static let times: [String: FormulaFunction] = [
    "year": unary { (c) throws(EvaluationError) in .integer(CalendarDate(dayNumber: try c.dayNumber()).year)
    },
    "month": unary { (c) throws(EvaluationError) in
      .integer(CalendarDate(dayNumber: try c.dayNumber()).month)
    },
    "day_of_month": unary { (c) throws(EvaluationError) in
      .integer(CalendarDate(dayNumber: try c.dayNumber()).day)
    },
    "weekday": unary { (c) throws(EvaluationError) in
      .integer(CalendarDate(dayNumber: try c.dayNumber()).weekday)
    },
    "hour": unary { (c) throws(EvaluationError) in
      .integer(try c.seconds().remainder(flooring: 86_400) / 3600)
    },
    "date_of": unary { (c) throws(EvaluationError) in .day(try c.dayNumber()) },
    "moment_of": unary { (c) throws(EvaluationError) in .moment(try c.seconds()) },
    "date": unary { (c) throws(EvaluationError) in
      guard case .text(let text) = c, let date = CalendarDate(iso: text) else {
        throw c.expected("a text such as '2024-12-31'")
      }
      return .day(date.dayNumber)
    },
    /// "2024-10-19T10:19:24" with `zone` after it.
    "iso": pure(2...2) { (c) throws(EvaluationError) in
      guard !c[0].isNull else { return .null }
      var buffer = ByteBuffer()
      let seconds = try c[0].seconds()
      buffer.append(day: seconds.quotient(flooring: 86_400))
      buffer.append(byte: UInt8(ascii: "T"))
      buffer.append(time: seconds.remainder(flooring: 86_400))
      buffer.append(plain: c[1])
      return .text(String(decoding: buffer.bytes, as: UTF8.self))
    },
  ]
}
