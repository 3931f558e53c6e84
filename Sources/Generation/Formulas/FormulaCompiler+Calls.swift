import Domain

extension FormulaCompiler {
  private static let special = [
    "if", "coalesce", "choose", "pick", "row", "position", "lookup", "draw", "sum", "count",
  ]

  mutating func call(_ name: String, _ arguments: [FormulaNode]) throws -> Compiled {
    switch name {
    case "if": return try condition(arguments)
    case "coalesce": return try coalesce(arguments)
    case "choose": return try choose(arguments)
    case "pick": return try pick(arguments)
    case "row": return try row(arguments)
    case "position":
      let value = try compile(try only(arguments, of: name)).evaluate
      return Compiled(evaluate: { (frame) throws(EvaluationError) in
        guard case .row(let index) = try value(frame) else { throw try value(frame).expected("a row") }
        return .integer(index + 1)
      })
    case "lookup": return try lookup(arguments)
    case "draw": return try draw(arguments)
    case "sum", "count": return try aggregate(name, arguments)
    default: break
    }
    guard let function = FormulaFunction.all[name] else {
      throw error(name, "a function", Self.special + FormulaFunction.all.keys.sorted())
    }
    guard function.arguments.contains(arguments.count) else {
      let range = function.arguments
      let expected = range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
      throw error("\(arguments.count) arguments of \(name)", "\(expected) arguments")
    }
    let site = nextSite()
    var values: [Evaluate] = []
    for argument in arguments { values.append(try compile(argument).evaluate) }
    return Compiled(evaluate: function.make(values, site))
  }

  /// A number of its own for each random call of each formula.
  private mutating func nextSite() -> UInt64 {
    sites += 1
    return RandomKey.child(RandomKey.hash(formula.place.name), sites)
  }

  private func only(_ arguments: [FormulaNode], of name: String) throws -> FormulaNode {
    guard let first = arguments.first, arguments.count == 1 else {
      throw error("\(arguments.count) arguments of \(name)", "1 argument")
    }
    return first
  }

  /// The first argument, a bare name.
  private func name(_ arguments: [FormulaNode], of function: String, what: String) throws -> String {
    guard case .path(let names) = arguments.first, names.count == 1 else {
      throw error("\(function) without a name", "the name of \(what) as its first argument")
    }
    return names[0]
  }

  private mutating func compileAll(_ nodes: some Sequence<FormulaNode>) throws -> [Compiled] {
    var compiled: [Compiled] = []
    for node in nodes { compiled.append(try compile(node)) }
    return compiled
  }

  /// The table all branches agree on.
  private func common(_ branches: [Compiled]) -> RowTable? {
    let tables = branches.compactMap(\.table)
    return tables.allSatisfy { $0 === tables.first } ? tables.first : nil
  }

  /// `if(condition, value, …, otherwise)`: the value after the first condition that holds.
  private mutating func condition(_ arguments: [FormulaNode]) throws -> Compiled {
    guard arguments.count >= 3, arguments.count % 2 == 1 else {
      throw error("\(arguments.count) arguments of if", "conditions with their values, then another value")
    }
    let parts = try compileAll(arguments)
    let values = parts.enumerated().filter { $0.offset % 2 == 1 || $0.offset == parts.count - 1 }
    let evaluates = parts.map(\.evaluate)
    return Compiled(
      evaluate: { (frame) throws(EvaluationError) in
        var index = 0
        while index + 1 < evaluates.count {
          if try evaluates[index](frame).truth() { return try evaluates[index + 1](frame) }
          index += 2
        }
        return try evaluates[index](frame)
      }, table: common(values.map(\.element)))
  }

  private mutating func coalesce(_ arguments: [FormulaNode]) throws -> Compiled {
    let parts = try compileAll(arguments)
    let evaluates = parts.map(\.evaluate)
    return Compiled(
      evaluate: { (frame) throws(EvaluationError) in
        for evaluate in evaluates {
          let cell = try evaluate(frame)
          if !cell.isNull { return cell }
        }
        return .null
      }, table: common(parts))
  }

  /// `choose(weight, value, weight, value, …)`: one of the values; the weights are numbers.
  private mutating func choose(_ arguments: [FormulaNode]) throws -> Compiled {
    let site = nextSite()
    var bounds: [Double] = []
    var branches: [Compiled] = []
    for index in stride(from: 0, to: arguments.count - 1, by: 2) {
      guard case .literal(let cell) = arguments[index], let weight = try? cell.real() else {
        throw error("choose without a weight", "numbers as weights before the values")
      }
      bounds.append((bounds.last ?? 0) + weight)
      branches.append(try compile(arguments[index + 1]))
    }
    guard let sum = bounds.last, sum > 0, arguments.count % 2 == 0 else {
      throw error("\(arguments.count) arguments of choose", "weights with their values")
    }
    let evaluates = branches.map(\.evaluate)
    return Compiled(
      evaluate: { (frame) throws(EvaluationError) in
        let point = RandomKey.unit(RandomKey.child(frame.key, site)) * sum
        let index = bounds.firstIndex { point < $0 } ?? bounds.count - 1
        return try evaluates[index](frame)
      }, table: common(branches))
  }

  /// `pick(name, argument, …)`: a row of a table or dataset, or a value of a list.
  private mutating func pick(_ arguments: [FormulaNode]) throws -> Compiled {
    let name = try name(arguments, of: "pick", what: "a pick, list, table or dataset")
    let site = nextSite()
    let pick: WeightedPick
    if let declared = try world.pick(name) {
      pick = declared
    } else if let table = try world.table(name) {
      guard !table.rows.isEmpty else { throw error("\(name) without rows", "a table with rows") }
      pick = WeightedPick(table: table, ranges: [], aliases: [AliasTable(table.weights)])
    } else {
      throw error(name, "a pick, list, table or dataset", world.pickNames + world.tableNames)
    }
    guard arguments.count - 1 == pick.ranges.count else {
      throw error("\(arguments.count - 1) arguments of \(name)", "\(pick.ranges.count) arguments")
    }
    let values = try compileAll(arguments.dropFirst()).map(\.evaluate)
    let (ranges, aliases, table) = (pick.ranges, pick.aliases, pick.table)
    return Compiled(
      evaluate: { (frame) throws(EvaluationError) in
        var combination = 0
        for (value, range) in zip(values, ranges) {
          let bounded = min(max(try value(frame).integer(), range.lowerBound), range.upperBound)
          combination = combination * range.count + bounded - range.lowerBound
        }
        let index = aliases[combination].index(RandomKey.child(frame.key, site))
        return table.isList ? table.rows[index][0] : .row(index)
      }, table: table.isList ? nil : table)
  }

  /// `row(table, position)`: the row at a position from 1; null outside of the table.
  private mutating func row(_ arguments: [FormulaNode]) throws -> Compiled {
    let name = try name(arguments, of: "row", what: "a table or dataset")
    guard let table = try world.table(name) else {
      throw error(name, "a table or dataset", world.tableNames)
    }
    let position = try compile(try only(Array(arguments.dropFirst()), of: "row after the table")).evaluate
    return Compiled(
      evaluate: { (frame) throws(EvaluationError) in
        let number = try position(frame).integer()
        guard number >= 1, number <= table.rows.count else { return .null }
        return table.isList ? table.rows[number - 1][0] : .row(number - 1)
      }, table: table.isList ? nil : table)
  }

  /// `lookup(map, key, …)`: the entry, that of `*` in place of keys not named, or null.
  private mutating func lookup(_ arguments: [FormulaNode]) throws -> Compiled {
    let name = try name(arguments, of: "lookup", what: "a map")
    guard let map = world.maps[name] else { throw error(name, "a map", world.maps.keys.sorted()) }
    let keys = try compileAll(arguments.dropFirst()).map(\.evaluate)
    let entries = map.entries.mapValues(RowTable.listValue)
    let separator = String(GenerationMap.separator)
    // Which keys are replaced by "*", the fewest first and the last ones before the first ones.
    let masks = (0..<(1 << min(keys.count, 4))).sorted { $0.nonzeroBitCount < $1.nonzeroBitCount }
    return Compiled(evaluate: { (frame) throws(EvaluationError) in
      var names: [String] = []
      for key in keys { names.append(try key(frame).text()) }
      for mask in masks {
        let path = names.enumerated().map {
          mask & (1 << (names.count - 1 - $0.offset)) != 0 ? "*" : $0.element
        }
        if let entry = entries[path.joined(separator: separator)] { return entry }
      }
      return .null
    })
  }

  private mutating func draw(_ arguments: [FormulaNode]) throws -> Compiled {
    let name = try name(arguments, of: "draw", what: "a calendar")
    guard let profile = world.calendars[name] else {
      throw error(name, "a calendar", world.calendars.keys.sorted())
    }
    let site = nextSite()
    return Compiled(evaluate: { (frame) throws(EvaluationError) in
      .moment(profile.moment(RandomKey.child(frame.key, site)))
    })
  }

  /// `sum(children.column)` and `count(children)`.
  private func aggregate(_ function: String, _ arguments: [FormulaNode]) throws -> Compiled {
    guard case .path(let names) = try only(arguments, of: function),
      names.count == (function == "sum" ? 2 : 1)
    else { throw error(function, function == "sum" ? "sum(CHILDREN.COLUMN)" : "count(CHILDREN)") }
    guard let child = scope.children[names[0]] else {
      throw error(names[0], "a dataset with this one as its parent", scope.children.keys.sorted())
    }
    let index = child.index
    if function == "count" {
      return Compiled(evaluate: { (frame) throws(EvaluationError) in .integer(frame.children[index].count) })
    }
    guard let slot = child.scope.names[names[1]]?.slot else {
      throw error(names[1], "a column of \(names[0])", child.scope.order)
    }
    return Compiled(evaluate: { (frame) throws(EvaluationError) in
      var sum = Cell.integer(0)
      for row in frame.children[index] { sum = try CellArithmetic.add(sum, row.cells[slot]) }
      return sum
    })
  }
}
