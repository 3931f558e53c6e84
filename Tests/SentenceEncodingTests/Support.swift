import Foundation
import Testing

@testable import SentenceEncoding

/// The tiny encoder of chance weights, and what transformers made of texts with it (`Fixtures/make.py`).
enum Tiny {
  static var folder: URL { fixture("tiny") }

  struct Case: Decodable, Sendable {
    let text: String
    let tokens: [Int32]
    let mean: [Float]
    let first: [Float]
  }

  static func cases() throws -> [Case] {
    try JSONDecoder().decode([Case].self, from: Data(contentsOf: fixture("tiny.json")))
  }

  static func tokenizer(ignoresCase: Bool = true) throws -> WordPieceTokenizer {
    let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent("vocab.txt")))
    return WordPieceTokenizer(try WordPieceVocabulary(bytes, file: "vocab.txt"), ignoresCase: ignoresCase)
  }

  /// Calls `body` with a copy of the folder, in which `files` stand in place of its own; nil takes one away.
  static func with<Result>(
    _ files: [String: Data?], _ body: (URL) throws -> Result
  ) throws -> Result {
    let copy = FileManager.default.temporaryDirectory.appendingPathComponent("tiny-\(UUID().uuidString)")
    try FileManager.default.copyItem(at: folder, to: copy)
    defer { try? FileManager.default.removeItem(at: copy) }
    for (name, data) in files {
      let file = copy.appendingPathComponent(name)
      try? FileManager.default.removeItem(at: file)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try data?.write(to: file)
    }
    return try body(copy)
  }
}

func fixture(_ name: String) -> URL {
  Bundle.module.bundleURL.appendingPathComponent("Fixtures").appendingPathComponent(name)
}

/// The bytes of a safetensors file: a header as it is written here, then `data`.
func safetensors(_ header: String, data: [UInt8] = [], length: UInt64? = nil) -> [UInt8] {
  let count = length ?? UInt64(header.utf8.count)
  return (0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * UInt64($0))) } + Array(header.utf8) + data
}

func cosine(_ a: some Collection<Float>, _ b: some Collection<Float>) -> Double {
  func dot(_ a: some Collection<Float>, _ b: some Collection<Float>) -> Double {
    zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }
  return dot(a, b) / (dot(a, a) * dot(b, b)).squareRoot()
}
