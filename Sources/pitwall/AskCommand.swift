import ArgumentParser
import Assembly
import Domain
import Rendering

struct AskCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ask", abstract: "Answers one question.",
    discussion: "With --json, prints what POST /v1/chat answers.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var question: QuestionArgument
  @OptionGroup var day: AsOfOption
  @OptionGroup var past: GenerationOption
  @OptionGroup var model: ModelOptions
  @Flag(help: "Prints one JSON document.") var json = false

  func run() async throws {
    let assistant = try common.assistant(model, of: past).interface
    let answer = try await assistant.answer(Question(text: question.text, asOf: day.asOf)) { _ in }
    if json {
      Console.line(answer)
      return
    }
    let built = try await assistant.status().built
    Console.write(
      AnswerText(style: Console.style).text(answer, age: Span.seconds(since: built, now: Console.now)))
  }
}
