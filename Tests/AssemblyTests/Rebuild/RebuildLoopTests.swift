import Assembly
import Storage
import Synchronization
import Testing

/// A loop whose time passes only when it sleeps, and whose rebuilds are written down.
@Suite(.timeLimit(.minutes(10))) struct RebuildLoopTests {
  private struct Failed: Error {}

  private final class Diary: Sendable {
    private let entries = Mutex<[String]>([])
    func add(_ entry: String) { entries.withLock { $0.append(entry) } }
    var all: [String] { entries.withLock { $0 } }

    /// Waits until `count` entries are there.
    func wait(for count: Int) async { while all.count < count { await Task.yield() } }
  }

  @Test func theRestFollowsTheRows() async {
    let diary = Diary()
    let loop = RebuildLoop(sleep: { diary.add("sleep \($0)") })
    let task = Task { await loop.run(rebuild: { diary.add("\($0)") }, warn: { diary.add($0) }) }
    loop.wake()
    await diary.wait(for: 3)
    loop.wake()
    await diary.wait(for: 6)
    task.cancel()
    await task.value
    #expect(
      diary.all == Array(repeating: ["rows", "sleep \(RebuildLoop.quiet)", "rest"], count: 2).flatMap(\.self))
  }

  /// New rows go before the rest, until it is overdue: then it is waited for.
  @Test(arguments: [false, true]) func theRestIsGivenUpForNewRows(isOverdue: Bool) async {
    let diary = Diary()
    let passed = Mutex(Duration.zero)
    let start = ContinuousClock.now
    let mayEnd = Mutex(false)
    let loop = RebuildLoop(now: { start + passed.withLock { $0 } }, sleep: { _ in })
    let task = Task {
      await loop.run(
        rebuild: { half in
          diary.add("\(half)")
          if half == .rows || diary.all.count > 3 { return }
          while !mayEnd.withLock({ $0 }) {
            await Task.yield()
            if Task.isCancelled { diary.add("given up") }
            try Task.checkCancellation()
          }
          diary.add("done")
        }, warn: { diary.add($0) })
    }
    loop.wake()
    await diary.wait(for: 2)
    if isOverdue { passed.withLock { $0 = RebuildLoop.patience } }
    loop.wake()
    if isOverdue { mayEnd.withLock { $0 = true } }
    await diary.wait(for: 5)
    task.cancel()
    await task.value
    #expect(diary.all == ["rows", "rest", isOverdue ? "done" : "given up", "rows", "rest"])
  }

  @Test func oneThatFailsIsTriedAgain() async {
    let diary = Diary()
    let loop = RebuildLoop(sleep: { _ in })
    let failures = Mutex(2)
    let task = Task {
      await loop.run(
        rebuild: { half in
          diary.add("\(half)")
          let left = failures.withLock { left in
            left -= 1
            return left
          }
          if left == 1 { throw Failed() }
          if left == 0 { throw StorageError.locked(file: "p.db", holder: "another") }
        }, warn: { _ in diary.add("warned") })
    }
    loop.wake()
    await diary.wait(for: 5)
    task.cancel()
    await task.value
    #expect(diary.all == ["rows", "warned", "rows", "rows", "rest"])
  }
}
