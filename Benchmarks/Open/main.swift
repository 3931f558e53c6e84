import Domain
import Foundation
import Retrieval
import Storage

/// Measures how long a generation of many vectors takes from closed to the first answer of a search.
///
/// `OpenBenchmark make FILE ROWS DIMENSION` writes a generation of made-up unit vectors with a short chunk each;
/// `OpenBenchmark open FILE ROWS DIMENSION` opens it in a process of its own, asks for the best ten, and prints the
/// milliseconds of each step. The reading of all chunks, which an assistant does too, is measured apart.
let arguments = CommandLine.arguments.dropFirst()
let embedder = { EmbedderIdentity(name: "made-up", version: "1", dimension: $0) }

/// Numbers that no bound finds easy: directions drawn evenly, from one seed for each row.
func vector(_ row: Int, _ dimension: Int) -> [Float] {
  var state = UInt64(row) &* 0x9E37_79B9_7F4A_7C15
  var vector = (0..<dimension).map { _ -> Float in
    state = (state ^ (state >> 27)) &* 0x94D0_49BB_1331_11EB &+ 1
    // A sum of four even numbers is nearly normal.
    return (0..<4).reduce(Float(-1022)) { $0 + Float(state >> (16 * UInt64($1)) & 511) }
  }
  let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
  for index in vector.indices { vector[index] /= length }
  return vector
}

func make(_ file: URL, rows: Int, dimension: Int) throws {
  let writer = try GenerationWriter(replacing: file)
  for start in stride(from: 0, to: rows, by: 10_000) {
    let part = start..<min(start + 10_000, rows)
    try writer.write(
      part.map {
        Chunk(
          document: "note/\($0)", kind: "note", title: "Note \($0)", ordinal: 0, bytes: 0..<20,
          text: "A note, number \($0).")
      },
      vectors: EmbeddingMatrix(dimension: dimension, values: part.flatMap { vector($0, dimension) }),
      embedder: embedder(dimension))
  }
  if let vectors = try writer.vectors(), let codes = VectorSearch(vectors).keepsake {
    try writer.write(codes: codes)
  }
  try writer.finish()
}

func open(_ file: URL, rows: Int, dimension: Int) throws {
  let start = ContinuousClock.now
  func elapsed() -> Double { (ContinuousClock.now - start) / .milliseconds(1) }
  let generation = try Generation(opening: file)
  let vectors = try generation.vectors(embedder: embedder(dimension), count: rows)
  let search = VectorSearch(vectors)
  let opened = elapsed()
  let query = vector(rows / 2, dimension)
  let found = search.top(10, to: query)
  let answered = elapsed()
  _ = search.top(10, to: query)
  let again = elapsed()
  let chunks = try generation.chunks()
  print(
    "opened \(opened) ms, first search \(answered - opened) ms, second \(again - answered) ms,",
    "all \(chunks.count) chunks \(elapsed() - again) ms; best \(found.first?.row ?? -1) of \(rows / 2)")
}

guard arguments.count == 4, let rows = Int(Array(arguments)[2]), let dimension = Int(Array(arguments)[3]),
  rows > 0, dimension > 0
else {
  print("usage: OpenBenchmark make|open FILE ROWS DIMENSION")
  exit(64)
}
let file = URL(filePath: Array(arguments)[1])
if arguments.first == "make" {
  try make(file, rows: rows, dimension: dimension)
} else {
  try open(file, rows: rows, dimension: dimension)
}
