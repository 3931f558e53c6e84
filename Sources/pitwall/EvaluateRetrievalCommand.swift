import ArgumentParser
import Assembly
import Domain
import Foundation
import Rendering
import Retrieval

struct EvaluateRetrievalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate-retrieval",
    abstract: "Measures search on a folder with corpus.jsonl, queries.jsonl and qrels.tsv (BEIR layout).",
    discussion: """
      nDCG@10 and recall@100 are those of trec_eval, on one thread. A query that is itself a document of the corpus, \
      under the same id, does not find itself. What can be switched: \
      \(RetrievalSwitch.allCases.map(\.rawValue).joined(separator: ", ")).
      """)

  @OptionGroup var common: CommonOptions
  @Argument(help: "The folder.") var folder: String
  @Option(
    help: ArgumentHelp(
      "tfidf, hashing, lsa, lsa-128, lsa-512, or the folder of a sentence encoder; named, vectors are on.",
      valueName: "name or dir"))
  var embedder: String?
  @Option(
    help: ArgumentHelp("What is switched on beside what is on.", valueName: "names"), transform: Self.switches
  )
  var with: Set<RetrievalSwitch> = []
  @Option(help: ArgumentHelp("What is switched off.", valueName: "names"), transform: Self.switches)
  var without: Set<RetrievalSwitch> = []
  @Flag(help: "Measures each switch turned, too.") var each = false
  @Option(help: "The language of the texts: \(Language.allCases.map(\.rawValue).joined(separator: ", ")).")
  var language = Language.english
  @Option(
    name: .customLong("run"),
    help: ArgumentHelp("Writes the rankings, as trec_eval reads them.", valueName: "file"))
  var rankings: String?
  @Flag(help: "Prints one JSON document.") var json = false

  func run() throws {
    var request = RetrievalScore.Request(
      folder: URL(fileURLWithPath: folder, isDirectory: true),
      embedder: embedder ?? RebuildRequest.standardEmbedder)
    let named: Set<RetrievalSwitch> = embedder == nil ? [] : [.vectors]
    request.switches = RetrievalSwitch.standard.union(named).union(with).subtracting(without)
    (request.language, request.turnsEach) = (language, each)
    var lines = ""
    let score = try RetrievalScore(request, clock: { ProcessInfo.processInfo.systemUptime }) {
      query, ranking in
      guard rankings != nil else { return }
      for (place, document) in ranking.enumerated() {
        lines += "\(query) Q0 \(document) \(place + 1) \(ranking.count - place) pitwall\n"
      }
    }
    if let rankings { try Self.write(lines, to: rankings) }
    if json { Console.line(score) } else { Console.write(score.text) }
  }

  private static func write(_ text: String, to path: String) throws(EvaluationError) {
    do { try Data(text.utf8).write(to: URL(fileURLWithPath: path)) } catch {
      throw EvaluationError(
        file: path, line: nil, found: error.localizedDescription, expected: "a file that can be written")
    }
  }

  private static func switches(_ names: String) throws -> Set<RetrievalSwitch> {
    try Set(
      names.split(separator: ",").map { name in
        if let known = RetrievalSwitch(rawValue: String(name)) { return known }
        let all = RetrievalSwitch.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("expected some of \(all), found '\(name)'")
      })
  }
}

extension Language: ExpressibleByArgument {}
