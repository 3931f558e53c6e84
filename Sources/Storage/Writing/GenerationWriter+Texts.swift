package import Domain

extension GenerationWriter {
  /// How far the squared length of a vector may be from 1.
  static let lengthTolerance = 1e-3

  /// Adds documents, whose ids are new.
  package func write(documents: some Sequence<Document>) throws {
    try write { connection in
      for document in documents {
        do {
          try run(
            "INSERT INTO pitwall_documents VALUES (?, ?, ?, ?, ?, ?)",
            [
              .text(document.id), .text(document.kind), .text(document.title), .text(document.text),
              .text(StringList.encoded(document.identifiers)), .text(document.contentHash),
            ], on: connection)
        } catch let failure as SQLiteFailure where failure.code == SQLiteFailure.constraint {
          throw StorageError.duplicate(kind: "document", name: document.id)
        }
      }
    }
  }

  /// Adds chunks with one vector each, row `i` for chunk `i`; positions go on from the last call.
  ///
  /// - Throws: `StorageError` when a vector is missing, is of another dimension or embedder, not finite, or
  ///   neither of length 1 nor 0; nothing of the call is written then.
  package func write(_ chunks: [Chunk], vectors: EmbeddingMatrix, embedder: EmbedderIdentity) throws {
    try write { connection in
      if let known = self.embedder, known != embedder {
        throw StorageError.embedder(found: embedder, expected: known)
      }
      try check(chunks, vectors, embedder)
      if self.embedder == nil { try write(embedder, on: connection) }
      self.embedder = embedder
      for chunk in chunks {
        try write(chunk, at: Int64(chunkCount), on: connection)
        chunkCount += 1
      }
      try append(vectors)
    }
  }

  private func write(_ chunk: Chunk, at position: Int64, on connection: OpaquePointer) throws {
    try run(
      "INSERT INTO pitwall_chunks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      [
        .integer(position), .text(chunk.document), .text(chunk.kind), .text(chunk.title),
        .integer(Int64(chunk.ordinal)), .integer(Int64(chunk.bytes.lowerBound)),
        .integer(Int64(chunk.bytes.upperBound)), .text(chunk.text),
        .text(StringList.encoded(chunk.identifiers)),
      ], on: connection)
  }

  /// The check at the door: past it, every vector can be compared with every other.
  private func check(_ chunks: [Chunk], _ vectors: EmbeddingMatrix, _ embedder: EmbedderIdentity) throws {
    guard vectors.dimension == embedder.dimension else {
      throw StorageError.dimension(found: vectors.dimension, expected: embedder.dimension)
    }
    guard vectors.count == chunks.count else {
      throw StorageError.vectorCount(found: vectors.count, expected: chunks.count)
    }
    try vectors.values.withUnsafeBufferPointer { values in
      for (row, chunk) in chunks.enumerated() {
        var squares = 0.0
        for component in 0..<vectors.dimension {
          let value = Double(values[row * vectors.dimension + component])
          guard value.isFinite else { throw StorageError.notFinite(chunk: chunk.id, component: component) }
          squares += value * value
        }
        if squares != 0, abs(squares - 1) > Self.lengthTolerance {
          throw StorageError.notUnit(chunk: chunk.id, length: squares.squareRoot())
        }
      }
    }
  }

  func write(_ embedder: EmbedderIdentity, on connection: OpaquePointer) throws {
    try set(MetadataKey.embedderName, .text(embedder.name), on: connection)
    try set(MetadataKey.embedderVersion, .text(embedder.version), on: connection)
    try set(MetadataKey.embedderDimension, .integer(Int64(embedder.dimension)), on: connection)
  }
}
