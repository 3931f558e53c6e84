import Domain
import Foundation
import SentenceEncoding
import TextAnalysis

/// Measures the sentence encoder: `EncoderBenchmark FOLDER TEXTS VECTORS`.
///
/// TEXTS is a JSON array of strings. Reads the model, writes the vectors of all texts to VECTORS as 32-bit floats, and
/// prints the seconds of each. Then does what each line of standard input asks, so that a peer can take turns with it, and
/// prints the seconds: "all" embeds all texts at once, "each" one after the other.
func seconds<Result>(_ work: () throws -> Result) rethrows -> (Double, Result) {
  let start = ContinuousClock.now
  let result = try work()
  return ((ContinuousClock.now - start) / .seconds(1), result)
}

func answer(_ numbers: Double...) {
  print(numbers.map { String($0) }.joined(separator: " "))
  fflush(nil)
}

let arguments = CommandLine.arguments.dropFirst()
guard arguments.count == 3, let folder = arguments.first, let vectors = arguments.last else {
  print("usage: EncoderBenchmark FOLDER TEXTS VECTORS")
  exit(64)
}
let texts = try JSONDecoder().decode([String].self, from: Data(contentsOf: URL(filePath: arguments[2])))
let passages = texts.map { Passage(text: $0) }
let (loading, encoder) = try seconds { try SentenceEncoder(folder: URL(filePath: folder)) }
let (embedding, matrix) = seconds { encoder.embed(passages) }
try matrix.values.withUnsafeBytes { try Data($0).write(to: URL(filePath: vectors)) }
answer(loading, embedding)
while let line = readLine() {
  switch line {
  case "all": answer(seconds { encoder.embed(passages) }.0)
  default: answer(seconds { passages.map { encoder.embed([$0]) } }.0)
  }
}
