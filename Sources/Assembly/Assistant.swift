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
  private let prepared: Mutex<Prepared>
  private let conversations: Conversations
  private let catalog: GenerationCatalog
  private let past: PastGenerations

  /// Opens the database and prepares its generation, so that the first question is as fast as the next. With
  /// `keepsConversations` those of the last run go on; the file beside the database is then written by this one alone.
  package init(
    database: URL, knowledge: URL, wording: Wording? = nil, keepsConversations: Bool = false,
    now: @escaping @Sendable () -> Date = { Date() }, warn: @escaping @Sendable (String) -> Void = { _ in }
  ) throws {
    let isThere = FileManager.default.fileExists(atPath: database.path)
    let log = ConversationLog(database.appendingPathExtension("conversations"), warn: warn)
    conversations = Conversations(log: keepsConversations && isThere ? log : nil, now: now())
    (self.knowledge, self.wording, self.now, self.warn) = (knowledge, wording, now, warn)
    current = CurrentGeneration(file: database)
    catalog = GenerationCatalog(database: database)
    past = PastGenerations(catalog) { generation in
      try PreparedGeneration(generation, knowledge: knowledge, wording: wording, now: now(), warn: warn)
    }
    prepared = Mutex(Prepared())
    _ = try ready()
  }

  package var interface: AssistantInterface {
    AssistantInterface(
      answer: { [self] question, event in try await answer(question, event) },
      search: { [self] text, top, kinds in try ready().retriever.search(text, top: top, kinds: kinds) },
      explain: { [self] question in try ready().answerer.explain(question.text, asOf: question.asOf) },
      status: { [self] in try ready().status() },
      generations: { [self] in try catalog.list() },
      quarantine: { [self] filter, limit, offset in
        var rows: [QuarantinedRow] = []
        try ready().generation.quarantined(filter, limit: limit, offset: offset) { rows.append($0) }
        return rows
      },
      rows: { [self] answer, row, limit in
        try await prepared(of: answer).answerer.rows(behind: answer, row: row, limit: limit)
      },
      profile: { [self] id, isPersonal in try ready().profiles?.profile(id, isPersonal: isPersonal) },
      completions: { [self] prefix, limit in
        (try? ready().understander.names(startingWith: prefix, limit: limit)) ?? []
      },
      forget: { [self] conversation in conversations.forget(conversation) })
  }

  private func answer(
    _ question: Question, _ event: @escaping @Sendable (AnswerEvent) async -> Void
  ) async throws -> Answer {
    let generation = try await prepared(question.generation)
    var conversation = conversations.open(question.conversation, now: now())
    if conversation.isAsleep {
      conversation.reading = await generation.answerer.reading(after: conversation.turns)
    }
    var (answer, reading, leans) = await generation.answerer.answer(
      question.text, asOf: question.asOf, base: conversation.reading, emit: event)
    conversations.keep(reading, after: question, leans: leans, in: conversation, now: now())
    answer.conversation = conversation.id
    answer.generation = generation.generation.metadata.generation
    return answer
  }

  private struct Prepared {
    var generation: PreparedGeneration?
    /// Someone prepares a newer one.
    var isUnderWay = false
  }

  /// Takes up the newest generation now, so that no question has to.
  package func refresh() throws {
    _ = try ready(isFresh: true)
    // What is kept no more may hold what was to be deleted.
    Task { [past] in await past.sweep() }
  }

  /// The generation that an answer is of, which may be one that was replaced since.
  private func prepared(of answer: Answer) async throws -> PreparedGeneration {
    let newest = try ready()
    return newest.generation.metadata.generation == answer.generation
      ? newest : try await prepared(answer.generation)
  }

  /// The generation that a question names; the newest where it names none.
  private func prepared(_ name: String?) async throws -> PreparedGeneration {
    guard let name else { return try ready() }
    let today = CalendarDate(dayNumber: Int((now().timeIntervalSince1970 / 86_400).rounded(.down)))
    return try await past.generation(named: name, today: today) ?? ready()
  }

  /// The newest generation, prepared; a newer file is taken up on the next call. While one call prepares it, the
  /// others go on with the one before.
  private func ready(isFresh: Bool = false) throws -> PreparedGeneration {
    let generation = try current.generation(isFresh: isFresh)
    let (known, former) = prepared.withLock { prepared -> (PreparedGeneration?, PreparedGeneration?) in
      if let known = prepared.generation, known.generation === generation || prepared.isUnderWay {
        return (known, nil)
      }
      prepared.isUnderWay = true
      return (nil, prepared.generation)
    }
    if let known { return known }
    do {
      let fresh = try PreparedGeneration(
        generation, since: former, knowledge: knowledge, wording: wording, now: now(), warn: warn)
      prepared.withLock { $0 = Prepared(generation: fresh) }
      return fresh
    } catch {
      // A generation that cannot be used leaves the one before in service.
      return try prepared.withLock { prepared in
        prepared.isUnderWay = false
        if let known = prepared.generation { return known }
        throw error
      }
    }
  }
}
