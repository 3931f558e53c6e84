import Foundation
import Testing
import Understanding

@testable import Assembly

private let start = Date(timeIntervalSinceReferenceDate: 0)

/// Seconds since the last turn, and whether the next one may still lean on it.
@Test(arguments: [(0.0, true), (Conversations.timeToLive - 1, true), (Conversations.timeToLive, false)])
func forgetsUntouchedConversations(seconds: TimeInterval, isKept: Bool) {
  let conversations = Conversations()
  conversations.keep(Reading(subject: "order"), in: "a", now: start)
  let found = conversations.open("a", now: start.addingTimeInterval(seconds))
  #expect(found.id == "a")
  #expect((found.reading != nil) == isKept)
}

@Test func keepsConversationsApart() {
  let conversations = Conversations()
  conversations.keep(Reading(subject: "order"), in: "a", now: start)
  conversations.keep(Reading(subject: "part"), in: "b", now: start)
  #expect(conversations.open("a", now: start).reading?.subject == "order")
  #expect(conversations.open("b", now: start).reading?.subject == "part")
  #expect(conversations.open("c", now: start).reading == nil)
  #expect(conversations.open(nil, now: start).id != conversations.open(nil, now: start).id)
}

@Test func forgetsWhatNoTurnMayLeanOn() {
  let conversations = Conversations()
  conversations.keep(Reading(subject: "order"), in: "a", now: start)
  conversations.keep(nil, in: "a", now: start)
  conversations.keep(Reading(subject: "order"), in: "b", now: start)
  conversations.forget("b")
  #expect(conversations.open("a", now: start).reading == nil)
  #expect(conversations.open("b", now: start).reading == nil)
}
