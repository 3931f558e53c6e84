import Domain
import Foundation
import Storage
import Testing

/// The numbers of `vectors`, copied.
func numbers(_ vectors: StoredVectors) -> [Float] {
  vectors.numbers.bytes.withMemoryRebound(to: Float.self) { Array($0) }
}

@Suite struct TextTests {
  static let texts = [
    "Brake pads for the front axle", "Oil filter and engine oil", "Café brakes, naïve \"quoted\" AND text",
    "NEAR the brake: BRK-0012/A", "漢字 parts",
  ]

  /// A database of `texts`, the last of them an article.
  static func open(_ scratch: Scratch) throws -> Generation {
    try scratch.build { writer in
      let chunks = texts.enumerated().map { index, text in
        Sample.chunk(
          index, text, kind: index == texts.count - 1 ? "article" : "part",
          identifiers: index == 3 ? ["BRK-0012/A", "brk 0012a"] : [])
      }
      let values = texts.indices.flatMap { row in (0..<8).map { $0 == row ? Float(1) : 0 } }
      try writer.write(
        chunks, vectors: EmbeddingMatrix(dimension: 8, values: values), embedder: Sample.embedder(8))
    }
    return try scratch.open()
  }

  @Test(arguments: [[], [0], [4, 0, 2], [3, 3]]) func chunksAreReadByPosition(positions: [Int]) throws {
    let scratch = try Scratch()
    let generation = try Self.open(scratch)
    let all = try generation.chunks()
    #expect(try generation.chunks(at: positions) == positions.map { all[$0] })
  }

  @Test(arguments: [-1, 5, Int.max]) func aChunkThatIsNotThereIsTold(position: Int) throws {
    let scratch = try Scratch()
    let generation = try Self.open(scratch)
    #expect(
      throws: StorageError.damaged(
        file: generation.file.path, reason: "chunk \(position) of 5 is not there")
    ) { try generation.chunks(at: [0, position]) }
  }

  @Test func chunksAndVectorsComeBackInOrder() throws {
    let scratch = try Scratch()
    let (rows, dimension) = (501, 48)
    let values: [Float] = (0..<rows).flatMap { row in
      let raw = (0..<dimension).map { Float(($0 * 7 + row * 13) % 19 - 9) }
      let length = raw.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return row == 5 ? raw.map { _ in 0 } : raw.map { $0 / length }
    }
    let chunks = (0..<rows).map { Sample.chunk($0, "text \($0)", identifiers: ["id\($0)"]) }
    let embedder = Sample.embedder(dimension)
    try scratch.build { writer in
      let cut = 200
      let (head, tail) = (values.prefix(cut * dimension), values.dropFirst(cut * dimension))
      try writer.write(
        Array(chunks.prefix(cut)), vectors: EmbeddingMatrix(dimension: dimension, values: Array(head)),
        embedder: embedder)
      try writer.write(
        Array(chunks.dropFirst(cut)), vectors: EmbeddingMatrix(dimension: dimension, values: Array(tail)),
        embedder: embedder)
    }
    let generation = try scratch.open()
    let (stored, vectors) = try generation.vectors(embedder: embedder)
    #expect(stored == chunks && numbers(vectors) == values && generation.embedder == embedder)
    #expect(vectors.count == rows && vectors.dimension == dimension && vectors.codes == nil)
    let other = EmbedderIdentity(name: "hashing", version: "2", dimension: dimension)
    #expect(throws: StorageError.embedder(found: embedder, expected: other)) {
      try generation.vectors(embedder: other)
    }
  }

  @Test(arguments: [
    ([1, 0, 0], 3, 3, "expected 2 vectors, one per chunk, found 1"),
    ([1, 0, 0, 1], 2, 3, "expected vectors of 3 dimensions, found 2"),
    ([1, 0, 0, Float.nan], 2, 2, "vector of part/1#0: component 1 is not finite"),
    ([1, 0, .infinity, 0], 2, 2, "component 0 is not finite"),
    ([1, 0, 0, 2], 2, 2, "vector of part/1#0: expected length 1 or 0, found 2.0"), ([1, 0, 0, 0], 2, 2, ""),
    ([0.6, 0.8, -1, 0], 2, 2, ""),
  ])
  func vectorsAreCheckedAtTheDoor(values: [Float], dimension: Int, declared: Int, words: String) throws {
    let scratch = try Scratch()
    try scratch.build { writer in
      let matrix = EmbeddingMatrix(dimension: dimension, values: values)
      let chunks = [Sample.chunk(0, "a"), Sample.chunk(1, "b")]
      if words.isEmpty {
        try writer.write(chunks, vectors: matrix, embedder: Sample.embedder(declared))
      } else {
        #expect {
          try writer.write(chunks, vectors: matrix, embedder: Sample.embedder(declared))
        } throws: {
          "\($0)".contains(words)
        }
      }
    }
    #expect(try scratch.open().chunkCount == (words.isEmpty ? 2 : 0))
  }

  static let lists: [[String]] = [
    [], [""], ["a"], ["a", "", "b"], ["a/b", "c,d", "[e]"], ["\"", "\\", "\",\"", "\n", "é\u{1F}"],
  ]

  @Test(arguments: lists) func identifierListsComeBack(identifiers: [String]) throws {
    let scratch = try Scratch()
    let chunk = Sample.chunk(0, "a", identifiers: identifiers)
    try scratch.build { writer in
      try writer.write(
        [chunk], vectors: EmbeddingMatrix(dimension: 1, values: [1]), embedder: Sample.embedder(1))
    }
    let generation = try scratch.open()
    #expect(try generation.chunks() == [chunk])
  }

  @Test func aDocumentHashTellsAChangeFromNone() throws {
    let scratch = try Scratch()
    let first = Document(id: "a/1", kind: "a", title: "t", text: "x", identifiers: ["i"])
    let variants = [
      Document(id: "a/1", kind: "b", title: "t", text: "x", identifiers: ["i"]),
      Document(id: "a/1", kind: "a", title: "tx", text: "", identifiers: ["i"]),
      Document(id: "a/1", kind: "a", title: "t", text: "x", identifiers: []),
    ]
    try scratch.build { writer in
      try writer.write(documents: [first])
      #expect(throws: StorageError.duplicate(kind: "document", name: "a/1")) {
        try writer.write(documents: [first])
      }
    }
    let generation = try scratch.open()
    #expect(try generation.documentHashes() == ["a/1": first.contentHash])
    #expect(try generation.document("a/1") == first)
    for variant in variants { #expect(variant.contentHash != first.contentHash) }
  }
}
