import Foundation
import Testing

@testable import SentenceEncoding

struct ModelSettingsTests {
  @Test func readsWhatThereIs() throws {
    let settings = try ModelSettings(ModelFolder(url: Tiny.folder))
    #expect(
      settings.hidden == 12 && settings.layers == 2 && settings.heads == 3 && settings.intermediate == 20)
    #expect(settings.length == 20 && settings.ignoresCase && settings.pooling == .mean)
    let none = try Tiny.with(["config.json": nil, "sentence_bert_config.json": nil]) {
      try ModelSettings(ModelFolder(url: $0))
    }
    #expect(none == ModelSettings())
    #expect(none.length == 256)
  }

  @Test(arguments: [
    ("config.json", #"{"model_type":"roberta"}"#, "model_type: expected 'bert', found 'roberta'"),
    ("config.json", #"{"hidden_act":"relu"}"#, "hidden_act: expected 'gelu', found 'relu'"),
    (
      "config.json", #"{"position_embedding_type":"relative_key"}"#,
      "position_embedding_type: expected 'absolute', found 'relative_key'"
    ),
    ("config.json", #"{"hidden_size":0}"#, "hidden_size: expected 1 to 16384, found 0"),
    ("config.json", #"{"num_attention_heads":0}"#, "num_attention_heads: expected 1 to 1024, found 0"),
    ("config.json", #"{"num_hidden_layers":-1}"#, "num_hidden_layers: expected 0 to 256, found -1"),
    ("config.json", #"{"layer_norm_eps":-1}"#, "layer_norm_eps: expected 0 or more, found -1.0"),
    ("config.json", #"{"hidden_size":"a"}"#, "hiddenSize: expected Int"),
    ("config.json", "{", "expected JSON"),
    ("sentence_bert_config.json", #"{"max_seq_length":1}"#, "max_seq_length: expected 2 to 8192, found 1"),
    (
      "modules.json", #"[{"type":"sentence_transformers.models.Dense"}]"#,
      "type: expected one of Transformer, Pooling, Normalize"
    ),
    ("1_Pooling/config.json", #"{"pooling_mode_max_tokens":true}"#, "pooling_mode: expected"),
    (
      "1_Pooling/config.json", #"{"pooling_mode_mean_tokens":true,"pooling_mode_cls_token":true}"#,
      "pooling_mode: expected"
    ),
  ])
  func refusesAnotherModel(file: String, text: String, message: String) throws {
    try Tiny.with([file: Data(text.utf8)]) { folder in
      let error = #expect(throws: SentenceModelError.self) { try SentenceEncoder(folder: folder) }
      #expect(error?.file.hasSuffix(file) == true)
      let description = error.map { String($0.description.dropFirst($0.file.count + 2)) } ?? ""
      #expect(description.hasPrefix(message), "\(description)")
    }
  }

  @Test func refusesSettingsOfNoEnd() throws {
    let long =
      Data("{\"a\":\"".utf8) + Data(repeating: 0x61, count: ModelFolder.largestSettings) + Data("\"}".utf8)
    try Tiny.with(["config.json": long]) { folder in
      let error = #expect(throws: SentenceModelError.self) { try SentenceEncoder(folder: folder) }
      #expect(error?.expected == "at most \(ModelFolder.largestSettings)")
    }
  }
}
