import Domain

/// Adds the features of passages to vectors; what TF-IDF and plain hashing have in common.
///
/// A passage is (1 + ln tf) × weight over its terms and pairs of terms; a term brings its letter grams with it.
struct FeatureVectors {
  /// How much one occurrence in the title counts, in occurrences in the text.
  static let titleWeight: Float = 2
  /// The part of a pair of neighbouring terms, beside 1 for a term.
  static let pairWeight: Float = 0.4
  /// The part of all letter grams of a term together, beside 1 for the term.
  static let gramWeight: Float = 0.5
  static let gramSizes = 3...4
  /// Terms whose vectors are remembered while one batch is embedded; above it the memo starts over.
  static let mostTerms = 200_000

  private let dimension: Int
  private let analyzer: Analyzer
  /// The weight of a feature; 0 leaves it out.
  private let weight: (Feature) -> Float
  private var stems = StemMemo()
  private var vectors: [String: TermVector] = [:]

  private struct TermVector {
    let term: Feature
    let weight: Float
    /// What the term and its grams add, at weight 1.
    let parts: [(index: Int, value: Float)]
  }

  init(dimension: Int, analyzer: Analyzer, weight: @escaping (Feature) -> Float) {
    (self.dimension, self.analyzer, self.weight) = (dimension, analyzer, weight)
  }

  /// The features of a passage that a trained weight is looked up for, each once.
  static func distinct(
    in passage: Passage, analyzer: Analyzer, stems: inout StemMemo, into seen: inout Set<UInt64>
  ) {
    for text in [passage.title, passage.text] where !text.isEmpty {
      var previous: Feature?
      analyzer.forEachTerm(in: text, memo: &stems) { term in
        let feature = Feature.term(term)
        if seen.insert(feature.hash).inserted {
          for gram in Feature.grams(of: term, sizes: gramSizes) { seen.insert(gram.hash) }
        }
        if let previous { seen.insert(Feature.pair(previous, feature).hash) }
        previous = feature
      }
    }
  }

  /// The vectors of `passages`, row-major, normalised.
  mutating func embed(_ passages: [Passage]) -> EmbeddingMatrix {
    var values = [Float](repeating: 0, count: passages.count * dimension)
    values.withUnsafeMutableBufferPointer { values in
      for (row, passage) in passages.enumerated() {
        let vector = UnsafeMutableBufferPointer(rebasing: values[row * dimension..<(row + 1) * dimension])
        add(passage, to: vector)
        normalize(vector)
      }
    }
    return EmbeddingMatrix(dimension: dimension, values: values)
  }

  private mutating func add(_ passage: Passage, to values: UnsafeMutableBufferPointer<Float>) {
    // Sums go in order of first occurrence: a sum of floats depends on its order.
    var order: [String] = []
    var counts: [String: Float] = [:]
    var pairOrder: [Feature] = []
    var pairs: [Feature: Float] = [:]
    // Taken out of self and put back, so that it is not copied.
    var memo = StemMemo()
    swap(&memo, &stems)
    for (text, worth) in [(passage.title, Self.titleWeight), (passage.text, 1)] where !text.isEmpty {
      var previous: Feature?
      analyzer.forEachTerm(in: text, memo: &memo) { term in
        if counts[term] == nil { order.append(term) }
        counts[term, default: 0] += worth
        let feature = Feature.term(term)
        if let previous {
          let pair = Feature.pair(previous, feature)
          if pairs[pair] == nil { pairOrder.append(pair) }
          pairs[pair, default: 0] += worth
        }
        previous = feature
      }
    }
    swap(&memo, &stems)
    for term in order {
      let factor = Self.sublinear(counts[term] ?? 0)
      for (index, value) in vector(of: term).parts { values[index] += factor * value }
    }
    for pair in pairOrder {
      let (index, sign) = pair.place(in: dimension)
      values[index] += Self.sublinear(pairs[pair] ?? 0) * Self.pairWeight * sign * weight(pair)
    }
  }

  private mutating func vector(of term: String) -> TermVector {
    if let vector = vectors[term] { return vector }
    let feature = Feature.term(term)
    let whole = weight(feature)
    var parts: [(index: Int, value: Float)] = []
    if whole > 0 {
      let (index, sign) = feature.place(in: dimension)
      parts.append((index, sign * whole))
    }
    let grams = Feature.grams(of: term, sizes: Self.gramSizes)
    let weights = grams.map(weight)
    var squares: Float = 0
    for weight in weights { squares += weight * weight }
    if squares > 0 {
      // All grams of a term together have the length gramWeight × their mean weight.
      let mean = squares.squareRoot() / Float(grams.count).squareRoot()
      let factor = Self.gramWeight * mean / squares.squareRoot()
      for (gram, weight) in zip(grams, weights) where weight > 0 {
        let (index, sign) = gram.place(in: dimension)
        parts.append((index, sign * weight * factor))
      }
    }
    let vector = TermVector(term: feature, weight: whole, parts: parts)
    if vectors.count >= Self.mostTerms { vectors.removeAll(keepingCapacity: true) }
    vectors[term] = vector
    return vector
  }

  private static func sublinear(_ count: Float) -> Float { count > 0 ? 1 + Self.logarithm(count) : 0 }

  /// ln, to the last bit the same everywhere for the small counts that occur: a table of whole numbers.
  private static func logarithm(_ count: Float) -> Float {
    let index = Int(count)
    return index < logarithms.count ? logarithms[index] : logarithms[logarithms.count - 1]
  }

  private static let logarithms: [Float] = (0...4096).map { Float(Logarithm.natural(max(1, Double($0)))) }
}
