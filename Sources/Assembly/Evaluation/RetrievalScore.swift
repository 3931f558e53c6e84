package import Domain
package import Foundation
package import Rendering
package import Retrieval
import TextAnalysis

/// How well and how fast search finds what it should in an evaluation set.
package struct RetrievalScore: Sendable, JSONWritable {
  /// What is measured and how.
  package struct Request: Sendable {
    package let folder: URL
    package let embedder: String
    package var switches = RetrievalSwitch.standard
    package var language = Language.english
    /// Each switch is turned in its turn, too.
    package var turnsEach = false

    package init(folder: URL, embedder: String) { (self.folder, self.embedder) = (folder, embedder) }
  }

  private let report: RetrievalReport
  /// What one switch turned makes of it.
  private let turned: [(turned: RetrievalSwitch, report: RetrievalReport)]

  /// Indexes the set in the folder and asks its queries; `clock` gives seconds from any fixed moment. `found` is
  /// shown each query with the documents ranked for it.
  ///
  /// - Throws: `EvaluationError`, `RetrievalError`, `RebuildError.embedder`, `SentenceModelError`, what `found` throws.
  package init(
    _ request: Request, clock: () -> Double,
    found: (_ query: String, _ ranking: [String]) throws -> Void = { _, _ in }
  ) throws {
    let choice = try EmbedderChoice(request.embedder)
    let analyzer = Analyzer(language: request.language)
    let set = try EvaluationSet(reading: request.folder)
    func evaluation(_ switches: Set<RetrievalSwitch>) throws -> RetrievalEvaluation {
      try RetrievalEvaluation(
        set, switches: switches, analyzer: analyzer,
        embedder: { choice.embedder(for: $0, analyzer: analyzer) }, clock: clock)
    }
    report = try evaluation(request.switches).run(clock: clock, found: found)
    turned =
      try request.turnsEach
      ? RetrievalSwitch.allCases.map {
        ($0, try evaluation(request.switches.symmetricDifference([$0])).run(clock: clock))
      } : []
  }

  package func write(to json: inout JSONWriter) {
    json.object { json in
      if let embedder = report.embedder { json.member("embedder", embedder) }
      json.member("documents", report.documents)
      json.member("chunks", report.chunks)
      json.member("queries", report.queries)
      Self.write(report, to: &json)
      guard !turned.isEmpty else { return }
      json.member("turned") { json in
        json.array { json in
          for item in turned {
            json.element { json in
              json.object { json in
                json.member("switch", item.turned.rawValue)
                Self.write(item.report, to: &json)
              }
            }
          }
        }
      }
    }
  }

  private static func write(_ report: RetrievalReport, to json: inout JSONWriter) {
    json.member("switches") { json in
      json.array { json in
        for item in RetrievalSwitch.allCases where report.switches.contains(item) {
          json.element(item.rawValue)
        }
      }
    }
    json.member("ndcg@10", report.nDCG10)
    json.member("recall@100", report.recall100)
    json.member("queries_per_second", report.queriesPerSecond)
    json.member("documents_per_second", report.documentsPerSecond)
    json.member("index_bytes", report.indexBytes)
    json.member("index_seconds", report.indexSeconds)
  }

  package var text: String {
    let switches = RetrievalSwitch.allCases.filter(report.switches.contains).map(\.rawValue)
    let made = report.embedder.map { ", embedder \($0.name) of \($0.dimension) numbers" } ?? ""
    let head = """
      \(report.documents) documents, \(report.chunks) chunks, \(report.queries) queries\(made)
      on: \(switches.joined(separator: ", "))
      nDCG@10 \(Span.number(report.nDCG10, digits: 4)), recall@100 \(Span.number(report.recall100, digits: 4))
      \(Self.count(report.queriesPerSecond)) queries/s, index \(Span.bytes(report.indexBytes)), \
      made in \(Span.time(seconds: report.indexSeconds)) (\(Self.count(report.documentsPerSecond)) documents/s)

      """
    return turned.reduce(head) { $0 + Self.line($1.turned, $1.report) }
  }

  private static func line(_ turned: RetrievalSwitch, _ report: RetrievalReport) -> String {
    let word = report.switches.contains(turned) ? "with" : "without"
    return """
      \(word) \(turned.rawValue): nDCG@10 \(Span.number(report.nDCG10, digits: 4)), \
      recall@100 \(Span.number(report.recall100, digits: 4)), \(count(report.queriesPerSecond)) queries/s, \
      \(count(report.documentsPerSecond)) documents/s

      """
  }

  private static func count(_ number: Double) -> String { Span.count(Int(min(number, 1e12))) }
}
