import Domain

// What a roll-up tells of each of the rows that it puts together.
extension Rollup {
  /// Whether it has the column as it is in the rows.
  func holds(_ column: String, of entity: EntityID) -> Bool {
    columns.contains { $0.entity == entity && $0.column == column && $0.grain == nil }
  }

  /// The column from which the period of `grain` that a moment lies in can be told.
  func period(of column: String, _ entity: EntityID, at grain: Grain) -> Column? {
    columns.first {
      guard $0.entity == entity, $0.column == column, let held = $0.grain else { return false }
      return held == grain || held == .day || (held == .month && grain > .month)
    }
  }

  /// The number over a column of its entity.
  func part(_ function: Part.Function, of column: String) -> Part? {
    parts.first { $0.function == function && $0.column == column }
  }
}

extension RowScope.Row {
  /// SQL of the catalog over one row, which gives the same on a row of a roll-up as on those it stands for.
  func filled(_ sql: String, asOf: CalendarDate, _ dialect: SQLDialect) throws(CompileError) -> Fragment {
    if let rollup {
      guard let columns = SQLTemplate.columns(of: sql),
        columns.allSatisfy({ rollup.holds($0, of: entity.id) })
      else { throw .beyondRollup(rollup.name, what: "'\(sql)' of '\(entity.id)'") }
    }
    return SQLTemplate.filled(sql, this: dialect.identifier(alias), asOf: asOf)
  }

  /// A moment, as fine as `grain` wants it; nil where every part of it counts.
  func time(
    _ attribute: Attribute, at grain: Grain?, asOf: CalendarDate, _ dialect: SQLDialect
  ) throws(CompileError) -> Fragment {
    if let rollup, let grain, let column = SQLTemplate.column(of: attribute.sql),
      let held = rollup.period(of: column, entity.id, at: grain)
    {
      return Fragment(raw: "\(dialect.identifier(alias)).\(dialect.identifier(held.name))")
    }
    return try filled(attribute.sql, asOf: asOf, dialect)
  }
}

extension TimeWindow {
  /// The coarsest grain whose periods lie in the window or outside of it as a whole.
  var resolution: Grain { [start, end].compactMap(\.self).allSatisfy { $0.day == 1 } ? .month : .day }
}

extension Comparison {
  /// What must be known of a moment for the comparison: its day, or all of it.
  var resolution: Grain? {
    func isDay(_ value: Value) -> Bool {
      value.text.flatMap { CalendarDate(iso: $0) } != nil && value.text?.utf8.count == 10
    }
    return switch self {
    case .isEmpty, .isPresent: .year
    case .equal(let value), .notEqual(let value), .less(let value), .lessOrEqual(let value),
      .greater(let value), .greaterOrEqual(let value):
      isDay(value) || value.isNull ? .day : nil
    case .between(let low, let high): isDay(low) && isDay(high) ? .day : nil
    case .oneOf(let values): values.allSatisfy { isDay($0) || $0.isNull } ? .day : nil
    case .contains, .startsWith: nil
    }
  }
}
