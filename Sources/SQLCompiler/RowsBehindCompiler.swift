package import Domain

extension SQLCompiler {
  /// The statements that list and count the rows a query's numbers are made of.
  package struct RowsBehind: Sendable {
    package let list: SQLStatement
    /// One row, one number.
    package let count: SQLStatement
  }

  /// The rows of the subject that pass the conditions of `query` and count in one of its measures at least, `limit` of
  /// them, by their key; of one group where `group` has the cells of that group in the result.
  ///
  /// Groups that a limit or a condition on their numbers leaves out are among them. Each row is there once, in whatever
  /// number of groups it counts. Of a list they are the rows themselves, all of them.
  /// - Throws: `CompileError`; `.noGroupOfRows` where a result's row is no group's.
  package func rows(
    behind query: Query, of group: [Value]? = nil, limit: Int
  ) throws(CompileError) -> RowsBehind {
    let subject = try context.entity(query.subject, place: "subject")
    let predicates = PredicateCompiler(context: context, asOf: query.asOf)
    let scope = RowScope(subject: subject, context: context)
    var conditions: [Fragment] = []
    // Numbers of a period that look at those before it are made of their rows too.
    let query = try Frame(query, predicates: predicates, scope: scope)?.leading(query).0 ?? query
    if group != nil, query.measures.contains(where: { $0.reach != nil }) {
      throw .noGroupOfRows("it is made of the rows of other periods too")
    }
    if query.measures.isEmpty, query.groups.isEmpty {
      if group != nil { throw .noGroupOfRows("it is a list") }
    } else {
      conditions = try GroupConditions(predicates: predicates, scope: scope).sql(of: query, group)
      if let counted = try CountedRows(predicates: predicates, scope: scope).condition(of: query.measures) {
        conditions.append(counted)
      }
    }
    let listed = Query(subject: query.subject, filter: query.filter, limit: limit, asOf: query.asOf)
    let compiler = ListCompiler(predicates: predicates, scope: scope)
    return RowsBehind(
      list: try compiler.compile(listed, besides: conditions),
      count: try compiler.count(listed, besides: conditions))
  }
}

/// What tells the rows in groups, or in one of them, from the others.
private struct GroupConditions {
  let predicates: PredicateCompiler
  let scope: RowScope

  /// `cells` are those of the group in the result, whose first columns are the groups'.
  func sql(of query: Query, _ cells: [Value]?) throws(CompileError) -> [Fragment] {
    if cells != nil, query.countsGroups { throw .noGroupOfRows("it counts groups") }
    var conditions: [Fragment] = []
    var rest = (cells ?? [])[...]
    let windows = try WindowGrouping(query.groups, predicates: predicates, scope: scope)
    for grouping in query.groups {
      guard let group = try GroupCompiler(predicates: predicates, scope: scope).sql(grouping) else {
        guard let windows else { continue }
        guard cells != nil else {
          conditions.append(windows.anyWindow)
          continue
        }
        guard let label = rest.popFirst()?.text,
          let window = windows.windows.first(where: { $0.label == label })
        else { throw .noGroupOfRows("its period is not known") }
        conditions += PredicateCompiler.bounds(of: window, on: windows.time)
        continue
      }
      if let condition = group.condition { conditions.append(condition) }
      if cells == nil { continue }
      for column in group.columns {
        guard let cell = rest.popFirst() else { throw .noGroupOfRows("it has fewer cells than the query") }
        if column.isKey { conditions.append("\(column.sql) IS \(bind: cell)") }
      }
    }
    return conditions
  }
}

/// Which rows count in a number: those that its own condition lets through.
private struct CountedRows {
  /// Measures that measures are made of, one inside the other, at most.
  private static let deepest = 16

  let predicates: PredicateCompiler
  let scope: RowScope

  /// A row counts in one of the terms; nil where every row does.
  func condition(of terms: [MeasureTerm]) throws(CompileError) -> Fragment? {
    var all: [Fragment?] = []
    for term in terms { all.append(try condition(of: term, 0)) }
    return any(all)
  }

  private func condition(of term: MeasureTerm, _ depth: Int) throws(CompileError) -> Fragment? {
    guard depth < Self.deepest else { return nil }
    switch term {
    case .measure(let id): return try condition(of: id, depth)
    case .filtered(let term, let predicate, _):
      return both(
        [try predicates.sql(predicate, scope, isRequired: false)], try condition(of: term, depth + 1))
    case .percent(let term, _), .percentOfTotal(let term), .total(let term),
      .runningTotal(let term), .movingAverage(let term, _), .earlier(let term, _):
      return try condition(of: term, depth + 1)
    case .ratio(let a, let b), .difference(let a, from: let b), .growth(let a, from: let b):
      return any([try condition(of: a, depth + 1), try condition(of: b, depth + 1)])
    case .count, .countDistinct, .aggregate, .percentile, .groups: return nil
    }
  }

  private func condition(of id: MeasureID, _ depth: Int) throws(CompileError) -> Fragment? {
    guard depth < Self.deepest else { return nil }
    let measure = try predicates.context.measure(id, place: "measures")
    guard measure.entity == scope.subject.entity.id else { return nil }
    let own = try measure.condition.map { text throws(CompileError) in
      try predicates.filled(text, scope.subject)
    }
    guard case .ratio(let upper, let lower, _) = measure.formula else { return own }
    let parts = any([try condition(of: upper, depth + 1), try condition(of: lower, depth + 1)])
    return own.map { both([$0], parts) } ?? parts
  }

  /// A condition that holds where one of several does; nil, like them, where it always does.
  private func any(_ conditions: [Fragment?]) -> Fragment? {
    var terms: [Fragment] = []
    for condition in conditions {
      guard let condition else { return nil }
      if !terms.contains(condition) { terms.append(condition) }
    }
    if terms.count <= 1 { return terms.first }
    return "(\(terms.map { "(\($0))" as Fragment }.joined(separator: " OR ")))"
  }

  private func both(_ first: [Fragment], _ second: Fragment?) -> Fragment? {
    let terms = first + [second].compactMap(\.self)
    return terms.isEmpty ? nil : "(\(terms.map { "(\($0))" as Fragment }.joined(separator: " AND ")))"
  }
}
