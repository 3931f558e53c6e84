package import Answering
package import Domain
package import Foundation
import KnowledgePacks
import Retrieval
import SQLCompiler
import Storage
import Synchronization
import TextAnalysis
import Understanding

/// The assistant over one database: questions, searches, explanations, always on the newest generation.
///
/// Everything a question needs is prepared once per generation and shared by all questions after it.
package final class Assistant: Sendable {
  private let current: CurrentGeneration
  private let knowledge: URL
  private let wording: Wording?
  private let now: @Sendable () -> Date
  private let warn: @Sendable (String) -> Void
  private let prepared: Mutex<PreparedGeneration?>
  private let conversations = Conversations()

  /// Opens the database and prepares its generation, so that the first question is as fast as the next.
  package init(
    database: URL, knowledge: URL, wording: Wording? = nil, now: @escaping @Sendable () -> Date = { Date() },
    warn: @escaping @Sendable (String) -> Void = { _ in }
  ) throws {
    (self.knowledge, self.wording, self.now, self.warn) = (knowledge, wording, now, warn)
    current = CurrentGeneration(file: database)
    prepared = Mutex(nil)
    _ = try ready()
  }

  package var interface: AssistantInterface {
    AssistantInterface(
      answer: { [self] question, event in try await answer(question, event) },
      search: { [self] text, top, kinds in try ready().retriever.search(text, top: top, kinds: kinds) },
      explain: { [self] question in try ready().answerer.explain(question.text, asOf: question.asOf) },
      status: { [self] in try ready().status() },
      quarantine: { [self] source, limit, offset in
        try ready().generation.quarantine(source: source, limit: limit, offset: offset)
      },
      completions: { [self] prefix, limit in
        (try? ready().understander.names(startingWith: prefix, limit: limit)) ?? []
      },
      forget: { [self] conversation in conversations.forget(conversation) })
  }

  private func answer(
    _ question: Question, _ event: @escaping @Sendable (AnswerEvent) async -> Void
  ) async throws -> Answer {
    let generation = try ready()
    let conversation = conversations.open(question.conversation, now: now())
    var (answer, reading) = await generation.answerer.answer(
      question.text, asOf: question.asOf, base: conversation.reading, emit: event)
    conversations.keep(reading, in: conversation.id, now: now())
    answer.conversation = conversation.id
    answer.generation = generation.generation.metadata.generation
    return answer
  }

  /// The newest generation, prepared; a newer file is taken up on the next call.
  private func ready() throws -> PreparedGeneration {
    let generation = try current.generation()
    return try prepared.withLock { prepared in
      if let prepared, prepared.generation === generation { return prepared }
      do {
        let fresh = try PreparedGeneration(
          generation, knowledge: knowledge, wording: wording, now: now(), warn: warn)
        prepared = fresh
        return fresh
      } catch {
        // A generation that cannot be used leaves the one before in service.
        if let prepared { return prepared }
        throw error
      }
    }
  }
}
