package import Domain
package import Foundation

/// What to build, and from what.
package struct RebuildRequest: Sendable, Hashable {
  /// The folder of the pack.
  package var knowledge: URL
  /// The data folders, read in this order; `data` in the pack when empty.
  package var data: [URL]
  package var database: URL
  /// Builds although nothing changed.
  package var isFull = false
  /// Refuses to put a generation in place when a row is quarantined.
  package var isStrict = false
  /// Curates and counts, writes nothing.
  package var isDryRun = false
  /// Puts the rows in place as soon as they are made, in an overlay on the generation in place, and leaves documents,
  /// terms and vectors as they are there: to be settled by a rebuild without this. Has no effect where more than the
  /// data changed.
  package var isRowsFirst = false
  /// Files that are still being written, by `InputFingerprints.name`: they wait.
  package var unsettled: Set<String> = []
  /// The name of an embedder or the folder of a sentence encoder; that of the pack when nil.
  package var embedder: String?
  /// How many former generations are kept, from 0, beside those with a label; as many as last time when nil.
  package var keep: Int?

  /// How many are kept where nobody ever said.
  package static let standardKeep = 3
  /// How many can be.
  package static let keeps = 0...1000

  /// What embeds where neither the request nor the pack says.
  package static let standardEmbedder = "tfidf"

  package init(knowledge: URL, data: [URL] = [], database: URL) {
    (self.knowledge, self.data, self.database) = (knowledge, data, database)
  }

  /// The data folders in effect.
  var folders: [URL] { data.isEmpty ? [knowledge.appendingPathComponent("data")] : data }
}

/// The world around a rebuild.
package struct RebuildSurroundings: Sendable {
  package var now: @Sendable () -> Date
  /// Seconds of a clock that never goes back.
  package var clock: @Sendable () -> Double
  /// What tells one build of the program from another: a generation of another build is not taken for unchanged.
  package var program: String
  package var progress: @Sendable (RebuildProgress) -> Void
  package var warn: @Sendable (String) -> Void
  /// Throws when the rebuild is not wanted any more; called now and then.
  package var checkCancellation: @Sendable () throws -> Void = { try Task.checkCancellation() }

  package init(
    program: String, now: @escaping @Sendable () -> Date = { Date() },
    clock: @escaping @Sendable () -> Double = { ProcessInfo.processInfo.systemUptime },
    progress: @escaping @Sendable (RebuildProgress) -> Void = { _ in },
    warn: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    (self.program, self.now, self.clock) = (program, now, clock)
    (self.progress, self.warn) = (progress, warn)
  }
}

/// How far a rebuild is.
package struct RebuildProgress: Sendable, Hashable {
  /// The name of the stage, as in the report.
  package let stage: String
  /// What is being read or made: a source.
  package let detail: String
  /// The part of the stage that is done, 0 to 1.
  package let fraction: Double
}

/// How a rebuild ended, and what it counted.
package struct RebuildOutcome: Sendable {
  package enum Ending: Sendable, Hashable {
    /// A new generation is in place.
    case built
    /// Pack, data and program are those of the generation in place: nothing was written.
    case unchanged
    case dryRun
    /// Rows are quarantined, which `isStrict` does not let pass: the generation in place stays.
    case refused
  }

  package let ending: Ending
  package internal(set) var report: RebuildReport
  /// Rows in quarantine, over all sources.
  package var quarantined: Int { report.sources.reduce(0) { $0 + $1.quarantined } }
}

/// A rebuild that cannot go on, beyond what its stages report themselves.
package enum RebuildError: Error, CustomStringConvertible {
  case noPack(path: String)
  case noData(path: String)
  case unreadable(path: String, reason: String)
  case embedder(found: String, candidates: [String])
  /// The SQL of a derived dataset failed.
  case derived(dataset: String, reason: String)
  /// The SQL behind the newest day of an entity failed.
  case newest(entity: EntityID, reason: String)

  package var description: String {
    switch self {
    case .noPack(let path):
      "\(path): expected a knowledge pack (a folder with sources/), found none; --knowledge names another"
    case .noData(let path): "\(path): expected a data folder, found none; --data names another"
    case .unreadable(let path, let reason): "\(path): expected a readable file, found: \(reason)"
    case .embedder(let found, let candidates):
      "embedder: expected \(candidates.joined(separator: ", ")) or a folder with model.safetensors, found '\(found)'"
    case .derived(let dataset, let reason): "catalog: derived.\(dataset): \(reason)"
    case .newest(let entity, let reason): "catalog: entities.\(entity).time: \(reason)"
    }
  }
}
