import Domain

/// What a section holds of one key.
struct TracedSection: Sendable {
  /// What the rules say, of these records alone.
  var verdict: SectionVerdict
  var records: [TracedRecord]
}

/// A record of a key, as it was read.
struct TracedRecord: Sendable {
  enum Outcome: Sendable {
    /// It passes every rule; the values that decide who wins.
    case passes(ranks: [Value])
    case quarantined(rule: String, reason: String)
    case deleted(rule: String)
  }

  let file: String
  /// 1-based; from 0 at the start of a part of a file.
  let line: Int
  let outcome: Outcome
  let fields: [Lineage.Field]
}

/// A reading of a section in which only the records of one key count: each goes to the reading that judges, and is
/// taken down beside.
final class KeyTrace: RecordVisitor {
  /// Records of one key at most.
  static let mostRecords = 10_000
  /// Bytes of a field that are told.
  private static let longestField = 1_000

  struct TooMany: Error {}

  let wanted: [WantedField]
  private let plan: SourcePlan
  private let file: SourceFile
  private let judge: SectionJudge
  private let evaluator: RowEvaluator
  private let key: [KeyValue]
  private var records: [TracedRecord] = []

  /// A part of a key in the form in which cells are compared.
  enum KeyValue: Sendable {
    case integer(Int64)
    case text([UInt8])

    /// - Returns: nil for what is no part of a key.
    init?(_ value: Value) {
      switch value {
      case .integer(let value): self = .integer(value)
      case .text(let text): self = .text(Array(text.utf8))
      case .null, .decimal, .real: return nil
      }
    }

    func equals(_ cell: Cell) -> Bool {
      switch (self, cell) {
      case (.integer(let value), .integer(let other)): value == other
      case (.text(let bytes), _): cell.withBytes { $0.elementsEqual(bytes) } ?? false
      default: false
      }
    }
  }

  private init(
    _ plan: SourcePlan, _ file: SourceFile, _ key: [KeyValue], keys: KeyRegistry, limits: ReadingLimits
  ) {
    (self.plan, self.file, self.key, wanted) = (plan, file, key, plan.wanted)
    judge = SectionJudge(plan, file, keys: keys, limits: limits, handOn: nil)
    evaluator = RowEvaluator(plan.plan) { keys.set($0) }
    evaluator.begin(captures: file.captures)
  }

  /// The records of a key in a section. `key` has a value for each column of the source's key.
  ///
  /// - Throws: `TooMany`, what reading throws.
  static func records(
    of key: [KeyValue], in section: Section, _ plan: SourcePlan, keys: KeyRegistry, limits: ReadingLimits
  ) throws -> TracedSection {
    let trace = KeyTrace(plan, section.file, key, keys: keys, limits: limits)
    let range = try section.read(plan, limits, trace)
    var verdict = trace.judge.verdict
    (verdict.bytes, verdict.lines) = (range.bytes, range.lines)
    return TracedSection(verdict: verdict, records: trace.records)
  }

  func record(_ record: RawRecord, _ fields: UnsafeMutableBufferPointer<Field>) throws {
    for (place, value) in zip(plan.key, key) {
      guard let cell = evaluator.read(place, fields, number: record.number, parent: nil), value.equals(cell)
      else { return }
    }
    guard records.count < Self.mostRecords else { throw TooMany() }
    let events = judge.verdict.events.count
    let passing = judge.verdict.passing.count
    try judge.record(record, fields)
    let outcome: TracedRecord.Outcome
    if judge.verdict.passing.count > passing {
      outcome = .passes(ranks: Array(judge.verdict.ranks.suffix(plan.ranking.count)))
    } else if case .quarantined(let row)? = judge.verdict.events.last {
      outcome =
        judge.verdict.events.count > events + 1
        ? .deleted(rule: row.rule) : .quarantined(rule: row.rule, reason: row.reason)
    } else {
      return
    }
    records.append(
      TracedRecord(
        file: file.name, line: record.line, outcome: outcome,
        fields: trace(record, fields, outcome)))
  }

  /// What each column was in the file, as it was read, and in the row; nothing of a record that is to be deleted.
  private func trace(
    _ record: RawRecord, _ fields: UnsafeMutableBufferPointer<Field>, _ outcome: TracedRecord.Outcome
  ) -> [Lineage.Field] {
    if case .deleted = outcome { return [] }
    var repairs: [Int: String] = [:]
    evaluator.onRepair = { column, rule in repairs[column] = rule }
    defer { evaluator.onRepair = nil }
    _ = evaluator.evaluate(fields, number: record.number)
    let values = evaluator.values()
    return plan.plan.columns.enumerated().map { index, column in
      var (raw, read): (String?, Value) = (nil, values[index])
      var isUnreadable = false
      if case .formula = column.source {
      } else {
        let cell = evaluator.read(index, fields, number: record.number, parent: nil)
        (read, isUnreadable) = (cell?.value ?? .null, cell == nil)
      }
      if case .field(let place) = column.source, fields[place].kind != .absent {
        raw = String(decoding: fields[place].bytes.prefix(Self.longestField), as: UTF8.self)
      }
      return Lineage.Field(
        column: column.name, raw: raw, read: read, isUnreadable: isUnreadable, value: values[index],
        rule: repairs[index])
    }
  }

  func unreadable(_ record: RawRecord, reason: String) {}
  func warn(_ text: String) {}
}
