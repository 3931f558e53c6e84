import Domain

/// The rows of a source that are kept, by their numbers from 0 through all its sections.
struct KeptRows: Sendable {
  var rows = RowSet()
  /// Rows that would be kept, were not their key one that a rule asks to delete; with the rule.
  var deleted: [Int: String] = [:]
  var sections: [JudgedSection] = []

  var isEmpty: Bool { sections.isEmpty }

  /// A section as it was read.
  struct JudgedSection: Sendable {
    let section: Section
    /// The lines of its file before it.
    let lines: Int
    /// Its rows.
    var rows: Range<Int>
  }

  /// The sections that hold rows of use.
  var sectionsToRead: [JudgedSection] {
    sections.filter { section in section.rows.contains { rows.contains($0) || deleted[$0] != nil } }
  }
}

/// Which rows of a source are kept, found section by section: of the rows of one key, the winner.
///
/// Takes 13 to 27 bytes a key beside the key itself.
struct SourceJudgement {
  private let plan: SourcePlan
  private let sink: CurationSink
  private(set) var counts: [SourceCount]
  private(set) var kept = KeptRows()

  private var table = KeyTable()
  /// Of the row that holds a key, by entry.
  private var ranks: [Value] = []
  /// Rows of the arrays of each row, where there are arrays.
  private var nested: [Int: [Int]] = [:]
  /// The line that the next section of the file begins on.
  private var nextLine = 0
  private var deletedKeys: [(keys: PackedKeys, rules: [String])] = []

  init(_ plan: SourcePlan, sink: CurationSink) {
    (self.plan, self.sink) = (plan, sink)
    counts = ([plan.declaration.name] + plan.nested.map(\.declaration.name)).map { SourceCount(name: $0) }
  }

  /// Where the records of `section` have to start, as far as the sections before tell.
  func start(of section: Section) -> Int? {
    guard let part = kept.sections.last?.section.part, section.part?.isExact == false else { return nil }
    return part.bytes.upperBound
  }

  /// Takes the next section in, or more of the last one.
  mutating func add(_ verdict: SectionVerdict, of section: Section, isMore: Bool = false) throws {
    let first = kept.sections.last?.rows.upperBound ?? 0
    let rows = first..<(first + verdict.records)
    if isMore, let last = kept.sections.popLast() {
      kept.sections.append(
        KeptRows.JudgedSection(
          section: last.section, lines: last.lines, rows: last.rows.lowerBound..<rows.upperBound))
    } else {
      kept.sections.append(judged(verdict, section, rows))
    }
    let lines = kept.sections.last?.lines ?? 0
    counts[0].read += verdict.read
    counts[0].quarantined += verdict.quarantined
    for event in verdict.events {
      switch event {
      case .quarantined(let row): try sink.quarantine(row.moved(lines: lines))
      case .deleted(let row): try sink.deleted(plan.dataset, row)
      case .warning(let warning): try sink.warn(warning)
      }
    }
    if verdict.deletedKeys.count > 0 { deletedKeys.append((verdict.deletedKeys, verdict.deletingRules)) }
    let width = plan.nested.count
    for index in verdict.passing.indices {
      let row = first + Int(verdict.passing[index])
      if width > 0 {
        let sizes = Array(verdict.nested[(index * width)..<((index + 1) * width)])
        for (array, size) in sizes.enumerated() { counts[array + 1].read += size }
        nested[row] = sizes
      }
      if plan.key.isEmpty { kept.rows.insert(row) } else { contend(row, index, verdict) }
    }
  }

  private mutating func judged(
    _ verdict: SectionVerdict, _ section: Section, _ rows: Range<Int>
  ) -> KeptRows.JudgedSection {
    var section = section
    var lines = 0
    if let part = section.part {
      lines = part.lines > 0 ? 1 + part.lines : nextLine
      section.part?.bytes = verdict.bytes
      section.part?.isExact = true
      nextLine = lines + verdict.lines
    }
    return KeptRows.JudgedSection(section: section, lines: lines, rows: rows)
  }

  /// Gives the row its key, or keeps the one that has it.
  @inline(__always)
  private mutating func contend(_ row: Int, _ index: Int, _ verdict: borrowing SectionVerdict) {
    let (entry, isNew) = verdict.keys.withKey(index) {
      table.insert($0, hash: verdict.keys.hashes[index], row: row)
    }
    let width = plan.ranking.count
    if isNew {
      kept.rows.insert(row)
      for offset in 0..<width { ranks.append(verdict.ranks[index * width + offset]) }
      return
    }
    counts[0].superseded += 1
    let wins = Self.comparison(plan.wins, verdict.ranks, index * width, with: ranks, entry * width).isBetter
    let loser = wins ? table.rows[entry] : row
    if let sizes = nested[loser] {
      for (array, size) in sizes.enumerated() { counts[array + 1].superseded += size }
    }
    guard wins else { return }
    kept.rows.remove(loser)
    kept.rows.insert(row)
    table.setRow(row, of: entry)
    for offset in 0..<width { ranks[entry * width + offset] = verdict.ranks[index * width + offset] }
  }

  /// Whether a later row takes the place of an earlier one, by their ranks from an index on, and the term that decides; none
  /// where no term does.
  @inline(__always)
  static func comparison(
    _ wins: [SourcePlan.Precedence], _ new: [Value], _ newStart: Int, with old: [Value], _ oldStart: Int
  ) -> (isBetter: Bool, by: SourcePlan.Precedence?) {
    var offset = 0
    for term in wins {
      switch term {
      case .last: return (true, term)
      case .first: return (false, term)
      case .largest, .smallest:
        let (later, earlier) = (Cell(new[newStart + offset]), Cell(old[oldStart + offset]))
        offset += 1
        if earlier.isNull, later.isNull { continue }
        if earlier.isNull || later.isNull { return (earlier.isNull, term) }
        guard let comparison = Expression.order(later, earlier), comparison != 0 else { continue }
        if case .largest = term { return (comparison > 0, term) }
        return (comparison < 0, term)
      }
    }
    return (true, nil)
  }

  /// Says that all sections are in: what is deleted is kept no more. Lets go of the keys.
  mutating func finish() {
    for (keys, rules) in deletedKeys {
      for index in 0..<keys.count {
        guard let entry = keys.withKey(index, { table.entry($0, hash: keys.hashes[index]) }) else { continue }
        kept.rows.remove(table.rows[entry])
        kept.deleted[table.rows[entry]] = rules[index]
      }
    }
    (table, ranks, nested, deletedKeys) = (KeyTable(), [], [:], [])
  }

  /// Adds what the second reading of a section counted.
  mutating func add(_ written: SectionRows) {
    counts[0].kept += written.kept
    counts[0].repaired += written.repaired
    counts[0].quarantined += written.deleted.count
    for (array, number) in written.nestedKept.enumerated() { counts[array + 1].kept += number }
    for (array, number) in written.nestedDeleted.enumerated() { counts[array + 1].superseded += number }
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
