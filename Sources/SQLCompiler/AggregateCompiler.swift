import Domain

/// Queries with one row per group.
struct AggregateCompiler {
  let predicates: PredicateCompiler
  let scope: RowScope

  private var context: CatalogContext { predicates.context }
  private var dialect: SQLDialect { context.dialect }

  /// A grouping that stands in the select.
  private struct Group {
    let grouping: Grouping
    let columns: [OutputColumn]
    /// Names of the columns that tell the groups apart.
    let keys: [String]
    let order: OrderItem
    let isTime: Bool

    func ordered(isDescending: Bool) -> OrderItem {
      OrderItem(
        sql: order.sql, name: order.name, isDescending: isDescending, missingLast: false,
        settled: isTime ? keys : [])
    }
  }

  func compile(_ query: Query) throws(CompileError) -> SQLStatement {
    let isOnlyTotals = query.measures.allSatisfy { if case .total = $0 { true } else { false } }
    guard !isOnlyTotals || query.measures.isEmpty else { throw .onlyTotals }
    let totals = Totals(catalog: context.catalog, dialect: dialect)
    let frame = try Frame(query, predicates: predicates, scope: scope)
    let terms = TermCompiler(
      predicates: predicates, scope: scope, frame: frame, total: { totals.add($0, name: $1) })
    let (query, firstShown) = frame?.leading(query) ?? (query, nil)
    var names = ColumnNames()
    let windows = try WindowGrouping(query.groups, predicates: predicates, scope: scope)
    let position = windows == nil ? "" : names.name("position")

    var groups: [Group] = []
    var conditions: [Fragment] = []
    for grouping in query.groups {
      groups.append(try group(grouping, position, &names, &conditions))
    }
    var measures: [(term: MeasureTerm, column: OutputColumn)] = []
    for term in query.measures {
      let value = try terms.sql(term)
      measures.append(
        (term, OutputColumn(sql: value.sql, name: names.name(value.name), shape: value.shape)))
    }
    var having: [Fragment] = []
    // What holds of the groups that are made: not known before all are there.
    var later: [Fragment] = []
    if let frame, let firstShown, let key = groups[frame.position].keys.first {
      later.append("\(raw: dialect.identifier(key)) >= \(bind: firstShown)")
    }
    for condition in query.having {
      let value = try terms.sql(condition.term)
      if condition.term.reach != nil {
        guard let known = measures.first(where: { $0.term == condition.term })?.column else {
          throw .conditionOnHiddenFrame(value.name)
        }
        let operand = Operand(
          sql: Fragment(raw: dialect.identifier(known.name)), type: value.shape.type,
          place: "having '\(value.name)'")
        later.append(try ComparisonCompiler(dialect: dialect).sql(operand, condition.comparison))
        continue
      }
      let operand = Operand(sql: value.sql, type: value.shape.type, place: "having '\(value.name)'")
      having.append(try ComparisonCompiler(dialect: dialect).sql(operand, condition.comparison))
    }
    var order = try order(of: query, groups, measures, terms)
    conditions = try predicates.conjuncts(query.filter, scope) + conditions
    if let shared = try sharedCondition(of: query) { conditions.append(shared) }
    conditions += scope.conditions

    let columns = groups.flatMap(\.columns) + measures.map(\.column)
    let writer = ClauseWriter(dialect: dialect)
    var within = try partition(query, groups)
    var hidden = HiddenColumns()
    if windows != nil || within != nil || !later.isEmpty { hidden.add(&order, &names) }
    if var partition = within {
      hidden.add(&partition.order, &names)
      within = partition
    }
    let havingClause: Fragment = having.isEmpty ? "" : "HAVING \(having.joined(separator: "\n  AND "))"
    var body: Fragment
    if let windows {
      let keys = Set(groups.flatMap(\.keys)).subtracting([position])
      var parts: [Fragment] = []
      for (index, window) in windows.windows.enumerated() {
        let label: Fragment = "\(bind: .text(window.label))"
        let head = OutputColumn(sql: "\(index + 1)", name: position, shape: nil)
        let shown = columns.map { column in
          column.sql.isEmpty ? OutputColumn(sql: label, name: column.name, shape: column.shape) : column
        }
        parts.append(
          writer.statement([
            writer.select([head] + shown + hidden.columns), scope.from,
            PredicateCompiler.whereClause(
              conditions + PredicateCompiler.bounds(of: window, on: windows.time)),
            groupBy(keys, in: [head] + shown), havingClause,
          ]))
      }
      body = parts.joined(separator: "\nUNION ALL\n")
      if within == nil {
        let list = columns.map { dialect.identifier($0.name) }.joined(separator: ", ")
        body = "SELECT \(raw: list)\nFROM \(body.block)"
      }
      conditions.append(windows.anyWindow)
    } else {
      body = writer.statement([
        writer.select(columns + hidden.columns), scope.from, PredicateCompiler.whereClause(conditions),
        groupBy(Set(groups.flatMap(\.keys)), in: columns), havingClause,
      ])
    }
    if !later.isEmpty {
      let list = columns.map { dialect.identifier($0.name) }.joined(separator: ", ")
      body = "SELECT \(raw: list)\nFROM \(body.block)\n\(PredicateCompiler.whereClause(later))"
    }
    var tail = [writer.order(order), writer.limit(query.limit, offset: query.offset)]
    if let within {
      body = PartitionedLimit(
        keys: within.keys, groups: within.order, order: order,
        sharing: query.sharing, limit: query.limit, offset: query.offset
      ).statement(body, shown: columns, place: names.name("place"), writer)
      tail = []
    }
    var shown = columns
    if query.countsGroups, let grouping = query.groups.first {
      let shape = ColumnShape(label: "Number of \(TermCompiler.plural(terms.noun(grouping)))", kind: .integer)
      shown = [OutputColumn(sql: "COUNT(*)", name: "count", shape: shape)]
      body = writer.statement([writer.select(shown), "FROM \(body.block)"])
      tail = []
    }
    let sql = writer.statement(
      [
        totals.clause(writer, scope.from, PredicateCompiler.whereClause(conditions)), body,
      ] + tail)
    return SQLStatement(
      text: sql.text, parameters: sql.parameters,
      columns: shown.compactMap { column in column.shape?.column(named: column.name) })
  }

  /// The condition of the measures, where all have the same: groups without such a row are then not shown, unless the
  /// question is about them: those with few or none.
  private func sharedCondition(of query: Query) throws(CompileError) -> Fragment? {
    guard !query.groups.isEmpty, query.having.isEmpty, query.limit == nil, !query.countsGroups,
      query.groups.allSatisfy({ grouping in
        switch grouping {
        case .attribute, .entity: true
        case .time, .weekday, .hour, .windows: false
        }
      })
    else { return nil }
    let conditions = query.measures.map { term -> String? in
      guard case .measure(let id) = term, let measure = context.catalog.measure(id),
        measure.entity == query.subject
      else { return nil }
      return measure.condition
    }
    guard let first = conditions.first, let condition = first, conditions.allSatisfy({ $0 == condition })
    else { return nil }
    return try predicates.filled(condition, scope.subject)
  }

  /// By position: a name could be taken for a column of a table.
  private func groupBy(_ keys: Set<String>, in columns: [OutputColumn]) -> Fragment {
    let positions = columns.indices.filter { keys.contains(columns[$0].name) }.map { String($0 + 1) }
    return positions.isEmpty ? "" : Fragment(raw: "GROUP BY \(positions.joined(separator: ", "))")
  }

  private func group(
    _ grouping: Grouping, _ position: String, _ names: inout ColumnNames, _ conditions: inout [Fragment]
  ) throws(CompileError) -> Group {
    guard let sql = try GroupCompiler(predicates: predicates, scope: scope).sql(grouping) else {
      // The label of each window is put in where its statement is written.
      let label = OutputColumn(
        sql: "", name: names.name("period"), shape: ColumnShape(label: "Period", kind: .text))
      let order = OrderItem(sql: "", name: position, isDescending: false, missingLast: false)
      return Group(grouping: grouping, columns: [label], keys: [position], order: order, isTime: true)
    }
    var columns: [OutputColumn] = []
    var keys: [String] = []
    for column in sql.columns {
      let name = names.name(column.names.0, column.names.1)
      columns.append(OutputColumn(sql: column.sql, name: name, shape: column.shape))
      if column.isKey { keys.append(name) }
    }
    if let condition = sql.condition, !conditions.contains(condition) { conditions.append(condition) }
    let order =
      sql.order.map { OrderItem(sql: "MIN(\($0))", isDescending: false, missingLast: false) }
      ?? OrderItem(sql: "", name: keys.first, isDescending: false, missingLast: false)
    return Group(grouping: grouping, columns: columns, keys: keys, order: order, isTime: sql.isTime)
  }

  /// As asked; else time forward, other groups by the first measure from the largest; then by the groups' keys.
  private func order(
    of query: Query, _ groups: [Group], _ measures: [(term: MeasureTerm, column: OutputColumn)],
    _ terms: TermCompiler
  ) throws(CompileError) -> [OrderItem] {
    var items: [OrderItem] = []
    for ordering in query.order {
      switch ordering.key {
      case .measure(let term):
        if let known = measures.first(where: { $0.term == term }) {
          items.append(
            OrderItem(sql: known.column.sql, name: known.column.name, isDescending: ordering.isDescending))
        } else {
          items.append(OrderItem(sql: try terms.sql(term).sql, isDescending: ordering.isDescending))
        }
      case .group(let position):
        guard groups.indices.contains(position) else {
          throw .unknownGroup(position, count: groups.count)
        }
        items.append(groups[position].ordered(isDescending: ordering.isDescending))
      case .attribute(let id):
        items.append(try order(by: id, groups, isDescending: ordering.isDescending))
      }
    }
    if items.isEmpty, !groups.isEmpty {
      if !groups.contains(where: \.isTime), let first = measures.first?.column {
        items = [OrderItem(sql: first.sql, name: first.name, isDescending: true)]
      } else {
        items = groups.map { $0.ordered(isDescending: false) }
      }
    }
    let ordered = Set(items.compactMap(\.name)).union(items.flatMap(\.settled))
    for key in groups.flatMap(\.keys) where !ordered.contains(key) {
      items.append(OrderItem(sql: "", name: key, isDescending: false, missingLast: false))
    }
    return items
  }

  /// The groups that the limit holds within, in the order asked for, else their own; nil when it holds for all rows.
  private func partition(
    _ query: Query, _ groups: [Group]
  ) throws(CompileError) -> (keys: [String], order: [OrderItem])? {
    guard !query.limitWithin.isEmpty || query.keepsTies, query.limit != nil || query.offset > 0 else {
      return nil
    }
    var (keys, order): ([String], [OrderItem]) = ([], [])
    for grouping in query.limitWithin {
      guard let position = groups.firstIndex(where: { $0.grouping == grouping }) else {
        throw .limitWithinNoGroup(count: groups.count)
      }
      let isDescending = query.order.contains { $0 == Ordering(.group(position), isDescending: true) }
      let item = groups[position].ordered(isDescending: isDescending)
      order.append(item)
      keys += groups[position].keys
      for key in groups[position].keys where item.name != key && !item.settled.contains(key) {
        order.append(OrderItem(sql: "", name: key, isDescending: false, missingLast: false))
      }
    }
    return (keys, order)
  }

  /// A group's own value; else the attribute's largest or smallest in the group, by direction.
  private func order(
    by id: AttributeID, _ groups: [Group], isDescending: Bool
  ) throws(CompileError) -> OrderItem {
    let attribute = try context.attribute(id, place: "order")
    for group in groups {
      switch group.grouping {
      case .attribute(id), .time(id, _), .weekday(id), .hour(id), .windows(id, _):
        return group.ordered(isDescending: isDescending)
      case .entity(let entity):
        guard let known = context.catalog.entity(entity) else { continue }
        let name = id == known.keyID ? group.columns.first : id == known.labelID ? group.columns.last : nil
        if let name { return OrderItem(sql: name.sql, name: name.name, isDescending: isDescending) }
      default: continue
      }
    }
    let value = try predicates.sql(of: attribute, scope, isInner: false)
    return OrderItem(
      sql: dialect.aggregate(isDescending ? .maximum : .minimum, value), isDescending: isDescending)
  }
}
