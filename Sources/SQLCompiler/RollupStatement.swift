package import Domain

extension SQLCompiler {
  /// A roll-up as a dataset made by SQL, without values to bind.
  ///
  /// `earlier` are roll-ups that are there already: of the last that tells all that is needed it is made, else of the
  /// entity's rows.
  package func derived(_ rollup: Rollup, after earlier: [Rollup] = []) throws(CompileError) -> DerivedDataset
  {
    if let finer = earlier.last(where: { $0.tells(rollup) }) { return again(rollup, of: finer) }
    let dialect = context.dialect
    let scope = RowScope(subject: try context.entity(rollup.entity, place: rollup.name), context: context)
    func row(_ entity: EntityID) throws(CompileError) -> RowScope.Row {
      try scope.row(for: AttributeID(entity, ""), isInner: false)
    }
    var columns: [String] = []
    for column in rollup.columns {
      let sql = Fragment(raw: try row(column.entity).column(column.column, dialect))
      columns.append(column.grain.map { dialect.firstDay(of: sql, $0).text } ?? sql.text)
    }
    for other in rollup.others {
      columns.append("\(dialect.rowIdentity(try row(other).alias).text) IS NOT NULL")
    }
    columns.append("1")
    for part in rollup.parts {
      let value = try scope.subject.column(part.column, dialect)
      columns.append(part.function == .count ? "\(value) IS NOT NULL" : value)
    }
    return Self.derived(rollup, columns, scope.from.text)
  }

  /// The roll-up of the rows of a finer one.
  private func again(_ rollup: Rollup, of finer: Rollup) -> DerivedDataset {
    let dialect = context.dialect
    var columns = rollup.columns.map { column -> String in
      guard let grain = column.grain,
        let held = finer.period(of: column.column, column.entity, at: grain)
      else { return dialect.identifier(column.name) }
      return held.grain == grain
        ? dialect.identifier(held.name)
        : dialect.firstDay(of: Fragment(raw: dialect.identifier(held.name)), grain).text
    }
    columns += rollup.others.map { dialect.identifier(Rollup.presence(of: $0)) }
    columns += ([Rollup.rows] + rollup.parts.map(\.name)).map(dialect.identifier)
    return Self.derived(rollup, columns, "FROM \(dialect.identifier(finer.name))")
  }

  private static func derived(_ rollup: Rollup, _ columns: [String], _ from: String) -> DerivedDataset {
    DerivedDataset(
      dataset: rollup.dataset, sql: "SELECT\n  \(columns.joined(separator: ",\n  "))\n\(from)",
      fold: RowFold(
        keys: rollup.columns.count + rollup.others.count,
        functions: [.sum] + rollup.parts.map(\.function.fold)))
  }
}

extension Rollup {
  /// Whether all that `other` holds can be made of what this holds.
  fileprivate func tells(_ other: Rollup) -> Bool {
    entity == other.entity && Set(other.others).isSubset(of: others) && Set(other.parts).isSubset(of: parts)
      && other.columns.allSatisfy { column in
        if let grain = column.grain { return period(of: column.column, column.entity, at: grain) != nil }
        return holds(column.column, of: column.entity)
      }
  }
}

extension Rollup.Part.Function {
  /// What makes one number of several; a count is a sum of ones.
  fileprivate var fold: RowFold.Function {
    switch self {
    case .sum, .count: .sum
    case .minimum: .minimum
    case .maximum: .maximum
    }
  }
}
