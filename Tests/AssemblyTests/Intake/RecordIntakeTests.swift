import Assembly
import Domain
import Foundation
import Storage
import Testing

@Suite struct RecordIntakeTests {
  static func visit(_ number: Int, paid: String = "1.50", at day: String = "2024-07-01 10:00:00") -> String {
    #"{"visit":\#(number),"berth":"A1","arrived":"\#(day)","paid":\#(paid)}"#
  }

  /// Records sent one after the other, and the verdict on each: its first letter and its id.
  @Test(
    arguments: [
      ([visit(7)], ["a7"]), ([visit(7), visit(8)], ["a7", "a8"]), ([visit(7), visit(7)], ["a7", "d7"]),
      ([visit(7), visit(7, paid: "2")], ["a7", "a7"]),
      ([visit(7), visit(7, paid: "2"), visit(7)], ["a7", "a7", "a7"]),
      ([visit(7, paid: "\"much\"")], ["r7"]), ([visit(7, at: "2024-02-30 10:00:00")], ["r7"]),
      (["{}"], ["r-"]), (["{}", "{}"], ["r-", "r-"]), (["no JSON"], ["r-"]), (["[1]"], ["r-"]),
      (["{\"visit\":\n7,\r\n\"arrived\":\"2024-07-01 10:00:00\"}"], ["a7"]),
    ] as [([String], [String])])
  func judgesAsFilesAreJudged(records: [String], verdicts: [String]) throws {
    for isOneByOne in [true, false] { try judges(records, verdicts, isOneByOne: isOneByOne) }
  }

  private func judges(_ records: [String], _ verdicts: [String], isOneByOne: Bool) throws {
    let marina = try Marina()
    let found =
      try isOneByOne
      ? records.flatMap { try Upkeep.takes([$0], for: marina) } : Upkeep.takes(records, for: marina)
    #expect(found.map { "\($0.kind.rawValue.prefix(1))\($0.id ?? "-")" } == verdicts)
    // A rebuild counts as many faults, with the same rules and reasons, as were told; a fault told again is there once.
    let report = try marina.rebuild().report
    var rows: [QuarantinedRow] = []
    try Quarantine(database: marina.database).rows { rows.append($0) }
    #expect(Set(rows.map { "\($0.rule): \($0.reason)" }) == Set(found.flatMap(\.reasons)))
    #expect(rows.allSatisfy { $0.file == "posted/visits.jsonl" && !$0.raw.isEmpty })
    let kept = Set(found.filter { $0.kind == .accepted }.compactMap(\.id)).count
    #expect(report.sources.last?.kept == 3 + kept)
    #expect(report.sources.last?.isConserved == true)
  }

  @Test func theLastDeliveryWinsOverFilesAndBefore() throws {
    let marina = try Marina()
    _ = try Upkeep.takes([Self.visit(1, paid: "99")], for: marina)
    _ = try Upkeep.takes([Self.visit(1, paid: "77.25")], for: marina)
    #expect(try marina.rebuild().report.sources.last?.superseded == 2)
    var paid: [Value] = []
    try Generation(opening: marina.database).export(
      "visits", columns: ["paid"], where: [("visit", .integer(1))]
    ) {
      paid += $0
    }
    #expect(paid == [.decimal(FixedDecimal(cents: 7725))])
  }

  @Test func aKeyGetsTheVerdictsOfItsFirstUse() throws {
    let marina = try Marina()
    let records = [Self.visit(7), "{}"]
    let first = try Upkeep.takes(records, key: "k", for: marina)
    #expect(first.map(\.kind) == [.accepted, .rejected])
    #expect(try Upkeep.takes(records, key: "k", for: marina) == first)
    #expect(try Upkeep.takes(records, key: "l", for: marina).map(\.kind) == [.duplicate, .rejected])
    #expect(throws: IntakeError.keyReused("k")) { try Upkeep.takes([Self.visit(8)], key: "k", for: marina) }
    #expect(try marina.rebuild().report.sources.last?.read == 5)
  }

  /// Half a line is what a crash may leave; it was never acknowledged.
  @Test func whatWasCutOffIsNotTaken() throws {
    let marina = try Marina()
    _ = try Upkeep.takes([Self.visit(7)], for: marina)
    let file = URL(fileURLWithPath: marina.database.path + ".posted/visits.jsonl")
    let handle = try FileHandle(forWritingTo: file)
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(Self.visit(8).utf8.dropLast(4)))
    try handle.close()
    #expect(try marina.rebuild().report.sources.last?.read == 4)
    #expect(try Upkeep.takes([Self.visit(9)], for: marina).map(\.kind) == [.accepted])
    #expect(try marina.rebuild().report.sources.last?.kept == 5)
    #expect(try Quarantine(database: marina.database).counts().isEmpty)
  }

  @Test func tooManyWaitingRecordsAreRefused() throws {
    let marina = try Marina()
    var limits = IntakeLimits()
    limits.mostWaiting = 3
    let intake = try #require(
      try Upkeep(knowledge: marina.pack, database: marina.database, limits: limits).intakes.first)
    func take(_ numbers: ClosedRange<Int>) throws {
      _ = try intake.take(numbers.map { Array(Self.visit($0).utf8) }, key: nil)
    }
    try take(1...2)
    #expect(throws: IntakeError.tooManyWaiting(waiting: 2, limit: 3)) { try take(3...4) }
    try take(3...3)
    #expect(throws: IntakeError.self) { try take(5...5) }
    #expect(try marina.rebuild().report.sources.last?.read == 6)
  }

  @Test func aFullFileTakesNoMore() throws {
    let marina = try Marina()
    var limits = IntakeLimits()
    limits.mostBytes = 100
    let intake = try #require(
      try Upkeep(knowledge: marina.pack, database: marina.database, limits: limits).intakes.first)
    _ = try intake.take([Array(Self.visit(1).utf8)], key: nil)
    #expect(throws: IntakeError.full(route: "visits", limit: 100)) {
      try intake.take([Array(Self.visit(2).utf8)], key: nil)
    }
  }

  /// A server that goes on where another was stopped has what that one took in the answers.
  @Test(.timeLimit(.minutes(10))) func whatIsTakenIsRebuiltAndNoLongerWaits() async throws {
    let marina = try Marina()
    _ = try marina.rebuild()
    var limits = IntakeLimits()
    limits.mostWaiting = 1
    let upkeep = try Upkeep(knowledge: marina.pack, database: marina.database, limits: limits)
    let intake = try #require(upkeep.intakes.first)
    let task = Task {
      await upkeep.run(
        rebuild: { half in _ = try marina.rebuild { $0.isRowsFirst = half == .rows } },
        warn: { Issue.record("\($0)") })
    }
    for number in 11...13 {
      while true {
        do {
          _ = try intake.take([Array(Self.visit(number).utf8)], key: nil)
          break
        } catch IntakeError.tooManyWaiting {
          try await Task.sleep(for: .milliseconds(5))
        }
      }
    }
    while try Generation(opening: marina.database).counts.last?.kept != 6 {
      try await Task.sleep(for: .milliseconds(5))
    }
    task.cancel()
    await task.value
  }

  @Test func oneServerTakesRecordsOfADatabase() throws {
    let marina = try Marina()
    let upkeeps = try (0..<2).map { _ in try Upkeep(knowledge: marina.pack, database: marina.database) }
    let intakes = try upkeeps.map { try #require($0.intakes.first) }
    #expect(intakes.map(\.route) == ["visits", "visits"])
    _ = try intakes[0].take([Array(Self.visit(1).utf8)], key: nil)
    #expect(throws: IntakeError.self) { try intakes[1].take([Array(Self.visit(2).utf8)], key: nil) }
    #expect(try marina.rebuild().report.sources.last?.read == 4)
  }

  @Test func aServerThatGetsNoRecordsLeavesNothingBehind() throws {
    let marina = try Marina()
    _ = try Upkeep(knowledge: marina.pack, database: marina.database)
    #expect(!FileManager.default.fileExists(atPath: marina.database.path + ".posted"))
  }
}
