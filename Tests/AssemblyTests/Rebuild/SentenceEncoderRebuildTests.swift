import Domain
import Foundation
import Storage
import Testing

@testable import Assembly

/// A rebuild with the tiny sentence encoder of the encoder's own tests, and questions about what it made.
struct SentenceEncoderRebuildTests {
  private static let tiny = URL(filePath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../SentenceEncodingTests/Fixtures/tiny").standardizedFileURL

  /// A copy of the encoder beside the pack, so that it can be changed and taken away.
  private func encoder(of marina: Marina) throws -> URL {
    let folder = marina.folder.appendingPathComponent("encoder")
    try FileManager.default.copyItem(at: Self.tiny, to: folder)
    return folder
  }

  private func search(_ marina: Marina, _ text: String) async throws -> (
    hits: [SearchHit], warnings: [String]
  ) {
    let warnings = WarningList()
    let assistant = try Assistant(database: marina.database, knowledge: marina.pack, warn: warnings.append)
    return (try await assistant.interface.search(text, 5, []), warnings.all)
  }

  @Test func questionsAreEmbeddedAsTheCorpusWas() async throws {
    let marina = try Marina()
    let folder = try encoder(of: marina)
    #expect(try marina.rebuild { $0.embedder = folder.path }.ending == .built)
    let generation = try Generation(opening: marina.database)
    let identity = try #require(generation.embedder)
    #expect(identity.name == "sentence-encoder" && identity.dimension == 12)
    let title = try #require(try generation.chunks().first { $0.kind == "article" })
    let found = try await search(marina, title.title + " " + title.text)
    #expect(found.warnings.isEmpty)
    let parts = try #require(found.hits.first { $0.chunk == title }?.parts)
    #expect(try #require(parts.first { $0.name == "cosine" }?.value) > 0.9999)
  }

  @Test func anotherEncoderBuildsAnewAndTheSameDoesNot() throws {
    let marina = try Marina()
    let folder = try encoder(of: marina)
    let ask: (inout RebuildRequest) -> Void = { $0.embedder = folder.path }
    _ = try marina.rebuild(ask)
    #expect(requestedEmbedder(of: marina.database) == folder.standardizedFileURL.path)
    #expect(try marina.rebuild(ask).ending == .unchanged)
    let settings = folder.appendingPathComponent("sentence_bert_config.json")
    try Data(#"{"max_seq_length":8}"#.utf8).write(to: settings)
    let before = try Generation(opening: marina.database).embedder
    #expect(try marina.rebuild(ask).ending == .built)
    #expect(try Generation(opening: marina.database).embedder != before)
    #expect(try marina.rebuild().ending == .built)
    #expect(try Generation(opening: marina.database).embedder?.name == "tfidf")
    #expect(requestedEmbedder(of: marina.database) == nil)
  }

  @Test func thePackMayNameTheFolder() throws {
    let marina = try Marina()
    _ = try encoder(of: marina)
    try marina.write("embedder: ../encoder\n", to: "retrieval.yaml")
    #expect(try marina.rebuild().ending == .built)
    #expect(try Generation(opening: marina.database).embedder?.name == "sentence-encoder")
    #expect(try marina.rebuild().ending == .unchanged)
    #expect(try marina.rebuild { $0.embedder = "tfidf" }.ending == .built)
    #expect(try Generation(opening: marina.database).embedder?.name == "tfidf")
    for (text, message) in [
      (
        "embedder: ../none\n",
        "embedder: expected tfidf, hashing, lsa, lsa-128, lsa-512 or a folder with model.safetensors, found '../none'"
      ),
      ("embeder: tfidf\n", "retrieval.yaml"),
    ] {
      try marina.write(text, to: "retrieval.yaml")
      let error = #expect(throws: (any Error).self) { try marina.rebuild() }
      #expect(error.map { "\($0)".hasPrefix(message) } == true, "\(error as Any)")
    }
  }

  /// Texts that stayed as they were keep their vectors, and no other: the file is that of a full build.
  @Test func aChangeGivesTheVectorsOfAFullBuild() throws {
    let marina = try Marina()
    let folder = try encoder(of: marina)
    let ask: (inout RebuildRequest) -> Void = { $0.embedder = folder.path }
    _ = try marina.rebuild(ask)
    try marina.write(
      "berth,length,fee\nA1,8,12.50\nA2,10,15.00\nA3,12,18.25\nA4,9,1\n", to: "data/berths.csv")
    _ = try marina.rebuild(ask)
    let fresh = marina.folder.appendingPathComponent("fresh.db")
    _ = try marina.rebuild(into: fresh, ask)
    let (again, whole) = (try Generation(opening: marina.database), try Generation(opening: fresh))
    let identity = try #require(again.embedder)
    let (kept, made) = (try again.vectors(embedder: identity), try whole.vectors(embedder: identity))
    #expect(kept.chunks == made.chunks && kept.vectors.count == 5)
    for (a, b) in zip(Self.numbers(kept.vectors), Self.numbers(made.vectors)) { #expect(abs(a - b) <= 1e-6) }
  }

  private static func numbers(_ vectors: StoredVectors) -> [Float] {
    Array(UnsafeBufferPointer(start: vectors.floats, count: vectors.count * vectors.dimension))
  }

  @Test func withoutTheEncoderSearchGoesByWords() async throws {
    let marina = try Marina()
    let folder = try encoder(of: marina)
    _ = try marina.rebuild { $0.embedder = folder.path }
    let vocabulary = folder.appendingPathComponent("vocab.txt")
    try (Data(contentsOf: vocabulary).dropLast(4) + Data("new\n".utf8)).write(to: vocabulary)
    let changed = try await search(marina, "how tides move")
    #expect(changed.hits.first?.chunk.kind == "article")
    #expect(
      changed.warnings.count == 1 && changed.warnings.first?.contains("expected the sentence encoder") == true
    )
    try FileManager.default.removeItem(at: folder)
    let gone = try await search(marina, "how tides move")
    #expect(gone.hits.first?.chunk.kind == "article")
    #expect(gone.hits.allSatisfy { hit in hit.parts.first { $0.name == "cosine" }?.value == 0 })
    #expect(gone.warnings.count == 1 && gone.warnings.first?.contains("expected a readable file") == true)
  }
}
