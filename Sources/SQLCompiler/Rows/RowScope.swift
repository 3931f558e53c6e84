import Domain

/// The rows that one SELECT has at hand: a chain that starts at the row it is about, and rows joined to it many to
/// one as they are asked for.
///
/// The chain of a statement is its subject alone. That of an EXISTS starts at the row outside and ends at the row
/// that the condition is about.
final class RowScope {
  struct Row {
    let entity: Entity
    /// The table's name in this SELECT, unquoted.
    let alias: String
  }

  private struct Link: Hashable {
    let alias: String
    let join: Join
  }

  private struct JoinedRow {
    let row: Row
    let join: Join
    let fromAlias: String
    /// Rows without a partner drop out.
    var isInner: Bool
  }

  private let context: CatalogContext
  /// Names of tables outside, which keep their meaning inside.
  private var taken: Set<String>
  private let chain: [Row]
  /// The part of the chain that names are looked up in.
  private let visible: ArraySlice<Row>
  private let steps: [JoinGraph.Step]
  private var targets: [Link: (row: Row, index: Int?)] = [:]
  private var joined: [JoinedRow] = []

  /// The rows of `subject`.
  init(subject: Entity, context: CatalogContext) {
    self.context = context
    taken = [subject.dataset.lowercased()]
    chain = [Row(entity: subject, alias: subject.dataset)]
    visible = chain[...]
    steps = []
  }

  /// All rows of `entity` inside `outer`, tied to it by no join.
  init(of entity: Entity, inside outer: RowScope) {
    var names = outer.taken
    chain = [Row(entity: entity, alias: Self.alias(for: entity.dataset, &names))]
    (context, taken, steps, visible) = (outer.context, names, [], chain[...])
  }

  /// The rows at the end of `steps`, which start at the row that `outer` is about; under names that those of
  /// `other` do not have.
  ///
  /// `isApart`: columns of the row outside are not used but to tie the rows to it. An aggregate over nothing but such
  /// columns would count the rows of the statement outside.
  init(
    inside outer: RowScope, along steps: [JoinGraph.Step], besides other: RowScope? = nil,
    isApart: Bool = false
  ) throws(CompileError) {
    (context, self.steps) = (outer.context, steps)
    taken = outer.taken.union(other?.taken ?? [])
    var chain = [outer.subject]
    for step in steps {
      guard let from = chain.last else { continue }
      let entity = try context.entity(step.target, place: "joins")
      let row = Row(entity: entity, alias: Self.alias(for: entity.dataset, &taken))
      chain.append(row)
      let (child, parent) = step.isDown ? (row, from) : (from, row)
      if !isApart || chain.count > 2 { targets[Link(alias: child.alias, join: step.join)] = (parent, nil) }
    }
    self.chain = chain
    visible = isApart ? chain.dropFirst() : chain[...]
  }

  /// The row that conditions and columns are about.
  var subject: Row { chain[chain.count - 1] }

  private static func alias(for dataset: String, _ taken: inout Set<String>) -> String {
    var (alias, number) = (dataset, 2)
    while !taken.insert(alias.lowercased()).inserted {
      alias = "\(dataset)_\(number)"
      number += 1
    }
    return alias
  }

  /// The name of the one row of `id`'s entity that belongs to the subject: one of the chain, nearest to the subject
  /// first, else joined many to one to the nearest row that has such a way.
  ///
  /// `isInner`: rows that have none drop out.
  func alias(for id: AttributeID, isInner: Bool) throws(CompileError) -> String {
    if let row = visible.last(where: { $0.entity.id == id.entity }) { return row.alias }
    for start in visible.reversed() {
      if let joins = context.graph.path(from: start.entity.id, to: id.entity) {
        var row = start
        for join in joins { row = try target(of: join, from: row, isInner: isInner) }
        return row.alias
      }
      if context.hasWay(from: start.entity.id, to: id.entity) {
        throw .ambiguousPath(from: start.entity.id, to: id.entity)
      }
    }
    throw .unreachable(
      id, subject: subject.entity.id, reachable: context.graph.reachable(from: subject.entity.id).sorted())
  }

  private func target(of join: Join, from row: Row, isInner: Bool) throws(CompileError) -> Row {
    let link = Link(alias: row.alias, join: join)
    if let known = targets[link] {
      if isInner, let index = known.index { joined[index].isInner = true }
      return known.row
    }
    let entity = try context.entity(join.to, place: "joins")
    let target = Row(entity: entity, alias: Self.alias(for: entity.dataset, &taken))
    targets[link] = (target, joined.count)
    joined.append(JoinedRow(row: target, join: join, fromAlias: row.alias, isInner: isInner))
    return target
  }

  /// The FROM clause with its joins, a line each.
  var from: Fragment {
    let first = chain.count > 1 ? 1 : 0
    var lines = ["FROM \(table(chain[first]))"]
    for (row, step) in zip(chain.dropFirst(2), zip(chain.dropFirst(), steps.dropFirst())) {
      lines.append("JOIN \(table(row)) ON \(condition(row, step.1, from: step.0))")
    }
    for entry in joined {
      let on =
        "\(column(entry.row.alias, entry.join.toColumn)) = \(column(entry.fromAlias, entry.join.fromColumn))"
      lines.append("\(entry.isInner ? "" : "LEFT ")JOIN \(table(entry.row)) ON \(on)")
    }
    return Fragment(raw: lines.joined(separator: "\n"))
  }

  /// What ties the first table of an EXISTS to the row outside; nil for a statement.
  var correlation: Fragment? {
    guard let step = steps.first, chain.count > 1 else { return nil }
    return Fragment(raw: condition(chain[1], step, from: chain[0]))
  }

  private func condition(_ row: Row, _ step: JoinGraph.Step, from other: Row) -> String {
    step.isDown
      ? "\(column(row.alias, step.join.fromColumn)) = \(column(other.alias, step.join.toColumn))"
      : "\(column(row.alias, step.join.toColumn)) = \(column(other.alias, step.join.fromColumn))"
  }

  private func table(_ row: Row) -> String {
    let name = context.dialect.identifier(row.entity.dataset)
    return row.alias == row.entity.dataset ? name : "\(name) AS \(context.dialect.identifier(row.alias))"
  }

  private func column(_ alias: String, _ name: String) -> String {
    "\(context.dialect.identifier(alias)).\(context.dialect.identifier(name))"
  }
}
