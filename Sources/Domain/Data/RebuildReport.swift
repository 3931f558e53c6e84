/// What a rebuild did.
package struct RebuildReport: Sendable {
  package struct Documents: Sendable, Hashable {
    package var total = 0
    package var added = 0
    package var changed = 0
    package var removed = 0
    package init() {}
    package var unchanged: Int { total - added - changed }
  }

  package struct Stage: Sendable, Hashable {
    package let name: String
    package let seconds: Double
    package let rows: Int
    package init(name: String, seconds: Double, rows: Int) {
      (self.name, self.seconds, self.rows) = (name, seconds, rows)
    }
  }

  package var generation: String
  package var sources: [SourceCount]
  package var documents: Documents
  package var chunks: Documents
  package var seconds: Double
  package var stages: [Stage]
  /// The parts that are as they were in the generation before, in order of name: "source/orders", "corpus".
  package var reused: [String] = []
  /// Whether all of the generation is of the same data; else documents and what search has of them follow.
  package var isSettled = true
  /// Files that were left out or as they were, since somebody is writing them.
  package var waiting: [String] = []
  /// The parts that were made.
  package var made: [String] = []

  package init(generation: String) {
    self.generation = generation
    (sources, documents, chunks, seconds, stages) = ([], Documents(), Documents(), 0, [])
  }
}
