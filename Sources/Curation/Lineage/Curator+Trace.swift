package import Domain

extension Curator {
  /// Records of one key that can be told at most.
  package static let mostTraced = KeyTrace.mostRecords

  /// A source whose records a dataset is made of.
  package struct Traceable: Sendable {
    package let source: String
    /// The columns of its key; of an array, those of the record that holds it.
    package let key: [Column]
    /// The dataset of the records themselves.
    package let dataset: Dataset
  }

  /// The source behind a dataset; nil when none is.
  package func traceable(_ dataset: String) -> Traceable? {
    guard let plan = plan(making: dataset), let own = plan.datasets.first else { return nil }
    return Traceable(
      source: plan.declaration.name, key: plan.key.map { own.columns[$0] }, dataset: own)
  }

  /// Whether a file of this path, relative to its data folder, feeds a source.
  package func feeds(_ source: String, path: String) -> Bool {
    guard let plan = plans.first(where: { $0.declaration.name == source }) else { return false }
    let unpacked = path.hasSuffix(".gz") ? String(path.dropLast(3)) : path
    return plan.patterns.contains { $0.match(path) != nil || $0.match(unpacked) != nil }
  }

  /// The value of a key's column that a text says, spelled as rows have it; nil for what cannot be one.
  package func keyValue(_ text: String, of column: String, source: String) -> Value? {
    guard let plan = plans.first(where: { $0.declaration.name == source }),
      let planned = plan.plan.columns.first(where: { $0.name == column }),
      let cell = CellReader.cell(text, as: planned.type), !cell.isNull
    else { return nil }
    return cell.value
  }

  /// Every record of a key in the files of a source, in the order in which they are read, with what becomes of it: the
  /// files are read and judged as a rebuild does, but for all other keys.
  ///
  /// `values` gives what the source may refer to. O(bytes of the files), on all cores.
  /// - Returns: nil when there are more than can be told.
  /// - Throws: `CurationError`, what `values` throws.
  package func trace(
    _ key: [Value], of source: String, _ inputs: CurationInputs, values: RecordCheck.Values
  ) throws -> [Lineage.Record]? {
    guard let index = plans.firstIndex(where: { $0.declaration.name == source }) else { return [] }
    let (plan, wanted) = (plans[index], key.compactMap(KeyTrace.KeyValue.init))
    guard wanted.count == plan.key.count, !wanted.isEmpty else { return [] }
    let keys = KeyRegistry(targets[index])
    for target in Set(targets[index]) {
      let set = keys.set(target)
      try values(target.source, target.column) { set.insert($0) }
    }
    let sections = try inputs.files[index].flatMap {
      try Section.sections(of: $0, plan: plan, limits: limits)
    }
    var judgement = SourceJudgement(plan, sink: CurationSink(rows: { _, _ in }, quarantine: { _ in }))
    var found: [TracedRecord] = []
    do {
      try OrderedWork.run(sections.count, threads: threads) { [limits] index in
        try KeyTrace.records(of: wanted, in: sections[index], plan, keys: keys, limits: limits)
      } take: { index, traced in
        var (section, traced) = (sections[index], traced)
        if let exact = section.beginning(at: judgement.start(of: section), not: traced.verdict.bytes) {
          section = exact
          traced = try KeyTrace.records(of: wanted, in: section, plan, keys: keys, limits: limits)
        }
        try judgement.add(traced.verdict, of: section)
        let lines = judgement.kept.sections.last?.lines ?? 0
        found += traced.records.map {
          TracedRecord(file: $0.file, line: $0.line + lines, outcome: $0.outcome, fields: $0.fields)
        }
        if found.count > KeyTrace.mostRecords { throw KeyTrace.TooMany() }
      }
    } catch is KeyTrace.TooMany {
      return nil
    }
    judgement.finish()
    return SourceTrace(plan, found, judgement.kept).records
  }

  private func plan(making dataset: String) -> SourcePlan? {
    plans.first { plan in plan.datasets.contains { $0.name == dataset } }
  }
}

/// The records of one key, each with what became of it.
private struct SourceTrace {
  let records: [Lineage.Record]

  /// `found` are all records that `kept` numbers.
  init(_ plan: SourcePlan, _ found: [TracedRecord], _ kept: KeptRows) {
    let winner = found.indices.first { kept.rows.contains($0) }
    let isDeleted =
      !kept.deleted.isEmpty || found.contains { if case .deleted = $0.outcome { true } else { false } }
    records = found.enumerated().map { number, record in
      let fate: Lineage.Fate
      switch record.outcome {
      case .quarantined(let rule, let reason):
        // A reason quotes values.
        fate = .quarantined(rule: rule, reason: isDeleted ? "" : reason)
      case .deleted(let rule): fate = .deleted(rule: rule)
      case .passes(let ranks):
        if let rule = kept.deleted[number] {
          fate = .deleted(rule: rule)
        } else if number == winner {
          fate = .kept
        } else if let winner, case .passes(let others) = found[winner].outcome {
          let by = SourceJudgement.comparison(
            plan.wins, number > winner ? ranks : others, 0, with: number > winner ? others : ranks, 0
          ).by
          fate = .superseded(isDeleted ? .readLater : Self.reason(by, plan, found, number, against: winner))
        } else {
          fate = .superseded(.readLater)
        }
      }
      return Lineage.Record(
        file: record.file, line: record.line, fate: fate, fields: isDeleted ? [] : record.fields)
    }
  }

  /// Why a record loses, decided `by` a term or by the order of reading. Values are those of the rows, if they are told.
  private static func reason(
    _ by: SourcePlan.Precedence?, _ plan: SourcePlan, _ found: [TracedRecord], _ number: Int,
    against winner: Int
  ) -> Lineage.Reason {
    func value(_ column: Int, of number: Int) -> Value {
      found[number].fields.indices.contains(column) ? found[number].fields[column].value : .null
    }
    switch by {
    case .largest(let column):
      return .larger(
        column: plan.plan.columns[column].name, own: value(column, of: number),
        kept: value(column, of: winner))
    case .smallest(let column):
      return .smaller(
        column: plan.plan.columns[column].name, own: value(column, of: number),
        kept: value(column, of: winner))
    case .first, .last, nil: return number > winner ? .readEarlier : .readLater
    }
  }
}
