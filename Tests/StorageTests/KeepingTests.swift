import Domain
import Foundation
import Storage
import Testing

/// Former generations that are kept, and which of them.
@Suite struct KeepingTests {
  private static let dataset = Dataset(name: "t", columns: [Column(name: "a", type: .integer)], key: ["a"])

  /// Builds a generation on a day, "2025-01-03", that holds the rows `rows`.
  private static func build(
    _ scratch: Scratch, _ id: String, on day: String = "2025-01-01", rows: [Int64] = [1], keep: Int = 2,
    deleting deleted: [Int64] = [], warnings: inout [String]
  ) throws {
    let writer = try GenerationWriter(replacing: scratch.file)
    try writer.create(dataset)
    try writer.insert(into: "t", rows: rows.map { [.integer($0)] })
    try writer.write(
      GenerationMetadata(generation: id, built: "\(day)T10:00:00Z", pack: "p", inputs: ["a": id]))
    var keys = FormerKeeping.DeletedKeys(dataset)
    for key in deleted { keys.add([.integer(key)]) }
    var told: [String] = []
    try writer.finish(
      keeping: FormerKeeping(count: keep, today: day, deleted: [keys]) { told.append($0) })
    warnings += told
  }

  private static func ids(_ scratch: Scratch) -> [String] {
    KeptGenerations(of: scratch.file).entries.map { $0.id + ($0.label.map { "+\($0)" } ?? "") }
  }

  /// Days on which generations 0, 1, 2 … are built, how many are kept, and which are in the end.
  @Test(
    arguments: [
      (["1", "1", "1", "1"], 2, ["1", "2"]),
      (["1", "1", "1", "1"], 0, []),
      (["1"], 3, []),
      (["1", "2"], 3, ["0"]),
      // Yesterday's last stays although three are newer.
      (["1", "1", "2", "2", "2", "2"], 2, ["1", "4"]),
      (["1", "1", "2", "2", "2", "2"], 1, ["1"]),
      (["1", "1", "2", "2", "2", "3"], 2, ["3", "4"]),
      (["1", "2", "3", "4"], 2, ["1", "2"]),
    ] as [([String], Int, [String])])
  func theNewestAndTheLastBeforeTodayStay(days: [String], keep: Int, kept: [String]) throws {
    let scratch = try Scratch()
    var warnings: [String] = []
    for (number, day) in days.enumerated() {
      try Self.build(scratch, "\(number)", on: "2025-01-0\(day)", keep: keep, warnings: &warnings)
    }
    #expect(Self.ids(scratch) == kept && warnings == [])
    #expect(try scratch.open().metadata.generation == "\(days.count - 1)")
    for entry in KeptGenerations(of: scratch.file).entries {
      #expect(try Generation(opening: entry.file).metadata.generation == entry.id)
    }
    // Nothing else is beside the database, and no empty folder.
    #expect(
      scratch.names == ["test.db"] + (kept.isEmpty ? [] : ["test.db.generations"]) + ["test.db.lock"])
  }

  @Test func keepingCopiesNothing() throws {
    let scratch = try Scratch()
    var warnings: [String] = []
    try Self.build(scratch, "0", warnings: &warnings)
    let before =
      try FileManager.default.attributesOfItem(atPath: scratch.file.path)[.systemFileNumber] as? Int
    try Self.build(scratch, "1", warnings: &warnings)
    let file = try #require(KeptGenerations(of: scratch.file).entries.first?.file)
    #expect(try FileManager.default.attributesOfItem(atPath: file.path)[.systemFileNumber] as? Int == before)
  }

  @Test func aLabelKeeps() throws {
    let scratch = try Scratch()
    var warnings: [String] = []
    try Self.build(scratch, "0", warnings: &warnings)
    let kept = KeptGenerations(of: scratch.file)
    try kept.keep(scratch.open())
    try kept.label(#require(kept.entries.first), "audit-2024")
    for number in 1...4 { try Self.build(scratch, "\(number)", keep: 1, warnings: &warnings) }
    #expect(Self.ids(scratch) == ["0+audit-2024", "3"])
    try kept.label(#require(kept.entries.first), "audit")
    #expect(Self.ids(scratch) == ["0+audit", "3"])
    try kept.label(#require(kept.entries.last), "other")
    for entry in kept.entries { kept.remove(entry) }
    #expect(scratch.names == ["test.db", "test.db.lock"])
  }

  @Test func whoHasOneOpenGoesOnReading() throws {
    let scratch = try Scratch()
    var warnings: [String] = []
    for number in 0...1 { try Self.build(scratch, "\(number)", rows: [7], warnings: &warnings) }
    let kept = KeptGenerations(of: scratch.file)
    let held = try Generation(opening: #require(kept.entries.first).file)
    try kept.label(#require(kept.entries.first), "x")
    try kept.remove(#require(kept.entries.first))
    #expect(try held.execute(SQLStatement("SELECT a FROM t")).rows == [[.integer(7)]])
  }

  /// A row whose deletion is asked for is in no generation that is kept; others are no reason.
  @Test(
    arguments: [
      ([], ["0", "1", "2"]), ([9], ["0", "1", "2"]), ([5], ["0"]), ([1], ["2"]), ([1, 5], []),
    ] as [([Int64], [String])])
  func rowsToBeDeletedAreKeptNowhere(deleted: [Int64], kept: [String]) throws {
    let scratch = try Scratch()
    var warnings: [String] = []
    for (number, rows) in [[1, 2], [1, 5], [5]].enumerated() {
      try Self.build(scratch, "\(number)", rows: rows.map { Int64($0) }, keep: 9, warnings: &warnings)
    }
    try KeptGenerations(of: scratch.file).label(
      #require(KeptGenerations(of: scratch.file).entries.first), "pinned")
    try Self.build(scratch, "3", rows: [8], keep: 9, deleting: deleted, warnings: &warnings)
    #expect(Self.ids(scratch).map { String($0.prefix(1)) } == kept)
    // The one in place went by itself.
    #expect(warnings.count == (0...1).filter { !kept.contains("\($0)") }.count)
  }

  /// As a kill leaves it: the one in place is kept, and no other took its place; and files of other names.
  @Test func whatAKillLeavesIsFoundAgain() throws {
    let scratch = try Scratch()
    var warnings: [String] = []
    for number in 0...1 { try Self.build(scratch, "\(number)", warnings: &warnings) }
    let kept = KeptGenerations(of: scratch.file)
    try kept.keep(scratch.open())
    try kept.keep(scratch.open())
    #expect(Self.ids(scratch) == ["0", "1"])
    try Data("stray".utf8).write(to: kept.folder.appendingPathComponent(".x+y.db"))
    try Data("stray".utf8).write(to: kept.folder.appendingPathComponent("9.db"))
    try Self.build(scratch, "2", keep: 2, warnings: &warnings)
    #expect(Self.ids(scratch) == ["0", "1"])
  }

  @Test(
    arguments: [
      ("a", true), ("2025-01_x.1", true), (String(repeating: "a", count: 100), true), ("", false),
      (".a", false), ("a/b", false), ("a+b", false), ("ä", false), ("a b", false), ("a\0", false),
      (String(repeating: "a", count: 101), false),
    ] as [(String, Bool)])
  func namesAreNamesOfFiles(name: String, isName: Bool) { #expect(KeptGenerations.isName(name) == isName) }
}
