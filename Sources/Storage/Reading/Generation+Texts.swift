package import Domain

extension Generation {
  /// All chunks, and their vectors in the same order.
  ///
  /// - Throws: what `vectors(embedder:count:)` throws.
  package func vectors(embedder: EmbedderIdentity) throws -> (chunks: [Chunk], vectors: StoredVectors) {
    let chunks = try chunks()
    return (chunks, try vectors(embedder: embedder, count: chunks.count))
  }

  /// The vectors of all `count` chunks, by position, which are read in place: O(1).
  ///
  /// - Throws: `StorageError.embedder` when the vectors were made by another embedder, `.vectorCount` when there is
  ///   not one for each chunk.
  package func vectors(embedder: EmbedderIdentity, count: Int) throws -> StoredVectors {
    #if _endian(big)
      #error("Vectors are stored in little-endian order and read as they are.")
    #endif
    guard embedder.dimension > 0, self.embedder == nil || self.embedder == embedder else {
      throw StorageError.embedder(found: self.embedder, expected: embedder)
    }
    let numbers = regions[.vectors] ?? MemoryRegion(byteCount: 0) { _ in }
    guard
      let vectors = StoredVectors(
        dimension: embedder.dimension, count: count, numbers: numbers, codes: regions[.codes])
    else {
      let stride = embedder.dimension * MemoryLayout<Float>.size
      throw StorageError.vectorCount(found: numbers.bytes.count / stride, expected: count)
    }
    return vectors
  }

  /// All chunks, by position.
  package func chunks() throws -> [Chunk] {
    try onFreest { connection in
      try connection.read(
        "SELECT document, kind, title, ordinal, start, end, text, identifiers FROM pitwall_chunks "
          + "ORDER BY position"
      ) { row in
        var chunks: [Chunk] = []
        chunks.reserveCapacity(chunkCount)
        while try row.step() {
          let start = max(0, Int(row.integer(4)))
          chunks.append(
            Chunk(
              document: row.string(0), kind: row.string(1), title: row.string(2),
              ordinal: Int(row.integer(3)),
              bytes: start..<max(start, Int(row.integer(5))), text: row.string(6),
              identifiers: StringList.decoded(row.string(7))))
        }
        return chunks
      }
    }
  }

  /// The positions of the chunks that an exact name must find, in order; letter case, spaces and hyphens aside.
  package func chunks(identifier: String) throws -> [Int] {
    let identifier = Identifier.normalized(identifier)
    return try onFreest { connection in
      try connection.read(
        "SELECT position FROM pitwall_identifiers WHERE identifier = ? ORDER BY position", [.text(identifier)]
      ) { row in
        var positions: [Int] = []
        while try row.step() { positions.append(Int(row.integer(0))) }
        return positions
      }
    }
  }

  /// A document with its text; nil when there is none of that id.
  package func document(_ id: Document.ID) throws -> Document? {
    try onFreest { connection in
      try connection.read(
        "SELECT kind, title, text, identifiers FROM pitwall_documents WHERE id = ?", [.text(id)]
      ) { row in
        guard try row.step() else { return nil }
        return Document(
          id: id, kind: row.string(0), title: row.string(1), text: row.string(2),
          identifiers: StringList.decoded(row.string(3)))
      }
    }
  }

  /// The documents of a kind with their text, in the order they were written.
  package func documents(kind: String) throws -> [Document] {
    try onFreest { connection in
      try connection.read(
        "SELECT id, title, text, identifiers FROM pitwall_documents WHERE kind = ? ORDER BY rowid",
        [.text(kind)]
      ) { row in
        var documents: [Document] = []
        while try row.step() {
          documents.append(
            Document(
              id: row.string(0), kind: kind, title: row.string(1), text: row.string(2),
              identifiers: StringList.decoded(row.string(3))))
        }
        return documents
      }
    }
  }

  /// Document id to `Document.contentHash`: what the next rebuild compares with.
  package func documentHashes() throws -> [Document.ID: String] {
    try onFreest { connection in
      try connection.read("SELECT id, hash FROM pitwall_documents") { row in
        var hashes: [Document.ID: String] = [:]
        hashes.reserveCapacity(documentCount)
        while try row.step() { hashes[row.string(0)] = row.string(1) }
        return hashes
      }
    }
  }
}
