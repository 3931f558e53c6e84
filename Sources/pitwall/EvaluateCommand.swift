import ArgumentParser
import Assembly
import Foundation
import Rendering

struct EvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Asks a file of questions with known answers; prints accuracy, wrong answers and abstentions.")

  @OptionGroup var common: CommonOptions
  @Argument(help: "Questions, one JSON object a line.") var file: String
  @Flag(help: "Prints one JSON document.") var json = false
  @Option(help: ArgumentHelp("Fails below this accuracy, 0 to 1.", valueName: "share")) var atLeast = 0.0
  @Option(
    help: ArgumentHelp(
      "A report of an earlier run (--json): says what changed, and fails when a right answer was lost or a wrong one came.",
      valueName: "report"))
  var baseline: String?

  func validate() throws {
    guard (0...1).contains(atLeast) else {
      throw ValidationError("--at-least: expected 0 to 1, found \(atLeast)")
    }
  }

  func run() async throws {
    let questions = try GradedQuestion.read(URL(fileURLWithPath: file))
    let earlier = try baseline.map { try EvaluationBaseline.read(URL(fileURLWithPath: $0)) }
    let progress = ProgressLine()
    let evaluation = await QuestionEvaluation.run(
      questions, assistant: try common.assistant().interface,
      clock: { ProcessInfo.processInfo.systemUptime },
      progress: { progress.show("evaluate", fraction: $0) })
    progress.clear()
    if json {
      Console.line(evaluation)
    } else {
      Console.write(evaluation.text(style: Console.style))
    }
    if let earlier, let baseline {
      let changes = earlier.changes(to: evaluation)
      // The JSON document stays one; what changed then goes where messages go.
      if json { Console.error(changes.text) } else { Console.write(changes.text) }
      guard changes.regressions.isEmpty else {
        Console.error(
          "pitwall: \(file): expected no answer worse than in \(baseline), found \(changes.regressions.count)\n"
        )
        throw ExitCode.failure
      }
    }
    guard evaluation.accuracy >= atLeast else {
      Console.error(
        "pitwall: \(file): expected an accuracy of at least \(atLeast), found \(evaluation.accuracy)\n")
      throw ExitCode.failure
    }
  }
}
