import Domain

/// Queries whose rows are the subject's.
struct ListCompiler {
  let predicates: PredicateCompiler
  let scope: RowScope

  private var context: CatalogContext { predicates.context }

  /// `besides` are conditions on the rows besides those of the query's filter.
  func compile(_ query: Query, besides: [Fragment] = []) throws(CompileError) -> SQLStatement {
    let subject = scope.subject.entity
    var names = ColumnNames()
    var columns: [OutputColumn] = []
    var shown: [AttributeID: String] = [:]
    var wanted = query.columns.isEmpty ? subject.show : query.columns
    if wanted.isEmpty { wanted = [subject.keyID, subject.labelID] }
    if query.isDistinct {
      for ordering in query.order { if case .attribute(let id) = ordering.key { wanted.append(id) } }
    }
    for id in wanted where shown[id] == nil {
      let attribute = try context.attribute(id, place: "columns")
      let name = names.name(id.name, "\(id.entity)_\(id.name)")
      let sql = try predicates.sql(of: attribute, scope, isInner: false)
      columns.append(OutputColumn(sql: sql, name: name, shape: ColumnShape(attribute)))
      shown[id] = name
    }
    var order = try order(of: query, shown, columns)
    var hidden = HiddenColumns()
    let within = try partition(query, &hidden, &names)
    if within != nil { hidden.add(&order, &names) }
    let conditions = try predicates.conjuncts(query.filter, scope) + besides
    let writer = ClauseWriter(dialect: context.dialect)
    let rows = [
      writer.select(columns + hidden.columns, isDistinct: query.isDistinct), scope.from,
      PredicateCompiler.whereClause(conditions),
    ]
    let sql: Fragment
    if let within {
      sql = PartitionedLimit(
        keys: within.keys, groups: within.order, order: order,
        sharing: query.sharing, limit: query.limit, offset: query.offset
      ).statement(writer.statement(rows), shown: columns, place: names.name("place"), writer)
    } else {
      sql = writer.statement(
        rows + [writer.order(order), writer.limit(query.limit, offset: query.offset)])
    }
    return SQLStatement(
      text: sql.text, parameters: sql.parameters,
      columns: columns.compactMap { column in column.shape?.column(named: column.name) })
  }

  /// How many rows there are, whatever the limit.
  func count(_ query: Query, besides: [Fragment] = []) throws(CompileError) -> SQLStatement {
    let conditions = try predicates.conjuncts(query.filter, scope) + besides
    let writer = ClauseWriter(dialect: context.dialect)
    let shape = ColumnShape(label: "Rows", kind: .integer)
    let count = OutputColumn(sql: "COUNT(*)", name: "count", shape: shape)
    let sql = writer.statement([
      writer.select([count]), scope.from, PredicateCompiler.whereClause(conditions),
    ])
    return SQLStatement(
      text: sql.text, parameters: sql.parameters, columns: [shape.column(named: count.name)])
  }

  /// The groups that the limit holds within, in natural order, each with a column; nil when it holds for all rows.
  private func partition(
    _ query: Query, _ hidden: inout HiddenColumns, _ names: inout ColumnNames
  ) throws(CompileError) -> (keys: [String], order: [OrderItem])? {
    guard !query.limitWithin.isEmpty || query.keepsTies, query.limit != nil || query.offset > 0 else {
      return nil
    }
    var (keys, order): ([String], [OrderItem]) = ([], [])
    let compiler = GroupCompiler(predicates: predicates, scope: scope, isInner: false)
    for grouping in query.limitWithin {
      guard let group = try compiler.sql(grouping), let key = group.columns.first else {
        throw .limitWithinNoGroup(count: 0)
      }
      let name = hidden.name(of: key.sql, &names)
      keys.append(name)
      var items = [OrderItem(sql: key.sql, name: name, isDescending: false)]
      if let natural = group.order { items.insert(OrderItem(sql: natural, isDescending: false), at: 0) }
      hidden.add(&items, &names)
      order += items
    }
    return (keys, order)
  }

  /// As asked, then by what tells the rows apart.
  private func order(
    of query: Query, _ shown: [AttributeID: String], _ columns: [OutputColumn]
  ) throws(CompileError) -> [OrderItem] {
    var items: [OrderItem] = []
    var ordered: Set<AttributeID> = []
    for ordering in query.order {
      switch ordering.key {
      case .measure: throw .measureOrdersList
      case .group(let position): throw .unknownGroup(position, count: 0)
      case .attribute(let id):
        guard ordered.insert(id).inserted else { continue }
        let attribute = try context.attribute(id, place: "order")
        items.append(
          OrderItem(
            sql: try predicates.sql(of: attribute, scope, isInner: false), name: shown[id],
            isDescending: ordering.isDescending))
      }
    }
    if query.isDistinct {
      let names = Set(items.compactMap(\.name))
      for column in columns where !names.contains(column.name) {
        items.append(
          OrderItem(sql: column.sql, name: column.name, isDescending: false, missingLast: false))
      }
    } else if !ordered.contains(scope.subject.entity.keyID) {
      let key = try context.attribute(scope.subject.entity.keyID, place: "order")
      items.append(
        OrderItem(
          sql: try predicates.sql(of: key, scope, isInner: false), name: shown[key.id], isDescending: false,
          missingLast: false))
    }
    return items
  }
}
