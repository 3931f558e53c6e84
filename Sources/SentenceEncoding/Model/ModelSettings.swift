/// What the files of a model say about how it computes, beside its weights.
struct ModelSettings: Sendable, Hashable {
  /// Word pieces of a text that are read, marks included, where no file says.
  static let standardLength = 256
  /// The same, at most.
  static let longest = 8192

  /// Nil where `config.json` does not say: the weights do.
  var hidden: Int?
  var layers: Int?
  var intermediate: Int?
  var heads = 12
  var epsilon: Float = 1e-12
  /// Word pieces of a text that are read, the marks of start and end among them.
  var length = standardLength
  var ignoresCase = true
  var pooling = Pooling.mean

  /// What becomes of the vectors of all word pieces.
  enum Pooling: Sendable, Hashable { case mean, first }
}

extension ModelSettings {
  /// Reads the settings of `folder`, of which each file may be missing.
  ///
  /// - Throws: when they ask for anything but a BERT encoder, pooled and brought to length 1.
  init(_ folder: ModelFolder) throws(SentenceModelError) {
    self.init()
    try read(config: folder)
    if let sentence = try folder.settings("sentence_bert_config.json", as: SentenceFile.self) {
      if let length = sentence.maxSeqLength {
        guard 2...Self.longest ~= length else {
          throw SentenceModelError(
            file: folder.path("sentence_bert_config.json"), place: "max_seq_length", found: "\(length)",
            expected: "2 to \(Self.longest)")
        }
        self.length = length
      }
    }
    ignoresCase = try folder.settings("tokenizer_config.json", as: TokenizerFile.self)?.doLowerCase ?? true
    try read(modules: folder)
    try read(pooling: folder)
  }

  private mutating func read(config folder: ModelFolder) throws(SentenceModelError) {
    let name = "config.json"
    guard let config = try folder.settings(name, as: ConfigFile.self) else { return }
    func failure(_ key: String, _ found: String, _ expected: String) -> SentenceModelError {
      SentenceModelError(file: folder.path(name), place: key, found: found, expected: expected)
    }
    func size(_ key: String, _ value: Int?, _ range: ClosedRange<Int>) throws(SentenceModelError) -> Int? {
      guard let value else { return nil }
      guard range ~= value else {
        throw failure(key, "\(value)", "\(range.lowerBound) to \(range.upperBound)")
      }
      return value
    }
    for (key, found, expected) in [
      ("model_type", config.modelType, "bert"), ("hidden_act", config.hiddenAct, "gelu"),
      ("position_embedding_type", config.positionEmbeddingType, "absolute"),
    ] {
      if let found, found != expected { throw failure(key, "'\(found)'", "'\(expected)'") }
    }
    hidden = try size("hidden_size", config.hiddenSize, 1...16_384)
    layers = try size("num_hidden_layers", config.numHiddenLayers, 0...256)
    intermediate = try size("intermediate_size", config.intermediateSize, 1...65_536)
    heads = try size("num_attention_heads", config.numAttentionHeads, 1...1_024) ?? heads
    if let epsilon = config.layerNormEps {
      guard epsilon.isFinite, epsilon >= 0 else { throw failure("layer_norm_eps", "\(epsilon)", "0 or more") }
      self.epsilon = epsilon
    }
  }

  /// No other steps than the ones that are computed here.
  private func read(modules folder: ModelFolder) throws(SentenceModelError) {
    let name = "modules.json"
    for module in try folder.settings(name, as: [ModuleFile].self) ?? [] {
      let known = ["Transformer", "Pooling", "Normalize"]
      guard known.contains(where: { module.type.hasSuffix("." + $0) }) else {
        throw SentenceModelError(
          file: folder.path(name), place: "type", found: "'\(module.type)'",
          expected: "one of \(known.joined(separator: ", "))")
      }
    }
  }

  private mutating func read(pooling folder: ModelFolder) throws(SentenceModelError) {
    let name = "1_Pooling/config.json"
    guard let file = try folder.settings(name, as: PoolingFile.self) else { return }
    switch (file.poolingModeMeanTokens ?? false, file.poolingModeClsToken ?? false, file.hasOther) {
    case (true, false, false): pooling = .mean
    case (false, true, false): pooling = .first
    default:
      throw SentenceModelError(
        file: folder.path(name), place: "pooling_mode", found: "another",
        expected: "pooling_mode_mean_tokens or pooling_mode_cls_token, and no other")
    }
  }
}

private struct ConfigFile: Decodable {
  let modelType: String?
  let hiddenAct: String?
  let positionEmbeddingType: String?
  let hiddenSize: Int?
  let numHiddenLayers: Int?
  let numAttentionHeads: Int?
  let intermediateSize: Int?
  let layerNormEps: Float?
}

private struct SentenceFile: Decodable { let maxSeqLength: Int? }

private struct TokenizerFile: Decodable { let doLowerCase: Bool? }

private struct ModuleFile: Decodable { let type: String }

private struct PoolingFile: Decodable {
  let poolingModeMeanTokens: Bool?
  let poolingModeClsToken: Bool?
  let poolingModeMaxTokens: Bool?
  let poolingModeMeanSqrtLenTokens: Bool?
  let poolingModeWeightedmeanTokens: Bool?
  let poolingModeLasttoken: Bool?

  var hasOther: Bool {
    [
      poolingModeMaxTokens, poolingModeMeanSqrtLenTokens, poolingModeWeightedmeanTokens, poolingModeLasttoken,
    ].contains(true)
  }
}
