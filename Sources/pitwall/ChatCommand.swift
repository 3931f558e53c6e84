import ArgumentParser
import Assembly
import Foundation
import Terminal

struct ChatCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chat", abstract: "The conversation in the terminal; /help tells what it takes.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var day: AsOfOption
  @OptionGroup var past: GenerationOption
  @OptionGroup var model: ModelOptions

  func run() async throws {
    let assistant = try common.assistant(model, of: past)
    let isGood = await LiveChat.run(
      assistant: assistant.interface, asOf: day.asOf,
      examples: try exampleQuestions(database: common.file(of: past), knowledge: common.knowledgeURL),
      historyFile: common.databaseURL.deletingLastPathComponent().appendingPathComponent("history").path,
      environment: ProcessInfo.processInfo.environment, now: { Int(Date().timeIntervalSince1970) })
    if !isGood { throw ExitCode.failure }
  }
}
