import Curation
import Domain
import Foundation
import Storage
import Testing

@testable import Assembly

/// The file of sent records is written anew without those that nobody needs any more.
@Suite struct SpoolCompactionTests {
  private let marina: Marina
  private var file: URL { marina.folder.appendingPathComponent("marina.db.posted/visits.jsonl") }

  init() throws {
    marina = try Marina()
    _ = try marina.rebuild()
  }

  private static func visit(_ number: Int, paid: Int) -> String {
    #"{"visit":\#(number),"berth":"A3","arrived":"2024-08-04 10:00:00","paid":\#(paid)}"#
  }

  private func upkeep() throws -> (Upkeep, RecordIntake) {
    var limits = IntakeLimits()
    limits.fewestSuperseded = 4
    let upkeep = try Upkeep(knowledge: marina.pack, database: marina.database, limits: limits)
    return (upkeep, try #require(upkeep.intakes.first))
  }

  private func take(_ records: [String], _ intake: RecordIntake) throws -> [RecordVerdict.Kind] {
    try intake.take(records.map { Array($0.utf8) }, key: nil).map(\.kind)
  }

  private func lines() throws -> [String] {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  /// Rows and quarantine; what was read and superseded is less afterwards.
  private func rows() throws -> [String: String] {
    try Generation(opening: marina.database).digest().filter {
      !["pitwall_counts", "pitwall_metadata", "pitwall_quarantine"].contains($0.key)
    }
  }

  @Test func whatIsSupersededGoesAndNothingElse() throws {
    let (_, intake) = try upkeep()
    _ = try take((1...6).map { Self.visit(21, paid: $0) }, intake)
    _ = try take(["{}", Self.visit(22, paid: 1), #"{"visit":21}"#], intake)
    // What is in no generation yet stays.
    #expect(try !intake.compact())
    _ = try marina.rebuild()
    intake.answer(intake.taken)
    let before = try (rows(), Quarantine(database: marina.database).counts())
    // What a crash left is in nobody's way, and a rebuild under way keeps the file as it is.
    try Data("left over".utf8).write(
      to: file.deletingLastPathComponent().appendingPathComponent(".visits.new"))
    do {
      let writer = try GenerationWriter(replacing: marina.database)
      #expect(try !intake.compact())
      writer.abandon()
    }
    #expect(try lines().count == 9)
    #expect(try intake.compact())
    // The last good one of each, and the faulty ones, which quarantine has.
    #expect(try lines() == [Self.visit(21, paid: 6), "{}", Self.visit(22, paid: 1), #"{"visit":21}"#])
    #expect(try !intake.compact(), "nothing is superseded any more")
    #expect(try marina.rebuild().ending == .built)
    #expect(try rows() == before.0)
    #expect(try Quarantine(database: marina.database).counts() == before.1)
    // It goes on: what came last is known, what comes is added.
    #expect(
      try take([Self.visit(22, paid: 1), Self.visit(22, paid: 2)], intake) == [.duplicate, .accepted])
    #expect(try lines().count == 5)
  }

  @Test func anotherServerGoesOnWithTheNewFile() throws {
    do {
      let (_, intake) = try upkeep()
      _ = try take((1...6).map { Self.visit(21, paid: $0) }, intake)
      _ = try marina.rebuild()
      intake.answer(intake.taken)
      #expect(try intake.compact())
    }
    let (_, intake) = try upkeep()
    #expect(try take([Self.visit(21, paid: 6), Self.visit(21, paid: 7)], intake) == [.duplicate, .accepted])
    #expect(try lines() == [Self.visit(21, paid: 6), Self.visit(21, paid: 7)])
  }

  /// Few of them are not worth it.
  @Test func aFileOfWhichMostIsNeededStays() throws {
    let (_, intake) = try upkeep()
    _ = try take((1...3).map { Self.visit(21, paid: $0) } + (30...39).map { Self.visit($0, paid: 1) }, intake)
    _ = try marina.rebuild()
    intake.answer(intake.taken)
    #expect(try !intake.compact())
    #expect(try lines().count == 13)
  }

  /// A file of the same length as one before is another file.
  @Test func theNewFileIsReadAlthoughItIsAsLong() throws {
    let posted = InputFingerprints.records(PostedRecords(of: marina.database))
    #expect(posted.isEmpty)
    let (_, intake) = try upkeep()
    _ = try take([Self.visit(21, paid: 1)], intake)
    let first = InputFingerprints.records(PostedRecords(of: marina.database))
    let copy = try Data(contentsOf: file)
    try copy.write(to: file, options: .atomic)
    #expect(InputFingerprints.records(PostedRecords(of: marina.database)) != first)
  }
}
