/// Writes values as YAML that reads back as they are.
enum YAML {
  /// A text as a scalar for block and flow: plain where nothing could be taken for syntax, else in double quotes.
  static func scalar(_ text: String) -> String {
    let isPlain =
      text.first?.isPlainStart == true && text.allSatisfy(\.isPlain) && text.last != " " && text.count <= 200
      && !words.contains(text.lowercased())
    return isPlain ? text : quoted(text)
  }

  private static let words: Set<String> = [
    "true", "false", "yes", "no", "on", "off", "null", "y", "n", "nan", "inf",
  ]

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      default:
        let isShown =
          scalar.value >= 0x20 && !(0x7F...0xA0).contains(scalar.value)
          && scalar.properties.generalCategory != .format
          && ![0x2028, 0x2029, 0xFEFF].contains(scalar.value)
        if isShown { quoted.unicodeScalars.append(scalar) } else { quoted += escape(scalar.value) }
      }
    }
    return quoted + "\""
  }

  private static func escape(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    let width = value <= 0xFF ? 2 : value <= 0xFFFF ? 4 : 8
    let mark = width == 2 ? "x" : width == 4 ? "u" : "U"
    return "\\\(mark)" + String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// `[a, b]`.
  static func list(_ texts: [String]) -> String { "[\(texts.map(scalar).joined(separator: ", "))]" }

  /// One scalar, or a list of several.
  static func scalars(_ texts: [String]) -> String { texts.count == 1 ? scalar(texts[0]) : list(texts) }

  /// `{a: b, c: d}`; values are YAML.
  static func mapping(_ entries: [(key: String, value: String)]) -> String {
    "{\(entries.map { "\($0.key): \($0.value)" }.joined(separator: ", "))}"
  }

  /// A remark of one line.
  static func comment(_ text: String, indent: Int = 0) -> String {
    let line = text.map { $0.isNewline || $0 == "\t" ? " " : $0 }
    let shown = String(line.prefix(400)).unicodeScalars.filter { scalar in
      scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value) && scalar.value != 0xFEFF
        && !(0xFFFE...0xFFFF).contains(scalar.value & 0xFFFF)
    }
    return String(repeating: " ", count: indent) + "# " + String(String.UnicodeScalarView(shown))
  }
}

extension Character {
  fileprivate var isPlainStart: Bool { isASCII && isLetter }
  fileprivate var isPlain: Bool { isASCII && (isLetter || isNumber || "_ ./()-".contains(self)) }
}
