package import Domain

/// Lets a language model word an answer, and shows its words only when `WordingCheck` finds every number, date and
/// name in the result or a cited source. The text that is shown otherwise is the one made without a model.
///
/// Nothing of the model's text may be streamed to a reader before `word` returns.
package struct Wording: Sendable {
  package struct Limits: Sendable, Hashable {
    /// Characters of the model's text, and of the deterministic text in the prompt.
    package var characters = 1500
    /// For the whole of the model's text.
    package var seconds: Double = 15
    /// Rows of the table in the prompt.
    package var promptRows = 30
    package var promptSources = 5
    package init() {}
  }

  /// Renders the prompt of this name with these values: `PromptFolder.render`.
  package typealias Prompt = @Sendable (_ name: String, _ values: [String: String]) throws -> String
  /// `LanguageModel.complete`.
  package typealias Model = @Sendable (_ prompt: String) -> AsyncThrowingStream<String, any Error>

  private let model: Model
  private let modelName: String
  private let prompt: Prompt
  private let limits: Limits

  package init(model: @escaping Model, modelName: String, prompt: @escaping Prompt, limits: Limits = Limits())
  {
    (self.model, self.modelName, self.prompt, self.limits) = (model, modelName, prompt, limits)
  }

  /// Asks the model to word an answer; never throws, and takes `Limits.seconds` at most.
  ///
  /// - Parameters:
  ///   - question: as it was asked.
  ///   - interpretation: how it was read, in words.
  ///   - table: the executed result.
  ///   - sources: the documents cited beside it.
  ///   - text: the answer's text as it is without a model.
  /// - Returns: the model's words, or `text` and why.
  package func word(
    question: String, interpretation: String, table: ResultTable?, sources: [Answer.Source], text: String
  ) async -> (text: String, use: Answer.ModelUse) {
    do {
      if table.map(\.rows.isEmpty) ?? sources.isEmpty { throw WordingRefusal.notAsked }
      let values = WordingPrompt.values(
        question: question, interpretation: interpretation, table: table, sources: sources, text: text,
        limits: limits)
      let words = try await completion(of: try prompt(WordingPrompt.name, values))
      let evidence = WordingEvidence(
        question: question, interpretation: interpretation, table: table, sources: sources, text: text)
      try WordingCheck(evidence: evidence, limits: limits).check(words)
      return (words, Answer.ModelUse(model: modelName, isUsed: true, note: nil))
    } catch {
      return (text, Answer.ModelUse(model: modelName, isUsed: false, note: "\(error)"))
    }
  }

  /// The whole text of the model, trimmed; the request is dropped at the limit of characters or seconds.
  private func completion(of prompt: String) async throws -> String {
    let (model, limits) = (model, limits)
    return try await withThrowingTaskGroup(of: String.self) { group in
      group.addTask {
        var words = ""
        for try await piece in model(prompt) {
          words += piece
          // Bytes: counting characters of a growing text would be quadratic.
          if words.utf8.count > limits.characters * 4 {
            throw WordingRefusal.tooLong(characters: words.count, limit: limits.characters)
          }
        }
        let isBlank = { (character: Character) in character.isWhitespace || character.isNewline }
        return String(words.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
      }
      group.addTask {
        try await Task.sleep(for: .seconds(min(max(limits.seconds, 0.001), 3600)))
        throw WordingRefusal.timedOut(seconds: limits.seconds)
      }
      defer { group.cancelAll() }
      return try await group.next() ?? ""
    }
  }
}
