import Domain

/// What formulas refer to by name beside columns. Tables and picks are made when they are first asked for, since
/// a dataset that is picked from has formulas of its own.
struct FormulaWorld {
  /// The named table; nil when there is none.
  let table: (String) throws -> RowTable?
  /// The named pick; nil when there is none.
  let pick: (String) throws -> WeightedPick?
  let maps: [String: GenerationMap]
  let calendars: [String: CalendarProfile]
  /// The names that `table` and `pick` know, for messages.
  let tableNames, pickNames: [String]
}

/// Turns formulas into closures over a row. Names are resolved here, once; kinds of values when a row is made.
struct FormulaCompiler {
  let world: FormulaWorld
  let scope: Scope
  let formula: GenerationFormula
  /// Tells the random calls of one formula apart.
  var sites: UInt64 = 0

  /// Functions over the children of a row.
  static let aggregates: Set<String> = ["sum", "count"]

  static func compile(
    _ formula: GenerationFormula, in scope: Scope, of world: FormulaWorld
  ) throws -> Compiled {
    var compiler = FormulaCompiler(world: world, scope: scope, formula: formula)
    return try compiler.compile(FormulaParser.parse(formula))
  }

  /// Compiles a text in which formulas stand in braces: "day={date}/rows.csv".
  static func template(
    _ formula: GenerationFormula, in scope: Scope, of world: FormulaWorld
  ) throws -> (constant: String?, evaluate: (Frame) throws(EvaluationError) -> String) {
    var parts: [(text: String, evaluate: Evaluate?)] = []
    var rest = formula.text[...]
    while let open = rest.firstIndex(of: "{") {
      guard let close = rest[open...].firstIndex(of: "}") else {
        throw formula.place.error(found: formula.text, expected: "a closing brace")
      }
      let inner = GenerationFormula(String(rest[rest.index(after: open)..<close]), at: formula.place)
      parts.append((String(rest[..<open]), try compile(inner, in: scope, of: world).evaluate))
      rest = rest[rest.index(after: close)...]
    }
    let end = String(rest)
    if parts.isEmpty { return (end, { (_) throws(EvaluationError) in end }) }
    return (
      nil,
      { (frame) throws(EvaluationError) in
        var text = ""
        for part in parts {
          text += part.text
          if let evaluate = part.evaluate { text += try evaluate(frame).text() }
        }
        return text + end
      }
    )
  }

  func error(_ found: String, _ expected: String, _ candidates: [String] = []) -> PackError {
    formula.place.error(found: found, expected: expected, candidates: candidates)
  }

  mutating func compile(_ node: FormulaNode) throws -> Compiled {
    switch node {
    case .literal(let cell): return Compiled(evaluate: { (_) throws(EvaluationError) in cell })
    case .path(let names): return try path(names)
    case .unary(let sign, let node):
      let value = try compile(node).evaluate
      if sign == "not" {
        return Compiled(evaluate: { (row) throws(EvaluationError) in .boolean(try !value(row).truth()) })
      }
      return Compiled(evaluate: { (row) throws(EvaluationError) in try CellArithmetic.negate(value(row)) })
    case .binary(let sign, let left, let right):
      return Compiled(evaluate: try binary(sign, compile(left).evaluate, compile(right).evaluate))
    case .call(let name, let arguments): return try call(name, arguments)
    }
  }

  private func path(_ names: [String]) throws -> Compiled {
    var (names, scope, levels) = (names[...], scope, 0)
    while names.first == "parent", let parent = scope.parent {
      (names, scope, levels) = (names.dropFirst(), parent, levels + 1)
    }
    guard let first = names.popFirst() else { throw error("parent", "parent.COLUMN") }
    if first == "number", scope.names["number"] == nil, names.isEmpty {
      return Compiled(evaluate: { (row) throws(EvaluationError) in
        .integer(try Self.ancestor(row, levels).number)
      })
    }
    guard let name = scope.names[first] else { throw error(first, "a column before this one", scope.order) }
    let slot = name.slot
    var evaluate: Evaluate =
      levels == 0
      ? { (row) throws(EvaluationError) in row.cells[slot] }
      : { (row) throws(EvaluationError) in try Self.ancestor(row, levels).cells[slot] }
    var table = name.table
    for member in names {
      guard let rows = table else { throw error(member, "no member: '\(first)' is no row of a table") }
      guard let column = rows.slots[member] else {
        throw error(member, "a column of \(rows.name)", rows.columns)
      }
      let row = evaluate
      evaluate = { (frame) throws(EvaluationError) in
        switch try row(frame) {
        case .row(let index) where index < rows.rows.count: rows.rows[index][column]
        case let other where other.isNull: .null
        case let other: throw other.expected("a row of \(rows.name)")
        }
      }
      table = rows.columnTables[column]
    }
    return Compiled(evaluate: evaluate, table: table)
  }

  private static func ancestor(_ frame: Frame, _ levels: Int) throws(EvaluationError) -> Frame {
    var frame = frame
    for _ in 0..<levels {
      guard let parent = frame.parent else {
        throw EvaluationError(found: "no parent", expected: "a row with a parent")
      }
      frame = parent
    }
    return frame
  }

  private func binary(_ sign: String, _ left: @escaping Evaluate, _ right: @escaping Evaluate) throws
    -> Evaluate
  {
    switch sign {
    case "or": { (r) throws(EvaluationError) in .boolean(try left(r).truth() ? true : right(r).truth()) }
    case "and": { (r) throws(EvaluationError) in .boolean(try left(r).truth() ? right(r).truth() : false) }
    case "==": { (r) throws(EvaluationError) in .boolean(try CellArithmetic.isEqual(left(r), right(r))) }
    case "!=": { (r) throws(EvaluationError) in .boolean(try !CellArithmetic.isEqual(left(r), right(r))) }
    case "<": Self.comparison(left, right) { $0 < 0 }
    case "<=": Self.comparison(left, right) { $0 <= 0 }
    case ">": Self.comparison(left, right) { $0 > 0 }
    case ">=": Self.comparison(left, right) { $0 >= 0 }
    case "+": { (r) throws(EvaluationError) in try CellArithmetic.add(left(r), right(r)) }
    case "-": { (r) throws(EvaluationError) in try CellArithmetic.add(left(r), right(r), sign: -1) }
    case "*": { (r) throws(EvaluationError) in try CellArithmetic.multiply(left(r), right(r)) }
    case "/": { (r) throws(EvaluationError) in try CellArithmetic.divide(left(r), right(r)) }
    case "%": { (r) throws(EvaluationError) in try CellArithmetic.remainder(left(r), right(r)) }
    default: throw error(sign, "an operator")
    }
  }

  /// False when one of the two is null.
  private static func comparison(
    _ left: @escaping Evaluate, _ right: @escaping Evaluate, _ holds: @escaping (Int) -> Bool
  ) -> Evaluate {
    { (row) throws(EvaluationError) in
      .boolean(try CellArithmetic.order(left(row), right(row)).map(holds) ?? false)
    }
  }
}
