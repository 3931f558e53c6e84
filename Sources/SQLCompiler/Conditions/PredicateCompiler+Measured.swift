import Domain

extension PredicateCompiler {
  /// A number over the rows of an entity that belong to the scope's row, compared: a SELECT of one number.
  ///
  /// Where each of these rows is reached in one way the number is taken along the joins; else over the entity's
  /// rows that are among those reached, so that none counts twice. A count needs only to tell them apart.
  func measured(
    _ id: EntityID, _ term: MeasureTerm, _ inside: Predicate, _ comparison: Comparison, _ scope: RowScope,
    depth: Int
  ) throws(CompileError) -> Fragment {
    guard depth < Self.deepest else { throw .tooDeep(limit: Self.deepest) }
    guard !term.hasTotal else { throw .totalOfRelatedRows(id) }
    let entity = try context.entity(id, place: "filter")
    let steps = try context.relation(from: scope.subject.entity.id, to: id)
    let rows: RowScope
    var conditions: [Fragment]
    if steps.isEmpty {
      rows = RowScope(of: entity, inside: scope)
      conditions = ["\(try identity(rows)) = \(try identity(scope))"]
      conditions += try conjuncts(inside, rows, depth: depth)
    } else if steps.canMeet, term != .count {
      rows = RowScope(of: entity, inside: scope)
      let reached = try RowScope(inside: scope, along: steps, besides: rows)
      let select = try correlated(identity(reached), inside, reached, depth)
      conditions = ["\(try identity(rows)) IN \(select)"]
    } else {
      rows = try RowScope(inside: scope, along: steps, isApart: true)
      conditions = try conjuncts(inside, rows, depth: depth)
      if let correlation = rows.correlation { conditions.insert(correlation, at: 0) }
    }
    let value = try TermCompiler(predicates: self, scope: rows, nesting: depth) { term, _ in term }.sql(term)
    let number: Fragment =
      steps.canMeet && term == .count ? "COUNT(DISTINCT \(try identity(rows)))" : value.settled
    let select: Fragment = "SELECT \(number)\n\(rows.from)\n\(Self.whereClause(conditions))"
    let operand = Operand(
      sql: select.block, type: value.shape.type, place: "filter on '\(value.name)' of '\(id)'")
    return try comparisons.known(operand, comparison)
  }

  private func identity(_ scope: RowScope) throws(CompileError) -> Fragment {
    if let rollup = scope.subject.rollup { throw .beyondRollup(rollup.name, what: "which row it is") }
    return context.dialect.rowIdentity(scope.subject.alias)
  }

  private func correlated(
    _ column: Fragment, _ inside: Predicate, _ scope: RowScope, _ depth: Int
  ) throws(CompileError) -> Fragment {
    var conditions = try conjuncts(inside, scope, depth: depth)
    if let correlation = scope.correlation { conditions.insert(correlation, at: 0) }
    let select: Fragment = "SELECT \(column)\n\(scope.from)\n\(Self.whereClause(conditions))"
    return select.block
  }
}

extension [JoinGraph.Step] {
  /// Whether two ways from one row may end at the same row: after a step to many there is one to a shared row.
  var canMeet: Bool { drop { !$0.isDown }.contains { !$0.isDown } }
}
