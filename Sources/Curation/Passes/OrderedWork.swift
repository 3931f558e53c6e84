import Dispatch
import Synchronization

/// Work that several threads do at once and that is handed on in order.
enum OrderedWork {
  /// Makes a value for each of `0..<count` on `threads` threads and gives them to `take`, on the caller's, in order.
  ///
  /// At most `2 * threads` values are made ahead of `take`. The first error of `take`, or of the value it would take
  /// next, ends the work and is thrown when all threads have stopped.
  static func run<T: Sendable>(
    _ count: Int, threads: Int, make: @escaping @Sendable (Int) throws -> T, take: (Int, T) throws -> Void
  ) throws {
    if threads <= 1 || count <= 1 {
      for index in 0..<count { try take(index, try make(index)) }
      return
    }
    let state = State<T>(count, ahead: 2 * threads)
    let group = DispatchGroup()
    for _ in 0..<min(threads, count) {
      DispatchQueue.global(qos: .userInitiated).async(group: group) { state.work(make) }
    }
    defer {
      state.stop(threads)
      group.wait()
    }
    for index in 0..<count { try take(index, try state.value(index)) }
  }

  private final class State<T: Sendable>: Sendable {
    private let values = Mutex<[Int: Result<T, any Error>]>([:])
    private let next = Atomic(0)
    private let isStopped = Atomic(false)
    private let room: DispatchSemaphore
    private let made: [DispatchSemaphore]

    init(_ count: Int, ahead: Int) {
      room = DispatchSemaphore(value: 0)
      for _ in 0..<ahead { room.signal() }
      made = (0..<count).map { _ in DispatchSemaphore(value: 0) }
    }

    func work(_ make: (Int) throws -> T) {
      while true {
        room.wait()
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < made.count, !isStopped.load(ordering: .acquiring) else {
          room.signal()
          return
        }
        let value = Result { try make(index) }
        values.withLock { $0[index] = value }
        made[index].signal()
      }
    }

    func value(_ index: Int) throws -> T {
      made[index].wait()
      defer { room.signal() }
      guard let value = values.withLock({ $0.removeValue(forKey: index) }) else { throw CancellationError() }
      return try value.get()
    }

    func stop(_ threads: Int) {
      isStopped.store(true, ordering: .releasing)
      for _ in 0..<threads { room.signal() }
    }
  }
}
