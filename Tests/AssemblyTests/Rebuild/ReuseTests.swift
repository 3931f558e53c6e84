import Assembly
import Domain
import Foundation
import Storage
import TestSupport
import Testing

/// What is changed, and the parts that must be made anew; every other is taken over.
struct Remake: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let made: [String]
  let apply: @Sendable (Marina) throws -> Void

  init(_ description: String, _ made: [String], _ apply: @escaping @Sendable (Marina) throws -> Void) {
    (testDescription, self.made, self.apply) = (description, made, apply)
  }

  /// Replaces `old` in a file of the pack.
  static func edit(_ name: String, _ old: String, _ new: String) -> @Sendable (Marina) throws -> Void {
    { marina in
      let text = try #require(Marina.files[name])
      try #require(text.contains(old))
      try marina.write(text.replacing(old, with: new), to: name)
    }
  }
}

@Suite struct ReuseTests {
  @Test(arguments: [
    Remake(
      "a row of berths", ["corpus", "documents/berth", "source/berths"],
      Remake.edit("data/berths.csv", "A3,12,", "A3,13,")),
    Remake(
      "a file of visits",
      [
        "corpus", "derived/busy_berths", "documents/berth", "newest/visit", "source/visits",
        "derived/visit_months",
      ],
      {
        try $0.write(
          "[{\"visit\":4,\"berth\":\"A3\",\"arrived\":\"2024-06-04 10:00:00\"}]", to: "data/visits/july.json")
      }
    ),
    Remake(
      "visits of the same documents",
      ["derived/busy_berths", "documents/berth", "newest/visit", "source/visits", "derived/visit_months"],
      Remake.edit("data/visits/june.json", "Cy", "Di")),
    Remake(
      "a rule",
      [
        "corpus", "derived/busy_berths", "documents/berth", "newest/visit", "source/berths", "source/visits",
        "derived/visit_months",
      ],
      Remake.edit("sources/marina.yaml", "fee < 0", "fee < 13")),
    Remake(
      "a synonym", [], Remake.edit("catalog/marina.yaml", "names: [takings]", "names: [takings, income]")),
    Remake(
      "a derived dataset", ["corpus", "derived/busy_berths", "documents/berth"],
      Remake.edit("catalog/marina.yaml", "COUNT(*) AS visits", "2 * COUNT(*) AS visits")),
    Remake(
      "a template", ["corpus", "documents/berth"],
      Remake.edit("documents/templates/berth.mustache", "long", "in length")),
    Remake("an article", ["corpus"], Remake.edit("documents/articles/tides.md", "mind", "watch")),
    Remake("a file that no source reads", [], { try $0.write("hello", to: "data/notes.txt") }),
  ])
  func onlyWhatDependsOnAChangeIsMadeAnew(_ remake: Remake) throws {
    let marina = try Marina()
    // A document that tells how often a berth was visited.
    try marina.write(
      "Berth {{berth}}, {{length}} m long, {{visits}} visits.", to: "documents/templates/berth.mustache")
    _ = try marina.rebuild()
    if remake.testDescription != "a template" {
      try remake.apply(marina)
    } else {
      try marina.write("Berth {{berth}}, {{length}} m.", to: "documents/templates/berth.mustache")
    }
    let outcome = try marina.rebuild()
    #expect(outcome.ending == .built)
    #expect(outcome.report.made.filter { !remake.made.contains($0) } == [], "made without need")
    #expect(remake.made.filter { !outcome.report.made.contains($0) } == [], "taken over, but not the same")
    let fresh = marina.folder.appendingPathComponent("fresh.db")
    _ = try marina.rebuild(into: fresh)
    #expect(try Generation(opening: marina.database).digest() == Generation(opening: fresh).digest())
  }

  @Test func everythingIsMadeByAnotherProgramOrWhenAskedTo() throws {
    let marina = try Marina()
    #expect(try marina.rebuild().report.reused == [])
    #expect(try marina.rebuild(program: "2").report.reused == [])
    #expect(try marina.rebuild(program: "2") { $0.isFull = true }.report.reused == [])
  }

  /// The generation that is replaced is only read.
  @Test func whatIsTakenFromStaysAsItWas() throws {
    let marina = try Marina()
    _ = try marina.rebuild()
    let held = marina.folder.appendingPathComponent("held.db")
    try FileManager.default.linkItem(at: marina.database, to: held)
    let before = try Data(contentsOf: held)
    try marina.write("berth,length,fee\nA1,8,12.50\n", to: "data/berths.csv")
    #expect(try marina.rebuild().report.reused.contains("source/visits"))
    #expect(try Data(contentsOf: held) == before)
    #expect(try Data(contentsOf: marina.database) != before)
  }

  /// SQL of a pack finds nothing of the generation before: what is gone is gone.
  @Test func statementsDoNotReachTheGenerationBefore() throws {
    let marina = try Marina()
    let text = try #require(Marina.files["sources/marina.yaml"])
    try marina.write(text + "gone:\n  files: gone.csv\n  columns: {a: text}\n", to: "sources/marina.yaml")
    _ = try marina.rebuild()
    try marina.write(text, to: "sources/marina.yaml")
    for sql in [
      "SELECT berth, COUNT(*) AS visits FROM gone, visits", "SELECT a AS berth, 1 AS visits FROM gone",
    ] {
      try Remake.edit("catalog/marina.yaml", "SELECT berth, COUNT(*) AS visits FROM visits", sql)(marina)
      #expect(throws: RebuildError.self) { try marina.rebuild() }
    }
  }

  /// After any script of edits, what was taken over and made anew step by step is what is made in one go. Between,
  /// rows may be in place before the rest, several times over: all but the texts is then what is made in one go.
  @Test(arguments: 0..<6) func anyScriptOfEditsGivesWhatAFullBuildGives(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    let marina = try Marina()
    _ = try marina.rebuild()
    var done: [String] = []
    for step in 0..<12 {
      done.append(try Edit.apply(to: marina, step: step, &random))
      let former = try marina.databaseFiles()
      let texts = try Generation(opening: marina.database).digest().filter { isOfTexts($0.key) }
      // In one go from the same former generation, so that what remembers goes on from the same.
      _ = try marina.rebuild { $0.isFull = true }
      let full = try Generation(opening: marina.database).digest()
      try marina.put(former)
      let way = Int.random(in: 0...2, using: &random)
      if way > 0 {
        done.append("rows")
        let outcome = try marina.rebuild { $0.isRowsFirst = true }
        let rows = try Generation(opening: marina.database).digest()
        let place: Comment = "\(done): \(outcome.report.made)"
        #expect(rows.filter { isOfRows($0.key) } == full.filter { isOfRows($0.key) }, place)
        if !outcome.report.isSettled { #expect(rows.filter { isOfTexts($0.key) } == texts, place) }
      }
      if way < 2 {
        let outcome = try marina.rebuild()
        let stepwise = try Generation(opening: marina.database).digest()
        let different = Set(full.keys).union(stepwise.keys).filter { full[$0] != stepwise[$0] }
        #expect(different == [], "\(done): \(outcome.report.made)")
        #expect(try marina.databaseFiles().count == 1, "an overlay's base is left")
      }
    }
  }
}

/// Whether a part of a digest is what search reads.
private func isOfTexts(_ name: String) -> Bool {
  ["pitwall_documents", "pitwall_chunks"].contains(name) || name.hasPrefix("region.")
}

/// Whether a part of a digest is rows; what a generation tells of itself is neither.
private func isOfRows(_ name: String) -> Bool { !isOfTexts(name) && name != "pitwall_metadata" }

/// A pseudo-random sequence, the same for one seed.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// A change of a marina's files, chosen by chance.
enum Edit: CaseIterable {
  case rows, moreVisits, cutVisits, brokenVisits, lessVisits, posted, template, article, rule, synonym,
    derived, nothing

  static func apply(to marina: Marina, step: Int, _ random: inout SplitMix) throws -> String {
    let edit = allCases.randomElement(using: &random) ?? .nothing
    func text(_ name: String) throws -> String {
      try String(contentsOf: marina.pack.appendingPathComponent(name), encoding: .utf8)
    }
    let visit =
      #"{"visit":\#(Int.random(in: 1...9, using: &random)),"berth":"A\#(Int.random(in: 1...4, using: &random))","#
      + #""arrived":"2024-0\#(Int.random(in: 1...9, using: &random))-01 10:00:00","paid":\#(step - 3)}"#
    let visits = marina.pack.appendingPathComponent("data/visits")
    let files = try FileManager.default.contentsOfDirectory(atPath: visits.path).sorted()
    switch edit {
    case .rows:
      let rows = (1...5).filter { _ in Bool.random(using: &random) }.map { row in
        "A\(row),\(row + 7),\(Int.random(in: -3...20, using: &random)).50\n"
      }
      try marina.write("berth,length,fee\n" + rows.joined(), to: "data/berths.csv")
    case .moreVisits: try marina.write("[\(visit)]", to: "data/visits/v\(step).json")
    case .cutVisits:
      if let file = files.randomElement(using: &random) {
        try marina.write(String(text("data/visits/\(file)").dropLast(5)), to: "data/visits/\(file)")
      }
    case .brokenVisits: try marina.write("[{\"visit\":\"x\"}, \(visit)]", to: "data/visits/v\(step).json")
    case .lessVisits:
      if let file = files.randomElement(using: &random) { try marina.remove("data/visits/\(file)") }
    case .posted: _ = try Upkeep.takes([visit, "{}"], for: marina)
    case .template:
      try marina.write("Berth {{berth}} \(step): {{visits}}", to: "documents/templates/berth.mustache")
    case .article:
      try marina.write("---\ntitle: Tides\n---\nNumber \(step).\n", to: "documents/articles/tides.md")
    case .rule:
      let fee = Int.random(in: 0...14, using: &random)
      let rules = try text("sources/marina.yaml").replacing(/fee < \d+/, with: "fee < \(fee)")
      try marina.write(rules, to: "sources/marina.yaml")
    case .synonym:
      let catalog = try text("catalog/marina.yaml")
      try marina.write(
        catalog.replacing("names: [takings", with: "names: [takings, x\(step)"), to: "catalog/marina.yaml")
    case .derived:
      let catalog = try text("catalog/marina.yaml").replacing(
        /(\d+ \* )?COUNT\(\*\)/, with: "\(step + 1) * COUNT(*)")
      try marina.write(catalog, to: "catalog/marina.yaml")
    case .nothing: break
    }
    return "\(edit)"
  }
}

extension Marina {
  /// The generation in place: its file by name, and that which it lies on.
  fileprivate func databaseFiles() throws -> [String: Data] {
    let name = database.lastPathComponent
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      $0 == name || $0.hasPrefix(name + ".base-")
    }
    return try Dictionary(
      uniqueKeysWithValues: names.map { ($0, try Data(contentsOf: folder.appendingPathComponent($0))) })
  }

  /// Puts a former generation in place of the one there.
  fileprivate func put(_ files: [String: Data]) throws {
    for (name, data) in files.sorted(by: { $0.key > $1.key }) {
      try data.write(to: folder.appendingPathComponent(name), options: .atomic)
    }
  }
}

extension Upkeep {
  /// The verdicts on records that are sent to the only route of a marina.
  static func takes(_ records: [String], key: String? = nil, for marina: Marina) throws -> [RecordVerdict] {
    let upkeep = try Upkeep(knowledge: marina.pack, database: marina.database)
    return try #require(upkeep.intakes.first).take(records.map { Array($0.utf8) }, key: key)
  }
}
