import Domain

/// The first reading of a source with a key: which keys occur more than once.
final class KeyScan: RecordVisitor {
  let wanted: [WantedField]
  private let evaluator: RowEvaluator
  private let key: [Int]
  private(set) var hashes = RepeatedHashes()

  init(_ plan: SourcePlan) {
    key = plan.key
    evaluator = RowEvaluator(plan.plan) { _ in KeySet() }
    wanted = plan.plan.wanted.enumerated().map { index, field in
      let isKey = plan.key.contains {
        if case .field(index) = plan.plan.columns[$0].source { true } else { false }
      }
      return isKey ? field : WantedField(column: field.column, names: [], isOptional: true)
    }
  }

  func begin(_ file: SourceFile) { evaluator.begin(captures: file.captures) }

  func record(_ record: RawRecord, _ fields: UnsafeMutableBufferPointer<Field>) {
    var hash: UInt64 = 0
    for place in key {
      guard let cell = evaluator.read(place, fields, number: record.number, parent: nil) else { return }
      hash = CellHash.hash(hash, cell)
    }
    hashes.insert(hash)
  }

  func unreadable(_ record: RawRecord, reason: String) {}
  func warn(_ text: String) {}
}
