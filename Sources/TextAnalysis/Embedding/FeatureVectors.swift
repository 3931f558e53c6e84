import Domain

/// Adds the features of passages to vectors; what TF-IDF and plain hashing have in common.
///
/// A passage is (1 + ln tf) × weight over its terms and pairs of terms; a term brings the letter
/// grams of the first word it stands for.
struct FeatureVectors {
  /// How much one occurrence in the title counts, in occurrences in the text.
  static let titleWeight: Float = 2
  /// The part of a pair of neighbouring terms, beside 1 for a term.
  static let pairWeight: Float = 0.4
  /// The part of all letter grams of a word together, beside 1 for its term.
  static let gramWeight: Float = 0.8
  /// Places of a vector that a term or pair is spread over, and the part of each, so that its length stays.
  static let copies = 4
  static let copyWeight: Float = 0.5
  /// The like for a letter gram.
  static let gramCopies = 2
  static let gramCopyWeight = Float(0.5).squareRoot()
  static let gramSizes = 3...4
  /// Words whose grams are remembered while one batch is embedded; above it the memo starts over.
  static let mostWords = 200_000

  private let dimension: Int
  private let analyzer: Analyzer
  /// The weight of a feature; 0 leaves it out.
  private let weight: (Feature) -> Float
  private var stems: StemMemo
  /// What the letter grams of a word add to a vector.
  private var grams: [String: [(index: Int, value: Float)]] = [:]

  init(dimension: Int, analyzer: Analyzer, weight: @escaping (Feature) -> Float) {
    (self.dimension, self.analyzer, self.weight) = (dimension, analyzer, weight)
    stems = StemMemo(analyzer.language)
  }

  /// The features of a passage that a trained weight is looked up for, each once.
  static func distinct(
    in passage: Passage, analyzer: Analyzer, stems: inout StemMemo, into seen: inout Set<UInt64>
  ) {
    for text in [passage.title, passage.text] where !text.isEmpty {
      var previous: Feature?
      analyzer.forEachTerm(in: text, memo: &stems) { term, word in
        let feature = Feature.term(term)
        if seen.insert(feature.hash).inserted {
          for gram in Feature.grams(of: word, sizes: gramSizes) { seen.insert(gram.hash) }
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
    var order: [(feature: Feature, word: String)] = []
    var counts: [Feature: Float] = [:]
    var pairOrder: [Feature] = []
    var pairs: [Feature: Float] = [:]
    // Taken out of self and put back, so that it is not copied.
    var memo = StemMemo(analyzer.language)
    swap(&memo, &stems)
    for (text, worth) in [(passage.title, Self.titleWeight), (passage.text, 1)] where !text.isEmpty {
      var previous: Feature?
      analyzer.forEachTerm(in: text, memo: &memo) { term, word in
        let feature = Feature.term(term)
        if counts[feature] == nil { order.append((feature, word)) }
        counts[feature, default: 0] += worth
        if let previous {
          let pair = Feature.pair(previous, feature)
          if pairs[pair] == nil { pairOrder.append(pair) }
          pairs[pair, default: 0] += worth
        }
        previous = feature
      }
    }
    swap(&memo, &stems)
    for (feature, word) in order {
      let factor = Self.sublinear(counts[feature] ?? 0)
      add(feature, factor * weight(feature), to: values)
      for (index, value) in gramParts(of: word) { values[index] += factor * value }
    }
    for pair in pairOrder {
      add(pair, Self.sublinear(pairs[pair] ?? 0) * Self.pairWeight * weight(pair), to: values)
    }
  }

  private func add(_ feature: Feature, _ value: Float, to values: UnsafeMutableBufferPointer<Float>) {
    guard value > 0 else { return }
    for copy in 0..<Self.copies {
      let (index, sign) = feature.place(in: dimension, copy: copy)
      values[index] += sign * value * Self.copyWeight
    }
  }

  private mutating func gramParts(of word: String) -> [(index: Int, value: Float)] {
    if let parts = grams[word] { return parts }
    let features = Feature.grams(of: word, sizes: Self.gramSizes)
    let weights = features.map(weight)
    // All grams of a word together have the length gramWeight × the root mean square of their weights.
    let factor = Self.gramWeight / Float(max(1, features.count)).squareRoot()
    var parts: [(index: Int, value: Float)] = []
    for (feature, weight) in zip(features, weights) where weight > 0 {
      for copy in 0..<Self.gramCopies {
        let (index, sign) = feature.place(in: dimension, copy: copy)
        parts.append((index, sign * weight * factor * Self.gramCopyWeight))
      }
    }
    if grams.count >= Self.mostWords { grams.removeAll(keepingCapacity: true) }
    grams[word] = parts
    return parts
  }

  private static func sublinear(_ count: Float) -> Float { count > 0 ? 1 + Self.logarithm(count) : 0 }

  /// ln, to the last bit the same everywhere for the small counts that occur: a table of whole numbers.
  private static func logarithm(_ count: Float) -> Float {
    let index = Int(count)
    return index < logarithms.count ? logarithms[index] : logarithms[logarithms.count - 1]
  }

  private static let logarithms: [Float] = (0...4096).map { Float(Logarithm.natural(max(1, Double($0)))) }
}
