import ArgumentParser
import Assembly
import Rendering

struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Generation, age of each source, counts and sizes.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var past: GenerationOption
  @Flag(help: "Prints one JSON document.") var json = false

  func run() throws {
    let status = try knowledgeBaseStatus(database: common.file(of: past))
    if json {
      Console.line(status)
    } else {
      Console.write(StatusText.text(status, now: Console.now, style: Console.style))
    }
  }
}
