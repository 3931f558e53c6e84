import Assembly
import Domain
import Foundation
import Testing

/// Where rows of a marina came from.
@Suite struct LineageTests {
  private static func lineage(
    _ marina: Marina, _ dataset: String, _ key: String..., isPersonal: Bool = false, generation: URL? = nil
  ) throws -> Lineage {
    try RowLineage(
      database: marina.database, generation: generation ?? marina.database, knowledge: marina.pack
    ).lineage(of: dataset, key: key, isPersonal: isPersonal)
  }

  @Test func aRowTellsItsFileAndLine() throws {
    let marina = try Marina()
    let id = try marina.rebuild().report.generation
    let lineage = try Self.lineage(marina, "berths", "A2")
    #expect(lineage.generation == id && lineage.source == "berths" && lineage.isUnchanged)
    #expect(lineage.inGeneration == .same && lineage.changedFiles.isEmpty)
    #expect(lineage.records.map { "\($0.file):\($0.line)" } == ["berths.csv:3"])
    #expect(lineage.records.first?.fate == .kept)
  }

  /// Records that were sent in are read after the files, and say so.
  @Test func sentRecordsAreToldToo() throws {
    let marina = try Marina()
    _ = try marina.rebuild()
    let upkeep = try Upkeep(knowledge: marina.pack, database: marina.database)
    let intake = try #require(upkeep.intakes.first)
    _ = try intake.take(
      [Array(#"{"visit":2,"berth":"A1","arrived":"2024-06-02 11:00:00","skipper":"Bo"}"#.utf8)], key: nil)
    // Until a rebuild takes it up, the generation has another row.
    let before = try Self.lineage(marina, "visits", "2")
    #expect(!before.isUnchanged && before.inGeneration == .different)
    #expect(before.changedFiles == ["posted/visits.jsonl"])
    _ = try marina.rebuild()
    let lineage = try Self.lineage(marina, "visits", "2")
    #expect(lineage.records.map(\.file) == ["visits/june.json", "posted/visits.jsonl"])
    #expect(lineage.records.map(\.fate) == [.superseded(.readLater), .kept])
    #expect(lineage.isUnchanged && lineage.inGeneration == .same)
    // Personal fields only if asked for.
    for isPersonal in [false, true] {
      let skipper = try Self.lineage(marina, "visits", "2", isPersonal: isPersonal).records.last?.fields[3]
      #expect(skipper?.isHidden == !isPersonal && skipper?.raw == (isPersonal ? "Bo" : nil))
    }
  }

  @Test func whatChangedSinceIsTold() throws {
    let marina = try Marina()
    _ = try marina.rebuild()
    try marina.write("berth,length,fee\nA1,8,12.50\n", to: "data/berths.csv")
    let gone = try Self.lineage(marina, "berths", "A2")
    #expect(gone.inGeneration == .different && gone.records.isEmpty)
    #expect(!gone.isUnchanged && gone.changedFiles == ["berths.csv"])
    let same = try Self.lineage(marina, "berths", "A1")
    #expect(same.inGeneration == .same && !same.isUnchanged)
    // A file that is there no more.
    try marina.write(#"[{"visit":9,"arrived":"2024-06-01"}]"#, to: "data/visits/july.json")
    try marina.remove("data/visits/june.json")
    #expect(
      try Self.lineage(marina, "visits", "9").changedFiles == ["visits/july.json", "visits/june.json"])
    // The declaration alone.
    let other = try Marina()
    _ = try other.rebuild()
    try Remake.edit("sources/marina.yaml", "fee < 0", "fee < 13")(other)
    let ruled = try Self.lineage(other, "berths", "A1")
    #expect(!ruled.isUnchanged && ruled.changedFiles.isEmpty && ruled.inGeneration == .different)
  }

  /// A former generation is asked against the files as they are now, and says what changed.
  @Test func aFormerGenerationSaysSo() throws {
    let marina = try Marina()
    _ = try marina.rebuild()
    let held = marina.folder.appendingPathComponent("held.db")
    try FileManager.default.linkItem(at: marina.database, to: held)
    #expect(try Self.lineage(marina, "berths", "A1", generation: held).isUnchanged)
    try marina.write("berth,length,fee\nA1,8,13.50\n", to: "data/berths.csv")
    _ = try marina.rebuild()
    let former = try Self.lineage(marina, "berths", "A1", generation: held)
    #expect(!former.isUnchanged && former.inGeneration == .different)
    #expect(try Self.lineage(marina, "berths", "A1").isUnchanged)
  }

  @Test func aQuarantinedKeyPointsThere() throws {
    let marina = try Marina()
    try marina.write("berth,length,fee\nA1,8,-1\n", to: "data/berths.csv")
    _ = try marina.rebuild()
    let lineage = try Self.lineage(marina, "berths", "A1", isPersonal: true)
    #expect(lineage.inGeneration == .absent && lineage.isUnchanged)
    #expect(
      lineage.records.map(\.fate) == [
        .quarantined(rule: "B1", reason: "found fee '-1.00', expected not: fee < 0")
      ])
  }

  @Test(
    arguments: [
      ("berth", ["A1"], "did you mean 'berths'?"), ("berths", ["A9"], "did you mean 'A1'?"),
      ("visits", ["20"], "did you mean '2'?"), ("berths", ["zzzzzzzz"], "no row 'zzzzzzzz'"),
      ("busy_berths", ["A1"], "ask for the lineage of visits"),
      ("visit_months", ["2024-06"], "ask for the lineage of visits"),
      ("berths", ["A1", "A2"], "expected a value for each of berth, found 2"),
      ("visits", ["two"], "visits.visit: expected a whole number, found 'two'"),
    ] as [(String, [String], String)])
  func whatCannotBeToldSaysWhy(dataset: String, key: [String], words: String) throws {
    let marina = try Marina()
    _ = try marina.rebuild()
    let error = #expect(throws: LineageError.self) {
      try RowLineage(database: marina.database, generation: marina.database, knowledge: marina.pack)
        .lineage(of: dataset, key: key, isPersonal: false)
    }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }
}
