import Domain

/// The key sets that references ask for, filled as rows are kept.
final class KeyRegistry: Sendable {
  private let sets: [ColumnDeclaration.Reference: KeySet]

  init(_ targets: [ColumnDeclaration.Reference]) {
    sets = Dictionary(targets.map { ($0, KeySet()) }, uniquingKeysWith: { first, _ in first })
  }

  func set(_ target: ColumnDeclaration.Reference) -> KeySet { sets[target] ?? KeySet() }

  /// What the rows of a source have to be added to.
  func exports(of plan: SourcePlan) -> [KeyExport] {
    var exports: [KeyExport] = []
    let plans = [(plan.declaration.name, plan.plan)] + plan.nested.map { ($0.declaration.name, $0.plan) }
    for (index, (name, rows)) in plans.enumerated() {
      for (place, column) in rows.columns.enumerated() {
        if let set = sets[ColumnDeclaration.Reference(source: name, column: column.name)] {
          exports.append(KeyExport(array: index - 1, column: place, set: set))
        }
      }
    }
    return exports
  }
}

/// A column whose kept values go into a key set.
struct KeyExport {
  /// Index among the arrays of the record; -1 for the record itself.
  let array: Int
  let column: Int
  let set: KeySet

  func add(_ block: borrowing RowBlock) {
    block.texts.withUnsafeBufferPointer { texts in
      for cell in stride(from: column, to: block.kinds.count, by: block.columnCount) {
        switch block.kinds[cell] {
        case .integer: set.insert(Int64(bitPattern: block.words[cell]))
        case .text: set.insert(UnsafeBufferPointer(rebasing: texts[RowBlock.range(block.words[cell])]))
        case .null, .real: break
        }
      }
    }
  }
}
