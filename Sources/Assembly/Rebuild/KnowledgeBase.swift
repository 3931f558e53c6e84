package import Domain
package import Foundation
import KnowledgePacks
import Storage

/// The state of the knowledge base in a database file.
package func knowledgeBaseStatus(database: URL) throws -> Status {
  try Generation(opening: database, connections: 1).status()
}

/// Rejected rows of the knowledge base in a database file, in the order they were met.
///
/// - Throws: `StorageError`; `StorageError.unknown` with the sources that exist.
package func quarantinedRows(database: URL, source: String?) throws -> [QuarantinedRow] {
  let generation = try Generation(opening: database, connections: 1)
  let sources = generation.counts.map(\.name)
  if let source, !sources.contains(source) {
    throw StorageError.unknown(kind: "source", name: source, candidates: sources)
  }
  return try generation.quarantine(source: source, limit: .max)
}

/// Questions that the pack offers as examples.
package func exampleQuestions(database: URL, knowledge: URL) throws -> [String] {
  let generation = try Generation(opening: database, connections: 1)
  return try loadCatalog(pack: knowledge, datasets: generation.datasets.map(\.dataset)).examples
}
