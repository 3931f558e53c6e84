import Domain

/// Reads formulas: names, numbers, 'texts', calls and operators with the usual precedence.
///
///     or < and < not < == != < <= > >= < + - < * / % < - < call, name, (formula)
struct FormulaParser {
  private enum Token: Equatable {
    case name(String), number(Cell), text(String), mark(String), end
  }

  /// Formulas inside each other, at most.
  static let deepest = 64
  /// Bytes of a formula, at most: bounds the depth of chains such as 1 + 1 + 1 …
  static let longest = 4096

  private let formula: GenerationFormula
  private var tokens: [Token] = []
  private var position = 0
  private var depth = 0

  static func parse(_ formula: GenerationFormula) throws(PackError) -> FormulaNode {
    guard formula.text.utf8.count <= longest else {
      throw formula.place.error(
        found: "\(formula.text.utf8.count) bytes", expected: "a formula of at most \(longest) bytes")
    }
    var parser = FormulaParser(formula: formula)
    try parser.tokenize()
    let node = try parser.expression(level: 0)
    guard parser.current == .end else { throw parser.unexpected("an operator or the end") }
    return node
  }

  private init(formula: GenerationFormula) { self.formula = formula }

  private var current: Token { position < tokens.count ? tokens[position] : .end }

  private func unexpected(_ expected: String) -> PackError {
    let found =
      switch current {
      case .name(let name): name
      case .number(let cell): cell.text()
      case .text(let text): "'\(text)'"
      case .mark(let mark): mark
      case .end: "the end"
      }
    return formula.place.error(found: "\(found) in \(formula.text)", expected: expected)
  }

  // MARK: - Tokens

  private mutating func tokenize() throws(PackError) {
    let bytes = Array(formula.text.utf8)
    var i = 0
    func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    func isLetter(_ byte: UInt8) -> Bool {
      (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || byte == 0x5F
    }
    while i < bytes.count {
      let byte = bytes[i]
      let start = i
      if byte == 0x20 || byte == 0x0A {
        i += 1
      } else if isDigit(byte) {
        while i < bytes.count, isDigit(bytes[i]) || bytes[i] == 0x2E { i += 1 }
        tokens.append(.number(try number(String(decoding: bytes[start..<i], as: UTF8.self))))
      } else if isLetter(byte) {
        while i < bytes.count, isLetter(bytes[i]) || isDigit(bytes[i]) || bytes[i] == 0x2E { i += 1 }
        tokens.append(.name(String(decoding: bytes[start..<i], as: UTF8.self)))
      } else if byte == 0x27 {
        i += 1
        while i < bytes.count, bytes[i] != 0x27 { i += 1 }
        guard i < bytes.count else {
          throw formula.place.error(found: formula.text, expected: "a closing quote ' of each text")
        }
        tokens.append(.text(String(decoding: bytes[(start + 1)..<i], as: UTF8.self)))
        i += 1
      } else {
        let two = i + 1 < bytes.count ? String(decoding: bytes[i...(i + 1)], as: UTF8.self) : ""
        if ["==", "!=", "<=", ">="].contains(two) {
          tokens.append(.mark(two))
          i += 2
        } else if "+-*/%()<>,".utf8.contains(byte) {
          tokens.append(.mark(String(decoding: [byte], as: UTF8.self)))
          i += 1
        } else {
          let rest = String(decoding: bytes[i...], as: UTF8.self)
          throw formula.place.error(found: rest, expected: "a name, number, 'text' or operator")
        }
      }
    }
  }

  private func number(_ text: String) throws(PackError) -> Cell {
    if let integer = Int(text) { return .integer(integer) }
    guard let decimal = DecimalText.read(text) else {
      throw formula.place.error(found: text, expected: "a number")
    }
    return .decimal(decimal)
  }

  // MARK: - Grammar

  private static let levels: [[String]] = [
    ["or"], ["and"], ["==", "!=", "<", "<=", ">", ">="], ["+", "-"], ["*", "/", "%"],
  ]

  private mutating func expression(level: Int) throws(PackError) -> FormulaNode {
    guard level < Self.levels.count else { return try unary() }
    if level == 2, current == .name("not") {
      position += 1
      return .unary("not", try nested { (parser) throws(PackError) in try parser.expression(level: 2) })
    }
    var node = try expression(level: level + 1)
    while let sign = operation(of: level) {
      position += 1
      node = .binary(sign, node, try expression(level: level + 1))
    }
    return node
  }

  private func operation(of level: Int) -> String? {
    switch current {
    case .mark(let sign) where Self.levels[level].contains(sign): sign
    case .name(let name) where Self.levels[level].contains(name): name
    default: nil
    }
  }

  private mutating func nested(
    _ parse: (inout FormulaParser) throws(PackError) -> FormulaNode
  ) throws(PackError) -> FormulaNode {
    depth += 1
    guard depth <= Self.deepest else { throw unexpected("at most \(Self.deepest) formulas in each other") }
    let node = try parse(&self)
    depth -= 1
    return node
  }

  private mutating func unary() throws(PackError) -> FormulaNode {
    guard current == .mark("-") else { return try primary() }
    position += 1
    return .unary("-", try nested { (parser) throws(PackError) in try parser.unary() })
  }

  private mutating func primary() throws(PackError) -> FormulaNode {
    switch current {
    case .number(let cell):
      position += 1
      return .literal(cell)
    case .text(let text):
      position += 1
      return .literal(.text(text))
    case .mark("("):
      position += 1
      let node = try nested { (parser) throws(PackError) in try parser.expression(level: 0) }
      try close()
      return node
    case .name(let name):
      position += 1
      return try reference(name)
    default: throw unexpected("a value")
    }
  }

  private mutating func reference(_ name: String) throws(PackError) -> FormulaNode {
    switch name {
    case "null": return .literal(.null)
    case "absent": return .literal(.absent)
    case "true": return .literal(.boolean(true))
    case "false": return .literal(.boolean(false))
    default: break
    }
    guard current == .mark("(") else {
      return .path(name.split(separator: ".", omittingEmptySubsequences: false).map(String.init))
    }
    position += 1
    var arguments: [FormulaNode] = []
    if current != .mark(")") {
      arguments.append(try nested { (parser) throws(PackError) in try parser.expression(level: 0) })
      while current == .mark(",") {
        position += 1
        arguments.append(try nested { (parser) throws(PackError) in try parser.expression(level: 0) })
      }
    }
    try close()
    return .call(name, arguments)
  }

  private mutating func close() throws(PackError) {
    guard current == .mark(")") else { throw unexpected("a closing parenthesis") }
    position += 1
  }
}

/// Numbers as people write them.
enum DecimalText {
  /// An exact decimal from "1234.50", "$1,234.50" or "-3"; nil for anything else.
  static func read(_ text: String) -> FixedDecimal? {
    var (units, scale, digits, isFraction, isNegative): (Int64, Int, Int, Bool, Bool) = (
      0, 0, 0, false, false
    )
    for (index, byte) in text.utf8.enumerated() {
      switch byte {
      case 0x2D where index == 0: isNegative = true
      case 0x24 where index <= 1, 0x2C where !isFraction: continue
      case 0x2E where !isFraction: isFraction = true
      case 0x30...0x39:
        let (tens, isOver) = units.multipliedReportingOverflow(by: 10)
        let (sum, isOverToo) = tens.addingReportingOverflow(Int64(byte - 0x30))
        guard !isOver, !isOverToo else { return nil }
        (units, digits, scale) = (sum, digits + 1, isFraction ? scale + 1 : scale)
      default: return nil
      }
    }
    return digits > 0 ? FixedDecimal(units: isNegative ? -units : units, scale: scale) : nil
  }
}
