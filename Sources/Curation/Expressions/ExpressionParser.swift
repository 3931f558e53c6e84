import Domain

/// Parses and type-checks formulas against the columns they may name.
///
///     or  := and ('or' and)*            sum     := product (('+' | '-') product)*
///     and := not ('and' not)*           product := unary (('*' | '/') unary)*
///     not := 'not' not | test           unary   := '-' unary | primary
///     test := sum ('=' … sum | 'is' 'not'? 'null' | 'not'? 'in' '(' literal, … ')')?
struct ExpressionParser {
  typealias Typed = (expression: Expression, type: ExpressionType)

  let formula: Formula
  /// In the order of the row; one without a name cannot be named.
  let columns: [(name: String, type: ExpressionType)]
  private var tokens: [Token] = []
  private var index = 0
  private var depth = 0

  /// Parentheses, calls and signs inside each other.
  static let deepest = 32

  init(_ formula: Formula, columns: [(name: String, type: ExpressionType)]) throws(PackError) {
    (self.formula, self.columns) = (formula, columns)
    tokens = try Token.tokens(of: formula)
  }

  /// The whole formula, whatever its type.
  static func parse(
    _ formula: Formula, columns: [(name: String, type: ExpressionType)]
  ) throws(PackError) -> Typed {
    var parser = try ExpressionParser(formula, columns: columns)
    let typed = try parser.or()
    guard parser.token == .end else { throw parser.unexpected("the end of the formula") }
    return typed
  }

  /// The whole formula, which must be a condition.
  static func condition(
    _ formula: Formula, columns: [(name: String, type: ExpressionType)]
  ) throws(PackError) -> Expression {
    let typed = try parse(formula, columns: columns)
    guard typed.type == .boolean else {
      throw formula.place.error(found: "\(formula.text), which is \(typed.type)", expected: "a condition")
    }
    return typed.expression
  }

  private var token: Token { index < tokens.count ? tokens[index] : .end }

  private func unexpected(_ expected: String) -> PackError {
    formula.place.error(found: "\(token)", expected: expected)
  }

  private func isWord(_ word: String) -> Bool {
    if case .name(let name) = token { name.lowercased() == word } else { false }
  }

  private mutating func takesWord(_ word: String) -> Bool {
    guard isWord(word) else { return false }
    index += 1
    return true
  }

  private mutating func takesSign(_ sign: String) -> Bool {
    guard token == .sign(sign) else { return false }
    index += 1
    return true
  }

  private mutating func expect(_ sign: String) throws(PackError) {
    guard takesSign(sign) else { throw unexpected("'\(sign)'") }
  }

  private func check(_ typed: Typed, _ expected: String, _ fits: Bool) throws(PackError) {
    guard fits || typed.type == .null else {
      throw formula.place.error(found: "\(typed.type) in: \(formula.text)", expected: expected)
    }
  }

  // MARK: - Conditions

  private mutating func or() throws(PackError) -> Typed {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else {
      throw formula.place.error(found: "deeper nesting", expected: "at most \(Self.deepest) levels")
    }
    var left = try and()
    while takesWord("or") {
      let right = try and()
      try check(left, "a condition before 'or'", left.type == .boolean)
      try check(right, "a condition after 'or'", right.type == .boolean)
      left = (.or(left.expression, right.expression), .boolean)
    }
    return left
  }

  private mutating func and() throws(PackError) -> Typed {
    var left = try not()
    while takesWord("and") {
      let right = try not()
      try check(left, "a condition before 'and'", left.type == .boolean)
      try check(right, "a condition after 'and'", right.type == .boolean)
      left = (.and(left.expression, right.expression), .boolean)
    }
    return left
  }

  private mutating func not() throws(PackError) -> Typed {
    var isNegated = false
    while takesWord("not") { isNegated.toggle() }
    let inner = try test()
    guard isNegated else { return inner }
    try check(inner, "a condition after 'not'", inner.type == .boolean)
    return (.not(inner.expression), .boolean)
  }

  private static let comparisons: [String: Expression.Comparison] = [
    "=": .equal, "!=": .unequal, "<": .less, "<=": .lessOrEqual, ">": .greater, ">=": .greaterOrEqual,
  ]

  private mutating func test() throws(PackError) -> Typed {
    let left = try sum()
    if takesWord("is") {
      let isNegated = takesWord("not")
      guard takesWord("null") else { throw unexpected("'null'") }
      let test = Expression.isNull(left.expression)
      return (isNegated ? .not(test) : test, .boolean)
    }
    if isWord("not"), index + 1 < tokens.count, case .name(let next) = tokens[index + 1],
      next.lowercased() == "in"
    {
      index += 2
      return (.not(try among(left)), .boolean)
    }
    if takesWord("in") { return (try among(left), .boolean) }
    guard case .sign(let sign) = token, let comparison = Self.comparisons[sign] else { return left }
    index += 1
    let (a, b) = try comparable(left, try sum())
    if case .column(let column) = a.expression, case .constant(let cell) = b.expression {
      return (.compareColumn(comparison, column, cell), .boolean)
    }
    return (.compare(comparison, a.expression, b.expression), .boolean)
  }

  private mutating func among(_ left: Typed) throws(PackError) -> Expression {
    try expect("(")
    var cells: [Cell] = []
    repeat {
      let (_, member) = try comparable(left, try sum())
      guard case .constant(let cell) = member.expression else { throw unexpected("literals inside 'in (…)'") }
      cells.append(cell)
    } while takesSign(",")
    try expect(")")
    return .among(left.expression, cells)
  }

  /// Two sides that can be compared; a text literal beside a date or timestamp is read as one.
  private func comparable(_ left: Typed, _ right: Typed) throws(PackError) -> (Typed, Typed) {
    if left.type.isTime, let time = try moment(right, as: left.type) { return (left, time) }
    if right.type.isTime, let time = try moment(left, as: right.type) { return (time, right) }
    guard left.type.joined(with: right.type) != nil else {
      throw formula.place.error(
        found: "\(left.type) beside \(right.type) in: \(formula.text)", expected: "two values of one type")
    }
    return (left, right)
  }

  private func moment(_ typed: Typed, as type: ExpressionType) throws(PackError) -> Typed? {
    guard typed.type == .text, case .constant(.text(let text)) = typed.expression else { return nil }
    guard let moment = TimeParser.moment(text) else {
      throw formula.place.error(found: "'\(text)'", expected: "'YYYY-MM-DD' or 'YYYY-MM-DD HH:MM:SS'")
    }
    return (.constant(.text(type == .date ? moment.date : moment.timestamp)), type)
  }

  // MARK: - Values

  private mutating func sum() throws(PackError) -> Typed {
    var left = try product()
    while true {
      if takesSign("+") {
        left = try arithmetic(.add, left, try product())
      } else if takesSign("-") {
        left = try arithmetic(.subtract, left, try product())
      } else {
        return left
      }
    }
  }

  private mutating func product() throws(PackError) -> Typed {
    var left = try unary()
    while true {
      if takesSign("*") {
        left = try arithmetic(.multiply, left, try unary())
      } else if takesSign("/") {
        left = try arithmetic(.divide, left, try unary())
      } else {
        return left
      }
    }
  }

  private func arithmetic(
    _ operation: Expression.Operation, _ left: Typed, _ right: Typed
  ) throws(PackError) -> Typed {
    try check(left, "a number", left.type.isNumber)
    try check(right, "a number", right.type.isNumber)
    let joined = left.type.joined(with: right.type) ?? .real
    var type = joined
    switch (operation, left.type, right.type) {
    case (.divide, _, _): type = .real
    case (.multiply, .decimal(let a), .decimal(let b)):
      guard a + b <= 9 else {
        throw formula.place.error(found: "\(a + b) digits after the point", expected: "at most 9")
      }
      type = .decimal(scale: a + b)
    default: break
    }
    return (.arithmetic(operation, left.expression, right.expression), type)
  }

  private mutating func unary() throws(PackError) -> Typed {
    guard takesSign("-") else { return try primary() }
    let inner = try primary()
    try check(inner, "a number after '-'", inner.type.isNumber)
    switch inner.expression {
    case .constant(.integer(let value)): return (.constant(.integer(0 &- value)), inner.type)
    case .constant(.decimal(let value)):
      let negative = FixedDecimal(units: 0 &- value.units, scale: value.scale) ?? value
      return (.constant(.decimal(negative)), inner.type)
    default: return (.negated(inner.expression), inner.type)
    }
  }

  private mutating func primary() throws(PackError) -> Typed {
    let token = token
    index += 1
    switch token {
    case .integer(let value): return (.constant(.integer(value)), .integer)
    case .decimal(let value): return (.constant(.decimal(value)), .decimal(scale: value.scale))
    case .text(let text): return (.constant(.text(text)), .text)
    case .sign("("):
      let inner = try or()
      try expect(")")
      return inner
    case .name(let name):
      switch name.lowercased() {
      case "null": return (.constant(.null), .null)
      case "true": return (.constant(.boolean(true)), .boolean)
      case "false": return (.constant(.boolean(false)), .boolean)
      default: return takesSign("(") ? try call(name) : try column(name)
      }
    default:
      index -= 1
      throw unexpected("a column, number, 'text' or function")
    }
  }

  private func column(_ name: String) throws(PackError) -> Typed {
    guard let place = columns.firstIndex(where: { $0.name == name }) else {
      let names = columns.map(\.name).filter { !$0.isEmpty }
      throw formula.place.error(
        found: name, expected: "a column: \(names.joined(separator: ", "))", candidates: names)
    }
    return (.column(place), columns[place].type)
  }

  private mutating func call(_ name: String) throws(PackError) -> Typed {
    guard let function = Function(rawValue: name.lowercased()) else {
      let names = Function.allCases.map(\.rawValue)
      throw formula.place.error(
        found: name, expected: "a function: \(names.joined(separator: ", "))", candidates: names)
    }
    var arguments: [Typed] = []
    if !takesSign(")") {
      repeat { arguments.append(try or()) } while takesSign(",")
      try expect(")")
    }
    let type = try FunctionSignature.check(function, arguments, formula)
    return (.call(function, arguments.map(\.expression)), type)
  }
}
