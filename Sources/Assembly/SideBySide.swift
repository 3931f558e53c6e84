import Dispatch
import Synchronization

/// Two values made at the same time, on two threads; throws what the first to fail threw.
func sideBySide<First: Sendable, Second: Sendable>(
  _ first: @Sendable () throws -> First, _ second: @Sendable () throws -> Second
) throws -> (First, Second) {
  let results = Mutex<(first: Result<First, any Error>?, second: Result<Second, any Error>?)>((nil, nil))
  withoutActuallyEscaping(first) { first in
    withoutActuallyEscaping(second) { second in
      DispatchQueue.concurrentPerform(iterations: 2) { index in
        if index == 0 {
          let made = Result(catching: first)
          results.withLock { $0.first = made }
        } else {
          let made = Result(catching: second)
          results.withLock { $0.second = made }
        }
      }
    }
  }
  let made = results.withLock { $0 }
  guard let first = made.first, let second = made.second else { throw CancellationError() }
  return (try first.get(), try second.get())
}
