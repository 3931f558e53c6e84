import ArgumentParser
import Foundation

/// The commands, as the first word after the program's name.
struct Pitwall: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pitwall",
    abstract: "Answers questions from a business's own data, with the SQL and the sources of every answer.",
    subcommands: [
      RebuildCommand.self, ChatCommand.self, AskCommand.self, SearchCommand.self, ExplainCommand.self,
      ServeCommand.self, QuarantineCommand.self, StatusCommand.self, ExportCommand.self, LineageCommand.self,
      GenerationsCommand.self,
      EvaluateCommand.self, EvaluateRetrievalCommand.self, GenerateCommand.self, InitCommand.self,
    ])
}

@main
enum Main {
  /// Runs the command of the arguments: 0 done, 1 failed, 64 wrong usage.
  static func main() async {
    do {
      var command = try Pitwall.parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let code as ExitCode {
      exit(code.rawValue)
    } catch {
      end(with: error)
    }
  }

  /// Help and version go to standard output; anything else is one line on standard error.
  private static func end(with error: any Error) -> Never {
    let code = Pitwall.exitCode(for: error)
    if code == .success { Pitwall.exit(withError: error) }
    let isUsage = code == .validationFailure
    let message = isUsage ? Pitwall.message(for: error) : "\(error)"
    let line = message.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
      .joined(separator: " ")
    Console.error("pitwall: \(line)\(isUsage ? " (--help tells what is expected)" : "")\n")
    exit(isUsage ? code.rawValue : ExitCode.failure.rawValue)
  }
}
