import Dispatch
import Domain
import Synchronization

/// The first readings of all sources, made one after another beside the work of the caller, which waits for each as
/// it needs it.
final class KeyScans: Sendable {
  private let results = Mutex<[Int: Result<RepeatedHashes?, any Error>]>([:])
  private let isCancelled = Atomic(false)
  private let done: [DispatchSemaphore]

  /// Starts to scan: `scan` is called once for each number in `order`, in that order, until cancelled.
  init(_ order: [Int], scan: @escaping @Sendable (Int) throws -> RepeatedHashes?) {
    done = order.map { _ in DispatchSemaphore(value: 0) }
    DispatchQueue.global(qos: .userInitiated).async { [self] in
      for index in order where !isCancelled.load(ordering: .relaxed) {
        let result = Result { try scan(index) }
        results.withLock { $0[index] = result }
        done[index].signal()
      }
    }
  }

  /// Waits for the scan with this number and gives what it found, once.
  func result(_ index: Int) throws -> RepeatedHashes? {
    done[index].wait()
    return try results.withLock { $0.removeValue(forKey: index) }?.get()
  }

  /// Starts no further scan.
  func cancel() { isCancelled.store(true, ordering: .relaxed) }
}
