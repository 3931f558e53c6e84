import Storage
import Synchronization

/// Rebuilds when it is asked to: the rows at once, what search reads once nothing more comes.
package final class RebuildLoop: Sendable {
  /// The two halves of a rebuild.
  package enum Half: Sendable {
    /// `RebuildRequest.isRowsFirst`: what is answered from is up to date after it.
    case rows
    /// Without it: all of the generation is of the same data after it.
    case rest
  }

  /// Time without a change before the rest is made.
  package static let quiet = Duration.seconds(1)
  /// Time after which the rest is made whatever comes.
  package static let patience = Duration.seconds(120)
  /// Wait before a rebuild that failed is tried again: the first, which doubles each time, and the longest.
  static let retry = (first: Duration.seconds(1), longest: Duration.seconds(60))
  /// Wait for another process that rebuilds.
  static let turn = Duration.milliseconds(100)

  private let wakes: AsyncStream<Void>
  private let waker: AsyncStream<Void>.Continuation
  private let now: @Sendable () -> ContinuousClock.Instant
  private let sleep: @Sendable (Duration) async throws -> Void
  /// Since when rows are newer than the rest; nil while they are not.
  private let ahead = Mutex<ContinuousClock.Instant?>(nil)
  private let wait = Mutex(RebuildLoop.retry.first)

  package init(
    now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
    sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) {
    (wakes, waker) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    (self.now, self.sleep) = (now, sleep)
  }

  /// Asks for a rebuild soon; what asks while one runs is one more.
  package func wake() { waker.yield() }

  /// Rebuilds whenever it is asked to, until the task is cancelled. A rebuild that fails is told to `warn` and tried
  /// again. The rest is given up for the sake of new rows, though not for longer than `patience`.
  package func run(
    rebuild: @escaping @Sendable (Half) async throws -> Void, warn: @escaping @Sendable (String) -> Void
  ) async {
    var rest: Task<Void, Never>?
    for await _ in wakes {
      if let task = rest {
        if !isPatienceOver { task.cancel() }
        await task.value
        rest = nil
      }
      if await attempt(warn, { try await rebuild(.rows) }) {
        ahead.withLock { $0 = $0 ?? now() }
        rest = Task { [self] in
          do { try await sleep(Self.quiet) } catch { return }
          if await attempt(warn, { try await rebuild(.rest) }) { ahead.withLock { $0 = nil } }
        }
      }
    }
    rest?.cancel()
    await rest?.value
  }

  private var isPatienceOver: Bool { ahead.withLock { $0.map { now() - $0 >= Self.patience } ?? false } }

  /// Runs a rebuild; one that fails asks for another one after a while.
  ///
  /// - Returns: whether it was done.
  private func attempt(_ warn: (String) -> Void, _ body: () async throws -> Void) async -> Bool {
    do {
      try await body()
      wait.withLock { $0 = Self.retry.first }
      return true
    } catch is CancellationError {
      return false
    } catch StorageError.locked {
      try? await sleep(Self.turn)
    } catch  where Task.isCancelled {
      // What it fails with is that it was given up.
      return false
    } catch {
      warn("\(error)")
      let pause = wait.withLock { wait in
        defer { wait = min(wait * 2, Self.retry.longest) }
        return wait
      }
      try? await sleep(pause)
    }
    wake()
    return false
  }
}
