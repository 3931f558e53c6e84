import Domain
import Foundation
import Testing
import TextAnalysis

@testable import SentenceEncoding

struct SentenceEncoderTests {
  private static let firstToken = Data(#"{"pooling_mode_cls_token":true}"#.utf8)

  @Test func vectorsAreThoseOfTransformers() throws {
    let cases = try Tiny.cases()
    let encoder = try SentenceEncoder(folder: Tiny.folder)
    let tokenizer = try Tiny.tokenizer()
    let matrix = encoder.embed(cases.map { Passage(text: $0.text) })
    let first = try Tiny.with(["1_Pooling/config.json": Self.firstToken]) { folder in
      try SentenceEncoder(folder: folder).embed(cases.map { Passage(text: $0.text) })
    }
    for (row, example) in cases.enumerated() {
      #expect(tokenizer.tokens(of: example.text, limit: 20) == example.tokens, "\(example.text)")
      for column in 0..<12 {
        #expect(abs(matrix.values[row * 12 + column] - example.mean[column]) <= 1e-5, "\(example.text)")
        #expect(abs(first.values[row * 12 + column] - example.first[column]) <= 1e-5, "\(example.text)")
      }
    }
  }

  /// A text has one vector, whatever it is embedded with: so vectors may be kept.
  @Test func aVectorDoesNotDependOnTheOthers() throws {
    let encoder = try SentenceEncoder(folder: Tiny.folder)
    let texts = try (0..<40).flatMap { round in
      try Tiny.cases().map { $0.text + String(repeating: " oil", count: round % 5) }
    }
    let together = encoder.embed(texts.map { Passage(text: $0) })
    for (row, text) in texts.enumerated().prefix(60) {
      let alone = encoder.embed(text)
      for column in 0..<12 { #expect(abs(alone[column] - together.values[row * 12 + column]) <= 1e-6) }
    }
  }

  @Test func aTextWithoutAWordHasNoVector() throws {
    let encoder = try SentenceEncoder(folder: Tiny.folder)
    #expect(encoder.embed([]).count == 0)
    #expect(encoder.embed(" \u{200B}\n") == [Float](repeating: 0, count: 12))
    let some = encoder.embed([Passage(text: ""), Passage(text: "oil"), Passage(title: "oil", text: "")])
    #expect(some.values[0..<12].allSatisfy { $0 == 0 })
    #expect(cosine(some.values[12..<24], some.values[24..<36]) > 0.999999)
    #expect(
      cosine(encoder.embed([Passage(title: "the", text: "oil")]).values, encoder.embed("the oil")) > 0.999999)
  }

  @Test func batchesHoldAllTextsOnce() {
    #expect(SentenceEncoder.batches([]) == [])
    #expect(SentenceEncoder.batches([600]) == [0..<1])
    #expect(SentenceEncoder.batches([500, 12, 1, 512, 3]) == [0..<2, 2..<3, 3..<4, 4..<5])
    let lengths = (0..<500).map { $0 * 37 % 256 }
    let batches = SentenceEncoder.batches(lengths)
    #expect(batches.flatMap { Array($0) } == Array(0..<500))
    #expect(batches.allSatisfy { lengths[$0].reduce(0, +) <= SentenceEncoder.batchTokens })
  }

  @Test func theIdentityIsThatOfTheContent() throws {
    let identity = try SentenceEncoder(folder: Tiny.folder).identity
    #expect(identity.name == "sentence-encoder" && identity.dimension == 12)
    #expect(try Tiny.with([:]) { try SentenceEncoder(folder: $0).identity } == identity)
    var weights = try Data(contentsOf: Tiny.folder.appendingPathComponent("model.safetensors"))
    weights[weights.count - 1] ^= 0x80
    for change in [
      ["model.safetensors": weights], ["1_Pooling/config.json": Self.firstToken],
      ["sentence_bert_config.json": Data(#"{"max_seq_length":19}"#.utf8)],
    ] {
      #expect(try Tiny.with(change) { try SentenceEncoder(folder: $0).identity } != identity)
    }
  }

  /// The shapes say what `config.json` does not.
  @Test func readsAModelWithoutSettings() throws {
    let config = Data(#"{"num_attention_heads":3}"#.utf8)
    let encoder = try Tiny.with(["config.json": config]) { try SentenceEncoder(folder: $0) }
    let expected = try SentenceEncoder(folder: Tiny.folder)
    #expect(cosine(encoder.embed("the brake pads"), expected.embed("the brake pads")) > 0.99999)
  }

  @Test(arguments: [
    (
      #"{"hidden_size":16,"num_attention_heads":2}"#,
      "tensor embeddings.word_embeddings.weight: expected shape"
    ),
    (
      #"{"num_attention_heads":5}"#,
      "tensor embeddings.word_embeddings.weight: expected a multiple of the 5 attention"
    ),
    (
      #"{"num_attention_heads":3,"num_hidden_layers":3}"#,
      "tensor encoder.layer.2.attention.self.query.weight: expected"
    ),
    (
      #"{"num_attention_heads":3,"intermediate_size":21}"#,
      "tensor encoder.layer.0.intermediate.dense.weight: expected"
    ),
  ])
  func refusesWeightsOfAnotherShape(config: String, message: String) throws {
    try Tiny.with(["config.json": Data(config.utf8)]) { folder in
      let error = #expect(throws: SentenceModelError.self) { try SentenceEncoder(folder: folder) }
      #expect(
        error.map { "\($0.place): expected \($0.expected)" }?.hasPrefix(message) == true, "\(error as Any)")
    }
  }

  @Test(arguments: ["model.safetensors", "vocab.txt"])
  func saysWhichFileIsMissing(file: String) throws {
    try Tiny.with([file: nil]) { folder in
      let error = #expect(throws: SentenceModelError.self) { try SentenceEncoder(folder: folder) }
      #expect(
        error?.description.hasSuffix("\(file): expected a readable file, found No such file or directory")
          == true)
    }
  }

  @Test func refusesAVocabularyThatIsLargerThanTheModel() throws {
    var words = try Data(contentsOf: Tiny.folder.appendingPathComponent("vocab.txt"))
    words += Data("one\nmore\n".utf8)
    try Tiny.with(["vocab.txt": words]) { folder in
      let error = #expect(throws: SentenceModelError.self) { try SentenceEncoder(folder: folder) }
      #expect(error?.expected.hasPrefix("one for each of the") == true)
    }
  }
}
