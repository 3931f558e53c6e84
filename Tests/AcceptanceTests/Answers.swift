import Domain

/// The answers of one knowledge base; every question is asked once per test run.
actor Answers {
  private let base: Result<KnowledgeBase, any Error>

  init(_ base: Result<KnowledgeBase, any Error>) { self.base = base }

  private var asked: [[String]: Task<Answer, any Error>] = [:]

  /// The last answer of the conversation.
  func answer(to question: KnownQuestion) async throws -> Answer {
    let key = question.turns + [question.asOf?.description ?? ""]
    let base = base
    let task = asked[key] ?? Task { try await Self.ask(question, base) }
    asked[key] = task
    return try await task.value
  }

  private static func ask(
    _ question: KnownQuestion, _ base: Result<KnowledgeBase, any Error>
  ) async throws -> Answer {
    let assistant = try base.get().assistant
    var last: Answer?
    for turn in question.turns {
      let asked = Question(text: turn, conversation: last?.conversation, asOf: question.asOf)
      last = try await assistant.answer(asked) { _ in }
    }
    guard let last else { throw KnownQuestion.FileProblem(place: question.topic, expected: "a turn") }
    await assistant.forget(last.conversation)
    return last
  }
}
