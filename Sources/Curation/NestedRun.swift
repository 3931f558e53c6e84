import Domain

/// The rows of one array inside a record.
final class NestedRun {
  let evaluator: RowEvaluator
  private let plan: SourcePlan.Nested
  private let deepestNesting: Int
  private var reader: JSONRecordReader
  private let fields: UnsafeMutableBufferPointer<Field>
  /// Of the last record.
  private(set) var rows: [[Value]] = []

  init(_ plan: SourcePlan.Nested, keys: KeyRegistry, limits: ReadingLimits) {
    self.plan = plan
    deepestNesting = limits.deepestNesting
    evaluator = RowEvaluator(plan.plan) { keys.set($0) }
    reader = JSONRecordReader(plan.plan.wanted, deepestNesting: limits.deepestNesting)
    fields = .allocate(capacity: plan.plan.wanted.count)
    fields.initialize(repeating: .absent)
  }

  deinit { fields.deallocate() }

  /// Reads the array of the record with these fields and cells into `rows`; a fault of one is the record's.
  func read(
    _ record: UnsafeMutableBufferPointer<Field>, parent: UnsafeMutableBufferPointer<Cell>
  ) throws -> (rule: String, reason: String)? {
    rows.removeAll(keepingCapacity: true)
    let array = record[plan.field]
    let name = plan.declaration.path
    switch array.kind {
    case .absent: return nil
    case .container where array.bytes.first == UInt8(ascii: "["): break
    default: return (plan.declaration.unreadable, "\(name): found '\(array.shown)', expected an array")
    }
    var fault: (rule: String, reason: String)?
    var number = 0
    try forEachElement(of: array.bytes, deepestNesting: deepestNesting) { range in
      guard fault == nil else { return }
      number += 1
      do {
        try reader.read(UnsafeBufferPointer(rebasing: array.bytes[range]), fields)
      } catch {
        fault = (plan.declaration.unreadable, "\(name).\(number): found \(error)")
        return
      }
      switch evaluator.evaluate(fields, number: number, parent: parent) {
      case .kept: rows.append(evaluator.values())
      case .quarantined(let rule, let reason): fault = (rule, "\(name).\(number).\(reason)")
      case .deleted(let rule): fault = (rule, "")
      }
    }
    return fault
  }
}
