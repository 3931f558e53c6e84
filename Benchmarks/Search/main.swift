import Domain
import Foundation
import Retrieval
import TextAnalysis

/// Measures exact cosine search: `SearchBenchmark FILE ROWS DIMENSION`.
///
/// FILE holds ROWS × DIMENSION 32-bit floats, then the query. Searches once for each line of standard input, so
/// that a peer can take turns with it, and prints the milliseconds of product and selection of the top 10, and
/// the rows found; `SearchBenchmark embed COUNT` embeds that many
/// chunks and prints chunks per second.
func seconds(_ work: () -> Void) -> Double {
  let start = ContinuousClock.now
  work()
  let elapsed = (ContinuousClock.now - start).components
  return Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
}

func measureSearch(file: String, rows: Int, dimension: Int) throws {
  let data = try Data(contentsOf: URL(filePath: file))
  let values = data.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
  guard values.count == (rows + 1) * dimension else {
    throw RetrievalError.dimension(embedder: (rows + 1) * dimension, matrix: values.count)
  }
  let search = VectorSearch(
    EmbeddingMatrix(dimension: dimension, values: Array(values.prefix(rows * dimension))))
  let query = Array(values.suffix(dimension))
  while readLine() != nil {
    var top: [ScoredRow] = []
    let time = seconds { top = search.top(10, to: query) }
    print(time * 1000, top.map { String($0.row) }.joined(separator: ","))
    fflush(nil)
  }
}

func measureEmbedding(count: Int) {
  let words = (0..<5_000).map { "w\(String($0 &* 7919, radix: 36))ord" }
  let passages = (0..<count).map { row in
    Passage(
      title: words[row % words.count],
      text: (0..<40).map { words[(row &* 31 &+ $0 &* $0 &* 17) % words.count] }.joined(separator: " "))
  }
  for name in EmbedderName.allCases {
    var embedder: any Embedder = HashingEmbedder()
    let training = seconds { embedder = name.embedder(for: passages) }
    var rows = 0
    let embedding = seconds {
      for start in stride(from: 0, to: count, by: 10_000) {
        rows += embedder.embed(Array(passages[start..<min(start + 10_000, count)])).count
      }
    }
    print("\(name.rawValue): \(rows) chunks, training \(training) s, embedding \(embedding) s")
  }
}

let arguments = CommandLine.arguments.dropFirst()
if arguments.first == "embed", let count = arguments.dropFirst().first.flatMap({ Int($0) }) {
  measureEmbedding(count: count)
} else if let file = arguments.first, arguments.count == 3 {
  let numbers = arguments.dropFirst().compactMap { Int($0) }
  guard numbers.count == 2, numbers.allSatisfy({ $0 > 0 }) else { exit(64) }
  try measureSearch(file: file, rows: numbers[0], dimension: numbers[1])
} else {
  print("usage: SearchBenchmark FILE ROWS DIMENSION | embed COUNT")
  exit(64)
}
