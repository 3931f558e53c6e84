package import Domain
package import Foundation
import KnowledgePacks
import Storage

/// The state of the knowledge base in a database file.
package func knowledgeBaseStatus(database: URL) throws -> Status {
  try Generation(opening: database, connections: 1).status()
}

/// The rejected rows of the knowledge base in a database file.
package struct Quarantine {
  private let generation: Generation
  private let filter: QuarantineFilter

  /// Those that `filter` means.
  ///
  /// - Throws: `StorageError`; `StorageError.unknown` with the sources or rules that exist.
  package init(database: URL, _ filter: QuarantineFilter = QuarantineFilter()) throws {
    generation = try Generation(opening: database, connections: 1)
    self.filter = filter
    try generation.check(filter)
  }

  /// By source, then by rule.
  package func counts() throws -> [QuarantineCount] { try generation.quarantineCounts(filter) }

  /// Gives each row to `body`, in the order they were met; nothing is gathered.
  package func rows(_ body: (QuarantinedRow) throws -> Void) throws {
    try generation.quarantined(filter, row: body)
  }
}

/// Questions that the pack offers as examples.
package func exampleQuestions(database: URL, knowledge: URL) throws -> [String] {
  let generation = try Generation(opening: database, connections: 1)
  return try loadCatalog(pack: knowledge, datasets: generation.datasets.map(\.dataset)).examples
}
