import Domain

extension FormulaFunction {
  /// Characters that one text function makes, at most.
  private static let longestPadding = 1000

  static let texts: [String: FormulaFunction] = [
    "text": unary { (c) throws(EvaluationError) in c.isNull ? .null : .text(c.text()) },
    "join": FormulaFunction(arguments: 1...16) { values, _ in
      { (frame) throws(EvaluationError) in
        var buffer = ByteBuffer()
        for value in values { buffer.append(plain: try value(frame)) }
        return .text(String(decoding: buffer.bytes, as: UTF8.self))
      }
    },
    "upper": unary { (c) throws(EvaluationError) in c.isNull ? .null : .text(c.text().uppercased()) },
    "lower": unary { (c) throws(EvaluationError) in c.isNull ? .null : .text(c.text().lowercased()) },
    "length": unary { (c) throws(EvaluationError) in .integer(c.text().count) },
    /// `substring(text, start, length)`: start counts from 1.
    "substring": pure(3...3) { (c) throws(EvaluationError) in
      guard !c[0].isNull else { return .null }
      let (start, length) = (try c[1].integer(), try c[2].integer())
      return .text(String(c[0].text().dropFirst(max(0, start - 1)).prefix(max(0, length))))
    },
    "replace": pure(3...3) { (c) throws(EvaluationError) in
      let pattern = c[1].text()
      guard !c[0].isNull, !pattern.isEmpty else { return c[0] }
      return .text(replacing(pattern, in: c[0].text(), with: c[2].text()))
    },
    /// `pad(number, width)`: zeros in front.
    "pad": pure(2...2) { (c) throws(EvaluationError) in
      let (text, width) = (c[0].text(), min(try c[1].integer(), longestPadding))
      return .text(String(repeating: "0", count: max(0, width - text.count)) + text)
    },
    /// An amount with commas between the thousands: "1,234.50".
    "commas": unary { (c) throws(EvaluationError) in
      guard !c.isNull else { return .null }
      let parts = c.text().split(separator: ".", maxSplits: 1)
      guard let whole = parts.first else { return c }
      var text = ""
      for (index, character) in whole.enumerated() {
        if index > 0, (whole.count - index) % 3 == 0, text != "-" { text.append(",") }
        text.append(character)
      }
      return .text(parts.count > 1 ? "\(text).\(parts[1])" : text)
    },
  ]

  private static func replacing(_ pattern: String, in text: String, with replacement: String) -> String {
    let (bytes, wanted, new) = (Array(text.utf8), Array(pattern.utf8), Array(replacement.utf8))
    var (result, index): ([UInt8], Int) = ([], 0)
    while index < bytes.count {
      if bytes[index...].starts(with: wanted) {
        result += new
        index += wanted.count
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
