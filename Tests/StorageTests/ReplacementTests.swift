import Domain
import Foundation
import Storage
import Testing

@Suite struct ReplacementTests {
  @Test func readersSeeTheOldOrTheNewAndNothingElse() async throws {
    let scratch = try Scratch()
    func build(_ number: Int) throws {
      try scratch.build("g\(number)") { writer in
        try writer.create(Dataset(name: "t", columns: [Column(name: "a", type: .integer)], key: []))
        try writer.insert(into: "t", rows: (0..<200).map { _ in [.integer(Int64(number))] })
      }
    }
    try build(0)
    let current = CurrentGeneration(file: scratch.file, interval: .zero)
    let held = try current.generation()
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<3 {
        group.addTask {
          var seen: Set<String> = []
          while !seen.contains("g8"), !Task.isCancelled {
            let generation = try current.generation()
            let table = try await generation.execute(
              SQLStatement("SELECT count(*), min(a), max(a) FROM t", [], [.integer, .integer, .integer]))
            let number = Int64(generation.metadata.generation.dropFirst()) ?? -1
            #expect(table.rows == [[.integer(200), .integer(number), .integer(number)]])
            seen.insert(generation.metadata.generation)
          }
          return seen.count
        }
      }
      for number in 1...8 { try build(number) }
      for try await count in group { #expect(count >= 1) }
    }
    #expect(try await held.execute(SQLStatement("SELECT max(a) FROM t")).rows == [[.integer(0)]])
    #expect(scratch.names == ["test.db", "test.db.lock"])
  }

  @Test func anAbandonedBuildLeavesTheOldGeneration() throws {
    let scratch = try Scratch()
    try scratch.build { try Sample.fill($0) }
    do {
      let writer = try GenerationWriter(replacing: scratch.file)
      try Sample.fill(writer, rows: 3)
      writer.abandon()
      writer.abandon()
      #expect(throws: StorageError.self) { try writer.finish() }
    }
    _ = try GenerationWriter(replacing: scratch.file)
    #expect(try scratch.open().datasets.map(\.rows) == [10])
    #expect(scratch.names == ["test.db", "test.db.lock"])
  }

  @Test func whatAKilledBuildLeftIsCleared() throws {
    let scratch = try Scratch()
    for suffix in [".building", ".building-journal", ".lock"] {
      try Data("left over".utf8).write(to: URL(fileURLWithPath: scratch.file.path + suffix))
    }
    try scratch.build { try Sample.fill($0) }
    #expect(try scratch.open().datasets.map(\.rows) == [10])
    #expect(scratch.names == ["test.db", "test.db.lock"])
  }

  @Test func twoBuildsOfOneDatabaseDoNotMeet() throws {
    let scratch = try Scratch()
    let first = try GenerationWriter(replacing: scratch.file)
    #expect {
      try GenerationWriter(replacing: scratch.file)
    } throws: {
      "\($0)".contains("process \(ProcessInfo.processInfo.processIdentifier)")
        && "\($0)".contains("test.db.lock")
    }
    try first.finish()
    #expect(throws: StorageError.self) { try first.create(Sample.dataset) }
  }

  @Test func looksAtTheFileAtMostOncePerInterval() throws {
    let scratch = try Scratch()
    try scratch.build("g1")
    let clock = TestClock()
    let current = CurrentGeneration(file: scratch.file, interval: .milliseconds(100), now: { clock.now })
    #expect(try current.generation().metadata.generation == "g1")
    try scratch.build("g2")
    clock.advance(by: .milliseconds(99))
    #expect(try current.generation().metadata.generation == "g1")
    clock.advance(by: .milliseconds(1))
    #expect(try current.generation().metadata.generation == "g2")
    try FileManager.default.removeItem(at: scratch.file)
    clock.advance(by: .seconds(1))
    #expect(try current.generation().metadata.generation == "g2")
    try Data("nonsense".utf8).write(to: scratch.file)
    clock.advance(by: .seconds(1))
    #expect(try current.generation().metadata.generation == "g2")
    #expect(current.failure is StorageError)
    try scratch.build("g3")
    clock.advance(by: .seconds(1))
    #expect(try current.generation().metadata.generation == "g3" && current.failure == nil)
  }

  @Test func theOldGenerationGoesWithItsLastUser() throws {
    let scratch = try Scratch()
    try scratch.build("g1")
    let current = CurrentGeneration(file: scratch.file, interval: .zero)
    var held: Generation? = try current.generation()
    weak let old = held
    try scratch.build("g2")
    _ = try current.generation()
    #expect(old != nil)
    held = nil
    #expect(old == nil)
  }
}

/// A clock that stands until it is moved.
final class TestClock: @unchecked Sendable {
  private(set) var now = ContinuousClock.now
  func advance(by duration: Duration) { now += duration }
}
