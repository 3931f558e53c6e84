/// What the ways in (terminal, HTTP, one-shot commands) can ask of the assistant; Assembly fills it in, tests
/// fill it with fixed values.
package struct AssistantInterface: Sendable {
  /// Answers one question; with a conversation id, as its next turn. Events arrive in the order of
  /// `AnswerEvent`'s cases while the answer is made; the return value is the whole.
  package var answer:
    @Sendable (Question, _ event: @escaping @Sendable (AnswerEvent) async -> Void) async throws -> Answer
  package var search: @Sendable (_ text: String, _ top: Int, _ kinds: [String]) async throws -> [SearchHit]
  package var explain: @Sendable (Question) async throws -> Explanation
  package var status: @Sendable () async throws -> Status
  /// The generations that a question may name, the newest first.
  package var generations: @Sendable () async throws -> [GenerationSummary]
  /// The newest generation's rejected rows that the filter means, `limit` at most from `offset`.
  package var quarantine:
    @Sendable (_ filter: QuarantineFilter, _ limit: Int, _ offset: Int) async throws -> [QuarantinedRow]
  /// The rows that an answer was made of, `limit` at most: of all its table, or of one row of that, from 1.
  package var rows: @Sendable (_ answer: Answer, _ row: Int?, _ limit: Int) async throws -> RowsBehind
  /// What is known of one person by identity, personal data only if asked for; nil when there is no such person.
  package var profile: @Sendable (_ id: String, _ isPersonal: Bool) async throws -> IdentityProfile?
  /// Known names that start with `prefix`, letter case aside, best first: what Tab offers.
  package var completions: @Sendable (_ prefix: String, _ limit: Int) async -> [String]
  /// Forgets a conversation.
  package var forget: @Sendable (_ conversation: String) async -> Void

  package init(
    answer:
      @escaping @Sendable (Question, @escaping @Sendable (AnswerEvent) async -> Void) async throws -> Answer,
    search: @escaping @Sendable (String, Int, [String]) async throws -> [SearchHit],
    explain: @escaping @Sendable (Question) async throws -> Explanation,
    status: @escaping @Sendable () async throws -> Status,
    generations: @escaping @Sendable () async throws -> [GenerationSummary] = { [] },
    quarantine: @escaping @Sendable (QuarantineFilter, Int, Int) async throws -> [QuarantinedRow],
    rows: @escaping @Sendable (Answer, Int?, Int) async throws -> RowsBehind = { _, _, _ in
      throw RowsBehindError.noQuery
    },
    profile: @escaping @Sendable (String, Bool) async throws -> IdentityProfile? = { _, _ in nil },
    completions: @escaping @Sendable (String, Int) async -> [String],
    forget: @escaping @Sendable (String) async -> Void
  ) {
    (self.answer, self.search, self.explain, self.status) = (answer, search, explain, status)
    (self.generations, self.quarantine, self.profile) = (generations, quarantine, profile)
    self.rows = rows
    (self.completions, self.forget) = (completions, forget)
  }
}

/// A piece of an answer, sent as soon as it is known.
package enum AnswerEvent: Sendable {
  case interpretation(String)
  case statement(SQLStatement)
  case table(ResultTable)
  case sources([Answer.Source])
  /// A piece of the text; the pieces, joined, are `Answer.text`.
  case text(String)
}

/// The state of the knowledge base.
package struct Status: Sendable {
  package struct Source: Sendable, Hashable {
    package let count: SourceCount
    /// The newest date in the rows of the source, ISO; nil when it has none.
    package let newest: String?
    /// Modification time of its newest file, ISO, UTC.
    package let modified: String?
    package init(count: SourceCount, newest: String?, modified: String?) {
      (self.count, self.newest, self.modified) = (count, newest, modified)
    }
  }

  package var generation: String
  /// When the generation was built, ISO, UTC.
  package var built: String
  package var sources: [Source]
  /// Rows per dataset, in order of name.
  package var datasets: [(name: String, rows: Int)]
  package var documents: Int
  package var chunks: Int
  package var embedder: EmbedderIdentity
  package var databaseBytes: Int
  /// Whether all of the generation is of the same data; else documents and what search has of them follow.
  package var isSettled = true
  /// Files that it does not have, or has as they were, since somebody was writing them.
  package var waiting: [String] = []

  package init(
    generation: String, built: String, sources: [Source], datasets: [(name: String, rows: Int)],
    documents: Int, chunks: Int, embedder: EmbedderIdentity, databaseBytes: Int
  ) {
    (self.generation, self.built, self.sources, self.datasets) = (generation, built, sources, datasets)
    (self.documents, self.chunks, self.embedder) = (documents, chunks, embedder)
    self.databaseBytes = databaseBytes
  }
}
