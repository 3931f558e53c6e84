package import Domain

extension SQLCompiler {
  /// A SELECT that makes the rows of a roll-up, its columns as in its dataset; without values to bind.
  ///
  /// - Parameter earlier: roll-ups that are there already; of one that tells all that is needed it is made, else of
  ///   the entity's rows.
  package func rows(of rollup: Rollup, after earlier: [Rollup] = []) throws(CompileError) -> String {
    if let finer = earlier.first(where: { $0.tells(rollup) }) { return again(rollup, of: finer) }
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
    let keys = columns.count
    columns.append("COUNT(*)")
    for part in rollup.parts {
      columns.append("\(part.function.name)(\(try scope.subject.column(part.column, dialect)))")
    }
    return Self.select(columns, scope.from.text, keys)
  }

  /// The roll-up of the rows of a finer one.
  private func again(_ rollup: Rollup, of finer: Rollup) -> String {
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
    let keys = columns.count
    columns.append("SUM(\(dialect.identifier(Rollup.rows)))")
    columns += rollup.parts.map { "\($0.function.again)(\(dialect.identifier($0.name)))" }
    return Self.select(columns, "FROM \(dialect.identifier(finer.name))", keys)
  }

  private static func select(_ columns: [String], _ from: String, _ keys: Int) -> String {
    let group = keys == 0 ? "" : "\nGROUP BY \((1...keys).map(String.init).joined(separator: ", "))"
    return "SELECT\n  \(columns.joined(separator: ",\n  "))\n\(from)\(group)"
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
  fileprivate var name: String {
    switch self {
    case .sum: "SUM"
    case .count: "COUNT"
    case .minimum: "MIN"
    case .maximum: "MAX"
    }
  }
  /// What makes one number of several.
  fileprivate var again: String { self == .count ? "SUM" : name }
}
