import Domain

/// Which source refers to which.
struct ReferenceGraph {
  private let plans: [SourcePlan]
  /// Index of the plan that makes a dataset.
  private var makers: [String: Int] = [:]

  init(_ plans: [SourcePlan]) {
    self.plans = plans
    for (index, plan) in plans.enumerated() {
      makers[plan.declaration.name] = index
      for array in plan.nested { makers[array.declaration.name] = index }
    }
  }

  private func references(_ plan: SourcePlan) -> [(
    column: RowPlan.PlannedColumn, target: ColumnDeclaration.Reference
  )] {
    ([plan.plan] + plan.nested.map(\.plan)).flatMap { rows in
      rows.references.map { (rows.columns[$0.column], $0.target) }
    }
  }

  /// By plan, what it refers to.
  var targets: [[ColumnDeclaration.Reference]] { plans.map { references($0).map(\.target) } }

  /// The names of the sources that a plan refers to, without itself.
  func sources(of index: Int) -> [String] {
    let owners = Set(references(plans[index]).compactMap { makers[$0.target.source] })
    return owners.filter { $0 != index }.sorted().map { plans[$0].declaration.name }
  }

  /// Throws when a reference names no dataset, no column, or one of another type.
  func checkTargets(_ datasets: [Dataset]) throws(PackError) {
    for plan in plans {
      for (column, target) in references(plan) {
        let place = column.declaration.place
        guard let dataset = datasets.first(where: { $0.name == target.source }) else {
          throw place.error(found: target.source, expected: "a source", candidates: datasets.map(\.name))
        }
        guard let referred = dataset.columns.first(where: { $0.name == target.column }) else {
          throw place.error(
            found: target.column, expected: "a column of \(target.source)",
            candidates: dataset.columns.map(\.name))
        }
        guard referred.type == column.type, column.type == .text || column.type == .integer else {
          throw place.error(
            found: "\(column.name), \(column.type.words)",
            expected: "a text or integer like \(target.source).\(target.column), \(referred.type.words)")
        }
      }
    }
  }

  /// The plans, each after those it refers to, else in order; throws on a circle.
  func order() throws(PackError) -> [Int] {
    var order: [Int] = []
    var isDone = [Bool](repeating: false, count: plans.count)
    while order.count < plans.count {
      let next = plans.indices.first { index in
        !isDone[index]
          && references(plans[index]).allSatisfy { makers[$0.target.source].map { isDone[$0] } ?? true }
      }
      guard let next else {
        let circle = plans.indices.filter { !isDone[$0] }
        let names = circle.map { plans[$0].declaration.name }.joined(separator: ", ")
        let place =
          circle.first.map { plans[$0].declaration.place } ?? PackPlace(file: "sources", path: "file")
        throw place.error(found: "references in a circle: \(names)", expected: "none")
      }
      isDone[next] = true
      order.append(next)
    }
    return order
  }
}
