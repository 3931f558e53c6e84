import Domain
import TextAnalysis

/// Leaves out chunks that say nearly the same as a better one.
struct NearDuplicates {
  /// The share of all terms of two chunks that both must have.
  static let likeness = 0.9
  /// Chunks compared, of the best; the others stay.
  static let compared = 50

  private let analyzer: Analyzer

  init(_ analyzer: Analyzer) { self.analyzer = analyzer }

  /// `ranked` without the near duplicates among its first; order kept. O(`compared`² × terms).
  func removed(
    from ranked: [Fusion.Fused], chunks: Retriever.ChunkReader
  ) throws -> [Fusion.Fused] {
    var kept: [Set<String>] = []
    let compared = ranked.prefix(Self.compared)
    let first = try zip(compared, chunks(compared.map(\.row))).filter { _, chunk in
      let terms = Set(analyzer.terms(of: chunk.title + "\n" + chunk.text))
      let isNew = !kept.contains { Self.jaccard($0, terms) >= Self.likeness }
      if isNew { kept.append(terms) }
      return isNew
    }.map(\.0)
    return first + ranked.dropFirst(Self.compared)
  }

  private static func jaccard(_ a: Set<String>, _ b: Set<String>) -> Double {
    let shared = a.intersection(b).count
    let all = a.count + b.count - shared
    return all == 0 ? 1 : Double(shared) / Double(all)
  }
}
