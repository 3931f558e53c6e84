import Domain
import Foundation
import SentenceEncoding
import TextAnalysis

/// Measures the sentence encoder: `EncoderBenchmark FOLDER TEXTS VECTORS`.
///
/// TEXTS is a JSON array of strings. Reads the model, prints the seconds that took, and writes the vectors of all texts
/// to VECTORS as 32-bit floats. Then does what each line of standard input asks, so that a peer can take turns with it,
/// and prints seconds, of the wall and of the processor: "all" embeds all texts at once, "each" one after the other.
func seconds(_ work: () throws -> Void) rethrows -> (wall: Double, processor: Double) {
  let (start, used) = (ContinuousClock.now, clock())
  try work()
  return ((ContinuousClock.now - start) / .seconds(1), Double(clock() - used) / Double(CLOCKS_PER_SEC))
}

func answer(_ seconds: (wall: Double, processor: Double)) {
  print(seconds.wall, seconds.processor)
  fflush(nil)
}

let arguments = CommandLine.arguments.dropFirst()
guard arguments.count == 3, let folder = arguments.first, let vectors = arguments.last else {
  print("usage: EncoderBenchmark FOLDER TEXTS VECTORS")
  exit(64)
}
let texts = try JSONDecoder().decode([String].self, from: Data(contentsOf: URL(filePath: arguments[2])))
let passages = texts.map { Passage(text: $0) }
let start = ContinuousClock.now
let encoder = try SentenceEncoder(folder: URL(filePath: folder))
print((ContinuousClock.now - start) / .seconds(1))
try encoder.embed(passages).values.withUnsafeBytes { try Data($0).write(to: URL(filePath: vectors)) }
fflush(nil)
while let line = readLine() {
  switch line {
  case "all": answer(seconds { _ = encoder.embed(passages) })
  default: answer(seconds { for passage in passages { _ = encoder.embed([passage]) } })
  }
}
