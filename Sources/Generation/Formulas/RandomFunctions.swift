import Domain

extension FormulaFunction {
  /// Characters of a random text, at most.
  private static let longestRandomText = 1000

  /// A function of its values and of random bits.
  private static func random(
    _ arguments: ClosedRange<Int>,
    _ body: @escaping @Sendable ([Cell], UInt64) throws(EvaluationError) -> Cell
  ) -> FormulaFunction {
    FormulaFunction(arguments: arguments) { values, site in
      { (frame) throws(EvaluationError) in
        var cells: [Cell] = []
        for value in values { cells.append(try value(frame)) }
        return try body(cells, RandomKey.child(frame.key, site))
      }
    }
  }

  static let randoms: [String: FormulaFunction] = [
    "chance": random(1...1) { (c, bits) throws(EvaluationError) in
      .boolean(RandomKey.unit(bits) < (try c[0].real()))
    },
    "uniform": random(2...2) { (c, bits) throws(EvaluationError) in
      let low = try c[0].real()
      return .real(low + RandomKey.unit(bits) * (try c[1].real() - low))
    },
    /// A whole number from the first to the last, both included.
    "integer": random(2...2) { (c, bits) throws(EvaluationError) in
      let (low, high) = (try c[0].integer(), try c[1].integer())
      let (count, isOver) = high.subtractingReportingOverflow(low)
      guard low <= high, !isOver, count < .max else {
        throw EvaluationError(found: "\(low) to \(high)", expected: "a first and a last number")
      }
      return .integer(low + RandomKey.index(bits, below: count + 1))
    },
    /// `normal(mean, deviation)`.
    "normal": random(2...2) { (c, bits) throws(EvaluationError) in
      .real(try c[0].real() + RandomKey.normal(bits) * (try c[1].real()))
    },
    /// `lognormal(median, sigma)`: the median times e^(sigma × a standard normal).
    "lognormal": random(2...2) { (c, bits) throws(EvaluationError) in
      .real(try c[0].real() * ExactMath.exp(RandomKey.normal(bits) * (try c[1].real())))
    },
    "exponential": random(1...1) { (c, bits) throws(EvaluationError) in
      .real(-ExactMath.log(1 - RandomKey.unit(bits)) * (try c[0].real()))
    },
    /// `letters(alphabet, count)`.
    "letters": random(2...2) { (c, bits) throws(EvaluationError) in
      let alphabet = Array(c[0].text().utf8)
      let count = try c[1].integer()
      guard !alphabet.isEmpty, alphabet.allSatisfy({ $0 < 0x80 }), (0...longestRandomText).contains(count)
      else {
        throw EvaluationError(
          found: "\(count) of '\(c[0].text())'",
          expected: "ASCII letters and a count up to \(longestRandomText)")
      }
      let letters = (0..<count).map {
        alphabet[RandomKey.index(RandomKey.child(bits, UInt64($0)), below: alphabet.count)]
      }
      return .text(String(decoding: letters, as: UTF8.self))
    },
    /// A random UUID, version 4 (RFC 9562).
    "uuid": random(0...0) { (_, bits) throws(EvaluationError) in
      let hexadecimal = Array("0123456789abcdef".utf8)
      let halves = [RandomKey.child(bits, 0), RandomKey.child(bits, 1)]
      var text: [UInt8] = []
      for digit in 0..<32 {
        if [8, 12, 16, 20].contains(digit) { text.append(UInt8(ascii: "-")) }
        var value = Int(truncatingIfNeeded: halves[digit / 16] >> UInt64(digit % 16 * 4)) & 15
        if digit == 12 { value = 4 }
        if digit == 16 { value = 8 | value & 3 }
        text.append(hexadecimal[value])
      }
      return .text(String(decoding: text, as: UTF8.self))
    },
    /// A text as a hurried clerk types it: two letters swapped, one left out, or one twice. ASCII texts of
    /// fewer than four letters, and others, stay.
    "typo": random(1...1) { (c, bits) throws(EvaluationError) in
      var letters = Array(c[0].text().utf8)
      guard letters.count >= 4, letters.allSatisfy({ $0 < 0x80 }) else { return c[0] }
      let place = 1 + RandomKey.index(RandomKey.child(bits, 0), below: letters.count - 2)
      switch RandomKey.index(RandomKey.child(bits, 1), below: 3) {
      case 0: letters.swapAt(place, place + 1)
      case 1: letters.remove(at: place)
      default: letters.insert(letters[place], at: place)
      }
      return .text(String(decoding: letters, as: UTF8.self))
    },
  ]
}
