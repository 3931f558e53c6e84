package import Domain
package import Foundation

/// What the routes call: the assistant, and what only a server does. Assembly fills it in, tests fill it with
/// fixed values.
package struct Backend: Sendable {
  package var assistant: AssistantInterface
  /// Builds the next generation; run as a job, one at a time.
  package var rebuild: @Sendable () async throws -> RebuildReport
  /// Takes records, each the JSON text of one object, and returns one verdict a record, in order, after the
  /// accepted ones are durable. A repeated idempotency key gets the verdicts of its first use. Nil: this server
  /// takes no records.
  package var ingest:
    (@Sendable (_ records: [String], _ idempotencyKey: String?) async throws -> [RecordVerdict])?
  /// Whether questions can be answered: a generation is open.
  package var isReady: @Sendable () async -> Bool
  package var now: @Sendable () -> Date
  /// A text that no other job or completion has, of letters, digits and `-`.
  package var makeID: @Sendable () -> String

  package init(
    assistant: AssistantInterface,
    rebuild: @escaping @Sendable () async throws -> RebuildReport,
    ingest: (@Sendable ([String], String?) async throws -> [RecordVerdict])? = nil,
    isReady: @escaping @Sendable () async -> Bool,
    now: @escaping @Sendable () -> Date,
    makeID: @escaping @Sendable () -> String
  ) {
    (self.assistant, self.rebuild, self.ingest) = (assistant, rebuild, ingest)
    (self.isReady, self.now, self.makeID) = (isReady, now, makeID)
  }
}

/// What became of one record that was sent in.
package struct RecordVerdict: Sendable, Hashable {
  package enum Kind: String, Sendable { case accepted, duplicate, rejected }

  package let kind: Kind
  /// The key of the record in its dataset; nil when it has none that can be read.
  package let id: String?
  /// Why it was rejected: one line a broken rule, with place, found and expected.
  package let reasons: [String]

  package init(kind: Kind, id: String?, reasons: [String] = []) {
    (self.kind, self.id, self.reasons) = (kind, id, reasons)
  }
}
