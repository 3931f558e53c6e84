import Domain
package import TextAnalysis

/// Ranks rows by the cosine of their vectors with a question's.
package struct VectorRanker: Ranker {
  /// Of vectors that know no more than the words of the corpus.
  package static let standardWeight = RankingWeight(score: 0.2, rank: 0, leastAlone: 0.2)
  /// Of a pre-trained encoder's, which find what words do not. All texts are somewhat alike to it, so likeness counts
  /// from that of rank 100; and a row far down in one list may lead the other.
  package static let pretrainedWeight = RankingWeight(
    score: 0.6, rank: 0, leastAlone: 0.2, candidates: 500, floorRank: 100)

  package let name = "cosine"
  package let weight: RankingWeight
  package let embedder: any Embedder
  private let vectors: VectorSearch

  /// Row i of `vectors` is the vector of row i, made by `embedder`, which the weight is that of unless it is given.
  package init(
    _ vectors: VectorSearch, embedder: any Embedder, weight: RankingWeight? = nil
  ) throws(RetrievalError) {
    guard vectors.dimension == embedder.identity.dimension else {
      throw .dimension(embedder: embedder.identity.dimension, matrix: vectors.dimension)
    }
    (self.vectors, self.embedder) = (vectors, embedder)
    self.weight = weight ?? (embedder.isPretrained ? Self.pretrainedWeight : Self.standardWeight)
  }

  package var count: Int { vectors.count }

  package func ranking(of question: String, limit: Int, among isIncluded: [Bool]?) -> [ScoredRow] {
    let query = embedder.embed(question)
    guard query.contains(where: { $0 != 0 }) else { return [] }
    return vectors.top(limit, to: query, among: isIncluded).filter { $0.score > 0 }
  }
}
