import ArgumentParser
import Assembly
import Rendering

struct QuarantineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quarantine", abstract: "Rejected rows with rule, file, line and raw text.")

  @OptionGroup var common: CommonOptions
  @Option(help: ArgumentHelp("Only rows of this source.", valueName: "name")) var source: String?
  @Flag(help: "Prints one JSON document.") var json = false

  func run() throws {
    let rows = try quarantinedRows(database: common.databaseURL, source: source)
    if json {
      Console.line(QuarantinePage(rows: rows, offset: 0, limit: rows.count))
    } else {
      Console.write(QuarantineText.text(rows, style: Console.style))
    }
  }
}
