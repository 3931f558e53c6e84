import Domain

// Measures of the catalog, and numbers over one attribute.
extension TermCompiler {
  func measure(
    _ measure: Measure, _ outer: [Fragment], _ depth: Int
  ) throws(CompileError) -> TermSQL {
    guard depth < Self.deepest else { throw .tooDeep(limit: Self.deepest) }
    guard measure.entity == subject.id else {
      throw .foreignMeasure(measure.id, entity: measure.entity, subject: subject.id)
    }
    var filters = outer
    if let condition = measure.condition { filters.append(try predicates.filled(condition, scope.subject)) }
    let sql: Fragment
    var shape: ColumnShape
    switch measure.formula {
    case .count: (sql, shape) = (count(filters), ColumnShape(label: "", kind: .integer))
    case .countDistinct(let id):
      sql = try distinct(context.attribute(id, place: "measure '\(measure.id)'"), filters)
      shape = ColumnShape(label: "", kind: .integer)
    case .aggregate(let function, let id):
      let attribute = try context.attribute(id, place: "measure '\(measure.id)'")
      (sql, shape) = try aggregate(function, attribute, filters)
    case .percentWhere(let text):
      let condition = try predicates.filled(text, scope.subject)
      sql = "100.0 * \(count(filters + [condition])) / NULLIF(\(count(filters)), 0)"
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

  /// The aggregate call over the rows that pass.
  func aggregate(_ call: Fragment, _ filters: [Fragment]) -> Fragment {
    filters.isEmpty ? call : "\(call) FILTER (WHERE \(filters.joined(separator: " AND ")))"
  }

  /// How many rows pass.
  func count(_ filters: [Fragment]) -> Fragment {
    guard scope.subject.rollup != nil else { return aggregate("COUNT(*)", filters) }
    // A sum over no rows of the roll-up is unknown; a count of none is 0.
    return "COALESCE(\(aggregate("SUM(\(raw: rolled(Rollup.rows)))", filters)), 0)"
  }

  func distinct(_ attribute: Attribute, _ filters: [Fragment]) throws(CompileError) -> Fragment {
    aggregate("COUNT(DISTINCT \(try predicates.sql(of: attribute, scope, isInner: false)))", filters)
  }

  func aggregate(
    _ function: AggregateFunction, _ attribute: Attribute, _ filters: [Fragment]
  ) throws(CompileError) -> (Fragment, ColumnShape) {
    let isExtreme = function == .minimum || function == .maximum
    guard attribute.isNumber || (attribute.isTime && isExtreme) else {
      throw .nonNumericAggregate(function, attribute.id, type: attribute.type)
    }
    let call = try call(function, attribute, filters)
    guard function == .average || function == .median else { return (call, ColumnShape(attribute)) }
    return inPlainUnits(call, of: attribute)
  }

  private func call(
    _ function: AggregateFunction, _ attribute: Attribute, _ filters: [Fragment]
  ) throws(CompileError) -> Fragment {
    if let rollup = scope.subject.rollup,
      let call = call(function, attribute, filters, of: rollup)
    {
      return call
    }
    let value = try predicates.sql(of: attribute, scope, isInner: false)
    if let rollup = scope.subject.rollup, function != .minimum, function != .maximum {
      throw .beyondRollup(rollup.name, what: "\(function.rawValue) of '\(attribute.id)'")
    }
    return aggregate(context.dialect.aggregate(function, value), filters)
  }

  /// The number made of parts that a roll-up holds; nil when it does not.
  private func call(
    _ function: AggregateFunction, _ attribute: Attribute, _ filters: [Fragment], of rollup: Rollup
  ) -> Fragment? {
    guard attribute.id.entity == subject.id, let column = SQLTemplate.column(of: attribute.sql) else {
      return nil
    }
    func part(_ part: Rollup.Part.Function, _ function: AggregateFunction) -> Fragment? {
      rollup.part(part, of: column).map {
        aggregate(context.dialect.aggregate(function, "\(raw: rolled($0.name))"), filters)
      }
    }
    switch function {
    case .sum: return part(.sum, .sum)
    case .minimum: return part(.minimum, .minimum)
    case .maximum: return part(.maximum, .maximum)
    case .average:
      guard let sum = part(.sum, .sum), let count = part(.count, .sum) else { return nil }
      return "1.0 * \(sum) / \(count)"
    case .median: return nil
    }
  }

  private func rolled(_ column: String) -> String {
    "\(context.dialect.identifier(scope.subject.alias)).\(context.dialect.identifier(column))"
  }

  /// A number between the attribute's values: real, in its own unit.
  private func inPlainUnits(_ call: Fragment, of attribute: Attribute) -> (Fragment, ColumnShape) {
    var shape = ColumnShape(attribute)
    shape.kind = .real
    if case .decimal(let scale) = attribute.type, scale > 0 {
      shape.scale = 0
      return ("\(call) / \(raw: String(FixedDecimal.power(scale))).0", shape)
    }
    return (call, shape)
  }

  func percentile(
    _ percent: Int, _ id: AttributeID, _ filters: [Fragment]
  ) throws(CompileError) -> TermSQL {
    guard (0...100).contains(percent) else { throw .percentOutOfRange(percent) }
    let attribute = try context.attribute(id, place: "measures")
    guard attribute.isNumber else { throw .nonNumericPercentile(id, type: attribute.type) }
    if let rollup = scope.subject.rollup { throw .beyondRollup(rollup.name, what: "percentiles") }
    let value = try predicates.sql(of: attribute, scope, isInner: false)
    var (sql, shape) = inPlainUnits(
      aggregate(context.dialect.percentile(percent, value), filters), of: attribute)
    shape.label = Self.label(ofPercentile: percent, attribute)
    return TermSQL(sql: sql, shape: shape, name: "percentile_\(percent)_\(id.name)")
  }

  /// How many groups there are of the rows that pass.
  func groups(_ grouping: Grouping, _ filters: [Fragment]) throws(CompileError) -> TermSQL {
    let sql: Fragment
    if case .windows = grouping,
      let windows = try WindowGrouping([grouping], predicates: predicates, scope: scope, isInner: false)
    {
      let each = windows.windows.map { window in
        let bounds = PredicateCompiler.bounds(of: window, on: windows.time)
        return "(\(count(filters + bounds)) > 0)" as Fragment
      }
      sql = each.count == 1 ? each[0] : "(\(each.joined(separator: " + ")))"
    } else {
      let columns = try GroupCompiler(predicates: predicates, scope: scope, isInner: false).sql(grouping)?
        .columns
      sql = aggregate("COUNT(DISTINCT \(columns?.first?.sql ?? "NULL"))", filters)
    }
    let noun = noun(grouping)
    return TermSQL(
      sql: sql, shape: ColumnShape(label: "Number of different \(Self.plural(noun))", kind: .integer),
      name: "distinct_\(noun)")
  }
}

extension Measure.Formula {
  fileprivate var isSum: Bool { if case .aggregate(.sum, _) = self { true } else { false } }
}
