import ArgumentParser
import Assembly
import Domain
import Rendering

struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Every stage's value for a question: words, readings, SQL, chunks.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var question: QuestionArgument
  @OptionGroup var day: AsOfOption
  @OptionGroup var past: GenerationOption
  @Flag(help: "Prints one JSON document.") var json = false

  func run() async throws {
    let explanation = try await common.assistant(of: past).interface
      .explain(Question(text: question.text, asOf: day.asOf))
    if json {
      Console.line(explanation)
    } else {
      Console.write(ExplanationText.text(explanation, style: Console.style))
    }
  }
}
