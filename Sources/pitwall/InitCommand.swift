import ArgumentParser
import Assembly
import Domain
import Foundation
import Rendering

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract:
      "Reads a folder of unknown CSV and JSON files, or an SQLite file, and writes a first pack for it.",
    discussion: """
      Types, keys, joins, measures and dimensions are decided from all the data, each with its evidence beside it in \
      the pack. The words of the language come from the pack of --knowledge.
      """)

  @OptionGroup var common: CommonOptions
  @Argument(help: ArgumentHelp("A folder, a CSV or JSON file, or an SQLite file.", valueName: "path"))
  var path: String
  @Option(
    help: ArgumentHelp(
      "The folder of the new pack, absent or empty; NAME-pack in the working directory when none is given.",
      valueName: "pack"))
  var output: String?
  @Flag(help: "Prints all decisions as one JSON document.") var json = false

  func run() throws {
    let progress = ProgressLine()
    defer { progress.clear() }
    let data = URL(fileURLWithPath: path)
    let pack = output ?? InitializationRequest.standardOutput(for: data)
    let request = InitializationRequest(
      path: data, output: URL(fileURLWithPath: pack, isDirectory: true),
      knowledge: common.knowledgeURL)
    var summary = try PackInitialization(request) { progress.show("init", $0, fraction: $1) }.run()
    progress.clear()
    summary.pack = pack
    if json { return Console.line(summary) }
    Console.write(PackSummaryText.text(summary, style: Console.style))
    let next = "pitwall rebuild --knowledge \(pack) --database \(pack).db"
    Console.write("\n\(pack): a pack of \(summary.tables.count) datasets; next: \(next)\n")
  }
}
