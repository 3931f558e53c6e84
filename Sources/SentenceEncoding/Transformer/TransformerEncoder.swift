/// The layers of BERT over several texts at once, with no padding: the tokens of all stand one below the other, and
/// only attention looks at each text by itself.
///
/// - SeeAlso: Vaswani and others, *Attention Is All You Need*, 2017; Devlin and others, *BERT*, 2019.
struct TransformerEncoder: Sendable {
  let weights: EncoderWeights

  /// The state of each token of `batch`, row-major, `hidden` numbers each.
  ///
  /// O(tokens × weights + tokens × longest text × hidden) time, about six times the numbers of the widest layer
  /// in memory.
  ///
  /// - Precondition: tokens are numbers of the vocabulary, and no text is longer than `weights.positions`.
  func states(_ batch: PackedBatch) -> [Float] {
    let tokens = batch.tokens.count
    var states = embeddings(batch)
    weights.embeddingNorm.apply(to: &states)
    func zeros(_ width: Int) -> [Float] { [Float](repeating: 0, count: tokens * width) }
    var projections = zeros(3 * weights.hidden)
    var attended = zeros(weights.hidden)
    var middle = zeros(weights.hidden)
    var inner = zeros(weights.layers.first?.expansion.outputs ?? 0)
    var attention = Attention(hidden: weights.hidden, heads: weights.heads, longest: batch.longest)
    for layer in weights.layers {
      layer.attention.apply(to: states, rows: tokens, into: &projections)
      attention.apply(to: projections, texts: batch.texts, into: &attended)
      layer.projection.apply(to: attended, rows: tokens, adding: states, into: &middle)
      layer.attentionNorm.apply(to: &middle)
      layer.expansion.apply(to: middle, rows: tokens, into: &inner)
      inner.withUnsafeMutableBufferPointer { $0.replaceEach(VectorMath.gelu) }
      layer.contraction.apply(to: inner, rows: tokens, adding: middle, into: &states)
      layer.norm.apply(to: &states)
    }
    return states
  }

  /// Of the word and of its position, added.
  private func embeddings(_ batch: PackedBatch) -> [Float] {
    let hidden = weights.hidden
    return [Float](unsafeUninitializedCapacity: batch.tokens.count * hidden) { rows, initialized in
      for text in batch.texts {
        for row in text {
          let word = Int(batch.tokens[row]) * hidden
          let place = (row - text.lowerBound) * hidden
          for column in 0..<hidden {
            rows.initializeElement(
              at: row * hidden + column, to: weights.words[word + column] + weights.places[place + column])
          }
        }
      }
      initialized = batch.tokens.count * hidden
    }
  }
}

/// Tokens of several texts, one text behind the other.
struct PackedBatch: Sendable {
  private(set) var tokens: [Int32] = []
  /// Where the tokens of each text are; all are one behind the other.
  private(set) var texts: [Range<Int>] = []

  mutating func append(_ text: [Int32]) {
    texts.append(tokens.count..<tokens.count + text.count)
    tokens += text
  }

  /// Tokens of the longest text.
  var longest: Int { texts.map(\.count).max() ?? 0 }
}
