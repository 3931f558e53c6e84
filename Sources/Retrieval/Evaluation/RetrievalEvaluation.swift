package import Domain
package import TextAnalysis

/// What an evaluation of retrieval found.
package struct RetrievalReport: Sendable, Hashable {
  package let switches: Set<RetrievalSwitch>
  /// Nil when vectors are off.
  package let embedder: EmbedderIdentity?
  package let documents: Int
  package let chunks: Int
  /// Queries that have judgements; the others are not asked.
  package let queries: Int
  /// Means over the queries, 0...1.
  package let nDCG10: Double
  package let recall100: Double
  package let queriesPerSecond: Double
  package let documentsPerSecond: Double
  /// Vectors, postings and trained weights.
  package let indexBytes: Int
  package let indexSeconds: Double
  package let querySeconds: Double
}

/// Indexes the documents of a set in memory, as a rebuild would, and asks its queries.
package struct RetrievalEvaluation {
  /// Documents ranked for a query.
  static let depth = 100
  /// Passages asked for, so that `depth` documents are among them where documents have several.
  static let passageDepth = 400

  private let switches: Set<RetrievalSwitch>
  private let retriever: Retriever
  /// The document of each row.
  private let rows: [Document.ID]
  private let bytes: Int
  private let seconds: Double
  private let set: EvaluationSet
  private let embedder: EmbedderIdentity?

  /// Makes the index, and the embedder once, for the chunks of the set; `clock` gives seconds from any fixed moment.
  package init(
    _ set: EvaluationSet, switches: Set<RetrievalSwitch> = RetrievalSwitch.standard,
    analyzer: Analyzer = Analyzer(), embedder: ([Passage]) -> any Embedder, clock: () -> Double
  ) throws(RetrievalError) {
    let start = clock()
    let chunks = Self.chunks(of: set.corpus, inPassages: switches.contains(.passages))
    var rankers: [any Ranker] = []
    var bytes = 0
    if switches.contains(.terms) {
      var builder = LexicalIndexBuilder(analyzer: analyzer, settings: LexicalSettings(switches))
      for row in LexicalRow.rows(of: chunks) { builder.append(row) }
      let index = builder.index()
      bytes += index.byteCount
      let feedback = switches.contains(.feedback) ? LexicalIndex.Feedback() : nil
      rankers.append(LexicalRanker(index, analyzer: analyzer, feedback: feedback))
    }
    var identity: EmbedderIdentity?
    if switches.contains(.vectors) {
      let passages = chunks.map(Passage.init)
      let embedder = embedder(passages)
      let matrix = embedder.embed(passages)
      bytes += matrix.values.count * MemoryLayout<Float>.size + (embedder.weights?.count ?? 0)
      identity = embedder.identity
      rankers.append(try VectorRanker(VectorSearch(matrix), embedder: embedder))
    }
    retriever = try Retriever(
      chunks: chunks, rankers: rankers, analyzer: analyzer,
      titleWeight: switches.contains(.titles) ? Fusion.titleWeight : 0,
      isDistinct: switches.contains(.distinct))
    seconds = clock() - start
    rows = chunks.map(\.document)
    (self.set, self.switches, self.bytes, self.embedder) = (set, switches, bytes, identity)
  }

  private static func chunks(of corpus: [EvaluationSet.Entry], inPassages: Bool) -> [Chunk] {
    let chunker = Chunker()
    return corpus.flatMap { entry in
      inPassages
        ? chunker.chunks(of: Document(id: entry.id, kind: "document", title: entry.title, text: entry.text))
        : [
          Chunk(
            document: entry.id, kind: "document", title: entry.title, ordinal: 0,
            bytes: 0..<entry.text.utf8.count,
            text: entry.text)
        ]
    }
  }

  /// Asks every query that has judgements; `found` is shown each with its ranking, best first.
  package func run(
    clock: () -> Double, found: (_ query: String, _ ranking: [String]) throws -> Void = { _, _ in }
  ) throws -> RetrievalReport {
    let queries = set.queries.filter { set.relevance[$0.id] != nil }
    let start = clock()
    let rankings = try queries.map { try documents(for: $0) }
    let elapsed = clock() - start
    var (nDCG, recall) = (0.0, 0.0)
    for (query, ranking) in zip(queries, rankings) {
      let grades = set.relevance[query.id] ?? [:]
      nDCG += RankingMetrics.nDCG(ranking, grades: grades, depth: 10)
      recall += RankingMetrics.recall(ranking, grades: grades, depth: 100)
      try found(query.id, ranking)
    }
    let count = Double(max(1, queries.count))
    return RetrievalReport(
      switches: switches, embedder: embedder, documents: set.corpus.count, chunks: rows.count,
      queries: queries.count, nDCG10: nDCG / count, recall100: recall / count,
      queriesPerSecond: elapsed > 0 ? Double(queries.count) / elapsed : 0,
      documentsPerSecond: seconds > 0 ? Double(set.corpus.count) / seconds : 0, indexBytes: bytes,
      indexSeconds: seconds, querySeconds: elapsed)
  }

  /// Documents in the order of their best chunks, `depth` at most.
  ///
  /// A query that is itself a document of the corpus, under the same id, does not find itself, unless it is judged
  /// relevant: what BEIR does with `ignore_identical_ids`.
  func documents(for query: EvaluationSet.Entry) throws -> [String] {
    let depth = switches.contains(.passages) ? Self.passageDepth : Self.depth + 1
    let ranked = try retriever.rows(query.text, top: depth).map { rows[$0] }
    let found = switches.contains(.passages) ? LexicalIndex.unique(ranked) : ranked
    let isJudged = set.relevance[query.id]?[query.id] ?? 0 > 0
    return Array(found.lazy.filter { isJudged || $0 != query.id }.prefix(Self.depth))
  }
}
