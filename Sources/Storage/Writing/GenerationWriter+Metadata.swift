import Domain

extension GenerationWriter {
  package func write(_ metadata: GenerationMetadata) throws {
    try write { connection in
      try set(MetadataKey.generation, .text(metadata.generation), on: connection)
      try set(MetadataKey.built, .text(metadata.built), on: connection)
      try set(MetadataKey.pack, .text(metadata.pack), on: connection)
      try set(MetadataKey.inputs, .text(StringList.encoded(metadata.inputs)), on: connection)
      if let name = metadata.rowsOf { try set(MetadataKey.rowsOf, .text(name), on: connection) }
    }
  }

  /// Keeps a text under a key, in place of an earlier one.
  package func write(_ text: String, key: String) throws {
    try write { try set(key, .text(text), on: $0) }
  }

  /// Keeps bytes under a key (the weights of an embedder), in place of earlier ones.
  package func write(_ bytes: [UInt8], key: String) throws {
    try write { connection in
      try with("INSERT OR REPLACE INTO pitwall_metadata VALUES (?, ?)", on: connection) { statement in
        try statement.bind(key, at: 1)
        try bytes.withUnsafeBytes { try statement.bind($0, at: 2) }
        try statement.run()
      }
    }
  }

  func set(_ key: String, _ value: Value, on connection: OpaquePointer) throws {
    try run("INSERT OR REPLACE INTO pitwall_metadata VALUES (?, ?)", [.text(key), value], on: connection)
  }
}
