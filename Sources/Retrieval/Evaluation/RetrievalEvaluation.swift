package import Domain
package import TextAnalysis

/// What an evaluation of retrieval found.
package struct RetrievalReport: Sendable, Hashable {
  package let embedder: EmbedderIdentity
  package let documents: Int
  package let chunks: Int
  /// Queries with at least one relevant document; the others are not asked.
  package let queries: Int
  /// Means over the queries, 0...1.
  package let nDCG10: Double
  package let recall100: Double
  package let queriesPerSecond: Double
  /// Vectors, postings and trained weights.
  package let indexBytes: Int
  package let indexSeconds: Double
  package let querySeconds: Double
}

/// Indexes the documents of a set in memory, as a rebuild would, and asks its queries.
package struct RetrievalEvaluation {
  /// Chunks asked for, so that a hundred documents are among them where documents have several.
  static let depth = 400

  private let retriever: Retriever
  private let bytes: Int
  private let seconds: Double
  private let set: EvaluationSet
  private let embedder: any Embedder

  /// Makes the embedder once, for the chunks of the set; `clock` gives seconds from any fixed moment.
  package init(
    _ set: EvaluationSet, embedder: ([Passage]) -> any Embedder, clock: () -> Double
  ) throws(RetrievalError) {
    let start = clock()
    let chunker = Chunker()
    let chunks = set.corpus.flatMap {
      chunker.chunks(of: Document(id: $0.id, kind: "document", title: $0.title, text: $0.text))
    }
    let passages = chunks.map { Passage(title: $0.title, text: $0.text) }
    let embedder = embedder(passages)
    let matrix = embedder.embed(passages)
    let index = LexicalIndex(passages)
    retriever = try Retriever(
      chunks: chunks, matrix: matrix, embedder: embedder, lexical: index.search(kinds: chunks.map(\.kind)))
    let weights = embedder.weights?.count ?? 0
    bytes = matrix.values.count * MemoryLayout<Float>.size + index.byteCount + weights
    seconds = clock() - start
    (self.set, self.embedder) = (set, embedder)
  }

  /// Asks every query that has relevant documents.
  package func run(clock: () -> Double) throws -> RetrievalReport {
    var (nDCG, recall, count) = (0.0, 0.0, 0)
    let start = clock()
    for query in set.queries {
      guard let grades = set.relevance[query.id], !grades.isEmpty else { continue }
      let ranking = try documents(for: query.text)
      nDCG += RankingMetrics.nDCG(ranking, grades: grades, depth: 10)
      recall += RankingMetrics.recall(ranking, grades: grades, depth: 100)
      count += 1
    }
    let elapsed = clock() - start
    return RetrievalReport(
      embedder: embedder.identity, documents: set.corpus.count, chunks: retriever.chunks.count,
      queries: count,
      nDCG10: count == 0 ? 0 : nDCG / Double(count), recall100: count == 0 ? 0 : recall / Double(count),
      queriesPerSecond: elapsed > 0 ? Double(count) / elapsed : 0, indexBytes: bytes, indexSeconds: seconds,
      querySeconds: elapsed)
  }

  /// Documents in the order of their best chunks.
  func documents(for query: String) throws -> [String] {
    LexicalIndex.unique(try retriever.search(query, top: Self.depth).map(\.chunk.document))
  }
}
