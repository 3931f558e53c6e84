import Domain
package import Foundation
package import Rendering
import Retrieval
import TextAnalysis

/// How well and how fast search finds what it should in an evaluation set.
package struct RetrievalScore: Sendable, JSONWritable {
  private let report: RetrievalReport

  /// Indexes the set in `folder` and asks its queries; `clock` gives seconds from any fixed moment.
  ///
  /// - Throws: `EvaluationError`, `RetrievalError`, `RebuildError.embedder`, `SentenceModelError`.
  package init(folder: URL, embedder: String, clock: () -> Double) throws {
    let choice = try EmbedderChoice(embedder)
    let set = try EvaluationSet(reading: folder)
    report = try RetrievalEvaluation(set, embedder: choice.embedder, clock: clock).run(clock: clock)
  }

  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("embedder", report.embedder)
      json.member("documents", report.documents)
      json.member("chunks", report.chunks)
      json.member("queries", report.queries)
      json.member("ndcg@10", report.nDCG10)
      json.member("recall@100", report.recall100)
      json.member("queries_per_second", report.queriesPerSecond)
      json.member("index_bytes", report.indexBytes)
      json.member("index_seconds", report.indexSeconds)
    }
  }

  package var text: String {
    """
    \(report.documents) documents, \(report.chunks) chunks, \(report.queries) queries, \
    embedder \(report.embedder.name) of \(report.embedder.dimension) numbers
    nDCG@10 \(Span.number(report.nDCG10, digits: 4)), recall@100 \(Span.number(report.recall100, digits: 4))
    \(Span.count(Int(min(report.queriesPerSecond, 1e12)))) queries/s, index \(Span.bytes(report.indexBytes)), \
    made in \(Span.time(seconds: report.indexSeconds))

    """
  }
}
