import Dispatch
package import Domain
package import Foundation
package import TextAnalysis

/// Vectors of a BERT encoder whose files are in a folder: texts of like meaning point the same way, whatever their
/// words.
///
/// Equal to sentence-transformers with the same folder but for rounding. The sums of a product of matrices may be taken
/// in another order with another BLAS or among other passages: a vector is the same to about 1e-6, not to the last bit.
package struct SentenceEncoder: Embedder {
  /// Tokens that are encoded together, so that the weights are read once for many.
  static let batchTokens = 512
  /// Changes when the code makes other vectors of the same folder.
  static let version = 1
  /// Of its identities.
  package static let name = "sentence-encoder"

  package let identity: EmbedderIdentity
  package let isPretrained = true
  package var weights: Data? { nil }
  private let tokenizer: WordPieceTokenizer
  private let encoder: TransformerEncoder
  private let length: Int
  private let pooling: ModelSettings.Pooling

  /// Reads the model in `folder`: `model.safetensors` and `vocab.txt`, and what of `config.json`,
  /// `sentence_bert_config.json`, `tokenizer_config.json`, `modules.json` and `1_Pooling/config.json` is there.
  ///
  /// O(bytes of the files) time and memory.
  package init(folder: URL) throws(SentenceModelError) {
    let folder = ModelFolder(url: folder)
    let settings = try ModelSettings(folder)
    let words = try folder.bytes("vocab.txt", most: WordPieceVocabulary.mostBytes)
    let vocabulary = try WordPieceVocabulary(words, file: folder.path("vocab.txt"))
    let file = try SafetensorsFile(folder.path("model.safetensors"))
    let weights = try EncoderWeights(file, settings, pieces: vocabulary.count)
    tokenizer = WordPieceTokenizer(vocabulary, ignoresCase: settings.ignoresCase)
    encoder = TransformerEncoder(weights: weights)
    length = min(settings.length, weights.positions)
    pooling = settings.pooling
    let contents = [file.hash, XXHash64.hash(words)].map { String($0, radix: 16) }
    let hash = XXHash64.hash("\(contents) \(settings)".utf8)
    identity = EmbedderIdentity(
      name: Self.name, version: "\(Self.version)-\(String(hash, radix: 16))",
      dimension: weights.hidden)
    SingleThreadedBLAS.request()
  }

  /// The vectors of `passages`: a title is read before the text. On all cores.
  package func embed(_ passages: [Passage]) -> EmbeddingMatrix {
    let texts = passages.map { tokenizer.tokens(of: $0.title + " " + $0.text, limit: length) }
    let batches = Self.batches(texts.map(\.count))
    let hidden = identity.dimension
    var values = [Float](repeating: 0, count: passages.count * hidden)
    values.withUnsafeMutableBufferPointer { values in
      // Each batch writes the rows of its own texts.
      nonisolated(unsafe) let values = values
      DispatchQueue.concurrentPerform(iterations: batches.count) { index in
        let rows = batches[index]
        let target = values[rows.lowerBound * hidden..<rows.upperBound * hidden]
        encode(texts[rows], into: UnsafeMutableBufferPointer(rebasing: target))
      }
    }
    return EmbeddingMatrix(dimension: hidden, values: values)
  }

  /// Cuts texts of `lengths` tokens into runs of `batchTokens` at most, but for a text that is longer by itself.
  static func batches(_ lengths: [Int]) -> [Range<Int>] {
    var batches: [Range<Int>] = []
    var (start, tokens) = (0, 0)
    for (index, length) in lengths.enumerated() {
      if tokens + length > batchTokens, index > start {
        batches.append(start..<index)
        (start, tokens) = (index, 0)
      }
      tokens += length
    }
    if start < lengths.count { batches.append(start..<lengths.count) }
    return batches
  }

  /// Writes the vectors of `texts`, one behind the other; zeros for a text without a word.
  private func encode(_ texts: ArraySlice<[Int32]>, into vectors: UnsafeMutableBufferPointer<Float>) {
    var batch = PackedBatch()
    var rows: [Int] = []
    for (row, text) in texts.enumerated() where text.count > 2 {
      batch.append(text)
      rows.append(row)
    }
    let hidden = identity.dimension
    let states = encoder.states(batch)
    for (row, text) in zip(rows, batch.texts) {
      let vector = UnsafeMutableBufferPointer(rebasing: vectors[row * hidden..<(row + 1) * hidden])
      pooling.pool(states, text, into: vector)
    }
  }
}

extension ModelSettings.Pooling {
  /// The vector of a text, of length 1, from the states of its tokens, which are the rows `text` of `states`; zeros when
  /// they are no finite numbers. `vector` holds zeros.
  func pool(_ states: [Float], _ text: Range<Int>, into vector: UnsafeMutableBufferPointer<Float>) {
    let width = vector.count
    // The length is brought to 1, so that the sum serves for the mean.
    for row in self == .first ? text.prefix(1) : text {
      for column in 0..<width { vector[column] += states[row * width + column] }
    }
    var squares = 0.0
    for value in vector { squares += Double(value) * Double(value) }
    let factor = squares > 0 && squares.isFinite ? Float(1 / squares.squareRoot()) : 0
    for column in 0..<width { vector[column] = factor == 0 ? 0 : vector[column] * factor }
  }
}
