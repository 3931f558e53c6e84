package import Domain
package import TextAnalysis

/// Finds the chunks that a text is about: by exact names, and by any number of rankings, made one.
///
/// Immutable: a search sees one state of the corpus, from any number of tasks at once.
package struct Retriever: Sendable {
  /// Chunks taken from each ranking before fusion, unless more are asked for.
  static let candidates = 100
  /// The most hits of one search.
  package static let mostHits = 1_000

  package let chunks: [Chunk]
  private let rankers: [any Ranker]
  private let identifiers: Identifiers
  private let rowsOfKinds: [String: [Int]]
  private let analyzer: Analyzer
  private let titles: TitleTerms
  private let titleWeight: Double
  private let isDistinct: Bool

  /// Row i of each ranker is chunk i; those that look at terms speak of what `analyzer` makes. With `isDistinct`, a
  /// chunk that says nearly the same as a better one is left out.
  package init(
    chunks: [Chunk], rankers: [any Ranker], analyzer: Analyzer = Analyzer(),
    titleWeight: Double = Fusion.titleWeight, isDistinct: Bool = false
  ) throws(RetrievalError) {
    for ranker in rankers where ranker.count != chunks.count {
      throw .rowCount(chunks: chunks.count, rows: ranker.count, ranker: ranker.name)
    }
    (self.chunks, self.rankers, self.analyzer) = (chunks, rankers, analyzer)
    (self.titleWeight, self.isDistinct) = (titleWeight, isDistinct)
    titles = TitleTerms(chunks, analyzer)
    identifiers = Identifiers(chunks)
    rowsOfKinds = Dictionary(grouping: chunks.indices) { chunks[$0].kind }
  }

  /// The best `top` chunks for `text`, of the kinds named, or of all when none is; best first.
  ///
  /// A chunk whose name occurs in `text` comes before all others: its exact name, one that looks alike, a part of it. The parts of a score are, by ranking, its
  /// score (`bm25`, `cosine`), then its rank (`bm25_rank`, `cosine_rank`), which is left out where a ranking does not
  /// have the chunk, then `title`, `identifier` and `fused`. A chunk that one ranking alone has, with less than its
  /// `leastAlone`, is no hit.
  package func search(_ text: String, top: Int, kinds: [String] = []) -> [SearchHit] {
    hits(trace(text, top: top, kinds: kinds))
  }

  /// How `search` comes to its hits.
  package func explain(_ text: String, top: Int, kinds: [String] = []) -> Explanation {
    let trace = trace(text, top: top, kinds: kinds)
    let hits = hits(trace)
    func name(_ row: Int) -> String { chunks.indices.contains(row) ? chunks[row].id : "row \(row)" }
    return Explanation(
      "retrieval", text,
      [
        Explanation("terms", trace.terms.joined(separator: " ")),
        Explanation(
          "identifiers", "\(trace.names.count)",
          trace.names.map { Explanation($0.name, $0.rows.prefix(10).map(name).joined(separator: ", ")) }),
      ]
        + trace.rankings.map { ranking in
          Explanation(
            ranking.name, "\(ranking.rows.count)",
            ranking.rows.prefix(top).map { Explanation(name($0.row), Self.short(Double($0.score))) })
        } + [
          Explanation(
            "hits", "\(hits.count)",
            hits.map { hit in
              let parts = hit.parts.map { "\($0.name) \(Self.short($0.value))" }.joined(separator: ", ")
              return Explanation(hit.chunk.id, parts)
            })
        ])
  }

  /// The chunks that `search` finds, by position.
  package func rows(_ text: String, top: Int, kinds: [String] = []) -> [Int] {
    trace(text, top: top, kinds: kinds).fused.map(\.row)
  }

  private struct Trace {
    let terms: [String]
    let names: [Identifiers.Match]
    let rankings: [Fusion.Ranking]
    /// Of the hits, best first, and the rows that the question names.
    let fused: [Fusion.Fused]
    let named: [Int: Identifiers.Likeness]
  }

  private func trace(_ text: String, top: Int, kinds: [String]) -> Trace {
    let top = min(max(0, top), Self.mostHits)
    let depth = max(Self.candidates, top)
    let isIncluded = kinds.isEmpty ? nil : mask(of: kinds)
    let terms = analyzer.terms(of: text)
    let rankings = rankers.map { ranker in
      Fusion.Ranking(
        name: ranker.name, weight: ranker.weight,
        rows: ranker.ranking(of: text, limit: depth, among: isIncluded))
    }
    let asked = Set(terms.map(TermNumbering.hash))
    var fused = Fusion.fuse(rankings, titleWeight: titleWeight) { titles.share(of: asked, row: $0) }
    if isDistinct { fused = NearDuplicates(analyzer).removed(from: fused) { chunks[$0] } }
    let names = identifiers.matches(in: text)
    // Exact names first, then those that look alike, then parts of names; of equals in the question's order.
    let sorted = [Identifiers.Likeness.exact, .lookAlike, .part].flatMap { likeness in
      names.filter { $0.likeness == likeness }
    }
    var likenesses: [Int: Identifiers.Likeness] = [:]
    for match in sorted {
      for row in match.rows where isIncluded?[row] != false && likenesses[row] == nil {
        likenesses[row] = match.likeness
      }
    }
    let named = LexicalIndex.unique(sorted.flatMap(\.rows)).filter { likenesses[$0] != nil }
    if !named.isEmpty {
      var known = Dictionary(fused.map { ($0.row, $0) }) { first, _ in first }
      let first = named.map { known.removeValue(forKey: $0) ?? Fusion.Fused(row: $0) }
      fused = first + fused.filter { known[$0.row] != nil }
    }
    return Trace(
      terms: LexicalIndex.unique(terms), names: names, rankings: rankings,
      fused: Array(fused.prefix(top)), named: likenesses)
  }

  private func hits(_ trace: Trace) -> [SearchHit] {
    let places = trace.rankings.map { ranking in
      Dictionary(ranking.rows.enumerated().map { ($1.row, $0) }) { first, _ in first }
    }
    return trace.fused.map { item in
      let found = places.map { $0[item.row] }
      var parts = zip(trace.rankings, found).map { ranking, place in
        ScorePart(ranking.name, place.map { Double(ranking.rows[$0].score) } ?? 0)
      }
      for (ranking, place) in zip(trace.rankings, found) {
        if let place { parts.append(ScorePart("\(ranking.name)_rank", Double(place + 1))) }
      }
      let name = Self.share(of: trace.named[item.row])
      parts.append(ScorePart("title", item.title))
      parts.append(ScorePart("identifier", name))
      parts.append(ScorePart("fused", item.score))
      return SearchHit(
        chunk: chunks[item.row], score: name > 0 ? name : item.score * Fusion.ceiling, parts: parts)
    }
  }

  /// The score of a row that the question names: 1 for its exact name, less for less, above that of any other row.
  private static func share(of likeness: Identifiers.Likeness?) -> Double {
    switch likeness {
    case nil: 0
    case .exact: 1
    case .lookAlike: 0.98
    case .part: 0.96
    }
  }

  private func mask(of kinds: [String]) -> [Bool] {
    var mask = [Bool](repeating: false, count: chunks.count)
    for kind in Set(kinds) {
      for row in rowsOfKinds[kind] ?? [] { mask[row] = true }
    }
    return mask
  }

  /// Four digits after the point.
  private static func short(_ value: Double) -> String {
    let scaled = (value * 10_000).rounded() / 10_000
    return scaled == scaled.rounded() && abs(scaled) < 1e9 ? String(Int(scaled)) : String(scaled)
  }
}
