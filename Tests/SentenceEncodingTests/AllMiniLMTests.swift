import Domain
import Foundation
import Testing
import TextAnalysis

@testable import SentenceEncoding

/// The model itself, beside sentence-transformers (`Fixtures/make.py`): where `PITWALL_TEST_SENTENCE_MODEL` names its
/// folder, as `script/sentence-model` prints it.
@Suite(.enabled(if: AllMiniLM.folder != nil, "PITWALL_TEST_SENTENCE_MODEL names no folder"))
struct AllMiniLMTests {
  @Test func piecesAndVectorsAreThoseOfSentenceTransformers() throws {
    let folder = try #require(AllMiniLM.folder)
    let cases = try JSONDecoder().decode(
      [AllMiniLM.Case].self, from: Data(contentsOf: fixture("all-minilm-l6-v2.json")))
    let vocabulary = folder.appendingPathComponent("vocab.txt")
    let tokenizer = WordPieceTokenizer(
      try WordPieceVocabulary([UInt8](try Data(contentsOf: vocabulary)), file: "vocab.txt"), ignoresCase: true
    )
    for example in cases {
      #expect(tokenizer.tokens(of: example.text, limit: 256) == example.tokens, "\(example.text)")
    }
    // Long texts take long without optimization; the benchmark compares them.
    let short = cases.filter { $0.tokens.count <= 64 }
    let matrix = try SentenceEncoder(folder: folder).embed(short.map { Passage(text: $0.text) })
    for (row, example) in short.enumerated() {
      let bytes = try #require(Data(base64Encoded: example.vector))
      let expected = try #require(bytes.withUnsafeBytes { NumberFormat.float16.floats($0) })
      #expect(cosine(matrix.values[row * 384..<(row + 1) * 384], expected) >= 1 - 1e-5, "\(example.text)")
    }
  }
}

enum AllMiniLM {
  static let folder = ProcessInfo.processInfo.environment["PITWALL_TEST_SENTENCE_MODEL"].map {
    URL(filePath: $0, directoryHint: .isDirectory)
  }

  struct Case: Decodable {
    let text: String
    let tokens: [Int32]
    let vector: String
  }
}
