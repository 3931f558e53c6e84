package import Domain

extension Generation {
  /// Gives the rejected rows that `filter` means to `row`, in the order they were met, `limit` at most from `offset`.
  package func quarantined(
    _ filter: QuarantineFilter = QuarantineFilter(), limit: Int = .max, offset: Int = 0,
    row: (QuarantinedRow) throws -> Void
  ) throws {
    let bounds: [Value] = [.integer(Int64(max(0, limit))), .integer(Int64(max(0, offset)))]
    try onFreest { connection in
      try connection.read(
        "SELECT source, rule, reason, file, line, raw FROM pitwall_quarantine \(filter.condition)"
          + "ORDER BY position LIMIT ? OFFSET ?", filter.values + bounds
      ) { cells in
        while try cells.step() {
          try row(
            QuarantinedRow(
              source: cells.string(0), rule: cells.string(1), reason: cells.string(2), file: cells.string(3),
              line: Int(cells.integer(4)), raw: cells.withBytes(5) { Array($0) }))
        }
      }
    }
  }

  /// The number of rejected rows that `filter` means, by source in the order of the sources, then by rule.
  package func quarantineCounts(_ filter: QuarantineFilter = QuarantineFilter()) throws -> [QuarantineCount] {
    let place = Dictionary(counts.enumerated().map { ($1.name, $0) }) { first, _ in first }
    let found = try onFreest { connection in
      try connection.read(
        "SELECT source, rule, count(*) FROM pitwall_quarantine \(filter.condition)GROUP BY 1, 2 ORDER BY 1, 2",
        filter.values
      ) { row in
        var counts: [QuarantineCount] = []
        while try row.step() {
          counts.append(
            QuarantineCount(source: row.string(0), rule: row.string(1), rows: Int(row.integer(2))))
        }
        return counts
      }
    }
    return found.sorted {
      (place[$0.source] ?? .max, $0.source, $0.rule) < (place[$1.source] ?? .max, $1.source, $1.rule)
    }
  }

  /// - Throws: `StorageError.unknown`, with those that exist, for a source or rule without a rejected row that no
  ///   source and no other row has the name of.
  package func check(_ filter: QuarantineFilter) throws {
    let sources = counts.map(\.name)
    if let source = filter.source, !sources.contains(source) {
      throw StorageError.unknown(kind: "source", name: source, candidates: sources)
    }
    let rules = try Set(quarantineCounts(QuarantineFilter(source: filter.source)).map(\.rule))
    if let rule = filter.rule, !rules.contains(rule) {
      throw StorageError.unknown(kind: "broken rule", name: rule, candidates: rules.sorted())
    }
  }
}

extension QuarantineFilter {
  fileprivate var condition: String {
    let terms = (source == nil ? [] : ["source = ?"]) + (rule == nil ? [] : ["rule = ?"])
    return terms.isEmpty ? "" : "WHERE \(terms.joined(separator: " AND ")) "
  }

  fileprivate var values: [Value] { [source, rule].compactMap { $0.map(Value.text) } }
}
