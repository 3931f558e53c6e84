import Assembly
import Domain
import Foundation
import Testing

/// Two turns in one run of the program, the third in another.
struct RestartTests {
  private static let turns = ["revenue in 2024", "by month", "only cash"]

  @Test func aConversationGoesOnAfterARestart() async throws {
    let ours = try KnowledgeBase.ours.get()
    let folder = try ScratchFolders.make()
    let database = folder.appendingPathComponent("pitwall.db")
    try FileManager.default.copyItem(at: ours.database, to: database)

    let started = try await Self.ask(Self.turns.dropLast(), in: "c", database)
    #expect(started?.kind == .answer)
    let resumed = try await Self.ask(Self.turns.suffix(1), in: "c", database)
    let whole = try await Self.ask(Self.turns[...], in: "d", database)
    #expect(resumed?.kind == .answer)
    #expect(resumed?.statement != nil && resumed?.statement == whole?.statement)
    // Another conversation has nothing to lean on.
    let stranger = try await Self.ask(Self.turns.suffix(1), in: "e", database)
    #expect(stranger?.statement != whole?.statement)
  }

  private static func ask(
    _ turns: ArraySlice<String>, in conversation: String, _ database: URL
  ) async throws -> Answer? {
    let assistant = try Assistant(
      database: database, knowledge: KnowledgeBase.knowledge, keepsConversations: true,
      now: { KnowledgeBase.now }
    ).interface
    var answer: Answer?
    for turn in turns {
      answer = try await assistant.answer(Question(text: turn, conversation: conversation)) { _ in }
    }
    return answer
  }
}
