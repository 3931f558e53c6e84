package import Domain
import Foundation

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

  /// Whatever search made and had kept; nil when it was not.
  package func region(_ name: FileRegion.Name) -> MemoryRegion? { regions[name] }

  /// All chunks, by position.
  package func chunks() throws -> [Chunk] {
    try onFreest { connection in
      try connection.read("SELECT \(Self.chunkColumns) FROM pitwall_chunks ORDER BY position") { row in
        var chunks: [Chunk] = []
        chunks.reserveCapacity(chunkCount)
        while try row.step() { chunks.append(Self.chunk(row)) }
        return chunks
      }
    }
  }

  /// The chunks at `positions`, in that order; some microseconds each.
  ///
  /// - Throws: `StorageError.damaged` when there is none at one of them.
  package func chunks(at positions: [Int]) throws -> [Chunk] {
    if positions.isEmpty { return [] }
    return try onFreest { connection in
      try connection.read("SELECT \(Self.chunkColumns) FROM pitwall_chunks WHERE position = ?") { row in
        try positions.map { position in
          row.reset()
          try row.bind(Int64(position), at: 1)
          guard try row.step() else {
            throw StorageError.damaged(
              file: file.path, reason: "chunk \(position) of \(chunkCount) is not there")
          }
          return Self.chunk(row)
        }
      }
    }
  }

  private static let chunkColumns = "document, kind, title, ordinal, start, end, text, identifiers"

  /// The chunk of the row at hand, which has `chunkColumns`.
  private static func chunk(_ row: PreparedStatement) -> Chunk {
    let start = max(0, Int(row.integer(4)))
    return Chunk(
      document: row.string(0), kind: row.string(1), title: row.string(2), ordinal: Int(row.integer(3)),
      bytes: start..<max(start, Int(row.integer(5))), text: row.string(6),
      identifiers: StringList.decoded(row.string(7)))
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
