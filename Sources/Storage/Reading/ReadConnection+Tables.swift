import Domain

// What a generation says of itself, read once when it is opened.
extension ReadConnection {
  /// The number kept under a key; 0 when there is none.
  func number(key: String) throws -> Int { try text(key: key).flatMap { Int($0) } ?? 0 }

  /// The text kept under a key, in the file or, with its `schema`, in its base.
  func text(key: String, in schema: String = "main") throws -> String? {
    try read("SELECT value FROM \(schema).pitwall_metadata WHERE key = ?", [.text(key)]) { row in
      try row.step() ? row.string(0) : nil
    }
  }

  func metadata() throws -> (GenerationMetadata, EmbedderIdentity?) {
    let metadata = GenerationMetadata(
      generation: try text(key: MetadataKey.generation) ?? "", built: try text(key: MetadataKey.built) ?? "",
      pack: try text(key: MetadataKey.pack) ?? "",
      inputs: StringList.dictionary(try text(key: MetadataKey.inputs) ?? "{}"),
      rowsOf: try text(key: MetadataKey.rowsOf))
    guard let name = try text(key: MetadataKey.embedderName),
      let version = try text(key: MetadataKey.embedderVersion),
      let dimension = try text(key: MetadataKey.embedderDimension).flatMap({ Int($0) }), dimension > 0
    else { return (metadata, nil) }
    return (metadata, EmbedderIdentity(name: name, version: version, dimension: dimension))
  }

  func counts() throws -> [SourceCount] {
    try read(
      "SELECT name, read, kept, superseded, quarantined, repaired FROM pitwall_counts ORDER BY position"
    ) { row in
      var counts: [SourceCount] = []
      while try row.step() {
        var count = SourceCount(name: row.string(0))
        (count.read, count.kept) = (Int(row.integer(1)), Int(row.integer(2)))
        (count.superseded, count.quarantined) = (Int(row.integer(3)), Int(row.integer(4)))
        count.repaired = Int(row.integer(5))
        counts.append(count)
      }
      return counts
    }
  }

  func datasets() throws -> [StoredDataset] {
    var columns: [String: [Column]] = [:]
    try read(
      "SELECT dataset, name, type, unit, is_personal FROM pitwall_columns ORDER BY dataset, position"
    ) { row in
      while try row.step() {
        let unit = row.isNull(3) ? nil : row.string(3)
        columns[row.string(0), default: []].append(
          Column(
            name: row.string(1), type: DeclaredType.type(named: row.string(2)) ?? .text, unit: unit,
            isPersonal: row.integer(4) != 0))
      }
    }
    return try read("SELECT name, key, indexes, row_count FROM pitwall_datasets ORDER BY position") { row in
      var datasets: [StoredDataset] = []
      while try row.step() {
        let name = row.string(0)
        let dataset = Dataset(
          name: name, columns: columns[name] ?? [], key: StringList.decoded(row.string(1)),
          indexes: StringList.lists(row.string(2)))
        datasets.append(StoredDataset(dataset: dataset, rows: Int(row.integer(3))))
      }
      return datasets
    }
  }
}
