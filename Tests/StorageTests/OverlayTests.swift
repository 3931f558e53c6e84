import Domain
import Foundation
import Storage
import Testing

/// A generation that lies on the one before.
@Suite struct OverlayTests {
  private static func dataset(_ name: String) -> Dataset {
    Dataset(name: name, columns: [Column(name: "a", type: .integer)], key: ["a"])
  }

  private static let names = ["kept", "made"]

  /// `kept` with one row and `made` with `rows`, a document and a chunk.
  private static func build(_ scratch: Scratch, rows: Int = 1) throws {
    try scratch.build("g0") { writer in
      for name in names {
        try writer.create(dataset(name))
        try writer.insert(into: name, rows: (0..<(name == "made" ? rows : 1)).map { [.integer(Int64($0))] })
      }
      try writer.write(documents: [Document(id: "part/1", kind: "part", title: "t", text: "brake")])
      let vectors = EmbeddingMatrix(dimension: 2, values: [0, 1])
      try writer.write([Sample.chunk(1, "brake")], vectors: vectors, embedder: Sample.embedder(2))
    }
  }

  /// Lays a generation on the one in place, with `rows` in `made`.
  private static func lay(
    _ scratch: Scratch, _ name: String, rows: Int,
    ending: (GenerationWriter) throws -> Void = { try $0.finish() }
  ) throws {
    let writer = try GenerationWriter(replacing: scratch.file)
    let former = try scratch.open()
    try writer.overlay(former)
    #expect(try writer.borrow(dataset("kept")))
    #expect(try !writer.borrow(dataset("new")))
    try writer.create(dataset("made"))
    try writer.insert(into: "made", rows: (0..<rows).map { [.integer(Int64($0) + 100)] })
    try writer.attachFormer()
    try writer.borrowTexts(of: former)
    // A pack's statements read what is borrowed, and nothing else of the generation before.
    var sums: [[Value]] = []
    try writer.rows(of: "SELECT count(*) FROM kept, made") { sums.append($1) }
    #expect(sums == [[.integer(Int64(rows))]])
    for schema in [former.base == nil ? "former" : "base"] {
      #expect(throws: StorageError.self) { try writer.rows(of: "SELECT a FROM \(schema).made") { _, _ in } }
    }
    try writer.write(
      GenerationMetadata(generation: name, built: "2025-01-01T00:00:00Z", pack: "p", inputs: [:]))
    try ending(writer)
  }

  private static func count(_ generation: Generation, _ table: String) throws -> Value? {
    try generation.execute(SQLStatement("SELECT count(*) FROM \(table)")).rows.first?.first
  }

  @Test func whatIsNotMadeIsReadFromTheBase() throws {
    let scratch = try Scratch()
    try Self.build(scratch)
    let under = try scratch.open()
    // Overlays do not pile up: the second lies on what the first lies on.
    for (number, rows) in [3, 5].enumerated() {
      try Self.lay(scratch, "g\(number + 1)", rows: rows)
      let generation = try scratch.open()
      #expect(generation.base != nil && generation.datasets.map(\.rows) == [1, rows])
      #expect(try Self.count(generation, "kept") == .integer(1))
      #expect(try Self.count(generation, "made") == .integer(Int64(rows)))
      #expect(try generation.document("part/1")?.text == "brake")
      #expect(try generation.vectors(embedder: Sample.embedder(2)).chunks.count == 1)
      #expect(generation.isOnBase("kept") && !generation.isOnBase("made"))
      // What is gone is gone.
      #expect(throws: ExecutionError.self) {
        try generation.execute(SQLStatement("SELECT max(a) FROM base.made"))
      }
      #expect(scratch.names.count == 3, "\(scratch.names)")
    }
    #expect(under.base == nil)
    #expect(try Self.count(under, "made") == .integer(1))
  }

  @Test func theNextGenerationOfOneFileRemovesTheBase() throws {
    let scratch = try Scratch()
    try Self.build(scratch)
    try Self.lay(scratch, "g1", rows: 3)
    let held = try scratch.open()
    let writer = try GenerationWriter(replacing: scratch.file)
    for name in Self.names { try writer.create(Self.dataset(name)) }
    try writer.attachFormer()
    for name in Self.names { try writer.reuse(name) }
    try writer.reuseChunks(of: held)
    try writer.finish()
    #expect(scratch.names == ["test.db", "test.db.lock"])
    let generation = try scratch.open()
    #expect(
      try Self.count(generation, "kept") == .integer(1) && Self.count(generation, "made") == .integer(3))
    #expect(generation.chunkCount == 1)
    #expect(try Self.count(held, "kept") == .integer(1))
  }

  /// Whatever becomes of an overlay's build, nothing of it stays, and the generation in place does.
  @Test(arguments: [false, true]) func anAbandonedOverlayLeavesNothing(isOnOverlay: Bool) throws {
    let scratch = try Scratch()
    try Self.build(scratch)
    if isOnOverlay { try Self.lay(scratch, "g1", rows: 3) }
    let before = scratch.names
    let digest = try scratch.open().digest()
    try Self.lay(scratch, "g2", rows: 4) { $0.abandon() }
    #expect(scratch.names == before)
    #expect(try scratch.open().digest() == digest)
    // As a kill leaves it: the next build that ends clears it.
    let stray = scratch.folder.appendingPathComponent("test.db.base-1")
    try Data("stray".utf8).write(to: stray)
    try Self.build(scratch)
    #expect(scratch.names == ["test.db", "test.db.lock"])
  }

  @Test func anOverlayWithoutItsBaseIsRefused() throws {
    let scratch = try Scratch()
    try Self.build(scratch)
    try Self.lay(scratch, "g1", rows: 3)
    for name in scratch.names where name.contains(".base-") {
      try FileManager.default.removeItem(at: scratch.folder.appendingPathComponent(name))
    }
    #expect(throws: StorageError.self) { try scratch.open() }
    try Self.build(scratch)
    #expect(try scratch.open().datasets.map(\.rows) == [1, 1])
  }
}
