import Domain

/// A word, sign or literal of a formula.
enum Token: Hashable, CustomStringConvertible {
  /// A column, function or keyword, in the letters it is written in.
  case name(String)
  case integer(Int64)
  case decimal(FixedDecimal)
  case text(String)
  case sign(String)
  case end

  var description: String {
    switch self {
    case .name(let name): name
    case .integer(let value): "\(value)"
    case .decimal(let value): "\(value)"
    case .text(let text): "'\(text)'"
    case .sign(let sign): sign
    case .end: "the end"
    }
  }

  /// Bytes of a formula.
  static let longestFormula = 4096

  /// The tokens of a formula, `end` last.
  static func tokens(of formula: Formula) throws(PackError) -> [Token] {
    let bytes = Array(formula.text.utf8)
    guard bytes.count <= longestFormula else {
      throw formula.place.error(
        found: "\(bytes.count) bytes", expected: "a formula of at most \(longestFormula) bytes")
    }
    var tokens: [Token] = []
    var index = 0
    func isNameByte(_ byte: UInt8) -> Bool {
      (97...122).contains(byte | 0x20) || byte == 95 || (48...57).contains(byte)
    }
    while index < bytes.count {
      let start = index
      let byte = bytes[index]
      index += 1
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D: continue
      case 48...57:
        while index < bytes.count, (48...57).contains(bytes[index]) || bytes[index] == 46 { index += 1 }
        tokens.append(try number(String(decoding: bytes[start..<index], as: UTF8.self), formula))
      case UInt8(ascii: "'"):
        var text: [UInt8] = []
        while true {
          guard index < bytes.count else {
            throw formula.place.error(found: formula.text, expected: "a closing '")
          }
          if bytes[index] == UInt8(ascii: "'") {
            index += 1
            guard index < bytes.count, bytes[index] == UInt8(ascii: "'") else { break }
          }
          text.append(bytes[index])
          index += 1
        }
        tokens.append(.text(String(decoding: text, as: UTF8.self)))
      case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "!"):
        if index < bytes.count, bytes[index] == 61 || (byte == 60 && bytes[index] == 62) { index += 1 }
        let sign = String(decoding: bytes[start..<index], as: UTF8.self)
        if sign == "!" { throw formula.place.error(found: "!", expected: "'!=' or 'not'") }
        tokens.append(.sign(sign == "<>" ? "!=" : sign))
      case _ where "=+-*/(),".utf8.contains(byte):
        tokens.append(.sign(String(decoding: [byte], as: UTF8.self)))
      case _ where isNameByte(byte):
        while index < bytes.count, isNameByte(bytes[index]) { index += 1 }
        tokens.append(.name(String(decoding: bytes[start..<index], as: UTF8.self)))
      default:
        throw formula.place.error(
          found: String(decoding: bytes[start...].prefix(8), as: UTF8.self),
          expected: "a name, number, 'text' or sign")
      }
    }
    return tokens + [.end]
  }

  private static func number(_ text: String, _ formula: Formula) throws(PackError) -> Token {
    if let value = Int64(text) { return .integer(value) }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    if parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty, parts[1].count <= 9,
      let units = Int64(parts[0] + parts[1]), let value = FixedDecimal(units: units, scale: parts[1].count)
    {
      return .decimal(value)
    }
    throw formula.place.error(found: text, expected: "a number of at most 9 digits after the point")
  }
}
