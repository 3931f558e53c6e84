import Foundation
import TestSupport
import Testing

/// A small pack and its database in a folder of its own, rebuilt by the program.
private struct SmallPack {
  let folder: URL
  /// Nothing but the database and what a rebuild leaves beside it.
  var home: URL { folder.appendingPathComponent("db") }
  private var database: URL { home.appendingPathComponent("p.db") }
  private var arguments: [String] {
    ["--database", database.path, "--knowledge", folder.appendingPathComponent("pack").path]
  }

  init() throws {
    folder = try scratch().resolvingSymlinksInPath()
    for (name, text) in MarinaPack.files {
      let file = folder.appendingPathComponent("pack/\(name)")
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  func rebuild(
    _ options: [String] = ["--full"], environment: [String: String] = [:], killedAfter: Double? = nil
  ) throws -> Program.Run {
    try Program.run(
      ["rebuild"] + options + arguments, in: folder, environment: environment, killedAfter: killedAfter)
  }

  /// One more file of visits, of which `number` is the only one.
  func addVisit(_ number: Int) throws {
    let visit = #"[{"visit":\#(number),"berth":"A3","arrived":"2024-08-04 10:00:00"}]"#
    try Data(visit.utf8).write(to: folder.appendingPathComponent("pack/data/visits/v\(number).json"))
  }

  /// The bytes of the generation in place.
  func bytes() throws -> Data { try Data(contentsOf: database) }

  /// Whether the generation in place is whole: it says how it is, and a question about it is answered. Those that are
  /// kept can be asked too.
  func isWhole() throws -> Bool {
    try [["status"], ["export", "visits"], ["generations"]].allSatisfy {
      let run = try Program.run($0 + ["--database", database.path], in: folder)
      return run.status == 0 && !run.output.isEmpty && !run.output.contains("cannot be asked")
    }
  }

  /// All visits, as text.
  func exported() throws -> String {
    try Program.run(["export", "visits", "--database", database.path], in: folder).output
  }

  /// What stands beside the database, without the lock, which stays, and three former generations at most.
  func leftovers() throws -> [String] {
    let kept = home.appendingPathComponent("p.db.generations")
    let former = (try? FileManager.default.contentsOfDirectory(atPath: kept.path))?.sorted() ?? []
    return try FileManager.default.contentsOfDirectory(atPath: home.path).filter {
      !["p.db", "p.db.lock", "p.db.generations"].contains($0)
    } + former.dropFirst(3) + former.filter { !$0.hasSuffix(".db") }
  }
}

/// Whatever breaks a rebuild, the generation in place is the old one, whole, or the new one, whole; and the next
/// rebuild finds nothing in its way. `PITWALL_LONG_TESTS=1` breaks it far more often.
@Suite(.serialized, .enabled(if: Program.file != nil, "the program is not built beside the tests"))
struct BrokenRebuildTests {
  private static let isLong = ProcessInfo.processInfo.environment["PITWALL_LONG_TESTS"] != nil
  /// Rebuilds killed, at random moments.
  private static let kills = isLong ? 200 : 20
  /// Writes that fail in turn, at most, of each kind; in the long run every one does.
  private static let faults = isLong ? Int.max : 25

  @Test func aKillAtAnyMomentLeavesAWholeGeneration() throws {
    let pack = try SmallPack()
    defer { pack.remove() }
    let begun = ContinuousClock.now
    #expect(try pack.rebuild().status == 0)
    let duration = (ContinuousClock.now - begun) / .seconds(1)
    for round in 0..<Self.kills {
      let moment = duration * (Double(round) + Double.random(in: 0..<1)) / Double(Self.kills)
      let before = try pack.bytes()
      _ = try pack.rebuild(killedAfter: moment)
      if try pack.bytes() != before { #expect(try pack.isWhole(), "killed after \(moment) s") }
    }
    #expect(try pack.rebuild().status == 0)
    let left = try pack.leftovers()
    #expect(left == [])
    #expect(try pack.isWhole())
  }

  /// The same of a rebuild in two halves: between them the generation lies on the one before.
  @Test func aKillBetweenRowsAndTheRestLeavesAWholeGeneration() throws {
    let pack = try SmallPack()
    defer { pack.remove() }
    #expect(try pack.rebuild().status == 0)
    try pack.addVisit(100)
    let begun = ContinuousClock.now
    #expect(try pack.rebuild(["--rows-first"]).status == 0)
    let duration = (ContinuousClock.now - begun) / .seconds(1)
    #expect(try pack.leftovers() == [])
    for round in 0..<Self.kills {
      try pack.addVisit(200 + round)
      let moment = duration * (Double(round) + Double.random(in: 0..<1)) / Double(Self.kills)
      _ = try pack.rebuild(["--rows-first"], killedAfter: moment)
      #expect(try pack.isWhole(), "killed after \(moment) s")
    }
    #expect(try pack.rebuild([]).status == 0)
    #expect(try pack.leftovers() == [] && pack.isWhole())
    let stepwise = try pack.exported()
    #expect(try pack.rebuild().status == 0)
    #expect(try pack.exported() == stepwise)
  }

  @Test(
    .enabled(if: FailingWrites.library != nil, "there is no clang to build failing-writes.c"),
    arguments: ["error", "full", "short"], ["--full", "--rows-first"])
  func aFailedWriteLeavesTheOldGeneration(kind: String, option: String) throws {
    let pack = try SmallPack()
    defer { pack.remove() }
    #expect(try pack.rebuild().status == 0)
    try pack.addVisit(100)
    let total = try FailingWrites.count(below: pack.home) {
      _ = try pack.rebuild([option], environment: $0)
    }
    try #require(total > 10, "the writes of a rebuild are not seen")
    let step = Double(max(1, total - 1)) / Double(max(1, min(Self.faults, total) - 1))
    var broken = 0
    for number in Set((0..<min(Self.faults, total)).map { 1 + Int((Double($0) * step).rounded()) }).sorted() {
      if option != "--full" { try pack.addVisit(200 + number) }
      let before = try pack.bytes()
      let run = try pack.rebuild(
        [option],
        environment: FailingWrites.environment(below: pack.home, at: number, kind: kind))
      let place: Comment = "write \(number) of \(total): \(run.errors)"
      // A short write may be gone on with; one that fails is told in one line.
      if run.status != 0 {
        broken += 1
        #expect(run.status == 1 && run.errors.split(separator: "\n").count == 1, place)
      }
      if try pack.bytes() != before { #expect(try pack.isWhole(), place) }
      // The base of rows that are in place, or nothing.
      #expect(try pack.leftovers().filter { !$0.hasPrefix("p.db.base-") } == [], place)
    }
    #expect(broken > 0)
    #expect(try pack.rebuild().status == 0 && pack.isWhole() && pack.leftovers() == [])
  }
}

/// `failing-writes.c`, built for the tests.
private enum FailingWrites {
  /// Nil where it cannot be built.
  static let library: URL? = {
    guard let folder = try? scratch() else { return nil }
    let library = folder.appendingPathComponent("failing-writes.so")
    let source = root.appendingPathComponent("Tests/CommandTests/failing-writes.c")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["clang", "-shared", "-fPIC", "-O1", "-o", library.path, source.path, "-ldl"]
    guard (try? process.run()) != nil else { return nil }
    process.waitUntilExit()
    return process.terminationStatus == 0 ? library : nil
  }()

  static func environment(below folder: URL, at number: Int, kind: String) -> [String: String] {
    [
      "LD_PRELOAD": library?.path ?? "", "FAULT_UNDER": folder.path, "FAULT_AT": "\(number)",
      "FAULT_KIND": kind,
    ]
  }

  /// The writes below `folder` that `body` makes under the environment given to it.
  static func count(below folder: URL, _ body: ([String: String]) throws -> Void) throws -> Int {
    let file = folder.deletingLastPathComponent().appendingPathComponent("count")
    try body(environment(below: folder, at: 0, kind: "error").merging(["FAULT_COUNT": file.path]) { $1 })
    return Int(try String(contentsOf: file, encoding: .utf8)) ?? 0
  }
}
