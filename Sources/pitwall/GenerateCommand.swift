import ArgumentParser
import Assembly
import Foundation

struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Makes data of the shape of the pack's data, at any size, always the same for one seed.")

  @OptionGroup var common: CommonOptions
  @Option(help: "The number that the pack counts all rows from.") var orders: Int
  @Option(help: "What all randomness comes from.") var seed: UInt64
  @Option(
    help: ArgumentHelp("The folder to write to: empty, absent or made by an earlier run.", valueName: "dir"))
  var output: String
  @Option(help: "How often each redelivered row is written on average, at least 1.") var duplicates = 1.0
  @Option(help: "Multiplies the share of faulty rows; 0 makes clean data.") var faults = 1.0

  func run() throws {
    let progress = ProgressLine()
    defer { progress.clear() }
    let made = try generateData(
      knowledge: common.knowledgeURL, orders: orders, seed: seed, duplicates: duplicates, faults: faults,
      output: URL(fileURLWithPath: output, isDirectory: true)
    ) { progress.show("generate", $0, fraction: $1) }
    progress.clear()
    Console.write(
      "\(output): \(made.files) files, \(made.rows) rows, \(made.bytes) bytes\n")
  }
}
