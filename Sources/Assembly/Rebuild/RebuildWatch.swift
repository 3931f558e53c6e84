import Foundation

/// Waits for files of a pack and its data to change, and for those who write them to be done.
package struct RebuildWatch: Sendable {
  /// Time between two looks at the files, at least: a look at very many files takes longer.
  package static let interval = Duration.milliseconds(100)
  /// Files that have not changed for so long, in size, time or by replacement, are taken to be whole.
  package static let settled = Duration.milliseconds(250)
  /// Looks take at most one part in so many of the time.
  static let share = 10

  private let pack: URL
  private let folders: [URL]
  private let now: @Sendable () -> ContinuousClock.Instant
  private let sleep: @Sendable (Duration) async throws -> Void

  package init(
    _ request: RebuildRequest, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
    sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) {
    (pack, folders) = (request.knowledge, request.folders)
    (self.now, self.sleep) = (now, sleep)
  }

  /// Calls `changed` after each change that has settled, once for what changed together. What changes during the call
  /// is another change. Goes on until `sleep` or `changed` throws.
  package func run(_ changed: () async throws -> Void) async throws {
    var known = look()
    var last = known
    var since = now()
    while true {
      let begun = now()
      let seen = look()
      if seen != last { (last, since) = (seen, begun) }
      if seen != known, begun - since >= Self.settled {
        known = seen
        try await changed()
      }
      try await sleep(max(Self.interval, (now() - begun) * Self.share))
    }
  }

  /// All files as they are now; none of a folder that cannot be read.
  private func look() -> [[InputFingerprints.File]] {
    [(try? InputFingerprints.files(in: pack, skipping: "data")) ?? []]
      + folders.map { (try? InputFingerprints.files(in: $0, skipping: nil)) ?? [] }
  }
}
