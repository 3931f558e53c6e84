import Domain

/// The key sets that references ask for, filled as rows are kept.
final class KeyRegistry {
  private var sets: [ColumnDeclaration.Reference: KeySet] = [:]

  init(_ targets: [ColumnDeclaration.Reference]) {
    for target in targets { sets[target] = sets[target] ?? KeySet() }
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

  func add(_ row: [Value], _ nested: [[[Value]]]) {
    if array < 0 { return set.insert(Cell(row[column])) }
    for row in nested[array] { set.insert(Cell(row[column])) }
  }
}
