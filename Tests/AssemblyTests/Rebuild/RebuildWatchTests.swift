import Assembly
import Foundation
import Synchronization
import Testing

/// A watch whose time passes only when it sleeps.
@Suite struct RebuildWatchTests {
  private struct Done: Error {}

  /// A file that grows at some sleeps is told of once it has stayed for `settled`, not before.
  @Test(arguments: [([], nil), ([2], 7), ([2, 3, 4, 5], 10), ([2, 3, 5], 10)] as [([Int], Int?)])
  func aGrowingFileIsToldOfOnceItIsWhole(growing: [Int], told: Int?) async throws {
    let marina = try Marina()
    let file = marina.pack.appendingPathComponent("data/visits/new.json")
    let start = ContinuousClock.now
    let time = Mutex(Duration.zero)
    let sleeps = Mutex(0)
    let watch = RebuildWatch(
      RebuildRequest(knowledge: marina.pack, database: marina.database),
      now: { start + time.withLock { $0 } },
      sleep: { duration in
        #expect(duration == RebuildWatch.interval)
        time.withLock { $0 += duration }
        let number = sleeps.withLock {
          $0 += 1
          return $0
        }
        if growing.contains(number) {
          try Data(String(repeating: "x", count: number).utf8).write(to: file)
        }
        if number > 20 { throw Done() }
      })
    var found: [Int] = []
    await #expect(throws: Done.self) { try await watch.run { found.append(sleeps.withLock { $0 }) } }
    #expect(found == [told].compactMap(\.self))
  }

  /// A file that never settles waits alone.
  @Test func theOthersDoNotWaitForOneThatGoesOnGrowing() async throws {
    let marina = try Marina()
    let visits = marina.pack.appendingPathComponent("data/visits")
    let start = ContinuousClock.now
    let sleeps = Mutex(0)
    let watch = RebuildWatch(
      RebuildRequest(knowledge: marina.pack, database: marina.database),
      now: { start + RebuildWatch.interval * sleeps.withLock { $0 } },
      sleep: { _ in
        let number = sleeps.withLock {
          $0 += 1
          return $0
        }
        let text = Data(String(repeating: "x", count: number).utf8)
        try text.write(to: visits.appendingPathComponent("growing.json"))
        if number == 3 { try text.write(to: visits.appendingPathComponent("whole.json")) }
        if number > 20 { throw Done() }
      })
    var found: [Int] = []
    await #expect(throws: Done.self) {
      try await watch.run {
        found.append(sleeps.withLock { $0 })
        #expect(watch.unsettled == ["visits/growing.json"])
      }
    }
    #expect(found == [8])
  }
}
