import Curation
package import Foundation
import KnowledgePacks
import Storage
import Synchronization

/// Keeps the generation in place up with what comes in while a server runs: records that are sent, files that change.
package final class Upkeep: Sendable {
  /// One for each source of the pack that takes records.
  package let intakes: [RecordIntake]
  private let wakes: AsyncStream<Void>
  private let waker: AsyncStream<Void>.Continuation

  /// Wait before a rebuild that failed is tried again: the first, which doubles each time, and the longest.
  static let retry = (first: Duration.seconds(1), longest: Duration.seconds(60))
  /// Wait for another process that rebuilds.
  static let turn = Duration.milliseconds(100)

  /// - Throws: `PackError`.
  package init(knowledge: URL, database: URL, limits: IntakeLimits = IntakeLimits()) throws {
    let (wakes, waker) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    (self.wakes, self.waker) = (wakes, waker)
    let current = CurrentGeneration(file: database)
    let posted = PostedRecords(of: database)
    intakes = try Curator(sources: loadSources(pack: knowledge)).checks.map { check in
      RecordIntake(
        check, posted, limits: limits,
        values: { dataset, column, value in
          try current.generation().export(dataset, columns: [column]) { row in row.first.map(value) }
        }, onTaken: { waker.yield() })
    }
    // A server that was stopped may have taken what is in no generation yet.
    let known = (try? current.generation().metadata.inputs) ?? [:]
    if InputFingerprints.records(posted).contains(where: { known[$0.key] != $0.value }) { wake() }
  }

  /// Asks for a rebuild soon; what asks while one runs is one more.
  package func wake() { waker.yield() }

  /// Rebuilds whenever it is asked to, until the task is cancelled. A rebuild that fails is told to `warn` and tried
  /// again.
  package func run(rebuild: () async throws -> Void, warn: (String) -> Void) async {
    var wait = Self.retry.first
    for await _ in wakes {
      let taken = intakes.map(\.taken)
      do {
        try await rebuild()
        for (intake, count) in zip(intakes, taken) { intake.answer(count) }
        wait = Self.retry.first
      } catch is CancellationError {
        return
      } catch StorageError.locked {
        try? await Task.sleep(for: Self.turn)
        wake()
      } catch {
        warn("\(error)")
        try? await Task.sleep(for: wait)
        wait = min(wait * 2, Self.retry.longest)
        wake()
      }
    }
  }
}
