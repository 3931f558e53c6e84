import Domain
import Foundation

// What of the former generation goes on as it is. SQLite copies a table and its indexes entry by entry, without a look
// at the rows, when both are declared alike and the new one is empty.
// - SeeAlso: SQLite, `insert.c`, "transfer optimization".
extension GenerationWriter {
  /// The name under which statements of ours find the former generation; those of a pack may not (`StatementGuard`).
  static let former = "former"
  /// Bytes of the former generation that are mapped.
  private static let mappedSize = 1 << 30

  /// Lets what follows take from the generation that is to be replaced, which stays as it is.
  package func attachFormer() throws {
    try write { connection in
      try attach(file, as: Self.former, on: connection)
      let query = "SELECT value FROM \(Self.former).pitwall_metadata WHERE key = ?"
      let name = try with(query, on: connection) { row in
        try row.bind([.text(MetadataKey.base)])
        return try row.step() ? row.string(0) : nil
      }
      if let name {
        try attach(BaseFile(named: name, of: file).url, as: BaseFile.schema, on: connection)
      }
    }
  }

  private func attach(_ file: URL, as schema: String, on connection: OpaquePointer) throws {
    try run("ATTACH ? AS \(schema)", [.text(file.path)], on: connection)
    try run("PRAGMA \(schema).mmap_size = \(Self.mappedSize)", on: connection)
    let tables = "SELECT name FROM \(schema).sqlite_schema WHERE type IN ('table', 'view')"
    try with(tables, on: connection) { row in
      while try row.step() {
        hide(former: row.string(0))
        if formerPlaces[row.string(0)] == nil { formerPlaces[row.string(0)] = schema }
      }
    }
    guarding(schema)
  }

  /// Where a table of the former generation is.
  private func former(_ table: String) -> String {
    "\(formerPlaces[table] ?? Self.former).\(Schema.quoted(table))"
  }

  /// Fills a dataset that is not borrowed, just created and declared as it was, with the rows that it had; makes its indexes too.
  ///
  /// - Precondition: `attachFormer()` was called.
  package func reuse(_ dataset: String) throws {
    try write { connection in
      if borrowed.contains(dataset) { return }
      try createIndexes(of: dataset, on: connection)
      try run("INSERT INTO main.\(Schema.quoted(dataset)) SELECT * FROM \(former(dataset))", on: connection)
    }
  }

  /// Keeps what is there under a key, if anything is.
  ///
  /// - Precondition: `attachFormer()` was called.
  package func reuse(key: String) throws {
    try write { try reuse(key: key, on: $0) }
  }

  private func reuse(key: String, on connection: OpaquePointer) throws {
    try run(
      "INSERT OR REPLACE INTO main.pitwall_metadata SELECT * FROM \(Self.former).pitwall_metadata WHERE key = ?",
      [.text(key)], on: connection)
  }

  /// Keeps all chunks with their vectors and what search made of them; `generation` is the former one, opened.
  ///
  /// - Precondition: `attachFormer()` was called, and no chunk was written.
  package func reuseChunks(of generation: Generation) throws {
    try write { connection in
      try run("INSERT INTO main.pitwall_chunks SELECT * FROM \(former("pitwall_chunks"))", on: connection)
      if let embedder = generation.embedder { try write(embedder, on: connection) }
      (chunkCount, embedder) = (generation.chunkCount, generation.embedder)
      made = generation.regions
    }
  }
}
