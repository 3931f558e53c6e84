import Domain
import Testing
import TextAnalysis

@testable import Retrieval

@Suite struct RowTableTests {
  private static let chunks = (0..<300).map { row in
    Chunk(
      document: "d/\(row)", kind: ["part", "article", "note"][row % 7 % 3],
      title: row % 5 == 0 ? "" : "Part \(row % 11) of the brake", ordinal: 0, bytes: 0..<1, text: "x",
      identifiers: [["SKU-\(row % 90)OI00", "WVWZZZ1KZ6W0\(10_000 + row)"], [], ["é-\(row)-ÜBER9"]][row % 3])
  }
  private let table = RowTable(chunks, analyzer: Analyzer())

  @Test func tellsOfEachRowWhatItsChunkTells() throws {
    let analyzer = Analyzer()
    let asked = Set(analyzer.terms(of: "the brake of part 3").map(TermNumbering.hash))
    for table in [table, try #require(RowTable(table.region))] {
      #expect(table.count == Self.chunks.count)
      for kinds in [["part"], ["article", "note"], ["none"], []] {
        #expect(table.mask(of: kinds) == Self.chunks.map { kinds.contains($0.kind) })
      }
      #expect(table.rows(ofKind: "note") == Self.chunks.indices.filter { Self.chunks[$0].kind == "note" })
      #expect(table.rows(ofKind: "none").isEmpty)
      for (row, chunk) in Self.chunks.enumerated() {
        let title = Set(analyzer.terms(of: chunk.title).map(TermNumbering.hash))
        let share =
          !title.isEmpty && title.isSubset(of: asked) ? Double(title.count) / Double(asked.count) : 0
        #expect(table.titleShare(of: asked, row: row) == share)
      }
    }
  }

  /// The rows of every name are those that have it, in order.
  @Test func namesFindAllTheirRows() throws {
    let stored = try #require(RowTable(table.region)).identifiers
    for name in Set(Self.chunks.flatMap(\.identifiers)) {
      let rows = Self.chunks.indices.filter { Self.chunks[$0].identifiers.contains(name) }
      #expect(stored.matches(in: name).first?.rows == rows)
      #expect(table.identifiers.matches(in: name) == stored.matches(in: name))
    }
    #expect(stored.matches(in: "W010000").first?.rows == [0])
    #expect(
      stored.matches(in: "010000").first == Identifiers.Match(name: "010000", rows: [0], likeness: .exact))
    #expect(stored.matches(in: "SKU-5").isEmpty && stored.matches(in: "nothing of it 99").isEmpty)
  }

  @Test func ofNothingIsNothing() throws {
    let empty = try #require(RowTable(RowTable([], analyzer: Analyzer()).region))
    #expect(empty.count == 0 && empty.mask(of: ["part"]).isEmpty)
    #expect(empty.identifiers.matches(in: "SKU-1OI00").isEmpty)
  }

  /// Bytes that are cut or changed are refused, or give a table whose answers end.
  @Test func damageDoesNoHarm() {
    let data = bytes(table.region)
    for length in stride(from: 0, to: data.count, by: 97) {
      #expect(RowTable(region(data.prefix(length))) == nil)
    }
    for place in stride(from: 0, to: data.count, by: 13) {
      var damaged = data
      damaged[place] ^= 0xFF
      guard let other = RowTable(region(damaged)) else { continue }
      _ = other.mask(of: ["part"])
      for row in 0..<min(other.count, 300) { _ = other.titleShare(of: [1], row: row) }
      for question in ["SKU-33OI00", "SKU-33O", "W010100", "33OI00"] {
        _ = other.identifiers.matches(in: question)
      }
    }
  }
}
