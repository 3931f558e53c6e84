import ArgumentParser
import Assembly
import Domain
import Rendering

struct ExportCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case csv, jsonl }

  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Writes the rows of a curated dataset to standard output.",
    discussion: """
      Columns that the pack declares personal are left out, and cannot be a condition, unless --personal is given. \
      Rows that the pack's rules refuse, such as those of people who asked to be deleted, are not in the data.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var past: GenerationOption
  @Argument(help: "The name of the dataset; `pitwall status` lists them.") var dataset: String
  @Option(help: "csv or jsonl.") var format = Format.csv
  @Option(
    name: .customLong("where"),
    help: ArgumentHelp("Only rows with this value; may be repeated.", valueName: "column=value"))
  var conditions: [String] = []
  @Flag(help: "Personal columns too.") var personal = false

  func validate() throws {
    for condition in conditions where condition.split(separator: "=").isEmpty || !condition.contains("=") {
      throw ValidationError("--where: expected column=value, found '\(condition)'")
    }
  }

  func run() throws {
    let export = try DatasetExport(database: common.file(of: past), dataset: dataset, isPersonal: personal)
    var output = OutputBuffer()
    if format == .csv { output.write(CSVTable.line(export.columns.map { .text($0.name) })) }
    let pairs = conditions.map { condition in
      let parts = condition.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (column: String(parts.first ?? ""), value: String(parts.last ?? ""))
    }
    try export.rows(where: pairs) { row in
      switch format {
      case .csv: output.write(CSVTable.line(row))
      case .jsonl: output.write(JSONLinesTable.line(row, columns: export.columns) + "\n")
      }
    }
    output.flush()
  }
}
