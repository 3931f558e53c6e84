import Assembly
import Domain
import Foundation
import Storage
import Testing

/// Files that are still being written while others are taken in.
@Suite struct HeldFilesTests {
  private static let visits = #"[{"visit":9,"berth":"A3","arrived":"2024-08-04 10:00:00"}]"#

  @Test(arguments: [false, true]) func aNewOneIsLeftOutUntilItSettles(isRowsFirst: Bool) throws {
    let marina = try Marina()
    _ = try marina.rebuild()
    let before = try marina.kept("visits")
    try marina.write(String(Self.visits.dropLast(9)), to: "data/visits/half.json")
    try marina.write(Self.visits, to: "data/visits/whole.json")
    for _ in 0..<2 {
      let outcome = try marina.rebuild {
        ($0.unsettled, $0.isRowsFirst) = (["visits/half.json"], isRowsFirst)
      }
      #expect(outcome.ending == .unchanged || outcome.report.waiting == ["visits/half.json"])
      #expect(try marina.kept("visits") == before + 1)
      #expect(try knowledgeBaseStatus(database: marina.database).waiting == ["visits/half.json"])
    }
    try marina.write(Self.visits.replacing("9", with: "8"), to: "data/visits/half.json")
    #expect(try marina.rebuild().report.waiting == [])
    #expect(try marina.kept("visits") == before + 2)
    #expect(try knowledgeBaseStatus(database: marina.database).waiting == [])
    try marina.expectFull()
  }

  /// What was read of it is gone from the disk; its source stays as it was, every other goes on.
  @Test func theSourceOfOneThatWasReadStaysAsItWas() throws {
    let marina = try Marina()
    _ = try marina.rebuild()
    let before = try ["visits", "berths"].map { try marina.kept($0) }
    try marina.write("[", to: "data/visits/june.json")
    try marina.write("berth,length,fee\nA1,8,12.50\n", to: "data/berths.csv")
    let report = try marina.rebuild { $0.unsettled = ["visits/june.json"] }.report
    #expect(report.waiting == ["visits/june.json"] && report.reused.contains("source/visits"))
    #expect(try marina.kept("visits") == before[0] && marina.kept("berths") == 1)
    try marina.write(Self.visits, to: "data/visits/june.json")
    #expect(try marina.rebuild().report.made.contains("source/visits"))
    try marina.expectFull()
  }

  /// Where there is nothing to go on from, what is there is read.
  @Test func nothingIsHeldWhenAllIsMade() throws {
    let marina = try Marina()
    _ = try marina.rebuild()
    try marina.write(Self.visits, to: "data/visits/june.json")
    let report = try marina.rebuild(program: "2") { $0.unsettled = ["visits/june.json"] }.report
    #expect(report.waiting == [])
    #expect(try marina.kept("visits") == 1)
  }
}

extension Marina {
  /// The rows kept of a source.
  fileprivate func kept(_ source: String) throws -> Int {
    try #require(Generation(opening: database).counts.first { $0.name == source }?.kept)
  }

  /// The generation in place is what a full build makes.
  fileprivate func expectFull() throws {
    let found = try Generation(opening: database).digest()
    let fresh = folder.appendingPathComponent("fresh.db")
    _ = try rebuild(into: fresh)
    let full = try Generation(opening: fresh).digest()
    #expect(found.filter { full[$0.key] != $0.value }.isEmpty && found.count == full.count)
  }
}
