import Domain
import Foundation
import Storage
import Testing

/// Vectors and codes lie behind the tables of the file.
@Suite struct RegionTests {
  private static let values: [Float] = [1, 0, 0.6, 0.8, 0, 1]

  private func build(
    _ scratch: Scratch, _ name: String, _ values: [Float] = values, codes: [UInt8]? = [1, 2, 3]
  )
    throws
  {
    try scratch.build(name) { writer in
      try Sample.fill(writer)
      #expect(try writer.vectors() == nil)
      try writer.write(
        (0..<values.count / 2).map { Sample.chunk($0, "text \($0)") },
        vectors: EmbeddingMatrix(dimension: 2, values: values), embedder: Sample.embedder(2))
      let vectors = try #require(try writer.vectors())
      #expect(numbers(vectors) == values && vectors.count == values.count / 2)
      if let codes {
        try writer.write(MemoryRegion(byteCount: codes.count) { $0.copyBytes(from: codes) }, as: .codes)
      }
    }
  }

  @Test func vectorsAndCodesComeBack() throws {
    let scratch = try Scratch()
    let large = (0..<40_000).flatMap { _ in Self.values.prefix(4) }
    for (values, codes) in [
      (Self.values, [1, 2, 3]), (large, nil), (large, [UInt8](repeating: 7, count: 99_999)),
    ] {
      try build(scratch, "g", values, codes: codes)
      let generation = try scratch.open()
      let (chunks, vectors) = try generation.vectors(embedder: Sample.embedder(2))
      #expect(chunks.count == values.count / 2 && numbers(vectors) == values)
      #expect(vectors.codes.map { Array($0.bytes) } == codes)
      #expect(generation.datasets.map(\.rows) == [10])
      #expect(scratch.names == ["test.db", "test.db.lock"])
    }
  }

  @Test func vectorsStayThoseOfTheirGeneration() throws {
    let scratch = try Scratch()
    try build(scratch, "g1")
    let old = try scratch.open()
    try build(scratch, "g2", [0, 1], codes: [9])
    #expect(numbers(try old.vectors(embedder: Sample.embedder(2)).vectors) == Self.values)
    let vectors = try scratch.open().vectors(embedder: Sample.embedder(2)).vectors
    #expect(numbers(vectors) == [0, 1] && vectors.codes.map { Array($0.bytes) } == [9])
  }

  @Test func aGenerationWithoutChunksHasNoVectors() throws {
    let scratch = try Scratch()
    try scratch.build()
    let (chunks, vectors) = try scratch.open().vectors(embedder: Sample.embedder(2))
    #expect(chunks.isEmpty && vectors.count == 0 && vectors.codes == nil)
  }

  @Test(arguments: [1, 3, 70_000]) func aFileCutBehindItsTablesIsRefused(missing: Int) throws {
    let scratch = try Scratch()
    try build(scratch, "g1")
    let whole = try Data(contentsOf: scratch.file)
    try whole.dropLast(missing).write(to: scratch.file)
    #expect {
      try scratch.open()
    } throws: {
      $0 is StorageError && "\($0)".contains("was cut")
    }
  }

  @Test func anAbandonedBuildLeavesNoVectors() throws {
    let scratch = try Scratch()
    let left = URL(fileURLWithPath: scratch.file.path + ".building-vectors")
    try Data([1]).write(to: left)
    let writer = try GenerationWriter(replacing: scratch.file)
    #expect(!FileManager.default.fileExists(atPath: left.path))
    try writer.write(
      [Sample.chunk(0, "a")], vectors: EmbeddingMatrix(dimension: 2, values: [1, 0]),
      embedder: Sample.embedder(2))
    #expect(FileManager.default.fileExists(atPath: left.path))
    writer.abandon()
    #expect(scratch.names == ["test.db.lock"])
  }
}
