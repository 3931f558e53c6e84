package import Domain
package import TextAnalysis

/// Finds the chunks that a text is about: by exact names, and by any number of rankings, made one.
///
/// Immutable: a search sees one state of the corpus, from any number of tasks at once.
package struct Retriever: Sendable {
  /// The most hits of one search.
  package static let mostHits = 1_000

  /// Reads chunks by row, in the order of the rows.
  package typealias ChunkReader = @Sendable (_ rows: [Int]) throws -> [Chunk]

  private let table: RowTable
  private let chunks: ChunkReader
  private let rankers: [any Ranker]
  private let analyzer: Analyzer
  private let titleWeight: Double
  private let isDistinct: Bool

  /// Row i of each ranker is row i of `table`, and what `chunks` gives for it; those that look at terms speak of what
  /// `analyzer` makes. With `isDistinct`, a chunk that says nearly the same as a better one is left out.
  package init(
    _ table: RowTable, chunks: @escaping ChunkReader, rankers: [any Ranker], analyzer: Analyzer = Analyzer(),
    titleWeight: Double = Fusion.titleWeight, isDistinct: Bool = false
  ) throws(RetrievalError) {
    for ranker in rankers where ranker.count != table.count {
      throw .rowCount(chunks: table.count, rows: ranker.count, ranker: ranker.name)
    }
    (self.table, self.chunks, self.rankers, self.analyzer) = (table, chunks, rankers, analyzer)
    (self.titleWeight, self.isDistinct) = (titleWeight, isDistinct)
  }

  /// Of chunks in memory.
  package init(
    chunks: [Chunk], rankers: [any Ranker], analyzer: Analyzer = Analyzer(),
    titleWeight: Double = Fusion.titleWeight, isDistinct: Bool = false
  ) throws(RetrievalError) {
    try self.init(
      RowTable(chunks, analyzer: analyzer), chunks: { rows in rows.map { chunks[$0] } }, rankers: rankers,
      analyzer: analyzer, titleWeight: titleWeight, isDistinct: isDistinct)
  }

  /// The best `top` chunks for `text`, of the kinds named, or of all when none is; best first.
  ///
  /// A chunk whose name occurs in `text` comes before all others: its exact name, one that looks alike, a part of it. The parts of a score are, by ranking, its
  /// score (`bm25`, `cosine`), then its rank (`bm25_rank`, `cosine_rank`), which is left out where a ranking does not
  /// have the chunk, then `title`, `identifier` and `fused`. A chunk that one ranking alone has, with less than its
  /// `leastAlone`, is no hit.
  package func search(_ text: String, top: Int, kinds: [String] = []) throws -> [SearchHit] {
    try hits(trace(text, top: top, kinds: kinds))
  }

  /// How `search` comes to its hits.
  package func explain(_ text: String, top: Int, kinds: [String] = []) throws -> Explanation {
    let trace = try trace(text, top: top, kinds: kinds)
    let hits = try hits(trace)
    let shown = LexicalIndex.unique(
      trace.names.flatMap { $0.rows.prefix(10) }
        + trace.rankings.flatMap { $0.rows.prefix(top).map(\.row) })
    let names = Dictionary(zip(shown, try chunks(shown).map(\.id))) { first, _ in first }
    func name(_ row: Int) -> String { names[row] ?? "row \(row)" }
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
  package func rows(_ text: String, top: Int, kinds: [String] = []) throws -> [Int] {
    try trace(text, top: top, kinds: kinds).fused.map(\.row)
  }

  private struct Trace {
    let terms: [String]
    let names: [Identifiers.Match]
    let rankings: [Fusion.Ranking]
    /// Of the hits, best first, and the rows that the question names.
    let fused: [Fusion.Fused]
    let named: [Int: Identifiers.Likeness]
  }

  private func trace(_ text: String, top: Int, kinds: [String]) throws -> Trace {
    let top = min(max(0, top), Self.mostHits)
    let depth = rankers.map(\.weight.candidates).reduce(top, max)
    let isIncluded = kinds.isEmpty ? nil : table.mask(of: kinds)
    let terms = analyzer.terms(of: text)
    let rankings = rankers.map { ranker in
      Fusion.Ranking(
        name: ranker.name, weight: ranker.weight,
        rows: ranker.ranking(of: text, limit: depth, among: isIncluded))
    }
    let asked = Set(terms.map(TermNumbering.hash))
    var fused = Fusion.fuse(rankings, titleWeight: titleWeight) { table.titleShare(of: asked, row: $0) }
    if isDistinct { fused = try NearDuplicates(analyzer).removed(from: fused, chunks: chunks) }
    let names = table.identifiers.matches(in: text)
    // Exact names first, then those that look alike, then parts of names; of equals in the question's order.
    let sorted = [Identifiers.Likeness.exact, .lookAlike, .part].flatMap { likeness in
      names.filter { $0.likeness == likeness }
    }
    var likenesses: [Int: Identifiers.Likeness] = [:]
    for match in sorted {
      for row in match.rows
      where row < table.count && isIncluded?[row] != false && likenesses[row] == nil {
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

  private func hits(_ trace: Trace) throws -> [SearchHit] {
    let places = trace.rankings.map { ranking in
      Dictionary(ranking.rows.enumerated().map { ($1.row, $0) }) { first, _ in first }
    }
    let chunks = try chunks(trace.fused.map(\.row))
    return zip(trace.fused, chunks).map { item, chunk in
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
        chunk: chunk, score: name > 0 ? name : item.score * Fusion.ceiling, parts: parts)
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

  /// Four digits after the point.
  private static func short(_ value: Double) -> String {
    let scaled = (value * 10_000).rounded() / 10_000
    return scaled == scaled.rounded() && abs(scaled) < 1e9 ? String(Int(scaled)) : String(scaled)
  }
}
