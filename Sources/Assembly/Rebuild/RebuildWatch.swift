import Foundation
import Synchronization

/// Waits for files of a pack and its data to change, and for those who write them to be done.
///
/// A file that is still being written waits alone: the others are told of meanwhile. Files of the pack belong together,
/// so that nothing is told of while one of them is being written.
package final class RebuildWatch: Sendable {
  /// Time between two looks at the files, at least: a look at very many files takes longer.
  package static let interval = Duration.milliseconds(50)
  /// Files that have not changed for so long, in size, time or by replacement, are taken to be whole.
  package static let settled = Duration.milliseconds(250)
  /// Looks take at most one part in so many of the time.
  static let share = 10

  private typealias Settling = FileSettling<InputFingerprints.File, ContinuousClock.Instant>

  private let pack: URL
  private let folders: [URL]
  private let now: @Sendable () -> ContinuousClock.Instant
  private let sleep: @Sendable (Duration) async throws -> Void
  private let files: Mutex<(pack: Settling, data: Settling)>

  package init(
    _ request: RebuildRequest, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
    sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) {
    (pack, folders) = (request.knowledge, request.folders)
    (self.now, self.sleep) = (now, sleep)
    files = Mutex(
      (
        Settling(Self.files(of: pack), settled: Self.settled),
        Settling(Self.files(in: folders), settled: Self.settled)
      ))
  }

  /// The files that have changed and were not told of yet, as `RebuildRequest.unsettled` wants them. O(files).
  package var unsettled: Set<String> {
    let found = Self.files(in: folders)
    return files.withLock { $0.data.untaken(found) }
  }

  /// Calls `changed` after each change since this was made that has settled, once for what changed together. What changes during the call
  /// is another change. Goes on until `sleep` or `changed` throws.
  package func run(_ changed: () async throws -> Void) async throws {
    while true {
      let begun = now()
      if isChanged(at: begun) { try await changed() }
      try await sleep(max(Self.interval, (now() - begun) * Self.share))
    }
  }

  /// Looks at the files, and takes those that have settled.
  private func isChanged(at moment: ContinuousClock.Instant) -> Bool {
    let (ofPack, ofData) = (Self.files(of: pack), Self.files(in: folders))
    return files.withLock { files in
      files.pack.look(ofPack, at: moment)
      files.data.look(ofData, at: moment)
      if files.pack.isUnsettled(at: moment) { return false }
      return [files.pack.take(at: moment), files.data.take(at: moment)].contains(true)
    }
  }

  /// The files of the pack by path; none when it cannot be read.
  private static func files(of pack: URL) -> [String: InputFingerprints.File] {
    let files = (try? InputFingerprints.files(in: pack, skipping: "data")) ?? []
    return Dictionary(files.map { ($0.path, $0) }) { first, _ in first }
  }

  /// The files of the data folders by name; none of a folder that cannot be read.
  private static func files(in folders: [URL]) -> [String: InputFingerprints.File] {
    var found: [String: InputFingerprints.File] = [:]
    for (index, folder) in folders.enumerated() {
      for file in (try? InputFingerprints.files(in: folder, skipping: nil)) ?? [] {
        found[InputFingerprints.name(of: file.path, inFolder: index)] = file
      }
    }
    return found
  }
}
