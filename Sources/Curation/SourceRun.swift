import Domain

/// The reading of a source that gives its rows: rules are applied, rows of a key that occurs once go on at once,
/// the others wait until the winner is known.
final class SourceRun: RecordVisitor {
  /// The best row so far of a key that occurs more than once.
  private struct Held {
    var ordinal: Int
    var order: [Value]
    /// Nil where no more rows could be held: the winner is read again.
    var row: [Value]?
    var nested: [[[Value]]]
    var isRepaired: Bool
    var file: String
    var line: Int
  }

  let wanted: [WantedField]
  private let plan: SourcePlan
  private let evaluator: RowEvaluator
  private let nestedRuns: [NestedRun]
  private let limits: ReadingLimits
  private let sink: CurationSink
  private let report: (Int) -> Void
  private let repeated: RepeatedHashes?
  private let exports: [KeyExport]
  private(set) var counts: [SourceCount]

  private var file = ""
  private var ordinal = 0
  private var heldRows = 0
  private var held: [[Value]: Held] = [:]
  /// Keys that a deletion asks to forget, with its rule.
  private var deleted: [[Value]: String] = [:]
  /// The ordinals of the winners that are read again; nil in the first reading.
  private var winners: Set<Int>?

  init(
    _ plan: SourcePlan, repeated: RepeatedHashes?, keys: KeyRegistry, limits: ReadingLimits,
    sink: CurationSink, report: @escaping (Int) -> Void
  ) {
    (self.plan, self.repeated, self.limits, self.sink, self.report) = (plan, repeated, limits, sink, report)
    wanted = plan.wanted
    evaluator = RowEvaluator(plan.plan) { keys.set($0) }
    nestedRuns = plan.nested.map { NestedRun($0, keys: keys, limits: limits) }
    exports = keys.exports(of: plan)
    counts = ([plan.declaration.name] + plan.nested.map(\.declaration.name)).map { SourceCount(name: $0) }
  }

  func begin(_ file: SourceFile) {
    self.file = file.path
    evaluator.begin(captures: file.captures)
    for run in nestedRuns { run.evaluator.begin(captures: file.captures) }
  }

  /// True when winners must be read again; what was held is let go.
  var needsSecondReading: Bool { winners.map { !$0.isEmpty } ?? false }

  // MARK: - Records

  func unreadable(_ record: RawRecord, reason: String) throws {
    guard winners == nil else { return }
    counts[0].read += 1
    try quarantine(plan.declaration.unreadable, reason, record)
  }

  func warn(_ text: String) throws {
    guard winners == nil else { return }
    try sink.warn(CurationWarning(source: plan.declaration.name, file: file, text: text))
  }

  func record(_ record: RawRecord, _ fields: UnsafeMutableBufferPointer<Field>) throws {
    ordinal += 1
    if let winners {
      guard winners.contains(ordinal) else { return }
      _ = evaluator.evaluate(fields, number: record.number)
      for run in nestedRuns { _ = try run.read(fields, parent: evaluator.cells) }
      return try emit(evaluator.values(), nestedRuns.map(\.rows), isRepaired: evaluator.isRepaired)
    }
    counts[0].read += 1
    if counts[0].read % CurationProgress.interval == 0 { report(counts[0].read) }
    switch evaluator.evaluate(fields, number: record.number) {
    case .deleted(let rule):
      if let key = heldKey() { deleted[key] = rule }
      try sink.deleted(plan.dataset, evaluator.values())
      try quarantineDeleted(rule, file: file, line: record.line)
    case .quarantined(let rule, let reason): try quarantine(rule, reason, record)
    case .kept:
      for run in nestedRuns {
        if let fault = try run.read(fields, parent: evaluator.cells) {
          return try quarantine(fault.rule, fault.reason, record)
        }
      }
      for (index, run) in nestedRuns.enumerated() { counts[index + 1].read += run.rows.count }
      if let key = heldKey() {
        try hold(key, record)
      } else {
        try emit(evaluator.values(), nestedRuns.map(\.rows), isRepaired: evaluator.isRepaired)
      }
    }
  }

  private func quarantine(_ rule: String, _ reason: String, _ record: RawRecord) throws {
    counts[0].quarantined += 1
    try sink.quarantine(
      QuarantinedRow(
        source: plan.declaration.name, rule: rule, reason: reason, file: file, line: record.line,
        raw: record.raw(limit: QuarantinedRow.longestRaw)))
  }

  private func quarantineDeleted(_ rule: String, file: String, line: Int) throws {
    counts[0].quarantined += 1
    try sink.quarantine(
      QuarantinedRow(
        source: plan.declaration.name, rule: rule,
        reason: "its deletion was asked for; nothing of it is kept",
        file: file, line: line, raw: ""))
  }

  private func emit(_ row: [Value], _ nested: [[[Value]]], isRepaired: Bool) throws {
    counts[0].kept += 1
    if isRepaired { counts[0].repaired += 1 }
    for export in exports { export.add(row, nested) }
    try sink.row(plan.dataset, row)
    for (index, rows) in nested.enumerated() {
      counts[index + 1].kept += rows.count
      for row in rows { try sink.row(plan.nested[index].dataset, row) }
    }
  }

  // MARK: - Rows of one key

  /// The key of the last row, when it may occur more than once.
  private func heldKey() -> [Value]? {
    guard let repeated else { return nil }
    var hash: UInt64 = 0
    for place in plan.key { hash = CellHash.hash(hash, evaluator.cells[place]) }
    guard repeated.isRepeated(hash) else { return nil }
    return plan.key.map { evaluator.cells[$0].value }
  }

  private func hold(_ key: [Value], _ record: RawRecord) throws {
    let order = plan.wins.map { term -> Value in
      switch term {
      case .largest(let place), .smallest(let place): evaluator.cells[place].value
      case .first, .last: .null
      }
    }
    let last = held[key]
    if let last {
      let loser = isBetter(order, than: last.order) ? last.nested.map(\.count) : nestedRuns.map(\.rows.count)
      counts[0].superseded += 1
      for (index, count) in loser.enumerated() { counts[index + 1].superseded += count }
      guard isBetter(order, than: last.order) else { return }
      if last.row != nil { heldRows -= 1 }
    }
    let fits = heldRows < limits.mostHeldRows
    if fits { heldRows += 1 }
    held[key] = Held(
      ordinal: ordinal, order: order, row: fits ? evaluator.values() : nil, nested: nestedRuns.map(\.rows),
      isRepaired: evaluator.isRepaired, file: file, line: record.line)
  }

  /// True when a later row with `order` takes the place of one with `other`.
  private func isBetter(_ order: [Value], than other: [Value]) -> Bool {
    for (index, term) in plan.wins.enumerated() {
      switch term {
      case .last: return true
      case .first: return false
      case .largest, .smallest:
        let (new, old) = (Cell(order[index]), Cell(other[index]))
        if old.isNull, new.isNull { continue }
        if old.isNull || new.isNull { return old.isNull }
        guard let comparison = Expression.order(new, old), comparison != 0 else { continue }
        if case .largest = term { return comparison > 0 }
        return comparison < 0
      }
    }
    return true
  }

  /// Hands on the winners that are held, in the order they were read; those that are not are left for a second
  /// reading.
  func finishFirstReading() throws {
    var again = Set<Int>()
    for (key, winner) in held.sorted(by: { $0.value.ordinal < $1.value.ordinal }) {
      if let rule = deleted[key] {
        try quarantineDeleted(rule, file: winner.file, line: winner.line)
        if let row = winner.row { try sink.deleted(plan.dataset, row) }
        for (index, rows) in winner.nested.enumerated() { counts[index + 1].superseded += rows.count }
      } else if let row = winner.row {
        try emit(row, winner.nested, isRepaired: winner.isRepaired)
      } else {
        again.insert(winner.ordinal)
      }
    }
    (held, deleted, heldRows, ordinal, winners) = ([:], [:], 0, 0, again)
  }
}

extension Cell {
  init(_ value: Value) {
    switch value {
    case .null: self = .null
    case .integer(let value): self = .integer(value)
    case .decimal(let value): self = .decimal(value)
    case .real(let value): self = .real(value)
    case .text(let value): self = .text(value)
    }
  }
}
