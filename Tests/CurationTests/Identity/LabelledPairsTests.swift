import Domain
import Foundation
import KnowledgePacks
import Testing

@testable import Curation

/// The masters of a data folder, resolved with the pack as it is shipped, against the folder's labelled pairs.
private func judged(data: URL) throws -> PairCounts {
  let pack = packageRoot.appendingPathComponent("knowledge")
  let declaration = try #require(try loadIdentities(pack: pack).first)
  let source = try #require(try loadSources(pack: pack).first { $0.name == declaration.records })
  let curator = try Curator(sources: [source])
  let resolver = try IdentityResolver(declaration, dataset: curator.datasets[0])
  let places = resolver.columns.compactMap { name in
    curator.datasets[0].columns.firstIndex { $0.name == name }
  }
  var records: [[Value]] = []
  let gather = { (_: Int, row: [Value]) in records.append(places.map { row[$0] }) }
  _ = try curator.curate(
    folders: [data],
    sink: CurationSink(
      rows: { dataset, rows in
        for row in 0..<rows.rowCount {
          gather(dataset, rows.values(row: row, of: curator.datasets[0].columns))
        }
      }, quarantine: { _ in }, deleted: gather))

  let numbers = resolver.resolve(records).numbers
  let numberOf = Dictionary(
    zip(records.map { $0[1].description }, numbers), uniquingKeysWith: { first, _ in first })
  var counts = PairCounts()
  let pairs = try String(
    contentsOf: data.appendingPathComponent("dealers/identity_pairs_dev.csv"), encoding: .utf8)
  for line in pairs.split(whereSeparator: \.isNewline).dropFirst() {
    let cells = line.split(separator: ",").map(String.init)
    let (a, b) = (try #require(numberOf[cells[1]]), try #require(numberOf[cells[3]]))
    counts.count(isOne: a == b, truth: cells[4] == "1")
  }
  return counts
}

@Suite struct LabelledPairs {
  @Test func ofThePack() throws {
    let counts = try judged(data: packageRoot.appendingPathComponent("knowledge/data"))
    #expect(counts.right + counts.missed > 100)
    #expect(counts.precision >= 0.99)
    #expect(counts.recall >= 0.97)
  }

  @Test(.enabled(if: hasSharedData, "no shared data beside the package")) func ofSharedData() throws {
    let counts = try judged(data: sharedData)
    #expect(counts.right + counts.missed == 1317)
    #expect(counts.precision >= 0.99)
    #expect(counts.recall >= 0.97)
  }
}
