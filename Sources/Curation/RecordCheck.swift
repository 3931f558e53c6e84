package import Domain

/// What the rules of a source say of one record.
package struct RecordFinding: Sendable, Hashable {
  /// The values of the source's key, joined by "/"; nil where one is missing or unreadable.
  package let key: String?
  /// The rule it breaks and why, as quarantine will have them; nil for a record that is kept.
  package let fault: Fault?

  package struct Fault: Sendable, Hashable {
    package let rule: String
    package let reason: String
  }
}

/// Looks at records of one source before they are in a file, by the rules that will read the file.
package struct RecordCheck: Sendable {
  /// Gives each value that a column of a dataset has now: what records may refer to.
  package typealias Values =
    @Sendable (_ dataset: String, _ column: String, _ value: (Value) -> Void) throws -> Void

  /// The source and the route at which its records are taken.
  package let source: String
  package let route: String
  private let plan: SourcePlan
  private let limits: ReadingLimits
  private let targets: [ColumnDeclaration.Reference]

  init(_ plan: SourcePlan, route: String, targets: [ColumnDeclaration.Reference], limits: ReadingLimits) {
    (self.plan, self.route, self.targets, self.limits) = (plan, route, targets, limits)
    source = plan.declaration.name
  }

  /// Whether of the records of one key the last always wins.
  package var lastWins: Bool {
    if case .last = plan.wins.first { return true }
    return plan.wins.isEmpty
  }

  /// What is found of each record, in order. A record is JSON text without a line end.
  ///
  /// O(bytes), and O(rows of the datasets referred to) for a source with references.
  package func findings(_ records: [[UInt8]], values: Values) throws -> [RecordFinding] {
    let referred = KeyRegistry(targets)
    for target in Set(targets) {
      let set = referred.set(target)
      try values(target.source, target.column) { set.insert($0) }
    }
    var faults: [Int: RecordFinding.Fault] = [:]
    let verdict = try SectionJudge.judge(
      Self.lines(records), file(records), plan, keys: referred, limits: limits)
    for case .quarantined(let row) in verdict.events {
      faults[row.line] = RecordFinding.Fault(rule: row.rule, reason: row.reason)
    }
    let keyed = try keys(records)
    return records.indices.map { RecordFinding(key: keyed[$0], fault: faults[$0 + 1]) }
  }

  /// The key of each record, in order; nil where there is none that can be read. O(bytes).
  package func keys(_ records: [[UInt8]]) throws -> [String?] {
    let found = RecordKeys(plan)
    found.begin(file(records))
    try JSONFileReader(limits: limits).readLines(.bytes(Self.lines(records)), found)
    return records.indices.map { found.keys[$0 + 1] }
  }

  /// Records as the lines of a file, each on its own.
  private static func lines(_ records: [[UInt8]]) -> [UInt8] {
    Array(records.joined(separator: [UInt8(ascii: "\n")]))
  }

  private func file(_ records: [[UInt8]]) -> SourceFile {
    SourceFile(
      url: PostedRecords.nowhere, path: PostedRecords.path(of: route), name: "", captures: [:],
      bytes: records.reduce(0) { $0 + $1.count + 1 }, isPosted: true)
  }
}

extension Curator {
  /// For each source that takes records, in the order declared.
  package var checks: [RecordCheck] {
    plans.enumerated().compactMap { index, plan in
      plan.declaration.posts.map { RecordCheck(plan, route: $0, targets: targets[index], limits: limits) }
    }
  }
}

/// Reads the keys of records, nothing else.
private final class RecordKeys: RecordVisitor {
  let wanted: [WantedField]
  private let plan: SourcePlan
  private let evaluator: RowEvaluator
  /// By line, from 1.
  private(set) var keys: [Int: String] = [:]

  init(_ plan: SourcePlan) {
    (self.plan, wanted) = (plan, plan.plan.wanted)
    evaluator = RowEvaluator(plan.plan) { _ in KeySet() }
  }

  func begin(_ file: SourceFile) { evaluator.begin(captures: file.captures) }

  func record(_ record: RawRecord, _ fields: UnsafeMutableBufferPointer<Field>) {
    var key: [String] = []
    for place in plan.key {
      guard let cell = evaluator.read(place, fields, number: record.number, parent: nil), !cell.isNull else {
        return
      }
      key.append(cell.value.description)
    }
    keys[record.line] = key.joined(separator: "/")
  }

  func unreadable(_ record: RawRecord, reason: String) {}
  func warn(_ text: String) {}
}
