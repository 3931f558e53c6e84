import Domain
import Foundation
import Retrieval
import TextAnalysis

/// Measures exact cosine search: `SearchBenchmark FILE ROWS DIMENSION`.
///
/// FILE holds ROWS vectors of DIMENSION 32-bit floats, then as many queries as it goes on. For each line of standard
/// input, a number, searches for that many queries together and prints the milliseconds, and for each query the rows
/// of its top 10. So a peer can take turns with it. `SearchBenchmark embed COUNT` embeds that many chunks and prints
/// chunks per second.
func seconds(_ work: () -> Void) -> Double {
  let start = ContinuousClock.now
  work()
  let elapsed = (ContinuousClock.now - start).components
  return Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
}

func floats(in file: String) throws -> [Float] {
  let handle = try FileHandle(forReadingFrom: URL(filePath: file))
  let count = Int(try handle.seekToEnd()) / MemoryLayout<Float>.size
  try handle.seek(toOffset: 0)
  return try [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
    let bytes = UnsafeMutableRawBufferPointer(buffer)
    var done = 0
    while done < bytes.count, let part = try handle.read(upToCount: 1 << 24), !part.isEmpty {
      bytes[done...].copyBytes(from: part)
      done += part.count
    }
    initialized = done / MemoryLayout<Float>.size
  }
}

func measureSearch(file: String, rows: Int, dimension: Int) throws {
  var values = try floats(in: file)
  guard values.count > rows * dimension, values.count % dimension == 0 else {
    throw RetrievalError.dimension(embedder: (rows + 1) * dimension, matrix: values.count)
  }
  let queries = stride(from: rows * dimension, to: values.count, by: dimension).map {
    Array(values[$0..<$0 + dimension])
  }
  values.removeLast(values.count - rows * dimension)
  let search = VectorSearch(EmbeddingMatrix(dimension: dimension, values: values))
  while let line = readLine(), let count = Int(line) {
    var top: [[ScoredRow]] = []
    let some = Array(queries.prefix(count))
    let time = seconds { top = search.top(10, toAll: some) }
    print(time * 1000, top.map { $0.map { String($0.row) }.joined(separator: ",") }.joined(separator: " "))
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
} else if arguments.first == "topics", arguments.count == 4, let count = Int(Array(arguments)[2]), count > 0 {
  let words = Array(arguments)
  try measureTopics(folder: words[1], dimension: count, file: words[3])
} else if let file = arguments.first, arguments.count == 3 {
  let numbers = arguments.dropFirst().compactMap { Int($0) }
  guard numbers.count == 2, numbers.allSatisfy({ $0 > 0 }) else { exit(64) }
  try measureSearch(file: file, rows: numbers[0], dimension: numbers[1])
} else {
  print("usage: SearchBenchmark FILE ROWS DIMENSION | embed COUNT | topics FOLDER DIMENSION FILE")
  exit(64)
}
