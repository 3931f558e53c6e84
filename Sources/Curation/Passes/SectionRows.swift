import Domain

/// The rows kept of a section, from its second reading.
struct SectionRows: Sendable {
  /// By dataset of the source: the rows, then those of the arrays.
  var blocks: [[RowBlock]]
  var kept = 0
  var repaired = 0
  /// Rows of each array, of rows that are kept.
  var nestedKept: [Int]
  /// Rows whose deletion was asked for by another row of their key: what is told of them, and what stood in them.
  var deleted: [(told: QuarantinedRow, row: [Value])] = []
  var nestedDeleted: [Int]

  init(_ plan: SourcePlan) {
    blocks = plan.datasets.map { [RowBlock(columnCount: $0.columns.count)] }
    (nestedKept, nestedDeleted) = (plan.nested.map { _ in 0 }, plan.nested.map { _ in 0 })
  }
}

/// The second reading of a section, which makes its rows.
final class SectionWriter: RecordVisitor {
  let wanted: [WantedField]
  private let plan: SourcePlan
  private let file: String
  private let evaluator: RowEvaluator
  private let nestedRuns: [NestedRun]
  private let kept: RowSet
  private let deleted: [Int: String]
  private var row: Int
  private let lines: Int
  private var rows: SectionRows
  /// Rows kept that were handed on before.
  private var keptBefore = 0
  private let handOn: ((SectionRows) throws -> Void)?

  private init(
    _ plan: SourcePlan, _ judged: KeptRows.JudgedSection, of found: KeptRows, _ keys: KeyRegistry,
    _ limits: ReadingLimits, handOn: ((SectionRows) throws -> Void)?
  ) {
    (self.plan, lines, file, wanted) = (plan, judged.lines, judged.section.file.path, plan.wanted)
    (kept, deleted, row) = (found.rows, found.deleted, judged.rows.lowerBound - 1)
    evaluator = RowEvaluator(plan.plan) { keys.set($0) }
    nestedRuns = plan.nested.map { NestedRun($0, keys: keys, limits: limits) }
    evaluator.begin(captures: judged.section.file.captures)
    for run in nestedRuns { run.evaluator.begin(captures: judged.section.file.captures) }
    (rows, self.handOn) = (SectionRows(plan), handOn)
  }

  /// The rows of a section, or the rest of them that `handOn` has not been given.
  ///
  /// - Throws: `CurationError.changed` when it is not what it was.
  static func rows(
    of judged: KeptRows.JudgedSection, kept: KeptRows, _ plan: SourcePlan, keys: KeyRegistry,
    limits: ReadingLimits, handOn: ((SectionRows) throws -> Void)? = nil
  ) throws -> SectionRows {
    let writer = SectionWriter(plan, judged, of: kept, keys, limits, handOn: handOn)
    try judged.section.read(plan, limits, writer)
    guard writer.keptBefore + writer.rows.kept == kept.rows.count(in: judged.rows) else {
      throw CurationError.changed(file: judged.section.file.path)
    }
    return writer.rows
  }

  func wantsNext() -> Bool {
    row += 1
    return kept.contains(row) || !deleted.isEmpty && deleted[row] != nil
  }

  func record(_ record: RawRecord, _ fields: UnsafeMutableBufferPointer<Field>) throws {
    if let handOn, rows.blocks.contains(where: { $0.count > 1 }) {
      try handOn(rows)
      keptBefore += rows.kept
      rows = SectionRows(plan)
    }
    guard case .kept = evaluator.evaluate(fields, number: record.number) else { return }
    for run in nestedRuns where try run.read(fields, parent: evaluator.cells) != nil { return }
    if let rule = deleted[row] {
      let told = QuarantinedRow(
        deletedBy: rule, source: plan.declaration.name, file: file, line: record.line + lines)
      rows.deleted.append((told, evaluator.values()))
      for (array, run) in nestedRuns.enumerated() { rows.nestedDeleted[array] += run.rows.count }
      return
    }
    rows.kept += 1
    if evaluator.isRepaired { rows.repaired += 1 }
    append(to: 0) { block in for cell in evaluator.cells { block.append(cell) } }
    for (array, run) in nestedRuns.enumerated() {
      rows.nestedKept[array] += run.rows.count
      for row in run.rows {
        append(to: array + 1) { block in for value in row { block.append(Cell(value)) } }
      }
    }
  }

  @inline(__always)
  private func append(to dataset: Int, _ fill: (inout RowBlock) -> Void) {
    let last = rows.blocks[dataset].count - 1
    if rows.blocks[dataset][last].isFull {
      rows.blocks[dataset].append(RowBlock(columnCount: rows.blocks[dataset][last].columnCount))
      fill(&rows.blocks[dataset][last + 1])
    } else {
      fill(&rows.blocks[dataset][last])
    }
  }

  func unreadable(_ record: RawRecord, reason: String) {}
  func warn(_ text: String) {}
}

extension RowBlock {
  /// Appends a cell, a decimal of its column's scale.
  @inline(__always)
  fileprivate mutating func append(_ cell: Cell) {
    switch cell {
    case .null: appendNull()
    case .integer(let value): append(value)
    case .decimal(let value): append(value.units)
    case .real(let value): append(value)
    case .bytes(let text): append(text)
    case .text(var text): text.withUTF8 { append($0) }
    }
  }
}
