package import Domain
package import Foundation

/// What the routes call: the assistant, and what only a server does. Assembly fills it in, tests fill it with
/// fixed values.
package struct Backend: Sendable {
  package var assistant: AssistantInterface
  /// Builds the next generation; run as a job, one at a time.
  package var rebuild: @Sendable () async throws -> RebuildReport
  /// Takes records, each the text of one, and returns one verdict a record, in order, after all are durable. A
  /// repeated idempotency key gets the verdicts of its first use.
  package typealias Intake =
    @Sendable (_ records: [[UInt8]], _ idempotencyKey: String?) async throws -> [RecordVerdict]
  /// By the name of its route below `/v1`.
  package var intakes: [String: Intake]
  /// Where the row of a dataset came from that `key` names, in the generation of a name or the newest; personal fields only
  /// if asked for.
  package typealias RowLineage =
    @Sendable (_ dataset: String, _ key: [String], _ isPersonal: Bool, _ generation: String?) async throws ->
    Lineage
  package var lineage: RowLineage
  /// Whether questions can be answered: a generation is open.
  package var isReady: @Sendable () async -> Bool
  package var now: @Sendable () -> Date
  /// A text that no other job or completion has, of letters, digits and `-`.
  package var makeID: @Sendable () -> String

  package init(
    assistant: AssistantInterface,
    rebuild: @escaping @Sendable () async throws -> RebuildReport,
    intakes: [String: Intake] = [:],
    lineage: @escaping RowLineage = { dataset, _, _, _ in
      throw LineageError.unknown(dataset: dataset, candidates: [])
    },
    isReady: @escaping @Sendable () async -> Bool,
    now: @escaping @Sendable () -> Date,
    makeID: @escaping @Sendable () -> String
  ) {
    (self.assistant, self.rebuild, self.intakes) = (assistant, rebuild, intakes)
    (self.lineage, self.isReady, self.now, self.makeID) = (lineage, isReady, now, makeID)
  }
}
