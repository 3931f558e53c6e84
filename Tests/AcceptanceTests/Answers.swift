import Domain

/// The answers of the knowledge base over our own data; every question is asked once per test run.
actor Answers {
  static let ours = Answers()

  private var asked: [[String]: Task<Answer, any Error>] = [:]

  /// The last answer of the conversation.
  func answer(to question: KnownQuestion) async throws -> Answer {
    let key = question.turns + [question.asOf?.description ?? ""]
    let task = asked[key] ?? Task { try await Self.ask(question) }
    asked[key] = task
    return try await task.value
  }

  private static func ask(_ question: KnownQuestion) async throws -> Answer {
    let assistant = try KnowledgeBase.ours.get().assistant
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
