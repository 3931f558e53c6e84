import Domain
import Foundation
import Testing
import Understanding

@testable import Assembly

private let start = Date(timeIntervalSinceReferenceDate: 0)

extension Conversations {
  fileprivate func keep(
    _ subject: EntityID?, _ text: String = "orders", leans: Bool = false, in id: String, now: Date = start
  ) {
    keep(
      subject.map(Reading.init(subject:)), after: Question(text: text), leans: leans,
      in: open(id, now: now), now: now)
  }
}

/// Seconds since the last turn, and whether the next one may still lean on it.
@Test(arguments: [(0.0, true), (Conversations.timeToLive - 1, true), (Conversations.timeToLive, false)])
func forgetsUntouchedConversations(seconds: TimeInterval, isKept: Bool) {
  let conversations = Conversations()
  conversations.keep("order", in: "a")
  let found = conversations.open("a", now: start.addingTimeInterval(seconds))
  #expect(found.id == "a")
  #expect((found.reading != nil) == isKept)
}

@Test func keepsConversationsApart() {
  let conversations = Conversations()
  conversations.keep("order", in: "a")
  conversations.keep("part", in: "b")
  #expect(conversations.open("a", now: start).reading?.subject == "order")
  #expect(conversations.open("b", now: start).reading?.subject == "part")
  #expect(conversations.open("c", now: start).reading == nil)
  #expect(conversations.open(nil, now: start).id != conversations.open(nil, now: start).id)
}

@Test func forgetsWhatNoTurnMayLeanOn() {
  let conversations = Conversations()
  conversations.keep("order", in: "a")
  conversations.keep(nil, in: "a")
  conversations.keep("order", in: "b")
  conversations.forget("b")
  #expect(conversations.open("a", now: start).reading == nil)
  #expect(conversations.open("b", now: start).reading == nil)
}

@Test func keepsTheTurnsThatAReadingIsMadeOf() {
  let conversations = Conversations()
  conversations.keep("order", "orders in may", in: "a")
  conversations.keep("order", "only cash", leans: true, in: "a")
  #expect(conversations.open("a", now: start).turns.map(\.text) == ["orders in may", "only cash"])
  conversations.keep("part", "parts by price", in: "a")
  #expect(conversations.open("a", now: start).turns.map(\.text) == ["parts by price"])
  for _ in 0..<(2 * Conversations.mostTurns) { conversations.keep("part", "the next", leans: true, in: "a") }
  #expect(conversations.open("a", now: start).turns.count == Conversations.mostTurns)
}

@Suite final class ConversationLogTests {
  private let file = FileManager.default.temporaryDirectory.appending(
    path: "\(UUID().uuidString).conversations")
  private let warnings = WarningList()

  deinit { try? FileManager.default.removeItem(at: file) }

  private func conversations(now: Date = start) -> Conversations {
    Conversations(log: ConversationLog(file, warn: warnings.append), now: now)
  }

  @Test func goesOnAfterARestart() {
    let first = conversations()
    first.keep("order", "orders in may", in: "a")
    first.keep("order", "only cash", leans: true, in: "a")
    first.keep("order", in: "b")
    first.keep(nil, in: "b")
    first.keep("order", in: "c")
    first.forget("c")
    // Twice: the file is written anew each time.
    _ = conversations()
    let found = conversations()
    let kept = found.open("a", now: start)
    #expect(kept.isAsleep)
    #expect(kept.turns.map(\.text) == ["orders in may", "only cash"])
    #expect(!found.open("b", now: start).isAsleep)
    #expect(!found.open("c", now: start).isAsleep)
    #expect(warnings.all.isEmpty)
  }

  @Test func forgetsAfterItsTime() throws {
    conversations().keep("order", in: "a")
    #expect(!conversations(now: start + Conversations.timeToLive).open("a", now: start).isAsleep)
    #expect(try String(contentsOf: file, encoding: .utf8).isEmpty)
  }

  /// A line cut off by a crash, and lines of something else, cost themselves only.
  @Test func readsWhatIsWhole() throws {
    conversations().keep("order", in: "a")
    let handle = try FileHandle(forWritingTo: file)
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("null\n\u{0}\n{\"id\":\"b\",\"touch".utf8))
    try handle.close()
    #expect(conversations().open("a", now: start).isAsleep)
  }

  @Test func tellsWhenItCannotKeepThem() {
    let log = ConversationLog(URL(fileURLWithPath: "/dev/null/x"), warn: warnings.append)
    Conversations(log: log).keep("order", in: "a")
    #expect(warnings.all.count == 1)
  }
}
