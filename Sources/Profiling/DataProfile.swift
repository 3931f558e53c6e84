package import Domain

/// What a set of tables is taken for, from what was counted of them: types, keys and joins.
package struct DataProfile: Sendable {
  let tables: [ProfiledTable]
  let joins: [JoinDiscovery.Join]
  let naming: Naming

  /// Decides on the tables, each with what was counted of its columns, in the order of its fields and captures. The months
  /// are the names of all twelve, from January.
  package init(
    _ counted: [(input: TableInput, profile: TableProfiler)], vocabulary: NamingVocabulary,
    everyday: Set<String>,
    months: [String]
  ) {
    let names = counted.flatMap { [$0.input.name] + $0.input.fields + $0.input.captures }
    naming = Naming(vocabulary, everyday: everyday, names: names)
    let inference = TypeInference(naming: naming, months: months)
    let keys = KeyDiscovery(naming: naming)
    var datasets = SafeNames()
    var tables: [ProfiledTable] = []
    for (input, profile) in counted {
      var words = naming.words(input.name)
      let isContainer = input.fields.isEmpty && input.captures.isEmpty
      let dataset = datasets.name(
        isContainer ? words + ["document"] : words, fallback: "table_\(tables.count + 1)")
      if let last = words.popLast() { words.append(NameWords.singular(last)) }
      var table = ProfiledTable(
        input: input, dataset: dataset, entity: words, records: profile.records,
        columns: Self.columns(input, profile, naming, inference, vocabulary.missing))
      let declared = input.primaryKey.compactMap(table.column)
      table.key = input.array == nil ? keys.key(table, entity: words, declared: declared) : nil
      table.parent = input.array?.table
      tables.append(table)
    }
    Self.settleOrders(&tables, inference, vocabulary.missing)
    self.tables = tables
    joins = JoinDiscovery(naming: naming).joins(tables)
  }

  private static func columns(
    _ input: TableInput, _ profile: TableProfiler, _ naming: Naming, _ inference: TypeInference,
    _ missing: [String]
  ) -> [ProfiledTable.Column] {
    var names = SafeNames()
    let origins = input.fields + input.captures
    var columns: [ProfiledTable.Column] = []
    for (index, origin) in origins.enumerated() where index < profile.columns.count {
      let words = naming.words(origin)
      columns.append(
        ProfiledTable.Column(
          origin: origin, isCapture: index >= input.fields.count,
          isOptional: input.optional.contains(origin) && input.format == .csv,
          name: names.name(words, or: naming.expanded(words), fallback: "column_\(index + 1)"), words: words,
          statistics: profile.columns[index],
          decision: inference.decision(profile.columns[index], words: words, missing: missing)))
    }
    // Marks that a column of numbers or times has for missing values, the columns of text have for them too.
    let marks = Set(columns.filter { $0.decision.type != .text }.flatMap(\.decision.missing))
    guard !marks.isEmpty else { return columns }
    return columns.map { column in
      guard column.decision.type == .text else { return column }
      var column = column
      column.decision = inference.decision(
        column.statistics, words: column.words, missing: missing, marksElsewhere: marks)
      return column
    }
  }

  /// Dates that can be read in two orders are read as those that can be read in one.
  private static func settleOrders(
    _ tables: inout [ProfiledTable], _ inference: TypeInference, _ missing: [String]
  ) {
    let known = tables.flatMap(\.columns).first {
      $0.decision.written != nil && $0.decision.confidence >= 0.7
    }
    guard let order = known?.decision.written?.order else { return }
    for table in tables.indices {
      for column in tables[table].columns.indices {
        let found = tables[table].columns[column]
        guard found.decision.written != nil, found.decision.written?.order != order else { continue }
        tables[table].columns[column].decision = inference.decision(
          found.statistics, words: found.words, missing: missing, order: order)
      }
    }
  }
}
