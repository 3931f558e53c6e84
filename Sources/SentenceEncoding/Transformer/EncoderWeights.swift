/// The numbers of a BERT encoder, as they are multiplied.
struct EncoderWeights: Sendable {
  let hidden: Int
  let heads: Int
  /// Tokens of the longest text.
  let positions: Int
  /// Row-major: a row of `hidden` numbers for each piece of the vocabulary.
  let words: [Float]
  /// The like for each position, with the part of the first segment added: there is one segment only.
  let places: [Float]
  let embeddingNorm: LayerNorm
  let layers: [Layer]

  struct Layer: Sendable {
    /// Queries, keys and values of all heads, in one product.
    let attention: LinearLayer
    let projection: LinearLayer
    let attentionNorm: LayerNorm
    let expansion: LinearLayer
    let contraction: LinearLayer
    let norm: LayerNorm
  }
}

extension EncoderWeights {
  /// Reads the tensors of `file`, whose names are those of `BertModel` in transformers, for a vocabulary of `pieces`.
  ///
  /// - Throws: when a tensor is missing or of another shape than `settings` say.
  init(
    _ file: borrowing SafetensorsFile, _ settings: ModelSettings, pieces: Int
  ) throws(SentenceModelError) {
    var reader = TensorReader(
      prefix: file.shape("bert.embeddings.word_embeddings.weight") == nil ? "" : "bert.")
    let words = "embeddings.word_embeddings.weight"
    let hidden = settings.hidden ?? reader.length(1, of: words, file) ?? 0
    guard hidden > 0, hidden % settings.heads == 0 else {
      throw file.failure(
        words, found: "\(hidden) numbers a row",
        expected: "a multiple of the \(settings.heads) attention heads")
    }
    reader.hidden = hidden
    let rows = reader.length(0, of: words, file) ?? pieces
    guard rows >= pieces else {
      throw file.failure(words, found: "\(rows) rows", expected: "one for each of the \(pieces) pieces")
    }
    self.words = try reader.floats(words, [rows, hidden], file)
    let place = "embeddings.position_embeddings.weight"
    let segment = "embeddings.token_type_embeddings.weight"
    positions = reader.length(0, of: place, file) ?? settings.length
    let segments = reader.length(0, of: segment, file) ?? 1
    guard positions >= 2, segments >= 1 else {
      throw file.failure(
        place, found: "\(positions) positions, \(segments) segments", expected: "at least 2 and 1")
    }
    var places = try reader.floats(place, [positions, hidden], file)
    let segmentRows = try reader.floats(segment, [segments, hidden], file)
    for index in places.indices { places[index] += segmentRows[index % hidden] }
    self.places = places
    embeddingNorm = try reader.norm("embeddings.LayerNorm", settings.epsilon, file)
    (self.hidden, heads) = (hidden, settings.heads)

    let first = "encoder.layer.0.intermediate.dense.weight"
    let inner = settings.intermediate ?? reader.length(0, of: first, file) ?? 0
    let count = settings.layers ?? reader.layers(file)
    var layers: [Layer] = []
    for index in 0..<count {
      let name = "encoder.layer.\(index)."
      let parts = ["query", "key", "value"].map { name + "attention.self." + $0 }
      layers.append(
        Layer(
          attention: try reader.linear(parts, hidden, hidden, file),
          projection: try reader.linear([name + "attention.output.dense"], hidden, hidden, file),
          attentionNorm: try reader.norm(name + "attention.output.LayerNorm", settings.epsilon, file),
          expansion: try reader.linear([name + "intermediate.dense"], hidden, inner, file),
          contraction: try reader.linear([name + "output.dense"], inner, hidden, file),
          norm: try reader.norm(name + "output.LayerNorm", settings.epsilon, file)))
    }
    self.layers = layers
  }
}

/// Reads tensors whose names all begin with `prefix`.
private struct TensorReader {
  let prefix: String
  var hidden = 0

  func length(_ dimension: Int, of name: String, _ file: borrowing SafetensorsFile) -> Int? {
    guard let shape = file.shape(prefix + name), shape.indices.contains(dimension) else { return nil }
    return shape[dimension]
  }

  /// How many layers the file has.
  func layers(_ file: borrowing SafetensorsFile) -> Int {
    var count = 0
    while file.shape(prefix + "encoder.layer.\(count).output.dense.weight") != nil { count += 1 }
    return count
  }

  func floats(
    _ name: String, _ shape: [Int], _ file: borrowing SafetensorsFile
  ) throws(SentenceModelError) -> [Float] {
    try file.floats(prefix + name, shape: shape)
  }

  /// The layers `names`, of the same inputs, as one.
  func linear(
    _ names: [String], _ inputs: Int, _ outputs: Int, _ file: borrowing SafetensorsFile
  ) throws(SentenceModelError) -> LinearLayer {
    var weights: [Float] = []
    var bias: [Float] = []
    for name in names {
      weights += try floats(name + ".weight", [outputs, inputs], file)
      bias += try floats(name + ".bias", [outputs], file)
    }
    return LinearLayer(inputs: inputs, outputs: outputs * names.count, weights: weights, bias: bias)
  }

  func norm(
    _ name: String, _ epsilon: Float, _ file: borrowing SafetensorsFile
  ) throws(SentenceModelError) -> LayerNorm {
    LayerNorm(
      gain: try floats(name + ".weight", [hidden], file), shift: try floats(name + ".bias", [hidden], file),
      epsilon: epsilon)
  }
}
