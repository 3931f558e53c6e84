package import Domain
package import TextAnalysis

/// Finds the chunks that a text is about: by exact names, by terms and by vectors.
///
/// Immutable: a search sees one state of the corpus, from any number of tasks at once.
package struct Retriever: Sendable {
  /// Chunks taken from each list before fusion, unless more are asked for.
  static let candidates = 100
  /// The cosine that a chunk without a term in common must have; below it likeness is chance.
  static let leastCosine = 0.2
  /// The most hits of one search.
  package static let mostHits = 1_000

  package let chunks: [Chunk]
  private let vectors: VectorSearch
  private let embedder: any Embedder
  private let lexical: LexicalSearch
  private let identifiers: Identifiers
  private let analyzer: Analyzer
  private let titles: TitleTerms

  /// Row i of `matrix` is the vector of chunk i, made by `embedder`; `lexical` speaks of the same rows and of
  /// the terms that `analyzer` makes.
  package init(
    chunks: [Chunk], matrix: EmbeddingMatrix, embedder: any Embedder, analyzer: Analyzer = Analyzer(),
    lexical: @escaping LexicalSearch
  ) throws(RetrievalError) {
    try self.init(
      chunks: chunks, vectors: VectorSearch(matrix), embedder: embedder, analyzer: analyzer, lexical: lexical)
  }

  /// The same with an index of the vectors that is there already.
  package init(
    chunks: [Chunk], vectors: VectorSearch, embedder: any Embedder, analyzer: Analyzer = Analyzer(),
    lexical: @escaping LexicalSearch
  ) throws(RetrievalError) {
    guard vectors.count == chunks.count else {
      throw .vectorCount(chunks: chunks.count, vectors: vectors.count)
    }
    guard vectors.dimension == embedder.identity.dimension else {
      throw .dimension(embedder: embedder.identity.dimension, matrix: vectors.dimension)
    }
    (self.chunks, self.embedder, self.analyzer, self.lexical) = (chunks, embedder, analyzer, lexical)
    titles = TitleTerms(analyzer)
    self.vectors = vectors
    identifiers = Identifiers(chunks)
  }

  /// The best `top` chunks for `text`, of the kinds named, or of all when none is; best first.
  ///
  /// A chunk whose exact name occurs in `text` comes before all others. The parts of a score are `cosine`,
  /// `bm25`, `cosine_rank`, `bm25_rank`, `title`, `identifier` and `fused`; a rank is left out where a list does not
  /// have the chunk. A chunk that has no term in common with `text` and a cosine below
  /// `leastCosine` is no hit. Throws what `lexical` throws.
  package func search(_ text: String, top: Int, kinds: [String] = []) throws -> [SearchHit] {
    try trace(text, top: top, kinds: kinds).hits
  }

  /// How `search` comes to its hits.
  package func explain(_ text: String, top: Int, kinds: [String] = []) throws -> Explanation {
    let trace = try trace(text, top: top, kinds: kinds)
    func name(_ row: Int) -> String { chunks.indices.contains(row) ? chunks[row].id : "row \(row)" }
    return Explanation(
      "retrieval", text,
      [
        Explanation("terms", trace.terms.joined(separator: " ")),
        Explanation(
          "identifiers", "\(trace.names.count)",
          trace.names.map { Explanation($0.name, $0.rows.prefix(10).map(name).joined(separator: ", ")) }),
        Explanation(
          "vectors", "\(embedder.identity.name) \(embedder.identity.dimension)",
          trace.cosines.prefix(top).map { Explanation(name($0.row), Self.short($0.score)) }),
        Explanation(
          "terms in common", "bm25",
          trace.lexical.prefix(top).map { Explanation(name($0.row), Self.short($0.score)) }),
        Explanation(
          "hits", "\(trace.hits.count)",
          trace.hits.map { hit in
            let parts = hit.parts.map { "\($0.name) \(Self.short($0.value))" }.joined(separator: ", ")
            return Explanation(hit.chunk.id, parts)
          }),
      ])
  }

  private struct Trace {
    let terms: [String]
    let names: [Identifiers.Match]
    let cosines: [(row: Int, score: Double)]
    let lexical: [(row: Int, score: Double)]
    let hits: [SearchHit]
  }

  private func trace(_ text: String, top: Int, kinds: [String]) throws -> Trace {
    let top = min(max(0, top), Self.mostHits)
    let depth = max(Self.candidates, top)
    let isIncluded = kinds.isEmpty ? nil : mask(of: kinds)
    let terms = LexicalIndex.unique(analyzer.terms(of: text))
    let query = embedder.embed(text)
    let isKnown = query.contains { $0 != 0 }
    let cosines = (isKnown ? vectors.top(depth, to: query, among: isIncluded) : [])
      .filter { $0.score > 0 }.map { (row: $0.row, score: Double($0.score)) }
    let found = terms.isEmpty ? [] : try lexical(terms, kinds, depth)
    let common = found.filter { chunks.indices.contains($0.row) && isIncluded?[$0.row] != false }
    let names = identifiers.matches(in: text)
    let sharing = Set(common.map(\.row))
    let near = cosines.filter { $0.score >= Self.leastCosine || sharing.contains($0.row) }
    let asked = Set(terms)
    var fused = Fusion.fuse(cosines: near, lexical: common) { row in
      let title = titles.of(chunks[row].title)
      return !title.isEmpty && title.allSatisfy(asked.contains)
    }
    let known = Dictionary(uniqueKeysWithValues: fused.enumerated().map { ($1.row, $0) })
    var named: [Int: Int] = [:]
    for row in names.flatMap(\.rows) where isIncluded?[row] != false && named[row] == nil {
      named[row] = named.count
      if known[row] == nil { fused.append(Fusion.Evidence(row: row)) }
    }
    fused.sort { a, b in
      switch (named[a.row], named[b.row]) {
      case (let first?, let second?): first < second
      case (.some, nil): true
      case (nil, .some): false
      case (nil, nil): a.score != b.score ? a.score > b.score : a.row < b.row
      }
    }
    let hits = fused.prefix(top).map { evidence in
      hit(
        evidence, cosine: isKnown ? Double(vectors.cosine(of: evidence.row, to: query)) : 0,
        isNamed: named[evidence.row] != nil)
    }
    return Trace(terms: terms, names: names, cosines: cosines, lexical: common, hits: hits)
  }

  private func hit(_ evidence: Fusion.Evidence, cosine: Double, isNamed: Bool) -> SearchHit {
    var parts = [ScorePart("cosine", cosine), ScorePart("bm25", evidence.lexical)]
    if let rank = evidence.cosineRank { parts.append(ScorePart("cosine_rank", Double(rank))) }
    if let rank = evidence.lexicalRank { parts.append(ScorePart("bm25_rank", Double(rank))) }
    parts.append(ScorePart("title", evidence.isTitled ? 1 : 0))
    parts.append(ScorePart("identifier", isNamed ? 1 : 0))
    parts.append(ScorePart("fused", evidence.score))
    return SearchHit(
      chunk: chunks[evidence.row], score: isNamed ? 1 : evidence.score * Fusion.ceiling, parts: parts)
  }

  private func mask(of kinds: [String]) -> [Bool] {
    let kinds = Set(kinds)
    return chunks.map { kinds.contains($0.kind) }
  }

  /// Four digits after the point.
  private static func short(_ value: Double) -> String {
    let scaled = (value * 10_000).rounded() / 10_000
    return scaled == scaled.rounded() && abs(scaled) < 1e9 ? String(Int(scaled)) : String(scaled)
  }
}
