import Dispatch
import Synchronization

/// What `body` gives for each of 0..<`count`, in that order; the calls run side by side on all processors.
func concurrently<T: Sendable>(_ count: Int, _ body: (Int) -> T) -> [T] {
  if count == 1 { return [body(0)] }
  let results = Mutex([T?](repeating: nil, count: max(0, count)))
  withoutActuallyEscaping(body) { body in
    nonisolated(unsafe) let body = body
    DispatchQueue.concurrentPerform(iterations: max(0, count)) { index in
      let result = body(index)
      results.withLock { $0[index] = result }
    }
  }
  return results.withLock { $0.compactMap(\.self) }
}
