import ArgumentParser
import Assembly
import Rendering

struct LineageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lineage",
    abstract: "Where a row came from: file, line, the records it superseded, the rules that repaired it.",
    discussion: """
      Reads the files of the source again, by the rules that made the row, and says so where they are no more what the \
      generation was made of. Personal columns are shown only with --personal.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var past: GenerationOption
  @Argument(help: "The dataset.") var dataset: String
  @Argument(help: "A value for each column of its key, or one with all of them joined by '/'.")
  var key: [String]
  @Flag(help: "Fields of personal columns too.") var personal = false
  @Flag(help: "Prints one JSON document.") var json = false

  func run() throws {
    let lineage = try RowLineage(
      database: common.databaseURL, generation: common.file(of: past), knowledge: common.knowledgeURL
    ).lineage(of: dataset, key: key, isPersonal: personal)
    if json {
      Console.line(lineage)
    } else {
      Console.write(LineageText.text(lineage, style: Console.style))
    }
  }
}
