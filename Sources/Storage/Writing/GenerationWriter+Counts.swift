package import Domain

extension GenerationWriter {
  /// Keeps a row that curation refused.
  package func quarantine(_ row: QuarantinedRow) throws {
    try write { connection in
      let insert =
        "INSERT INTO pitwall_quarantine(source, rule, reason, file, line, raw) VALUES (?, ?, ?, ?, ?, ?)"
      try with(insert, on: connection) { statement in
        try statement.bind([
          .text(row.source), .text(row.rule), .text(row.reason), .text(row.file), .integer(Int64(row.line)),
        ])
        try row.raw.withUnsafeBufferPointer { try statement.bind(text: $0, at: 6) }
        try statement.run()
      }
    }
  }

  /// Keeps what became of the rows of each source, after the load; checked now and again by `finish()`.
  ///
  /// `feeding` is source to the dataset it feeds. A source not named there feeds the dataset of its own name; when
  /// there is none, only its conservation is checked.
  /// Every source must have as many rejected rows in quarantine as it counts.
  /// - Throws: `StorageError.notConserved`, `StorageError.miscounted`, `StorageError.unaccounted`.
  package func record(counts: [SourceCount], feeding: [String: String] = [:]) throws {
    try write { connection in
      try verify(counts, feeding: feeding, on: connection)
      recorded = (counts, feeding)
      try run("DELETE FROM pitwall_counts", on: connection)
      for (position, count) in counts.enumerated() {
        let numbers = [count.read, count.kept, count.superseded, count.quarantined, count.repaired]
        try run(
          "INSERT INTO pitwall_counts VALUES (?, ?, ?, ?, ?, ?, ?)",
          [.integer(Int64(position)), .text(count.name)] + numbers.map { .integer(Int64($0)) }, on: connection
        )
      }
    }
  }

  func verify(_ counts: [SourceCount], feeding: [String: String], on connection: OpaquePointer) throws {
    try verifyQuarantine(counts, on: connection)
    var kept: [String: (sources: [String], rows: Int)] = [:]
    for count in counts {
      guard count.isConserved else { throw StorageError.notConserved(count) }
      let name = feeding[count.name] ?? count.name
      guard datasets[name] != nil else {
        if feeding[count.name] == nil { continue }
        throw StorageError.unknown(kind: "dataset", name: name, candidates: datasets.keys.sorted())
      }
      kept[name, default: ([], 0)].sources.append(count.name)
      kept[name, default: ([], 0)].rows += count.kept
    }
    for (name, (sources, expected)) in kept.sorted(by: { $0.key < $1.key }) {
      let rows = try rows(of: name, on: connection)
      if rows != expected {
        throw StorageError.miscounted(dataset: name, sources: sources, kept: expected, rows: rows)
      }
    }
  }

  /// Each rejected row is one that its source counts, and each one counted is there.
  private func verifyQuarantine(_ counts: [SourceCount], on connection: OpaquePointer) throws {
    var rows: [String: Int] = [:]
    try with("SELECT source, count(*) FROM pitwall_quarantine GROUP BY source", on: connection) { statement in
      while try statement.step() { rows[statement.string(0)] = Int(statement.integer(1)) }
    }
    for count in counts {
      let found = rows.removeValue(forKey: count.name) ?? 0
      guard found == count.quarantined else {
        throw StorageError.unaccounted(source: count.name, quarantined: count.quarantined, rows: found)
      }
    }
    if !counts.isEmpty, let (name, found) = rows.min(by: { $0.key < $1.key }) {
      throw StorageError.unaccounted(source: name, quarantined: 0, rows: found)
    }
  }
}
