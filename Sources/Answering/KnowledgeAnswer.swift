import Domain
import TextAnalysis

/// Decides whether found passages answer a question about knowledge, and quotes the best.
struct KnowledgeAnswer {
  /// The share of the question's words that the passage must have.
  static let leastCoverage = 0.6
  /// The share that is enough when the passage's title is part of the question.
  static let leastCoverageOfTitled = 0.3
  /// Words quoted of a passage.
  static let mostCharacters = 2_400

  /// The kind of documents that a pack's authors wrote themselves.
  static let articleKind = "article"

  let analyzer = Analyzer()

  /// The share of a question's words that a document cited beside a result has.
  static let leastRelated = 0.5

  /// The hits with the share of the question's words that each has, in their order.
  func coverages(_ question: String, _ hits: [SearchHit]) -> [(hit: SearchHit, coverage: Double)] {
    let asked = Set(analyzer.terms(of: question))
    guard !asked.isEmpty else { return [] }
    return hits.map { hit in
      let has = Set(analyzer.terms(of: hit.chunk.title + "\n" + hit.chunk.text))
      return (hit, Double(asked.intersection(has).count) / Double(asked.count))
    }
  }

  /// The first hit that speaks of what is asked, or nil.
  func best(_ question: String, _ hits: [SearchHit]) -> (hit: SearchHit, coverage: Double)? {
    let asked = Set(analyzer.terms(of: question))
    guard !asked.isEmpty else { return nil }
    var best: (hit: SearchHit, coverage: Double, weight: Double)?
    for hit in hits.prefix(5) {
      let has = Set(analyzer.terms(of: hit.chunk.title + "\n" + hit.chunk.text))
      let coverage = Double(asked.intersection(has).count) / Double(asked.count)
      let title = Set(analyzer.terms(of: hit.chunk.title))
      let isTitled = !title.isEmpty && title.isSubset(of: asked)
      let least = isTitled ? Self.leastCoverageOfTitled : Self.leastCoverage
      // A title that says what is asked weighs more than words anywhere in the text.
      let weight = coverage + Double(asked.intersection(title).count) / Double(asked.count) / 2
      if coverage >= least, best.map({ weight > $0.weight + 0.1 }) ?? true { best = (hit, coverage, weight) }
    }
    return best.map { ($0.hit, $0.coverage) }
  }

  /// The whole document when it is short, else the passage.
  func quote(_ chunk: Chunk, whole: String?) -> String {
    let text = whole.flatMap { $0.count <= Self.mostCharacters ? $0 : nil } ?? chunk.text
    let body = text.trimmingPrefix { $0.isWhitespace }
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
