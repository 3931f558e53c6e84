import ArgumentParser
import Assembly
import Domain
import Rendering

struct SearchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Ranked chunks with the parts of their scores.")

  /// Hits of one search.
  static let top = 1...1000

  @OptionGroup var common: CommonOptions
  @OptionGroup var past: GenerationOption
  @Argument(help: "The text; several words are joined.") var text: [String]
  @Option(help: "Hits at most, 1 to 1000.") var top = 10
  @Option(help: ArgumentHelp("Only documents of this kind; may be repeated.", valueName: "kind"))
  var kind: [String] = []
  @Flag(help: "Prints one JSON document.") var json = false

  func validate() throws {
    guard Self.top.contains(top) else { throw ValidationError("--top: expected 1 to 1000, found \(top)") }
    guard !text.joined().allSatisfy(\.isWhitespace) else {
      throw ValidationError("text: expected words, found none")
    }
  }

  func run() async throws {
    let hits = try await common.assistant(of: past).interface.search(text.joined(separator: " "), top, kind)
    if json {
      Console.line(SearchResults(hits: hits))
    } else {
      Console.write(SearchText.text(hits, style: Console.style))
    }
  }
}
