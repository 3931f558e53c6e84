import Synchronization

/// The result of `work`, or `HTTPFailure.timeLimit` when `seconds` pass first; then, and when the caller is
/// cancelled, `work` is cancelled, and not waited for.
func withTimeLimit<Success: Sendable>(
  seconds: Double, _ work: @escaping @Sendable () async throws -> Success
) async throws -> Success {
  let outcome = FirstOutcome<Success>()
  let task = Task {
    do { outcome.settle(.success(try await work())) } catch { outcome.settle(.failure(error)) }
  }
  let timer = Task {
    try await Task.sleep(for: .seconds(seconds))
    outcome.settle(.failure(HTTPFailure.timeLimit(seconds: seconds)))
    task.cancel()
  }
  defer { timer.cancel() }
  return try await withTaskCancellationHandler {
    try await withCheckedThrowingContinuation { outcome.wait($0) }
  } onCancel: {
    task.cancel()
    outcome.settle(.failure(CancellationError()))
  }
}

/// Keeps the first outcome it is given and hands it to the one who waits.
private final class FirstOutcome<Success: Sendable>: Sendable {
  private enum State {
    case open
    case waiting(CheckedContinuation<Success, any Error>)
    case settled(Result<Success, any Error>)
    case delivered
  }

  private let state = Mutex(State.open)

  func settle(_ result: Result<Success, any Error>) {
    state.withLock { state in
      switch state {
      case .open: state = .settled(result)
      case .waiting(let continuation):
        state = .delivered
        continuation.resume(with: result)
      case .settled, .delivered: break
      }
    }
  }

  func wait(_ continuation: CheckedContinuation<Success, any Error>) {
    state.withLock { state in
      switch state {
      case .settled(let result):
        state = .delivered
        continuation.resume(with: result)
      case .open: state = .waiting(continuation)
      case .waiting, .delivered: continuation.resume(throwing: CancellationError())
      }
    }
  }
}
