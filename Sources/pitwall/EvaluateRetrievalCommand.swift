import ArgumentParser
import Assembly
import Foundation
import Rendering

struct EvaluateRetrievalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate-retrieval",
    abstract: "Measures search on a folder with corpus.jsonl, queries.jsonl and qrels.tsv (BEIR layout).")

  @OptionGroup var common: CommonOptions
  @Argument(help: "The folder.") var folder: String
  @Option(
    help: ArgumentHelp(
      "tfidf, hashing, lsa, lsa-128, lsa-512, or the folder of a sentence encoder.",
      valueName: "name or dir"))
  var embedder = RebuildRequest.standardEmbedder
  @Flag(help: "Prints one JSON document.") var json = false

  func run() throws {
    let score = try RetrievalScore(
      folder: URL(fileURLWithPath: folder, isDirectory: true), embedder: embedder
    ) {
      ProcessInfo.processInfo.systemUptime
    }
    if json { Console.line(score) } else { Console.write(score.text) }
  }
}
