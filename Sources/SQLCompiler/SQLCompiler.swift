package import Domain

/// Turns a query into a statement. Pure: opens nothing, and the same query gives the same text.
///
/// Identifiers come from the catalog, values are bound. FROM is the subject's dataset; other entities come in many
/// to one, so that no row counts twice. An attribute of a row that is missing is NULL; a condition that is NULL
/// counts as false. Rows and groups have one order: that of the query, then that of their keys.
package struct SQLCompiler: Sendable {
  /// Windows of one grouping at most.
  package static let mostWindows = 100

  let context: CatalogContext

  package init(catalog: Catalog, dialect: SQLDialect = .sqlite) {
    context = CatalogContext(catalog: catalog, dialect: dialect)
  }

  /// Whether each row of `subject` has at most one row of `entity`, found in one shortest way.
  package func isReachable(_ entity: EntityID, from subject: EntityID) -> Bool {
    context.catalog.entity(entity) != nil && context.graph.path(from: subject, to: entity) != nil
  }

  /// The joins that `Predicate.related` follows from a row of `subject` to rows of `entity`; nil when there are
  /// none, or two ways equally good.
  package func relation(of entity: EntityID, to subject: EntityID) -> [JoinGraph.Step]? {
    context.graph.relation(from: subject, to: entity)
  }

  /// The statement whose result answers `query`; decimals in it are integer units, as its columns say.
  package func compile(_ query: Query) throws(CompileError) -> SQLStatement {
    let subject = try context.entity(query.subject, place: "subject")
    if let limit = query.limit, limit < 1 { throw .limitTooSmall(limit) }
    if query.offset < 0 { throw .offsetTooSmall(query.offset) }
    let predicates = PredicateCompiler(context: context, asOf: query.asOf)
    let statement: SQLStatement
    if query.measures.isEmpty && query.groups.isEmpty {
      let scope = RowScope(subject: subject, context: context)
      statement = try ListCompiler(predicates: predicates, scope: scope).compile(query)
    } else {
      statement = try aggregate(query, of: subject, predicates)
    }
    guard statement.parameters.count <= context.dialect.mostParameters else {
      throw .tooManyParameters(statement.parameters.count, limit: context.dialect.mostParameters)
    }
    return statement
  }

  /// Over the first roll-up that tells all that is asked, else over the rows.
  private func aggregate(
    _ query: Query, of subject: Entity, _ predicates: PredicateCompiler
  ) throws(CompileError) -> SQLStatement {
    for rollup in context.catalog.rollups where rollup.entity == subject.id {
      let scope = RowScope(subject: subject, context: context, rollup: rollup)
      do {
        return try AggregateCompiler(predicates: predicates, scope: scope).compile(query)
      } catch {
        // What is wrong with the query is said of its rows below.
        continue
      }
    }
    return try AggregateCompiler(predicates: predicates, scope: RowScope(subject: subject, context: context))
      .compile(query)
  }
}
