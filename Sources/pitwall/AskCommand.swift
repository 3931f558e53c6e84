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
  @Flag(help: "Also the rows that the answer was made of, and how many there are.") var rows = false
  @Option(
    help: ArgumentHelp("With --rows: only those of this row of the answer's table.", valueName: "number"))
  var rowsOf: Int?
  @Option(help: ArgumentHelp("With --rows: how many are listed, 1 to 1000.", valueName: "number"))
  var limit = RowsBehind.standardLimit
  @Flag(help: "Prints one JSON document.") var json = false

  func validate() throws {
    guard RowsBehind.limits.contains(limit) else {
      throw ValidationError("--limit: expected 1 to 1000, found \(limit)")
    }
    if let rowsOf, rowsOf < 1 { throw ValidationError("--rows-of: expected 1 or more, found \(rowsOf)") }
  }

  func run() async throws {
    let assistant = try common.assistant(model, of: past).interface
    var answer = try await assistant.answer(Question(text: question.text, asOf: day.asOf)) { _ in }
    if rows || rowsOf != nil {
      do {
        answer.rowsBehind = try await assistant.rows(answer, rowsOf, limit)
      } catch RowsBehindError.noQuery {
        Console.error("pitwall: --rows: \(RowsBehindError.noQuery)\n")
      }
    }
    if json {
      Console.line(answer)
      return
    }
    let built = try await assistant.status().built
    Console.write(
      AnswerText(style: Console.style).text(answer, age: Span.seconds(since: built, now: Console.now)))
    if let rows = answer.rowsBehind { Console.write("\n" + RowsBehindText.text(rows, style: Console.style)) }
  }
}
