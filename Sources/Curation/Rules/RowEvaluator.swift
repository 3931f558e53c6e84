import Domain

/// Makes one row after another by a plan; the cells are those of the last row.
final class RowEvaluator {
  enum Verdict {
    case kept
    case quarantined(rule: String, reason: String)
    /// The same, with nothing to be told of the row.
    case deleted(rule: String)
  }

  /// What a column needs most often, without a look at its declaration.
  private struct ColumnRead {
    /// Among the fields; -1 when the column is not read from one.
    var field: Int
    var type: ColumnType
    var isMapped: Bool
    /// Dates in another order, or marks for what is missing.
    var isWrittenOtherwise: Bool
    var isRequired: Bool
    var hasStandard: Bool
  }

  let plan: RowPlan
  let cells: UnsafeMutableBufferPointer<Cell>
  private let reads: UnsafeMutableBufferPointer<ColumnRead>
  private let columns: [RowPlan.PlannedColumn]
  private let deletions, quarantines: [Computation]
  private let repairs: [(column: Int, when: Computation, with: Computation)]
  private let formulas: [(column: Int, value: Computation)]
  private let references: [(column: Int, keys: KeySet)]
  /// Cells that come from the path of the file, by column.
  private var pathCells: [Int: Cell?] = [:]
  private var pending: [(column: Int, cell: Cell)] = []
  /// Of the last row: at least one value was repaired.
  private(set) var isRepaired = false
  /// Told of each column that a rule repairs.
  var onRepair: ((_ column: Int, _ rule: String) -> Void)?

  init(_ plan: RowPlan, keys: (ColumnDeclaration.Reference) -> KeySet) {
    self.plan = plan
    columns = plan.columns
    cells = .allocate(capacity: plan.columns.count)
    cells.initialize(repeating: .null)
    reads = .allocate(capacity: plan.columns.count)
    _ = reads.initialize(
      fromContentsOf: plan.columns.map { column in
        var place = -1
        if case .field(let field) = column.source { place = field }
        return ColumnRead(
          field: place, type: column.type, isMapped: column.isMapped,
          isWrittenOtherwise: column.written != nil || !column.missing.isEmpty,
          isRequired: column.required != nil, hasStandard: !column.standard.isNull)
      })
    deletions = plan.deletions.map(\.expression.computation)
    quarantines = plan.quarantines.map(\.expression.computation)
    repairs = plan.repairs.map { ($0.column, $0.when.computation, $0.with.computation) }
    formulas = plan.columns.enumerated().compactMap { index, column in
      if case .formula(let expression) = column.source { (index, expression.computation) } else { nil }
    }
    references = plan.references.map { ($0.column, keys($0.target)) }
  }

  deinit {
    cells.deinitialize()
    cells.deallocate()
    reads.deallocate()
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
    let place = reads[index].field
    guard place >= 0 else { return other(index, number: number, parent: parent) }
    let isWrittenOtherwise = reads[index].isWrittenOtherwise
    let read =
      isWrittenOtherwise
      ? writtenOtherwise(fields[place], columns[index])
      : CellReader.cell(fields[place], as: reads[index].type)
    guard let cell = read else { return nil }
    if cell.isNull { return reads[index].hasStandard ? columns[index].standard : .null }
    return reads[index].isMapped ? mapped(cell, columns[index].declaration) : cell
  }

  private func writtenOtherwise(_ field: Field, _ column: RowPlan.PlannedColumn) -> Cell? {
    if field.kind != .absent, column.missing.contains(where: { $0.elementsEqual(field.bytes) }) {
      return .null
    }
    guard let time = column.written, field.kind == .text else {
      return CellReader.cell(field, as: column.type)
    }
    return time.moment(field.bytes).map { .text(column.type == .date ? $0.date : $0.timestamp) }
  }

  /// A cell that does not come from a field.
  private func other(_ index: Int, number: Int, parent: UnsafeMutableBufferPointer<Cell>?) -> Cell? {
    switch columns[index].source {
    case .path: pathCells[index] ?? .null
    case .rowNumber: .integer(Int64(number))
    case .parent(let place): parent?[place] ?? .null
    case .field, .formula: .null
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
    for index in 0..<reads.count {
      if let cell = read(index, fields, number: number, parent: parent) {
        if fault == nil, reads[index].isRequired, cell.isNull { fault = index }
        cells[index] = cell
      } else {
        cells[index] = .null
        if columns[index].faultRule == nil {
          isRepaired = true
        } else if fault == nil {
          fault = index
        }
      }
    }
    for index in deletions.indices where deletions[index].isTrue(cells) {
      return .deleted(rule: plan.deletions[index].id)
    }
    if let fault { return self.fault(fault, fields) }
    for index in quarantines.indices where quarantines[index].isTrue(cells) {
      return .quarantined(rule: plan.quarantines[index].id, reason: reason(plan.quarantines[index]))
    }
    for index in references.indices where !references[index].keys.contains(cells[references[index].column]) {
      let (column, reference) = (references[index].column, plan.references[index])
      if cells[column].isNull { continue }
      return .quarantined(
        rule: reference.rule,
        reason: "\(columns[column].name): found '\(cells[column].value)', "
          + "expected a \(reference.target.column) among the rows kept of \(reference.target.source)")
    }
    if !repairs.isEmpty { repair() }
    for (column, value) in formulas {
      cells[column] = CellReader.fitted(value.cell(cells), to: columns[column].type)
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
    for index in repairs.indices where repairs[index].when.isTrue(cells) {
      let (column, with) = (repairs[index].column, repairs[index].with)
      if pending.contains(where: { $0.column == column }) { continue }
      pending.append((column, CellReader.fitted(with.cell(cells), to: columns[column].type)))
      onRepair?(column, plan.repairs[index].id)
    }
    if pending.isEmpty { return }
    defer { pending.removeAll(keepingCapacity: true) }
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
