import Foundation
import Testing

/// The options of `evaluate-retrieval`: each changes what it says.
@Suite(.enabled(if: Program.file != nil, "the program is not built beside the tests"))
struct EvaluateRetrievalTests {
  private static let files = [
    "corpus.jsonl": """
    {"_id": "d1", "title": "Oil", "text": "Engine oil is changed every year."}
    {"_id": "d2", "text": "Die Werkstatt ist in den alten Häusern."}
    """,
    "queries.jsonl": """
    {"_id": "q1", "text": "oil"}
    {"_id": "q2", "text": "haus"}
    """,
    "qrels.tsv": "q1\td1\t1\nq2\td2\t1\n",
  ]

  private func run(_ options: [String], in folder: URL) throws -> Program.Run {
    for (name, text) in Self.files {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }
    return try Program.run(["evaluate-retrieval", "."] + options, in: folder)
  }

  /// Options, and what the report has and has not with them.
  @Test(
    arguments: [
      (
        [],
        [
          "2 documents, 2 chunks, 2 queries\n", "on: terms, fields, proximity, lead, titles\n",
          "nDCG@10 0.5000,",
        ],
        ["without", "embedder"]
      ),
      (
        ["--with", "vectors"],
        ["embedder tfidf of", "on: terms, vectors, fields, proximity, lead, titles\n"], []
      ),
      (["--embedder", "hashing"], ["embedder hashing of", "on: terms, vectors,"], ["tfidf"]),
      (["--embedder", "hashing", "--without", "vectors"], ["on: terms, fields,"], ["embedder"]),
      (["--without", "terms,titles"], ["on: fields, proximity, lead\n", "nDCG@10 0.0000,"], ["terms"]),
      (["--with", "passages,distinct"], ["titles, passages, distinct\n"], []),
      (["--language", "german"], ["nDCG@10 1.0000,"], []),
      (
        ["--each"],
        [
          "without terms:", "with vectors:", "without fields:", "without proximity:", "without lead:",
          "without titles:",
          "with feedback:", "with passages:", "with distinct:",
        ], ["with terms:"]
      ),
    ] as [([String], [String], [String])])
  func optionsChangeTheReport(options: [String], has: [String], lacks: [String]) throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let run = try run(options, in: folder)
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    for text in has { #expect(run.output.contains(text), "\(text): \(run.output)") }
    for text in lacks { #expect(!run.output.contains(text), "\(text): \(run.output)") }
  }

  @Test func writesJSONAndTheRankings() throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let run = try run(["--json", "--each", "--run", "found.txt"], in: folder)
    let report = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(report["documents"] as? Int == 2 && report["queries"] as? Int == 2)
    #expect(report["ndcg@10"] as? Double == 0.5 && report["recall@100"] as? Double == 0.5)
    #expect(report["switches"] as? [String] == ["terms", "fields", "proximity", "lead", "titles"])
    let turned = try #require(report["turned"] as? [[String: Any]])
    #expect(turned.count == 9 && turned.first?["switch"] as? String == "terms")
    #expect(turned.first?["ndcg@10"] as? Double == 0)
    let rankings = try String(contentsOf: folder.appendingPathComponent("found.txt"), encoding: .utf8)
    #expect(rankings == "q1 Q0 d1 1 1 pitwall\n")
  }

  /// Options that are wrong usage or cannot be done, and words of the one line that says so.
  @Test(
    arguments: [
      (["--with", "colour"], 64, "expected some of terms, vectors"), (["--without", "terms,"], 0, ""),
      (["--without", "Terms"], 64, "found 'Terms'"), (["--language", "klingon"], 64, "klingon"),
      (["--embedder", "nowhere"], 1, "nowhere"),
      (["--run", "no/such"], 1, "no/such: expected a file that can be written, found"),
    ] as [([String], Int32, String)])
  func saysWhatIsWrong(options: [String], status: Int32, words: String) throws {
    let folder = try scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let run = try run(options, in: folder)
    #expect(run.status == status, "\(run.errors)")
    guard status != 0 else { return }
    #expect(
      run.output.isEmpty && run.errors.hasPrefix("pitwall: ") && run.errors.contains(words), "\(run.errors)")
    #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
  }
}
