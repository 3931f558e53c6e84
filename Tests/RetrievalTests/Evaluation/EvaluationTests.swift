import Domain
import Foundation
import Retrieval
import Testing
import TextAnalysis

private struct Case: Sendable {
  let ranking: [String]
  let grades: [String: Int]
  let nDCG: Double
  let recall: Double
}

// By hand: 1/log2(2) = 1, 1/log2(3) = 0.63093, 1/log2(4) = 0.5.
@Test(arguments: [
  Case(ranking: ["a", "b", "c"], grades: ["a": 1], nDCG: 1, recall: 1),
  Case(ranking: ["x", "a"], grades: ["a": 1], nDCG: 0.63093, recall: 1),
  Case(ranking: ["x", "y", "a"], grades: ["a": 1, "b": 1], nDCG: 0.5 / 1.63093, recall: 0.5),
  Case(ranking: ["b", "a"], grades: ["a": 2, "b": 1], nDCG: (1 + 2 * 0.63093) / (2 + 0.63093), recall: 1),
  Case(ranking: [], grades: ["a": 1], nDCG: 0, recall: 0),
  Case(ranking: ["a"], grades: [:], nDCG: 0, recall: 0),
  Case(ranking: ["a"], grades: ["a": 0], nDCG: 0, recall: 0),
])
private func metricsAreThoseByHand(item: Case) {
  #expect(abs(RankingMetrics.nDCG(item.ranking, grades: item.grades, depth: 10) - item.nDCG) < 1e-5)
  #expect(abs(RankingMetrics.recall(item.ranking, grades: item.grades, depth: 100) - item.recall) < 1e-5)
}

@Test func depthCutsTheRanking() {
  #expect(RankingMetrics.nDCG(["x", "a"], grades: ["a": 1], depth: 1) == 0)
  #expect(RankingMetrics.recall(["x", "a"], grades: ["a": 1], depth: 1) == 0)
}

private func folder(_ files: [String: String]) throws -> URL {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  for (name, text) in files {
    let file = folder.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
  return folder
}

private let corpus = """
  {"_id": "d1", "title": "Oil", "text": "Engine oil is changed every 5,000 miles."}
  {"_id": "d2", "title": "", "text": "Tires are rotated with every oil change.", "metadata": {}}

  {"_id": "d3", "text": "Batteries last three to five years."}
  """
private let queries = """
  {"_id": "q1", "text": "when do I rotate my tires"}
  {"_id": "q2", "text": "battery life"}
  {"_id": "q3", "text": "no judgement"}
  """

@Test(arguments: ["qrels.tsv", "qrels/test.tsv"])
func readsAndRunsASet(name: String) throws {
  let folder = try folder([
    "corpus.jsonl": corpus, "queries.jsonl": queries,
    name: "query-id\tcorpus-id\tscore\nq1\td2\t1\r\nq2\td3\t2\nq2\td1\t0\n",
  ])
  defer { try? FileManager.default.removeItem(at: folder) }
  let set = try EvaluationSet(reading: folder)
  #expect(set.corpus.map(\.id) == ["d1", "d2", "d3"])
  #expect(set.relevance == ["q1": ["d2": 1], "q2": ["d3": 2]])
  for switches in [[.terms], RetrievalSwitch.standard, Set(RetrievalSwitch.allCases)]
    as [Set<RetrievalSwitch>]
  {
    for name in EmbedderName.allCases {
      let report = try RetrievalEvaluation(
        set, switches: switches, embedder: { name.embedder(for: $0) }, clock: { 0 }
      ).run(clock: { 0 })
      #expect(report.documents == 3 && report.chunks == 3 && report.queries == 2)
      #expect(report.nDCG10 == 1 && report.recall100 == 1 && report.switches == switches)
      #expect(report.embedder?.name == (switches.contains(.vectors) ? name.rawValue : nil))
      #expect(report.indexBytes > (report.embedder.map { 3 * $0.dimension * 4 } ?? 0))
    }
  }
}

/// A query that is a document of the corpus does not find itself, unless it is to; one whose documents are all judged
/// irrelevant counts as found nothing.
@Test func aQueryDoesNotFindItself() throws {
  let folder = try folder([
    "corpus.jsonl": corpus,
    "queries.jsonl": """
    {"_id": "d1", "text": "Engine oil is changed every 5,000 miles."}
    {"_id": "d3", "text": "Batteries last three to five years."}
    {"_id": 7, "text": "tires"}
    """,
    "qrels.tsv": "d1\td2\t1\nd3\td3\t1\n7\td2\t0\n",
  ])
  defer { try? FileManager.default.removeItem(at: folder) }
  var rankings: [String: [String]] = [:]
  let report = try RetrievalEvaluation(
    EvaluationSet(reading: folder), embedder: { _ in HashingEmbedder() }, clock: { 0 }
  ).run(clock: { 0 }) { rankings[$0] = $1 }
  #expect(rankings == ["d1": ["d2"], "d3": ["d3"], "7": ["d2"]])
  #expect(report.queries == 3 && abs(report.nDCG10 - 2.0 / 3) < 1e-9)
}

@Test(
  arguments: [
    ([:], "corpus.jsonl: expected a readable file, found 'no such file'"),
    (
      ["corpus.jsonl": "{\"_id\": \"d1\"}"],
      "corpus.jsonl:1: expected a JSON object with texts \"_id\" and \"text\", found '{\"_id\": \"d1\"}'"
    ),
    (
      ["corpus.jsonl": corpus, "queries.jsonl": queries, "qrels.tsv": "a\tb\tc\nq1 d2"],
      "qrels.tsv:2: expected query, document and a whole number, parted by tabs, found 'q1 d2'"
    ),
  ] as [([String: String], String)])
func saysWhatIsWrongWithASet(files: [String: String], message: String) throws {
  let folder = try folder(files)
  defer { try? FileManager.default.removeItem(at: folder) }
  let error = #expect(throws: EvaluationError.self) { _ = try EvaluationSet(reading: folder) }
  #expect(error?.description == message)
}
