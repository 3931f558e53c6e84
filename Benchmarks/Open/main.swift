import Domain
import Foundation
import Retrieval
import Storage
import TextAnalysis

/// Measures how long a generation of many vectors takes from closed to the first answer of a search.
///
/// `OpenBenchmark make FILE ROWS DIMENSION` writes a generation of made-up unit vectors with a short chunk each;
/// `OpenBenchmark open FILE ROWS DIMENSION` opens it in a process of its own as an assistant does, searches for a text by
/// words, vectors and names, and prints the milliseconds of each step.
let arguments = CommandLine.arguments.dropFirst()

/// Gives a text the vector of the last number in it.
struct MadeEmbedder: Embedder {
  let dimension: Int
  var identity: EmbedderIdentity { EmbedderIdentity(name: "made-up", version: "1", dimension: dimension) }
  var weights: Data? { nil }

  func embed(_ passages: [Passage]) -> EmbeddingMatrix {
    let rows = passages.map { Int($0.text.split { !$0.isNumber }.last ?? "") ?? 0 }
    return EmbeddingMatrix(dimension: dimension, values: rows.flatMap { vector($0, dimension) })
  }
}

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
  let embedder = MadeEmbedder(dimension: dimension)
  let chunks = (0..<rows).map {
    Chunk(
      document: "note/\($0)", kind: "note", title: "Note \($0)", ordinal: 0, bytes: 0..<20,
      text: "A note, number \($0).", identifiers: ["NOTE-\(1_000_000_000 + $0)"])
  }
  for start in stride(from: 0, to: rows, by: 10_000) {
    let part = Array(chunks[start..<min(start + 10_000, rows)])
    try writer.write(part, vectors: embedder.embed(part), embedder: embedder.identity)
  }
  if let vectors = try writer.vectors(), let codes = VectorSearch(vectors).keepsake {
    try writer.write(codes, as: .codes)
  }
  var builder = LexicalIndexBuilder()
  for row in LexicalRow.rows(of: chunks) { builder.append(row) }
  try writer.write(builder.index().region, as: .terms)
  try writer.write(RowTable(chunks, analyzer: Analyzer()).region, as: .rows)
  try writer.finish()
}

func open(_ file: URL, rows: Int, dimension: Int) throws {
  let start = ContinuousClock.now
  func elapsed() -> Double { (ContinuousClock.now - start) / .milliseconds(1) }
  let generation = try Generation(opening: file)
  let embedder = MadeEmbedder(dimension: dimension)
  let vectors = try generation.vectors(embedder: embedder.identity, count: generation.chunkCount)
  guard let index = generation.region(.terms).flatMap({ LexicalIndex($0) }),
    let table = generation.region(.rows).flatMap({ RowTable($0) })
  else { fatalError("\(file.path): made by another version of this program") }
  let retriever = try Retriever(
    table, chunks: { try generation.chunks(at: $0) },
    rankers: [LexicalRanker(index), VectorRanker(VectorSearch(vectors), embedder: embedder)])
  let opened = elapsed()
  let found = try retriever.search("the note of number \(rows / 2)", top: 10)
  let answered = elapsed()
  _ = try retriever.search("the note of number \(rows / 3)", top: 10)
  print(
    "opened \(opened) ms, first search \(answered - opened) ms, second \(elapsed() - answered) ms;",
    "best \(found.first?.chunk.id ?? "none") of \(rows / 2)")
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
