import Domain
package import TextAnalysis

/// Ranks rows by the cosine of their vectors with a question's.
package struct VectorRanker: Ranker {
  package static let standardWeight = RankingWeight(score: 0.2, rank: 0, leastAlone: 0.2)

  package let name = "cosine"
  package let weight: RankingWeight
  package let embedder: any Embedder
  private let vectors: VectorSearch

  /// Row i of `vectors` is the vector of row i, made by `embedder`.
  package init(
    _ vectors: VectorSearch, embedder: any Embedder, weight: RankingWeight = standardWeight
  ) throws(RetrievalError) {
    guard vectors.dimension == embedder.identity.dimension else {
      throw .dimension(embedder: embedder.identity.dimension, matrix: vectors.dimension)
    }
    (self.vectors, self.embedder, self.weight) = (vectors, embedder, weight)
  }

  package var count: Int { vectors.count }

  package func ranking(of question: String, limit: Int, among isIncluded: [Bool]?) -> [ScoredRow] {
    let query = embedder.embed(question)
    guard query.contains(where: { $0 != 0 }) else { return [] }
    return vectors.top(limit, to: query, among: isIncluded).filter { $0.score > 0 }
  }
}
