import Domain

/// Predicates over the rows of a scope. A condition that is NULL counts as false, under `not` too.
struct PredicateCompiler {
  /// Levels of `all`, `any`, `not` and `related` inside each other at most.
  static let deepest = 64

  let context: CatalogContext
  let asOf: CalendarDate
  var comparisons: ComparisonCompiler { ComparisonCompiler(dialect: context.dialect) }

  /// The conditions that must all hold, one each; empty when every row qualifies.
  ///
  /// `isRequired`: rows for which they do not hold are of no interest, so joined tables may drop them.
  func conjuncts(
    _ predicate: Predicate, _ scope: RowScope, isRequired: Bool = true, depth: Int = 0
  ) throws(CompileError) -> [Fragment] {
    guard depth < Self.deepest else { throw .tooDeep(limit: Self.deepest) }
    guard case .all(let parts) = predicate else {
      return [try sql(predicate, scope, isRequired: isRequired, depth: depth)]
    }
    var conditions: [Fragment] = []
    for part in parts {
      conditions += try conjuncts(part, scope, isRequired: isRequired, depth: depth + 1)
    }
    return conditions
  }

  /// One condition, whole beside any operator but a comparison.
  func sql(
    _ predicate: Predicate, _ scope: RowScope, isRequired: Bool, depth: Int = 0
  ) throws(CompileError) -> Fragment {
    guard depth < Self.deepest else { throw .tooDeep(limit: Self.deepest) }
    switch predicate {
    case .all:
      let conditions = try conjuncts(predicate, scope, isRequired: isRequired, depth: depth)
      return group(conditions, by: " AND ", none: "TRUE")
    case .any(let parts):
      var conditions: [Fragment] = []
      for part in parts { conditions.append(try sql(part, scope, isRequired: false, depth: depth + 1)) }
      return group(conditions, by: " OR ", none: "FALSE")
    case .not(let part): return try negation(of: part, scope, depth: depth + 1)
    case .compare(let id, let comparison):
      let isInner = isRequired && comparisons.rejectsNull(comparison)
      return try comparisons.sql(operand(id, comparison, scope, isInner: isInner), comparison)
    case .within(let id, let window):
      let attribute = try context.timeAttribute(id, place: "filter")
      let time = try time(attribute, at: window.resolution, scope, isInner: isRequired)
      let conditions = Self.bounds(of: window, on: time)
      return isRequired && conditions.count > 1
        ? conditions.joined(separator: " AND ") : group(conditions, by: " AND ", none: "TRUE")
    case .onWeekdays(let id, let days):
      let attribute = try context.timeAttribute(id, place: "filter")
      let known = days.filter { (1...7).contains($0) }.sorted()
      guard !known.isEmpty else { return "FALSE" }
      let weekday = context.dialect.weekday(try time(attribute, at: .day, scope, isInner: isRequired))
      return "\(weekday) IN (\(raw: known.map(String.init).joined(separator: ", ")))"
    case .duringHours(let id, let hours):
      let attribute = try context.timeAttribute(id, place: "filter")
      let known = hours.filter { (0...23).contains($0) }.sorted()
      guard !known.isEmpty else { return "FALSE" }
      let hour = context.dialect.hour(try time(attribute, at: nil, scope, isInner: isRequired))
      return "\(hour) IN (\(raw: known.map(String.init).joined(separator: ", ")))"
    case .segment(let entity, let name):
      let segment = try context.segment(name, of: entity, place: "filter")
      return try filled(segment.sql, scope.row(for: AttributeID(entity, name), isInner: isRequired))
    case .related(let entity, let inside):
      return try related(entity, inside, scope, isRequired: isRequired, depth: depth + 1)
    case .every(let entity, let inside, let claim):
      let both = Predicate.related(entity, inside).and(.not(.related(entity, inside.and(.not(claim)))))
      return try sql(both, scope, isRequired: isRequired, depth: depth + 1)
    case .measured(let entity, let term, let inside, let comparison):
      return try measured(entity, term, inside, comparison, scope, depth: depth + 1)
    }
  }

  /// The two sides of a half-open window; that there is a time at all, for one without bounds.
  static func bounds(of window: TimeWindow, on time: Fragment) -> [Fragment] {
    var conditions: [Fragment] = []
    if let start = window.start { conditions.append("\(time) >= \(date: start)") }
    if let end = window.end { conditions.append("\(time) < \(date: end)") }
    return conditions.isEmpty ? ["\(time) IS NOT NULL"] : conditions
  }

  /// The attribute in SQL, on the row of its entity that belongs to the scope's.
  func sql(of attribute: Attribute, _ scope: RowScope, isInner: Bool) throws(CompileError) -> Fragment {
    try filled(attribute.sql, scope.row(for: attribute.id, isInner: isInner))
  }

  /// A moment of which `grain` is the finest part that counts; nil when all of it does. What is made of it holds for
  /// no row without one.
  func time(
    _ attribute: Attribute, at grain: Grain?, _ scope: RowScope, isInner: Bool
  ) throws(CompileError) -> Fragment {
    let row = try scope.row(for: attribute.id, isInner: isInner, rejectsNull: true)
    return try row.time(attribute, at: grain, asOf: asOf, context.dialect)
  }

  func filled(_ sql: String, _ row: RowScope.Row) throws(CompileError) -> Fragment {
    try row.filled(sql, asOf: asOf, context.dialect)
  }

  /// `isInner`: the comparison holds for no row where there is nothing to compare.
  private func operand(
    _ id: AttributeID, _ comparison: Comparison, _ scope: RowScope, isInner: Bool
  ) throws(CompileError) -> Operand {
    let attribute = try context.attribute(id, place: "filter")
    let row = try scope.row(for: id, isInner: isInner, rejectsNull: isInner)
    let sql =
      try attribute.isTime
      ? row.time(attribute, at: comparison.resolution, asOf: asOf, context.dialect)
      : filled(attribute.sql, row)
    return Operand(sql: sql, type: attribute.type, place: "filter on '\(id)'")
  }

  private func negation(of part: Predicate, _ scope: RowScope, depth: Int) throws(CompileError) -> Fragment {
    guard depth < Self.deepest else { throw .tooDeep(limit: Self.deepest) }
    switch part {
    case .compare(let id, let comparison):
      if let opposite = comparisons.negation(of: comparison) {
        return try comparisons.sql(operand(id, opposite, scope, isInner: false), opposite)
      }
    case .related(let entity, let inside) where entity != scope.subject.entity.id:
      return "NOT \(try related(entity, inside, scope, isRequired: false, depth: depth + 1))"
    default: break
    }
    let condition = try sql(part, scope, isRequired: false, depth: depth + 1)
    return SQLTemplate.isOperand(condition.text[...])
      ? "\(condition) IS NOT TRUE" : "(\(condition)) IS NOT TRUE"
  }

  private func related(
    _ id: EntityID, _ inside: Predicate, _ scope: RowScope, isRequired: Bool, depth: Int
  ) throws(CompileError) -> Fragment {
    _ = try context.entity(id, place: "filter")
    let steps = try context.relation(from: scope.subject.entity.id, to: id)
    if steps.isEmpty { return try sql(inside, scope, isRequired: isRequired, depth: depth) }
    let inner = try RowScope(inside: scope, along: steps)
    var conditions = try conjuncts(inside, inner, depth: depth)
    if let correlation = inner.correlation { conditions.insert(correlation, at: 0) }
    let select: Fragment = "SELECT 1\n\(inner.from)\n\(Self.whereClause(conditions))"
    return "EXISTS \(select.block)"
  }

  /// "WHERE a\n  AND b"; empty without conditions.
  static func whereClause(_ conditions: [Fragment]) -> Fragment {
    conditions.isEmpty
      ? "" : "WHERE \(conditions.map { $0.indented(2) }.joined(separator: "\n  AND "))"
  }

  private func group(_ conditions: [Fragment], by separator: String, none: Fragment) -> Fragment {
    switch conditions.count {
    case 0: none
    case 1: conditions[0]
    default: "(\(conditions.joined(separator: separator)))"
    }
  }
}
