import Domain

/// A number over rows in SQL: one operand of a product, and what it is.
struct TermSQL {
  let sql: Fragment
  let shape: ColumnShape
  /// The name asked for.
  let name: String
  /// A sum, of which nothing is nothing: its share is 0, not unknown.
  var isSum = false
  /// Of a filtered term: the label of what was filtered, and what the rows are called.
  var part: (whole: String, label: String)?

  /// The number, where a sum over nothing is 0.
  var settled: Fragment { isSum ? "COALESCE(\(sql), 0)" : sql }
}

/// Measure terms over the rows of a scope.
struct TermCompiler {
  /// Terms and measures inside each other at most; a measure defined by itself ends here.
  static let deepest = MeasureTerm.deepest
  /// UTF-8 bytes of the SQL of one number at most: a change of changes repeats its parts at every level.
  static let longest = 100_000

  let predicates: PredicateCompiler
  let scope: RowScope
  /// Of numbers that look at other periods.
  var frame: Frame?
  /// Levels of the predicate that the terms stand in.
  var nesting = 0
  /// Gives SQL for the total over all groups of a term that compiles to the given SQL.
  let total: (_ term: Fragment, _ name: String) -> Fragment

  var context: CatalogContext { predicates.context }
  var subject: Entity { scope.subject.entity }

  /// `filters`: only rows where all of these hold count.
  func sql(
    _ term: MeasureTerm, filters: [Fragment] = [], depth: Int = 0
  ) throws(CompileError) -> TermSQL {
    guard depth < Self.deepest else { throw .tooDeep(limit: Self.deepest) }
    switch term {
    case .measure(let id):
      return try measure(context.measure(id, place: "measures"), filters, depth + 1)
    case .count:
      let names = subject.names.first ?? subject.id
      return TermSQL(
        sql: count(filters),
        shape: ColumnShape(label: "Number of \(Self.plural(names))", kind: .integer),
        name: "count")
    case .countDistinct(let id):
      let attribute = try context.attribute(id, place: "measures")
      return TermSQL(
        sql: try distinct(attribute, filters),
        shape: ColumnShape(label: "Distinct \(Self.lowercasedHead(attribute.label))", kind: .integer),
        name: "distinct_\(id.name)")
    case .groups(let grouping): return try groups(grouping, filters)
    case .aggregate(let function, let id):
      let attribute = try context.attribute(id, place: "measures")
      let (sql, own) = try aggregate(function, attribute, filters)
      var shape = own
      shape.label = Self.label(of: function, attribute)
      return TermSQL(sql: sql, shape: shape, name: "\(function.rawValue)_\(id.name)", isSum: function == .sum)
    case .percentile(let percent, let id): return try percentile(percent, id, filters)
    case .filtered(let part, let predicate, let label):
      let condition = try condition(predicate)
      let inner = try sql(part, filters: filters + [condition], depth: depth + 1)
      var shape = inner.shape
      shape.label = "\(shape.label), \(label)"
      return TermSQL(
        sql: inner.sql, shape: shape, name: inner.name, isSum: inner.isSum, part: (inner.shape.label, label))
    case .percent(let part, let predicate):
      let condition = try condition(predicate)
      let above = try sql(part, filters: filters + [condition], depth: depth + 1)
      guard above.sql.text.utf8.count <= Self.longest else { throw .tooLong(limit: Self.longest) }
      let below = try sql(part, filters: filters, depth: depth + 1)
      return share(
        of: TermSQL(sql: above.settled, shape: above.shape, name: above.name), in: below.sql)
    case .percentOfTotal(let part):
      guard !part.hasTotal else { throw .nestedTotals }
      let above = try sql(part, filters: filters, depth: depth + 1)
      return share(of: above, in: total(above.sql, above.name))
    case .total(let part):
      guard !part.hasTotal else { throw .nestedTotals }
      let whole = try sql(part, filters: filters, depth: depth + 1)
      var shape = whole.shape
      shape.label = "\(shape.label), in all"
      return TermSQL(sql: total(whole.sql, whole.name), shape: shape, name: "total_\(whole.name)")
    case .ratio(let upper, let lower):
      let above = try number(upper, filters, depth + 1)
      let below = try number(lower, filters, depth + 1)
      return quotient(above, below, per: noun(lower))
    case .difference(let later, let earlier):
      return difference(try number(later, filters, depth + 1), try number(earlier, filters, depth + 1))
    case .growth(let later, let earlier):
      return growth(try number(later, filters, depth + 1), try number(earlier, filters, depth + 1))
    case .runningTotal(let part):
      guard context.catalog.isAdditive(part) else { throw .notAdditive(try sql(part, depth: depth + 1).name) }
      return try running(inner(part, filters, depth + 1))
    case .movingAverage(let part, let periods):
      return try moving(
        inner(part, filters, depth + 1), over: periods, isAdditive: context.catalog.isAdditive(part))
    case .earlier(let part, let periods): return try earlier(inner(part, filters, depth + 1), by: periods)
    }
  }

  /// A number of one period.
  private func inner(_ term: MeasureTerm, _ filters: [Fragment], _ depth: Int) throws(CompileError) -> TermSQL
  {
    guard term.reach == nil else { throw .nestedFrames }
    guard !term.hasTotal else { throw .totalBesideFrames }
    return try number(term, filters, depth)
  }

  private func condition(_ predicate: Predicate) throws(CompileError) -> Fragment {
    try predicates.sql(predicate, scope, isRequired: false, depth: nesting)
  }

  /// A term to calculate with, where a sum over nothing is 0.
  private func number(
    _ term: MeasureTerm, _ filters: [Fragment], _ depth: Int
  ) throws(CompileError) -> TermSQL {
    var value = try sql(term, filters: filters, depth: depth)
    guard value.sql.text.utf8.count <= Self.longest else { throw .tooLong(limit: Self.longest) }
    switch value.shape.kind {
    case .integer, .decimal, .real, .percent: break
    case .text, .boolean, .date, .timestamp, .week, .month, .quarter, .year:
      throw .wrongValue(
        place: "'\(value.name)'", found: CompileError.words(value.shape.type), expected: "a number")
    }
    value = TermSQL(sql: value.settled, shape: value.shape, name: value.name, part: value.part)
    return value
  }

  private func share(of part: TermSQL, in whole: Fragment) -> TermSQL {
    TermSQL(
      sql: "100.0 * \(part.sql) / NULLIF(\(whole), 0)",
      shape: ColumnShape(
        label: "Share of \(Self.lowercasedHead(part.shape.label))", kind: .percent, unit: "%"),
      name: "share_of_\(part.name)")
  }
}

extension MeasureTerm {
  /// Whether a total over all groups stands in it, however deep.
  var hasTotal: Bool {
    contains { term in
      switch term {
      case .percentOfTotal, .total: true
      default: false
      }
    }
  }

  var hasRunningTotal: Bool { contains { if case .runningTotal = $0 { true } else { false } } }

  /// Whether a term stands in it, however deep.
  private func contains(_ isFound: (MeasureTerm) -> Bool, depth: Int = MeasureTerm.deepest) -> Bool {
    if isFound(self) { return true }
    guard depth > 0 else { return false }
    switch self {
    case .percent(let part, _), .filtered(let part, _, _), .percentOfTotal(let part), .total(let part),
      .runningTotal(let part), .movingAverage(let part, _), .earlier(let part, _):
      return part.contains(isFound, depth: depth - 1)
    case .ratio(let a, let b), .difference(let a, let b), .growth(let a, let b):
      return a.contains(isFound, depth: depth - 1) || b.contains(isFound, depth: depth - 1)
    case .measure, .count, .countDistinct, .aggregate, .percentile, .groups: return false
    }
  }
}
