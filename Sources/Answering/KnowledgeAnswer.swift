import Domain
import TextAnalysis

/// Decides whether found passages answer a question about knowledge, and quotes the best.
struct KnowledgeAnswer {
  /// The share of the question's words that the passage must have.
  static let leastCoverage = 0.7
  /// Words quoted of a passage.
  static let mostCharacters = 900

  let analyzer = Analyzer()

  /// The first hit that speaks of what is asked, or nil.
  func best(_ question: String, _ hits: [SearchHit]) -> (hit: SearchHit, coverage: Double)? {
    let asked = Set(analyzer.terms(of: question))
    guard !asked.isEmpty else { return nil }
    var best: (SearchHit, Double)?
    for hit in hits.prefix(5) {
      let has = Set(analyzer.terms(of: hit.chunk.title + "\n" + hit.chunk.text))
      let coverage = Double(asked.intersection(has).count) / Double(asked.count)
      if coverage >= Self.leastCoverage, best.map({ coverage > $0.1 + 0.15 }) ?? true {
        best = (hit, coverage)
      }
    }
    return best
  }

  func quote(_ chunk: Chunk) -> String {
    let body = chunk.text.trimmingPrefix { $0.isWhitespace }
    guard body.count > Self.mostCharacters else { return "**\(chunk.title)**\n\n\(body)" }
    let cut = body.prefix(Self.mostCharacters)
    let end = cut.lastIndex(where: { $0 == "." || $0 == "\n" }) ?? cut.endIndex
    return "**\(chunk.title)**\n\n\(cut[..<end]) …"
  }

  static func source(_ hit: SearchHit) -> Answer.Source {
    Answer.Source(
      id: hit.chunk.document, title: hit.chunk.title, kind: hit.chunk.kind,
      snippet: String(hit.chunk.text.prefix(280)), score: hit.score)
  }
}
