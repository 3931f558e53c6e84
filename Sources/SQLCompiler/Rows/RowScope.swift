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
    /// What its columns are read from instead of the entity's dataset; it has some of them only.
    var rollup: Rollup?

    /// The table that it is a row of.
    var table: String { rollup?.name ?? entity.dataset }
  }

  private struct Link: Hashable {
    let alias: String
    let join: Join
  }

  private struct JoinedRow {
    let row: Row
    let on: String
    /// Rows without a partner drop out.
    var isInner: Bool
  }

  private let context: CatalogContext
  /// Names of tables outside, which keep their meaning inside.
  private var taken: Set<String>
  private let chain: [Row]
  /// The part of the chain that names are looked up in.
  private let visible: ArraySlice<Row>
  /// What ties each row of the chain to the one before.
  private let ties: [String]
  /// Entities whose rows a roll-up holds columns of, and without one of which its row is of no interest.
  private var present: Set<EntityID> = []
  private var targets: [Link: (row: Row, index: Int?)] = [:]
  private var joined: [JoinedRow] = []

  /// The rows of `subject`, or those of a roll-up of them.
  init(subject: Entity, context: CatalogContext, rollup: Rollup? = nil) {
    self.context = context
    let table = rollup?.name ?? subject.dataset
    taken = [table.lowercased()]
    chain = [Row(entity: subject, alias: table, rollup: rollup)]
    visible = chain[...]
    ties = []
  }

  /// All rows of `entity` inside `outer`, tied to it by no join.
  init(of entity: Entity, inside outer: RowScope) {
    var names = outer.taken
    chain = [Row(entity: entity, alias: Self.alias(for: entity.dataset, &names))]
    (context, taken, ties, visible) = (outer.context, names, [], chain[...])
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
    context = outer.context
    taken = outer.taken.union(other?.taken ?? [])
    var chain = [outer.subject]
    var ties: [String] = []
    for step in steps {
      guard let from = chain.last else { continue }
      let entity = try context.entity(step.target, place: "joins")
      let row = Row(entity: entity, alias: Self.alias(for: entity.dataset, &taken))
      chain.append(row)
      let (child, parent) = step.isDown ? (row, from) : (from, row)
      let (new, old) =
        step.isDown ? (step.join.fromColumn, step.join.toColumn) : (step.join.toColumn, step.join.fromColumn)
      ties.append("\(try row.column(new, context.dialect)) = \(try from.column(old, context.dialect))")
      if !isApart || chain.count > 2 { targets[Link(alias: child.alias, join: step.join)] = (parent, nil) }
    }
    self.chain = chain
    visible = isApart ? chain.dropFirst() : chain[...]
    self.ties = ties
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
  /// `isInner`: rows that have none drop out. `rejectsNull`: they do so anyway, for a condition on the attribute.
  func row(for id: AttributeID, isInner: Bool, rejectsNull: Bool = false) throws(CompileError) -> Row {
    if let row = visible.last(where: { $0.entity.id == id.entity }) { return row }
    for start in visible.reversed() {
      if let joins = context.graph.path(from: start.entity.id, to: id.entity) {
        var (row, rest) = (start, joins[...])
        if let rollup = start.rollup, let last = joins.lastIndex(where: { rollup.others.contains($0.to) }) {
          row = Row(
            entity: try context.entity(joins[last].to, place: "joins"), alias: start.alias, rollup: rollup)
          rest = joins[(last + 1)...]
          if isInner, !rejectsNull, rest.isEmpty { try require(row, of: rollup) }
        }
        for join in rest { row = try target(of: join, from: row, isInner: isInner) }
        return row
      }
      if context.hasWay(from: start.entity.id, to: id.entity) {
        throw .ambiguousPath(from: start.entity.id, to: id.entity)
      }
    }
    throw .unreachable(
      id, subject: subject.entity.id, reachable: context.graph.reachable(from: subject.entity.id).sorted())
  }

  /// Rows of the roll-up without a row of the entity drop out.
  private func require(_ row: Row, of rollup: Rollup) throws(CompileError) {
    guard chain.count == 1 else {
      throw .beyondRollup(rollup.name, what: "whether there is a '\(row.entity.id)'")
    }
    present.insert(row.entity.id)
  }

  /// What must hold of a row so that it is of interest, beside the conditions of the query.
  var conditions: [Fragment] {
    present.sorted().map { entity in
      let column = context.dialect.identifier(Rollup.presence(of: entity))
      return "\(raw: context.dialect.identifier(subject.alias)).\(raw: column) = 1"
    }
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
    let on =
      "\(try target.column(join.toColumn, context.dialect)) = \(try row.column(join.fromColumn, context.dialect))"
    joined.append(JoinedRow(row: target, on: on, isInner: isInner))
    return target
  }

  /// The FROM clause with its joins, a line each.
  var from: Fragment {
    let first = chain.count > 1 ? 1 : 0
    var lines = ["FROM \(table(chain[first]))"]
    for (row, tie) in zip(chain.dropFirst(2), ties.dropFirst()) {
      lines.append("JOIN \(table(row)) ON \(tie)")
    }
    for entry in joined {
      lines.append("\(entry.isInner ? "" : "LEFT ")JOIN \(table(entry.row)) ON \(entry.on)")
    }
    return Fragment(raw: lines.joined(separator: "\n"))
  }

  /// What ties the first table of an EXISTS to the row outside; nil for a statement.
  var correlation: Fragment? { ties.first.map { Fragment(raw: $0) } }

  private func table(_ row: Row) -> String {
    let name = context.dialect.identifier(row.table)
    return row.alias == row.table ? name : "\(name) AS \(context.dialect.identifier(row.alias))"
  }
}

extension RowScope.Row {
  /// A column of the row in SQL.
  func column(_ name: String, _ dialect: SQLDialect) throws(CompileError) -> String {
    if let rollup, !rollup.holds(name, of: entity.id) {
      throw .beyondRollup(rollup.name, what: "'\(entity.id).\(name)'")
    }
    return "\(dialect.identifier(alias)).\(dialect.identifier(name))"
  }
}
