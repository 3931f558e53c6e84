import Domain

/// What the first reading of a section found.
struct SectionVerdict: Sendable {
  enum Event: Sendable {
    case quarantined(QuarantinedRow)
    /// A row that its rule asks to delete; its key, when it has one, goes to `deletedKeys`.
    case deleted([Value])
    case warning(CurationWarning)
  }

  /// The bytes that the records take, for a part of a file.
  var bytes = 0..<0
  /// Lines up to the end of the last record.
  var lines = 0
  /// Rows read, the unreadable ones too.
  var read = 0
  var quarantined = 0
  /// Records that could be taken apart, which `passing` numbers.
  var records = 0
  /// What is to be told, in the order of the file; lines count from 0 in a part.
  var events: [Event] = []

  /// The rows that pass every rule, by their number among `records`.
  var passing: [Int] = []
  /// Their keys, when the source has one.
  var keys = PackedKeys()
  /// The values that decide which row of a key wins, so many for each row.
  var ranks: [Value] = []
  /// Rows of their arrays, so many numbers for each row.
  var nested: [Int] = []
  /// Keys that a rule asks to delete, and the rules.
  var deletedKeys = PackedKeys()
  var deletingRules: [String] = []

  /// Rows beyond which a verdict is better handed on.
  static let fullRows = 65_536
}

/// The first reading of a section: which rows pass the rules, and what is said of the others.
final class SectionJudge: RecordVisitor {
  let wanted: [WantedField]
  private let plan: SourcePlan
  private let file: String
  private let evaluator: RowEvaluator
  private let nestedRuns: [NestedRun]
  /// Columns that decide which row of a key wins.
  private let ranking: [Int]
  private(set) var verdict = SectionVerdict()
  private let handOn: ((SectionVerdict) throws -> Void)?

  init(
    _ plan: SourcePlan, _ file: SourceFile, keys: KeyRegistry, limits: ReadingLimits,
    handOn: ((SectionVerdict) throws -> Void)?
  ) {
    self.handOn = handOn
    (self.plan, self.file, wanted, ranking) = (plan, file.path, plan.wanted, plan.ranking)
    evaluator = RowEvaluator(plan.plan) { keys.set($0) }
    nestedRuns = plan.nested.map { NestedRun($0, keys: keys, limits: limits) }
    evaluator.begin(captures: file.captures)
    for run in nestedRuns { run.evaluator.begin(captures: file.captures) }
  }

  /// The verdict on a section, or the rest of it that `handOn` has not been given.
  static func judge(
    _ section: Section, _ plan: SourcePlan, keys: KeyRegistry, limits: ReadingLimits,
    handOn: ((SectionVerdict) throws -> Void)? = nil
  ) throws -> SectionVerdict {
    let judge = SectionJudge(plan, section.file, keys: keys, limits: limits, handOn: handOn)
    let range = try section.read(plan, limits, judge)
    judge.verdict.bytes = range.bytes
    judge.verdict.lines = range.lines
    return judge.verdict
  }

  /// Judges JSON Lines that are in no file yet, as those of `file`.
  static func judge(
    _ lines: [UInt8], _ file: SourceFile, _ plan: SourcePlan, keys: KeyRegistry, limits: ReadingLimits
  ) throws -> SectionVerdict {
    let judge = SectionJudge(plan, file, keys: keys, limits: limits, handOn: nil)
    try JSONFileReader(limits: limits).readLines(.bytes(lines), judge)
    return judge.verdict
  }

  func unreadable(_ record: RawRecord, reason: String) {
    verdict.read += 1
    quarantine(plan.declaration.unreadable, reason, record)
  }

  func warn(_ text: String) {
    verdict.events.append(
      .warning(CurationWarning(source: plan.declaration.name, file: file, text: text)))
  }

  func record(_ record: RawRecord, _ fields: UnsafeMutableBufferPointer<Field>) throws {
    if let handOn, verdict.read >= SectionVerdict.fullRows {
      try handOn(verdict)
      verdict = SectionVerdict()
    }
    let number = verdict.records
    verdict.records += 1
    verdict.read += 1
    switch evaluator.evaluate(fields, number: record.number) {
    case .deleted(let rule):
      if !plan.key.isEmpty, verdict.deletedKeys.append(plan.key, of: evaluator.cells) {
        verdict.deletingRules.append(rule)
      }
      verdict.events.append(.deleted(evaluator.values()))
      verdict.quarantined += 1
      verdict.events.append(
        .quarantined(
          QuarantinedRow(deletedBy: rule, source: plan.declaration.name, file: file, line: record.line)))
    case .quarantined(let rule, let reason): quarantine(rule, reason, record)
    case .kept:
      for run in nestedRuns {
        if let fault = try run.read(fields, parent: evaluator.cells) {
          return quarantine(fault.rule, fault.reason, record)
        }
      }
      if !plan.key.isEmpty { _ = verdict.keys.append(plan.key, of: evaluator.cells) }
      for place in ranking {
        verdict.ranks.append(rank(evaluator.cells[place], plan.plan.columns[place].type))
      }
      for run in nestedRuns { verdict.nested.append(run.rows.count) }
      verdict.passing.append(number)
    }
  }

  /// A value in place of the cell that orders as it does, in less room.
  private func rank(_ cell: Cell, _ type: ColumnType) -> Value {
    guard type == .timestamp || type == .date,
      let moment = cell.withBytes({ $0.isEmpty ? nil : TimeParser.moment($0) }) ?? nil
    else { return cell.value }
    return .integer(Int64(moment.seconds))
  }

  private func quarantine(_ rule: String, _ reason: String, _ record: RawRecord) {
    verdict.quarantined += 1
    verdict.events.append(
      .quarantined(
        QuarantinedRow(
          source: plan.declaration.name, rule: rule, reason: reason, file: file, line: record.line,
          raw: record.raw(limit: QuarantinedRow.longestRaw))))
  }
}

extension QuarantinedRow {
  init(deletedBy rule: String, source: String, file: String, line: Int) {
    self.init(
      source: source, rule: rule, reason: "its deletion was asked for; nothing of it is kept", file: file,
      line: line, raw: [])
  }

  /// The same row, so many lines further down.
  func moved(lines: Int) -> QuarantinedRow {
    QuarantinedRow(source: source, rule: rule, reason: reason, file: file, line: line + lines, raw: raw)
  }
}
