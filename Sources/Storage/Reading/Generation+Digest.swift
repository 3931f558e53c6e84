import Domain

extension Generation {
  /// A fingerprint of everything that a generation holds, by table and region: equal for generations that answer
  /// every question alike. Its name and when it was built are left out. O(bytes).
  package func digest() throws -> [String: String] {
    var digest: [String: String] = [:]
    for table in try tables() {
      digest[table] = try onFreest { connection in
        try connection.read("SELECT * FROM \(Schema.quoted(table))") { row in
          var hash = ContentHash()
          while try row.step() {
            let isOwn = table == "pitwall_metadata" && Self.own.contains(row.string(0))
            if isOwn { continue }
            for column in 0..<row.columnCount {
              hash.add("\(row.storage(column))")
              row.withBytes(column) { hash.add($0) }
            }
          }
          return hash.text
        }
      }
    }
    for (name, region) in regions {
      var hash = ContentHash()
      hash.add(region.bytes)
      digest[name.key] = hash.text
    }
    return digest
  }

  /// Metadata that differs between two builds of the same.
  private static let own: Set<String> = [MetadataKey.generation, MetadataKey.built, MetadataKey.rowsOf]

  private func tables() throws -> [String] {
    try onFreest { connection in
      try connection.read(
        "SELECT name FROM \(schemaTables) WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
      ) { row in
        var names: [String] = []
        while try row.step() { names.append(row.string(0)) }
        return names
      }
    }
  }
}
