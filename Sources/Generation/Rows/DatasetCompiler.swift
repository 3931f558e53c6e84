import Domain
import Foundation

/// Resolves the names of a spec: compiles datasets with their children, and makes tables and picks when asked.
final class DatasetCompiler {
  private let spec: GenerationSpec
  private let handWritten: URL
  private let orders: Int
  private let seed: UInt64
  private let faultFactor: Double
  private var tables: [String: RowTable] = [:]
  private var picks: [String: WeightedPick] = [:]
  private var roots: [String: DatasetPlan] = [:]
  /// Names of tables, picks and datasets being made, to refuse what needs itself.
  private var pending: Set<String> = []

  init(spec: GenerationSpec, handWritten: URL, orders: Int, seed: UInt64, faultFactor: Double) {
    (self.spec, self.handWritten, self.orders) = (spec, handWritten, orders)
    (self.seed, self.faultFactor) = (seed, faultFactor)
  }

  /// All datasets without a parent, in the order of the spec, with the files of each.
  func plans() throws -> [DatasetPlan] {
    let names = spec.datasets.map(\.name)
    try checkNames()
    for dataset in spec.datasets { try checkParents(of: dataset) }
    for file in spec.files where !names.contains(file.dataset) {
      throw file.path.place.error(found: file.dataset, expected: "a dataset", candidates: names)
    }
    for pick in spec.picks { _ = try self.pick(pick.name) }
    return try spec.datasets.filter { $0.parent == nil }.map { try root($0) }
  }

  /// Lists, tables, picks and datasets are picked from by name, so no two share one.
  private func checkNames() throws(PackError) {
    var seen = Set<String>()
    let named =
      spec.tables.map { ($0.name, $0.place) } + spec.picks.map { ($0.name, $0.place) }
      + spec.datasets.map { ($0.name, $0.place) }
    for (name, place) in named where !seen.insert(name).inserted {
      throw place.error(found: name, expected: "a name that no list, table, pick or dataset has")
    }
  }

  private func checkParents(of dataset: GenerationDataset) throws(PackError) {
    var (current, steps) = (dataset, 0)
    while let parent = current.parent {
      guard let next = spec.datasets.first(where: { $0.name == parent }) else {
        throw current.place.error(
          found: parent, expected: "a dataset as parent", candidates: spec.datasets.map(\.name))
      }
      steps += 1
      guard steps <= spec.datasets.count else {
        throw dataset.place.error(found: parent, expected: "a parent that is no descendant")
      }
      current = next
    }
  }

  private lazy var world = FormulaWorld(
    table: { [unowned self] name in try self.table(name) },
    pick: { [unowned self] name in try self.pick(name) },
    maps: Dictionary(spec.maps.map { ($0.name, $0) }) { first, _ in first },
    calendars: Dictionary(spec.calendars.map { ($0.name, CalendarProfile($0)) }) { first, _ in first },
    tableNames: spec.tables.map(\.name) + spec.datasets.map(\.name), pickNames: spec.picks.map(\.name))

  private func once<Made>(_ name: String, _ place: GenerationPlace, _ make: () throws -> Made) throws -> Made
  {
    guard pending.insert(name).inserted else {
      throw place.error(found: "'\(name)' in its own making", expected: "references in one direction only")
    }
    defer { pending.remove(name) }
    return try make()
  }

  // MARK: - Tables and picks

  private func table(_ name: String) throws -> RowTable? {
    if let made = tables[name] { return made }
    let table: RowTable
    if let declared = spec.tables.first(where: { $0.name == name }) {
      switch declared.content {
      case .list(let values): table = RowTable(name: name, list: values)
      case .csv(let text): table = try RowTable(name: name, csv: text, place: declared.place)
      case .handWritten(let path):
        let text: String
        do {
          text = try String(contentsOf: handWritten.appendingPathComponent(path), encoding: .utf8)
        } catch {
          throw GenerationError.unreadable(file: path, reason: "no UTF-8 text file")
        }
        table = try RowTable(name: name, csv: text, place: declared.place)
      }
    } else if let dataset = spec.datasets.first(where: { $0.name == name }) {
      table = try rows(of: dataset)
    } else {
      return nil
    }
    tables[name] = table
    return table
  }

  /// All rows of a dataset, as they are without faults.
  private func rows(of dataset: GenerationDataset) throws -> RowTable {
    var (path, top): ([String], GenerationDataset) = ([], dataset)
    while let parent = top.parent {
      path.append(top.name)
      guard path.count <= spec.datasets.count, let next = spec.datasets.first(where: { $0.name == parent })
      else { throw dataset.place.error(found: parent, expected: "a dataset as parent") }
      top = next
    }
    let root = try root(top)
    var rows: [[Cell]] = []
    func collect(_ frame: Frame, _ plan: DatasetPlan, _ depth: Int) {
      guard depth > 0 else { return rows.append(frame.cells) }
      for (index, child) in plan.children.enumerated() where child.declaration.name == path[depth - 1] {
        for row in frame.children[index] { collect(row, child, depth - 1) }
      }
    }
    for number in stride(from: 1, through: try root.count(orders: orders, limit: RowTable.mostRows), by: 1) {
      collect(try root.row(seed: seed, number: number), root, path.count)
      guard rows.count <= RowTable.mostRows else {
        throw GenerationError.tooManyRows(dataset: dataset.name, found: rows.count, limit: RowTable.mostRows)
      }
    }
    var (plan, scope) = (root, root.scope)
    for name in path.reversed() {
      guard let child = plan.children.first(where: { $0.declaration.name == name }) else { break }
      (plan, scope) = (child, child.scope)
    }
    return RowTable(
      name: dataset.name, columns: scope.order, rows: rows,
      columnTables: scope.order.map { scope.names[$0]?.table })
  }

  private func pick(_ name: String) throws -> WeightedPick? {
    if let made = picks[name] { return made }
    guard let declared = spec.picks.first(where: { $0.name == name }) else { return nil }
    let made = try once("pick \(name)", declared.place) { try weighted(declared) }
    picks[name] = made
    return made
  }

  private func weighted(_ declared: GenerationPick) throws -> WeightedPick {
    guard let table = try table(declared.table) else {
      throw declared.place.error(
        found: declared.table, expected: "a list, table or dataset", candidates: world.tableNames)
    }
    let combinations = declared.arguments.reduce(1) { min($0 * $1.range.count, WeightedPick.mostWeights) }
    guard !table.rows.isEmpty, combinations * table.rows.count <= WeightedPick.mostWeights else {
      throw declared.place.error(
        found: "\(table.rows.count) rows, \(combinations) combinations",
        expected: "1 to \(WeightedPick.mostWeights) weights")
    }
    let scope = Scope(parent: nil)
    for (column, rows) in zip(table.columns, table.columnTables) { scope.add(column, table: rows) }
    if table.isList { scope.add("weight") }
    for argument in declared.arguments { scope.add(argument.name) }
    let weight = try FormulaCompiler.compile(declared.weight, in: scope, of: world).evaluate
    let start = RandomKey.child(seed, RandomKey.hash(declared.name))
    var aliases: [AliasTable] = []
    for combination in 0..<combinations {
      var (rest, values): (Int, [Cell]) = (combination, [])
      for argument in declared.arguments.reversed() {
        values.insert(.integer(argument.range.lowerBound + rest % argument.range.count), at: 0)
        rest /= argument.range.count
      }
      var weights: [Double] = []
      for (index, row) in table.rows.enumerated() {
        let own = table.isList ? [.real(table.weights[index])] : [Cell]()
        let frame = Frame(
          cells: row + own + values, key: RandomKey.child(start, UInt64(index)), number: index + 1,
          parent: nil)
        let found: Cell
        do { found = try weight(frame) } catch {
          throw DatasetPlan.error(error, declared.weight, frame)
        }
        guard let number = try? found.real(), number >= 0, number.isFinite else {
          throw DatasetPlan.error(
            EvaluationError(found: found.text(), expected: "a weight of 0 or more"), declared.weight, frame)
        }
        weights.append(number)
      }
      guard weights.contains(where: { $0 > 0 }) else {
        let arguments = values.map { $0.text() }.joined(separator: ", ")
        throw declared.weight.place.error(
          found: "no weight above 0 for (\(arguments))", expected: "a row that can be picked")
      }
      aliases.append(AliasTable(weights))
    }
    return WeightedPick(table: table, ranges: declared.arguments.map(\.range), aliases: aliases)
  }

  // MARK: - Datasets

  private func root(_ dataset: GenerationDataset) throws -> DatasetPlan {
    if let made = roots[dataset.name] { return made }
    let plan = try once("dataset \(dataset.name)", dataset.place) {
      try compile(dataset, scope: Scope(parent: nil))
    }
    roots[dataset.name] = plan
    return plan
  }

  private func column(_ formula: GenerationFormula, _ scope: Scope) throws -> DatasetPlan.Column {
    .init(evaluate: try FormulaCompiler.compile(formula, in: scope, of: world).evaluate, formula: formula)
  }

  private func compile(_ dataset: GenerationDataset, scope: Scope) throws -> DatasetPlan {
    let rowScope = Scope(parent: scope.parent)
    if dataset.parent == nil { rowScope.add("orders") }
    let rowCount = try column(dataset.rows, rowScope)
    let nodes = try dataset.columns.map { try FormulaParser.parse($0.formula) }
    let early = nodes.firstIndex { $0.calls(FormulaCompiler.aggregates) } ?? nodes.count
    var columns: [DatasetPlan.Column] = []
    func add(_ index: Int) throws {
      let (name, formula) = dataset.columns[index]
      let compiled = try FormulaCompiler.compile(formula, in: scope, of: world)
      columns.append(.init(evaluate: compiled.evaluate, formula: formula))
      scope.add(name, table: compiled.table)
    }
    for index in 0..<early { try add(index) }
    var children: [DatasetPlan] = []
    for child in spec.datasets where child.parent == dataset.name {
      let plan = try once("dataset \(child.name)", child.place) {
        try compile(child, scope: Scope(parent: scope))
      }
      scope.children[child.name] = (children.count, plan.scope)
      children.append(plan)
    }
    for index in early..<nodes.count { try add(index) }
    let plan = try DatasetPlan(
      declaration: dataset, scope: scope, rowCount: rowCount, columns: columns,
      columnsBeforeChildren: early, children: children, faults: try changes(dataset.faults, dataset, scope),
      repeats: try changes(dataset.repeats, dataset, scope))
    for file in spec.files where file.dataset == dataset.name {
      plan.files.append(try RecordFile(file, scope: scope, world: world))
    }
    return plan
  }

  private func changes(
    _ declared: [GenerationDataset.Change], _ dataset: GenerationDataset, _ scope: Scope
  ) throws -> DatasetPlan.Changes {
    var changes = DatasetPlan.Changes()
    for change in declared {
      changes.bounds.append((changes.bounds.last ?? 0) + change.share * faultFactor)
      var set: [(slot: Int, column: DatasetPlan.Column)] = []
      for (name, formula) in change.set {
        guard let slot = scope.names[name]?.slot else {
          throw formula.place.error(found: name, expected: "a column", candidates: scope.order)
        }
        set.append((slot, try column(formula, scope)))
      }
      changes.sets.append(set)
    }
    if let sum = changes.bounds.last, sum > 1 {
      throw GenerationError.faultShares(dataset: dataset.name, sum: sum)
    }
    return changes
  }
}
