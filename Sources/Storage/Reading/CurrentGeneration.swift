package import Foundation
import Glibc
import Synchronization

/// Hands out the newest generation of a database file.
///
/// A file that was put in the place of the old one is noticed within `interval`; who holds the old generation
/// keeps it, and it closes with its last user. A replacement that cannot be opened is passed over, the old
/// generation stays, until the file changes again.
package final class CurrentGeneration: Sendable {
  /// Time between two looks at the file.
  package static let interval = Duration.milliseconds(100)

  private struct State {
    var generation: Generation?
    var identity: FileIdentity?
    var looked: ContinuousClock.Instant?
    var failure: (any Error)?
  }

  package let file: URL
  private let interval: Duration
  private let now: @Sendable () -> ContinuousClock.Instant
  private let state = Mutex(State())

  package init(
    file: URL, interval: Duration = CurrentGeneration.interval,
    now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
  ) {
    (self.file, self.interval, self.now) = (file, interval, now)
  }

  /// The newest generation that can be opened; with `isFresh` the file is looked at now.
  ///
  /// - Throws: what `Generation.init(opening:)` throws, while none could be opened.
  package func generation(isFresh: Bool = false) throws -> Generation {
    // The one replaced is let go outside the lock.
    var replaced: Generation?
    defer { withExtendedLifetime(replaced) {} }
    return try state.withLock { state in
      let now = now()
      if !isFresh, let generation = state.generation, let looked = state.looked, now - looked < interval {
        return generation
      }
      state.looked = now
      let identity = FileIdentity(file)
      if let generation = state.generation, identity == nil || identity == state.identity {
        return generation
      }
      do {
        let generation = try Generation(opening: file)
        replaced = state.generation
        (state.generation, state.identity, state.failure) = (generation, identity, nil)
        return generation
      } catch {
        state.failure = error
        guard let generation = state.generation else { throw error }
        state.identity = identity
        return generation
      }
    }
  }

  /// Why the file as it is now could not be opened, when it could not.
  package var failure: (any Error)? { state.withLock { $0.failure } }
}

/// What changes when another file takes a name.
struct FileIdentity: Equatable {
  let device: UInt
  let inode: UInt
  let seconds: Int
  let nanoseconds: Int

  /// - Returns: nil when there is no such file.
  init?(_ file: URL) {
    var status = stat()
    guard stat(file.path, &status) == 0 else { return nil }
    (device, inode) = (UInt(status.st_dev), UInt(status.st_ino))
    (seconds, nanoseconds) = (Int(status.st_mtim.tv_sec), Int(status.st_mtim.tv_nsec))
  }
}
