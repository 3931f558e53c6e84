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
    let encoder = try SentenceEncoder(folder: folder)
    let matrix = encoder.embed(cases.map { Passage(text: $0.text) })
    for (row, example) in cases.enumerated() {
      #expect(tokenizer.tokens(of: example.text, limit: 256) == example.tokens, "\(example.text)")
      let bytes = try #require(Data(base64Encoded: example.vector))
      let expected = try #require(bytes.withUnsafeBytes { NumberFormat.float16.floats($0) })
      let found = matrix.values[row * 384..<(row + 1) * 384]
      #expect(cosine(found, expected) >= 1 - 1e-5, "\(example.text)")
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
