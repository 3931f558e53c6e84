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
  /// Whether questions can be answered: a generation is open.
  package var isReady: @Sendable () async -> Bool
  package var now: @Sendable () -> Date
  /// A text that no other job or completion has, of letters, digits and `-`.
  package var makeID: @Sendable () -> String

  package init(
    assistant: AssistantInterface,
    rebuild: @escaping @Sendable () async throws -> RebuildReport,
    intakes: [String: Intake] = [:],
    isReady: @escaping @Sendable () async -> Bool,
    now: @escaping @Sendable () -> Date,
    makeID: @escaping @Sendable () -> String
  ) {
    (self.assistant, self.rebuild, self.intakes) = (assistant, rebuild, intakes)
    (self.isReady, self.now, self.makeID) = (isReady, now, makeID)
  }
}
