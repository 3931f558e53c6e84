import Domain
import Storage

/// Documents and chunks of a new generation against those of the one before, by content hash.
struct CorpusChanges {
  var documents = RebuildReport.Documents()
  var chunks = RebuildReport.Documents()

  /// Nothing, and nothing changed.
  init() {}

  /// Against `old`; everything is added when there is none.
  init(_ documents: [Document], _ chunks: [Chunk], since old: Generation?) throws {
    let oldDocuments = try old?.documentHashes() ?? [:]
    let isSame = documents.map { oldDocuments[$0.id] == $0.contentHash }
    self.documents = Self.count(oldDocuments) { hashes in
      for document in documents { hashes(document.id, document.contentHash) }
    }
    if !isSame.contains(false), oldDocuments.count == documents.count, chunks.count == old?.chunkCount {
      // Equal documents have equal chunks, unless the chunker changed.
      self.chunks.total = chunks.count
      return
    }
    let oldChunks = try old?.chunks() ?? []
    let hashes = Dictionary(oldChunks.map { ($0.id, $0.contentHash) }) { first, _ in first }
    self.chunks = Self.count(hashes) { add in
      for chunk in chunks { add(chunk.id, chunk.contentHash) }
    }
  }

  private static func count(
    _ old: [String: String], _ each: ((String, String) -> Void) -> Void
  ) -> RebuildReport.Documents {
    var counts = RebuildReport.Documents()
    each { id, hash in
      counts.total += 1
      switch old[id] {
      case nil: counts.added += 1
      case hash: break
      default: counts.changed += 1
      }
    }
    counts.removed = old.count - (counts.total - counts.added)
    return counts
  }
}
