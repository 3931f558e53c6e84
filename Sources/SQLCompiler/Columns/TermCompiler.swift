import Domain

/// A number over rows in SQL: one operand of a product, and what it is.
struct TermSQL {
  let sql: Fragment
  let shape: ColumnShape
  /// The name asked for.
  let name: String
  /// A sum, of which nothing is nothing: its share is 0, not unknown.
  var isSum = false
}

/// Measure terms over the rows of a scope.
struct TermCompiler {
  /// Terms and measures inside each other at most; a measure defined by itself ends here.
  static let deepest = 16

  let predicates: PredicateCompiler
  let scope: RowScope
  /// Gives SQL for the total over all groups of a term that compiles to the given SQL.
  let total: (_ term: Fragment, _ name: String) -> Fragment

  private var context: CatalogContext { predicates.context }
  private var subject: Entity { scope.subject.entity }

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
        sql: aggregate("COUNT(*)", filters),
        shape: ColumnShape(label: "Number of \(Self.plural(names))", kind: .integer),
        name: "count")
    case .countDistinct(let id):
      let attribute = try context.attribute(id, place: "measures")
      return TermSQL(
        sql: try distinct(attribute, filters),
        shape: ColumnShape(label: "Distinct \(Self.lowercasedHead(attribute.label))", kind: .integer),
        name: "distinct_\(id.name)")
    case .aggregate(let function, let id):
      let attribute = try context.attribute(id, place: "measures")
      let (sql, own) = try aggregate(function, attribute, filters)
      var shape = own
      shape.label = Self.label(of: function, attribute)
      return TermSQL(sql: sql, shape: shape, name: "\(function.rawValue)_\(id.name)", isSum: function == .sum)
    case .filtered(let part, let predicate, let label):
      let condition = try predicates.sql(predicate, scope, isRequired: false)
      let inner = try sql(part, filters: filters + [condition], depth: depth + 1)
      var shape = inner.shape
      shape.label = "\(shape.label), \(label)"
      return TermSQL(sql: inner.sql, shape: shape, name: inner.name, isSum: inner.isSum)
    case .percent(let part, let predicate):
      let condition = try predicates.sql(predicate, scope, isRequired: false)
      let above = try sql(part, filters: filters + [condition], depth: depth + 1)
      let below = try sql(part, filters: filters, depth: depth + 1)
      guard above.isSum else { return share(of: above, in: below.sql) }
      let sum = TermSQL(sql: "COALESCE(\(above.sql), 0)", shape: above.shape, name: above.name)
      return share(of: sum, in: below.sql)
    case .percentOfTotal(let part):
      guard !part.hasTotal else { throw .nestedTotals }
      let above = try sql(part, filters: filters, depth: depth + 1)
      return share(of: above, in: total(above.sql, above.name))
    }
  }

  private func share(of part: TermSQL, in whole: Fragment) -> TermSQL {
    TermSQL(
      sql: "100.0 * \(part.sql) / NULLIF(\(whole), 0)",
      shape: ColumnShape(
        label: "Share of \(Self.lowercasedHead(part.shape.label))", kind: .percent, unit: "%"),
      name: "share_of_\(part.name)")
  }

  private func measure(
    _ measure: Measure, _ outer: [Fragment], _ depth: Int
  ) throws(CompileError) -> TermSQL {
    guard depth < Self.deepest else { throw .tooDeep(limit: Self.deepest) }
    guard measure.entity == subject.id else {
      throw .foreignMeasure(measure.id, entity: measure.entity, subject: subject.id)
    }
    var filters = outer
    if let condition = measure.condition { filters.append(predicates.filled(condition, scope.subject.alias)) }
    let sql: Fragment
    var shape: ColumnShape
    switch measure.formula {
    case .count: (sql, shape) = (aggregate("COUNT(*)", filters), ColumnShape(label: "", kind: .integer))
    case .countDistinct(let id):
      sql = try distinct(context.attribute(id, place: "measure '\(measure.id)'"), filters)
      shape = ColumnShape(label: "", kind: .integer)
    case .aggregate(let function, let id):
      let attribute = try context.attribute(id, place: "measure '\(measure.id)'")
      (sql, shape) = try aggregate(function, attribute, filters)
    case .percentWhere(let text):
      let condition = predicates.filled(text, scope.subject.alias)
      let above = aggregate("COUNT(*)", filters + [condition])
      sql = "100.0 * \(above) / NULLIF(\(aggregate("COUNT(*)", filters)), 0)"
      shape = ColumnShape(label: "", kind: .percent, unit: "%")
    case .ratio(let upper, let lower, let factor):
      let place = "measure '\(measure.id)'"
      let above = try self.measure(context.measure(upper, place: place), filters, depth + 1)
      let below = try self.measure(context.measure(lower, place: place), filters, depth + 1)
      sql = Self.ratio(above, below, factor: factor)
      shape = ColumnShape(label: "", kind: measure.unit == "%" ? .percent : .real)
    }
    shape.label = measure.label
    if let unit = measure.unit { shape.unit = unit }
    return TermSQL(sql: sql, shape: shape, name: measure.id, isSum: measure.formula.isSum)
  }

  /// `factor` × above / below in their own units; the powers of ten of their scales cancel.
  private static func ratio(_ above: TermSQL, _ below: TermSQL, factor: Int) -> Fragment {
    let difference = below.shape.scale - above.shape.scale
    let power = FixedDecimal.power(abs(difference))
    let up: Fragment = difference > 0 ? " * \(raw: String(power)).0" : ""
    let down: Fragment = difference < 0 ? " / \(raw: String(power)).0" : ""
    return "\(factor).0 * \(above.sql)\(up) / NULLIF(\(below.sql), 0)\(down)"
  }

  /// The aggregate call over the rows that pass.
  private func aggregate(_ call: Fragment, _ filters: [Fragment]) -> Fragment {
    filters.isEmpty ? call : "\(call) FILTER (WHERE \(filters.joined(separator: " AND ")))"
  }

  private func distinct(_ attribute: Attribute, _ filters: [Fragment]) throws(CompileError) -> Fragment {
    aggregate("COUNT(DISTINCT \(try predicates.sql(of: attribute, scope, isInner: false)))", filters)
  }

  private func aggregate(
    _ function: AggregateFunction, _ attribute: Attribute, _ filters: [Fragment]
  ) throws(CompileError) -> (Fragment, ColumnShape) {
    let isExtreme = function == .minimum || function == .maximum
    guard attribute.isNumber || (attribute.isTime && isExtreme) else {
      throw .nonNumericAggregate(function, attribute.id, type: attribute.type)
    }
    let value = try predicates.sql(of: attribute, scope, isInner: false)
    let call = aggregate(context.dialect.aggregate(function, value), filters)
    var shape = ColumnShape(attribute)
    guard function == .average || function == .median else { return (call, shape) }
    shape.kind = .real
    if case .decimal(let scale) = attribute.type, scale > 0 {
      shape.scale = 0
      return ("\(call) / \(raw: String(FixedDecimal.power(scale))).0", shape)
    }
    return (call, shape)
  }
}

// Words for terms that the catalog does not name.
extension TermCompiler {
  private static func label(of function: AggregateFunction, _ attribute: Attribute) -> String {
    let word =
      switch function {
      case .sum: "Total"
      case .average: "Average"
      case .median: "Median"
      case .minimum: attribute.isTime ? "Earliest" : "Lowest"
      case .maximum: attribute.isTime ? "Latest" : "Highest"
      }
    return "\(word) \(lowercasedHead(attribute.label))"
  }

  /// "Order date" → "order date"; "SKU" stays.
  private static func lowercasedHead(_ label: String) -> String {
    let head = label.prefix(2)
    return head == head.uppercased() && head.count == 2
      ? label : label.prefix(1).lowercased() + label.dropFirst()
  }

  private static func plural(_ noun: String) -> String {
    if noun.hasSuffix("y"), !["ay", "ey", "oy", "uy"].contains(noun.suffix(2)) {
      return noun.dropLast() + "ies"
    }
    return ["s", "x", "ch", "sh"].contains(where: noun.hasSuffix) ? noun + "es" : noun + "s"
  }
}

extension MeasureTerm {
  /// Whether a total over all groups stands in it. As deep as the term.
  fileprivate var hasTotal: Bool {
    var term = self
    while true {
      switch term {
      case .percent(let part, _), .filtered(let part, _, _): term = part
      case .percentOfTotal: return true
      case .measure, .count, .countDistinct, .aggregate: return false
      }
    }
  }
}

extension Measure.Formula {
  fileprivate var isSum: Bool { if case .aggregate(.sum, _) = self { true } else { false } }
}
