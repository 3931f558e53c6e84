import Curation
package import Foundation
import KnowledgePacks
import Storage
import Synchronization

/// Keeps the generation in place up with what comes in while a server runs: records that are sent, files that change.
package final class Upkeep: Sendable {
  /// One for each source of the pack that takes records.
  package let intakes: [RecordIntake]
  private let loop = RebuildLoop()

  /// - Throws: `PackError`.
  package init(knowledge: URL, database: URL, limits: IntakeLimits = IntakeLimits()) throws {
    let current = CurrentGeneration(file: database)
    let posted = PostedRecords(of: database)
    intakes = try Curator(sources: loadSources(pack: knowledge)).checks.map { [loop] check in
      RecordIntake(
        check, posted, limits: limits,
        values: { dataset, column, value in
          try current.generation().export(dataset, columns: [column]) { row in row.first.map(value) }
        }, onTaken: { loop.wake() },
        withoutRebuild: { body in try BuildLock.whileFree(of: database, body) })
    }
    let generation = try? current.generation()
    // A server that was stopped may have taken what is in no generation yet, or have left the rest to do.
    let known = generation?.metadata.inputs ?? [:]
    if generation?.base != nil
      || InputFingerprints.records(posted).contains(where: { known[$0.key] != $0.value })
    {
      wake()
    }
  }

  /// Asks for a rebuild soon; what asks while one runs is one more.
  package func wake() { loop.wake() }

  /// Rebuilds whenever it is asked to, until the task is cancelled (`RebuildLoop.run`).
  package func run(
    rebuild: @escaping @Sendable (RebuildLoop.Half) async throws -> Void,
    warn: @escaping @Sendable (String) -> Void
  ) async {
    await loop.run(
      rebuild: { [intakes, loop] half in
        let taken = intakes.map(\.taken)
        try await rebuild(half)
        for (intake, count) in zip(intakes, taken) { intake.answer(count) }
        if half == .rest, try intakes.map({ try $0.compact() }).contains(true) { loop.wake() }
      }, warn: warn)
  }
}
