import Answering
import ArgumentParser
import Assembly
import Domain
import Foundation
import LanguageModels
import Logging

/// The language model that may word answers; none unless a model is named.
struct ModelOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The model's address, as http://127.0.0.1:8081/v1.", valueName: "url"))
  var llmURL: String?
  @Option(help: ArgumentHelp("The model's name; the key is read from PITWALL_LLM_KEY.", valueName: "name"))
  var llmModel: String?
  @Option(
    help: ArgumentHelp("openai, anthropic or bedrock.", valueName: "name"), transform: Self.provider)
  var llmProvider = Provider.openai
  @Option(help: ArgumentHelp("The folder of the prompts.", valueName: "dir")) var prompts = "prompts"

  private static func provider(_ name: String) throws -> Provider {
    if let provider = Provider(rawValue: name) { return provider }
    let names = Provider.allCases.map(\.rawValue).joined(separator: ", ")
    throw ValidationError("--llm-provider: expected one of \(names), found '\(name)'")
  }

  func validate() throws {
    if llmURL != nil, llmModel == nil {
      throw ValidationError("--llm-model: expected with --llm-url, found none")
    }
  }

  /// - Throws: `LanguageModelError` for an option that cannot be used.
  func wording(_ environment: [String: String]) throws -> Wording? {
    guard let llmModel else { return nil }
    let remote = try RemoteLanguageModel(
      provider: llmProvider, url: llmURL, model: llmModel, key: environment["PITWALL_LLM_KEY"],
      environment: environment)
    let model = remote.languageModel()
    let prompts = PromptFolder(prompts)
    return Wording(
      model: { model.complete($0) }, modelName: llmModel, prompt: { try prompts.render($0, $1) })
  }
}

extension CommonOptions {
  /// The assistant over the database, or over one of its generations; a server's keeps its conversations over a restart.
  func assistant(
    _ model: ModelOptions? = nil, of generation: GenerationOption? = nil, keepsConversations: Bool = false
  ) throws -> Assistant {
    let log = logger()
    return try Assistant(
      database: generation.map { try file(of: $0) } ?? databaseURL, knowledge: knowledgeURL,
      wording: model?.wording(ProcessInfo.processInfo.environment),
      keepsConversations: keepsConversations, warn: { log.warning("\($0)") })
  }
}

/// The day that relative time counts from.
struct AsOfOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The day that \"last month\" counts from; the newest day of the data when none is given.",
      valueName: "date"),
    transform: Self.date)
  var asOf: CalendarDate?

  private static func date(_ text: String) throws -> CalendarDate {
    if let date = CalendarDate(iso: text), text.utf8.count == 10 { return date }
    throw ValidationError("--as-of: expected a date YYYY-MM-DD, found '\(text)'")
  }
}

/// A question as the words of an argument.
struct QuestionArgument: ParsableArguments {
  @Argument(help: "The question; several words are joined.") var question: [String]

  var text: String { question.joined(separator: " ") }

  func validate() throws {
    let text = text
    guard !text.allSatisfy(\.isWhitespace) else {
      throw ValidationError("question: expected words, found none")
    }
    guard text.utf8.count <= Question.longest else {
      throw ValidationError(
        "question: expected at most \(Question.longest) bytes, found \(text.utf8.count)")
    }
  }
}
