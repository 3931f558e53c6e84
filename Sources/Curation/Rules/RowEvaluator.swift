import Domain

/// Makes one row after another by a plan; the cells are those of the last row.
final class RowEvaluator {
  enum Verdict {
    case kept
    case quarantined(rule: String, reason: String)
    /// The same, with nothing to be told of the row.
    case deleted(rule: String)
  }

  let plan: RowPlan
  let cells: UnsafeMutableBufferPointer<Cell>
  private let columns: UnsafeMutableBufferPointer<RowPlan.PlannedColumn>
  private let references: [(column: Int, keys: KeySet, reference: RowPlan.Reference)]
  /// Cells that come from the path of the file, by column.
  private var pathCells: [Int: Cell?] = [:]
  private var pending: [(column: Int, cell: Cell)] = []
  /// Of the last row: at least one value was repaired.
  private(set) var isRepaired = false

  init(_ plan: RowPlan, keys: (ColumnDeclaration.Reference) -> KeySet) {
    self.plan = plan
    cells = .allocate(capacity: plan.columns.count)
    cells.initialize(repeating: .null)
    columns = .allocate(capacity: plan.columns.count)
    _ = columns.initialize(fromContentsOf: plan.columns)
    references = plan.references.map { ($0.column, keys($0.target), $0) }
  }

  deinit {
    cells.deinitialize()
    cells.deallocate()
    columns.deinitialize()
    columns.deallocate()
  }

  /// Goes on to another file.
  func begin(captures: [String: String]) {
    pathCells = [:]
    for (index, column) in plan.columns.enumerated() {
      guard case .path(let name) = column.source else { continue }
      guard let text = captures[name] else {
        pathCells[index] = .some(.null)
        continue
      }
      let cell = CellReader.cell(text, as: column.type)
      pathCells[index] = .some(column.isMapped ? cell.flatMap { mapped($0, column.declaration) } : cell)
    }
  }

  /// Reads one cell; nil when it is unreadable.
  @inline(__always)
  func read(
    _ index: Int, _ fields: UnsafeMutableBufferPointer<Field>, number: Int,
    parent: UnsafeMutableBufferPointer<Cell>?
  ) -> Cell? {
    switch columns[index].source {
    case .field(let place):
      guard let cell = CellReader.cell(fields[place], as: columns[index].type) else { return nil }
      if cell.isNull { return columns[index].standard }
      return columns[index].isMapped ? mapped(cell, columns[index].declaration) : cell
    case .path: return pathCells[index] ?? .null
    case .rowNumber: return .integer(Int64(number))
    case .parent(let place): return parent?[place] ?? .null
    case .formula: return .null
    }
  }

  private func mapped(_ cell: Cell, _ column: ColumnDeclaration) -> Cell? {
    guard var text = cell.string else { return cell }
    text = column.replacements[text] ?? text
    switch column.letters {
    case .upper: text = text.uppercased()
    case .lower: text = text.lowercased()
    case .words: text = Self.words(text)
    case nil: break
    }
    return column.values.isEmpty || column.values.contains(text) ? .text(text) : nil
  }

  /// "North Valley" for "NorthValley".
  private static func words(_ text: String) -> String {
    var words = ""
    for character in text {
      if character.isUppercase, words.last?.isLowercase == true { words.append(" ") }
      words.append(character)
    }
    return words
  }

  /// Reads the row, then applies in this order: deletions, values that are missing or unreadable, quarantines,
  /// references, repairs (each from the values as read), formulas.
  func evaluate(
    _ fields: UnsafeMutableBufferPointer<Field>, number: Int,
    parent: UnsafeMutableBufferPointer<Cell>? = nil
  ) -> Verdict {
    isRepaired = false
    var fault: Int?
    for index in 0..<columns.count {
      if let cell = read(index, fields, number: number, parent: parent) {
        cells[index] = cell
        if fault == nil, cell.isNull, columns[index].required != nil { fault = index }
      } else {
        cells[index] = .null
        if columns[index].faultRule == nil {
          isRepaired = true
        } else if fault == nil {
          fault = index
        }
      }
    }
    for rule in plan.deletions where rule.expression.isTrue(cells) { return .deleted(rule: rule.id) }
    if let fault { return self.fault(fault, fields) }
    for rule in plan.quarantines where rule.expression.isTrue(cells) {
      return .quarantined(rule: rule.id, reason: reason(rule))
    }
    for (column, keys, reference) in references where !keys.contains(cells[column]) {
      if cells[column].isNull { continue }
      return .quarantined(
        rule: reference.rule,
        reason: "\(columns[column].name): found '\(cells[column].value)', "
          + "expected a \(reference.target.column) among the rows kept of \(reference.target.source)")
    }
    if !plan.repairs.isEmpty { repair() }
    for index in 0..<columns.count {
      if case .formula(let expression) = columns[index].source {
        cells[index] = CellReader.fitted(expression.cell(cells), to: columns[index].type)
      }
    }
    return .kept
  }

  private func fault(_ index: Int, _ fields: UnsafeMutableBufferPointer<Field>) -> Verdict {
    let column = columns[index]
    var found = "nothing"
    if case .field(let place) = column.source, fields[place].kind != .absent {
      found = "'\(fields[place].shown)'"
    }
    let isMissing = found == "nothing"
    let rule = (isMissing ? column.required : column.faultRule) ?? SourceDeclaration.generalRule
    let values = column.declaration.values
    let expected = values.isEmpty ? column.type.words : values.joined(separator: ", ")
    return .quarantined(rule: rule, reason: "\(column.name): found \(found), expected \(expected)")
  }

  private func reason(_ rule: RowPlan.Condition) -> String {
    let found = rule.expression.columns.map { "\(columns[$0].name) \(shown(cells[$0]))" }
    return "found \(found.joined(separator: ", ")), expected not: \(rule.text)"
      + (rule.because.map { " (\($0))" } ?? "")
  }

  private func shown(_ cell: Cell) -> String {
    cell.isNull ? "NULL" : "'\(cell.value.description.prefix(80))'"
  }

  private func repair() {
    pending.removeAll(keepingCapacity: true)
    for repair in plan.repairs where repair.when.isTrue(cells) {
      if pending.contains(where: { $0.column == repair.column }) { continue }
      pending.append(
        (repair.column, CellReader.fitted(repair.with.cell(cells), to: columns[repair.column].type)))
    }
    for (column, cell) in pending {
      let isSame = cells[column].isNull ? cell.isNull : Expression.order(cells[column], cell) == 0
      if !isSame { isRepaired = true }
      cells[column] = cell
    }
  }

  /// The row as values.
  func values() -> [Value] {
    [Value](unsafeUninitializedCapacity: cells.count) { values, count in
      for index in 0..<cells.count {
        values.initializeElement(at: index, to: cells[index].value)
        count = index + 1
      }
    }
  }
}
