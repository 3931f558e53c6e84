import ArgumentParser
import Assembly
import Domain
import Rendering

struct QuarantineCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, csv, jsonl }

  static let configuration = CommandConfiguration(
    commandName: "quarantine", abstract: "Rejected rows with rule, file, line and raw text.",
    discussion: """
      As csv and jsonl, raw rows are byte for byte those of the file (cut at \(QuarantinedRow.longestRaw) bytes); JSON \
      has them as raw_base64 too where they are not UTF-8. A row that is right in a later file is back after the next \
      rebuild.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var past: GenerationOption
  @Option(help: ArgumentHelp("Only rows of this source.", valueName: "name")) var source: String?
  @Option(help: ArgumentHelp("Only rows that broke this rule.", valueName: "id")) var rule: String?
  @Flag(help: "Counts the rows of each source and rule.") var count = false
  @Option(help: "text, csv or jsonl.") var format = Format.text
  @Flag(help: "Prints one JSON document.") var json = false

  func validate() throws {
    if format != .text, json || count {
      throw ValidationError("--format \(format.rawValue): expected without --json and --count")
    }
  }

  func run() throws {
    let quarantine = try Quarantine(
      database: common.file(of: past), QuarantineFilter(source: source, rule: rule))
    if count { return try print(quarantine.counts()) }
    if json || format == .text { return try print(quarantine) }
    var output = OutputBuffer()
    if format == .csv { output.write(QuarantineFile.header) }
    try quarantine.rows {
      output.write(format == .csv ? QuarantineFile.csv($0) : QuarantineFile.jsonLine($0))
    }
    output.flush()
  }

  private func print(_ counts: [QuarantineCount]) {
    if json {
      Console.line(QuarantineCounts(counts: counts))
    } else {
      Console.write(QuarantineText.text(counts, style: Console.style))
    }
  }

  private func print(_ quarantine: Quarantine) throws {
    var rows: [QuarantinedRow] = []
    try quarantine.rows { rows.append($0) }
    if json {
      Console.line(QuarantinePage(rows: rows, offset: 0, limit: rows.count))
    } else {
      Console.write(QuarantineText.text(rows, style: Console.style))
    }
  }
}
