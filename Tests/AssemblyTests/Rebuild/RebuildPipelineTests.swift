import Assembly
import Domain
import Foundation
import Storage
import Testing

@Test func buildsAnotherTradeFromItsPackAlone() throws {
  let marina = try Marina()
  let outcome = try marina.rebuild()
  #expect(outcome.ending == .built)
  #expect(outcome.report.sources.map(\.kept) == [3, 3])
  #expect(outcome.report.documents.total == 4 && outcome.report.documents.added == 4)
  #expect(outcome.report.generation.hasPrefix("20240703-094640-"))
  let generation = try Generation(opening: marina.database)
  #expect(generation.metadata.built == "2024-07-03T09:46:40Z")
  #expect(try generation.document("berth/A3")?.text == "Berth A3 is 12 m long and costs 18.25.")
  #expect(try generation.text(key: "newest/visit") == "2024-06-03")
  let words = try #require(try generation.text(key: "corpus words")).split(separator: " ")
  #expect(words.contains("gangway") && words.contains("tides") && !words.contains("berth"))
  var visits: [[Value]] = []
  try generation.export("busy_berths") { visits.append($0) }
  #expect(visits == [[.text("A1"), .integer(2)], [.text("A2"), .integer(1)]])
  var months: [[Value]] = []
  try generation.export("visit_months") { months.append($0) }
  #expect(
    months == [
      [.text("2024-06-01"), .text("A1"), .integer(2), .decimal(FixedDecimal(cents: 3750)), .integer(2)],
      [.text("2024-06-01"), .text("A2"), .integer(1), .decimal(FixedDecimal(cents: 1400)), .integer(1)],
    ])
  let source = try #require(try knowledgeBaseStatus(database: marina.database).sources.last)
  #expect(source.newest == "2024-06-03" && source.modified?.count == 20)
}

@Test func buildsNothingWhenNothingChanged() throws {
  let marina = try Marina()
  let first = try marina.rebuild()
  let second = try marina.rebuild()
  #expect(second.ending == .unchanged && second.report.generation == first.report.generation)
  #expect(second.report.sources == first.report.sources && second.report.documents.unchanged == 4)
  #expect(try marina.rebuild { $0.isFull = true }.ending == .built)
}

/// What is changed, and the documents added, changed and removed by it.
struct Change: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let apply: @Sendable (Marina) throws -> Void
  let counts: [Int]
}

@Test(arguments: [
  Change(
    testDescription: "nothing but a time",
    apply: { try $0.write(Marina.files["data/berths.csv"] ?? "", to: "data/berths.csv") }, counts: []),
  Change(
    testDescription: "a row added",
    apply: {
      try $0.write(
        "berth,length,fee\nA1,8,12.50\nA2,10,14.00\nA3,12,18.25\nB1,9,13.00\n", to: "data/berths.csv")
    }, counts: [1, 0, 0]),
  Change(
    testDescription: "a row changed",
    apply: {
      try $0.write("berth,length,fee\nA1,8,12.55\nA2,10,14.00\nA3,12,18.25\n", to: "data/berths.csv")
    }, counts: [0, 1, 0]),
  Change(
    testDescription: "a row removed",
    apply: { try $0.write("berth,length,fee\nA1,8,12.50\nA2,10,14.00\n", to: "data/berths.csv") },
    counts: [0, 0, 1]),
  Change(
    testDescription: "a file added",
    apply: {
      try $0.write(
        "[{\"visit\":4,\"berth\":\"A3\",\"arrived\":\"2024-06-04 10:00:00\",\"paid\":1}]",
        to: "data/visits/july.json")
    }, counts: [0, 0, 0]),
  Change(
    testDescription: "a template",
    apply: { try $0.write("Berth {{berth}}: {{length}} m.", to: "documents/templates/berth.mustache") },
    counts: [0, 3, 0]),
  Change(
    testDescription: "an article gone", apply: { try $0.remove("documents/articles/tides.md") },
    counts: [0, 0, 1]),
])
func aChangeGivesWhatAFullBuildGives(_ change: Change) throws {
  let marina = try Marina()
  _ = try marina.rebuild()
  try change.apply(marina)
  let again = try marina.rebuild()
  let documents = again.report.documents
  #expect(again.ending == (change.counts.isEmpty ? .unchanged : .built))
  #expect(
    [documents.added, documents.changed, documents.removed]
      == (change.counts.isEmpty ? [0, 0, 0] : change.counts))
  // What was not built anew remembers the older time.
  if change.counts.isEmpty { return }
  let fresh = marina.folder.appendingPathComponent("fresh.db")
  _ = try marina.rebuild(into: fresh)
  #expect(try Generation(opening: marina.database).digest() == Generation(opening: fresh).digest())
}

@Test func anotherProgramOrEmbedderBuildsAnew() throws {
  let marina = try Marina()
  _ = try marina.rebuild()
  #expect(try marina.rebuild(program: "2").ending == .built)
  #expect(try marina.rebuild(program: "2") { $0.embedder = "hashing" }.ending == .built)
  #expect(try Generation(opening: marina.database).embedder?.name == "hashing")
  #expect(throws: RebuildError.self) { try marina.rebuild { $0.embedder = "hasing" } }
}

@Test func strictLetsNoQuarantinedRowPass() throws {
  let marina = try Marina()
  let first = try marina.rebuild { $0.isStrict = true }
  #expect(first.ending == .built)
  try marina.write("berth,length,fee\nA1,8,-1\n", to: "data/berths.csv")
  let refused = try marina.rebuild { $0.isStrict = true }
  #expect(refused.ending == .refused && refused.quarantined == 1)
  #expect(try Generation(opening: marina.database).metadata.generation == first.report.generation)
  #expect(try marina.rebuild().ending == .built)
  #expect(try marina.rebuild { $0.isStrict = true }.ending == .refused)
  let counts = try Quarantine(database: marina.database, QuarantineFilter(source: "berths")).counts()
  #expect(counts == [QuarantineCount(source: "berths", rule: "B1", rows: 1)])
}

/// A filter, and the lines of the rejected rows it means; nil where it means something that is not there.
@Test(
  arguments: [
    (QuarantineFilter(), [2, 3, 3]), (QuarantineFilter(source: "berths"), [2, 3]),
    (QuarantineFilter(rule: "V1"), [3]), (QuarantineFilter(source: "visits", rule: "V1"), [3]),
    (QuarantineFilter(source: "visits", rule: "B1"), nil), (QuarantineFilter(source: "berth"), nil),
    (QuarantineFilter(rule: "B9"), nil),
  ] as [(QuarantineFilter, [Int]?)])
func theQuarantineIsFiltered(_ filter: QuarantineFilter, lines: [Int]?) throws {
  let marina = try Marina()
  try marina.write("berth,length,fee\nA1,8,-1\nA2,8,free\n", to: "data/berths.csv")
  try marina.write("\n\n{\"visit\": \"x\"}", to: "data/visits/june.json")
  _ = try marina.rebuild()
  guard let lines else {
    #expect(throws: StorageError.self) { try Quarantine(database: marina.database, filter) }
    return
  }
  var found: [Int] = []
  try Quarantine(database: marina.database, filter).rows { found.append($0.line) }
  #expect(found.sorted() == lines)
}

/// Rows come back when their file is put right, byte for byte kept until then.
@Test func aCorrectedFileBringsRowsBack() throws {
  let marina = try Marina()
  let good = try marina.rebuild().report.sources
  let bad = Array("A3,12,-18.25,\u{FFFD}".utf8.dropLast(3)) + [0xFF]
  try marina.write(Array("berth,length,fee\nA1,8,12.50\nA2,10,14.00\n".utf8) + bad, to: "data/berths.csv")
  let outcome = try marina.rebuild()
  #expect(outcome.report.sources.first.map { [$0.read, $0.kept, $0.quarantined] } == [3, 2, 1])
  var rows: [QuarantinedRow] = []
  try Quarantine(database: marina.database).rows { rows.append($0) }
  #expect(rows.map(\.raw) == [bad] && rows.map(\.line) == [4])
  try marina.write(Marina.files["data/berths.csv"] ?? "", to: "data/berths.csv")
  #expect(try marina.rebuild().report.sources == good)
  #expect(try Quarantine(database: marina.database).counts().isEmpty)
}

@Test func aDryRunWritesNothing() throws {
  let marina = try Marina()
  let outcome = try marina.rebuild { $0.isDryRun = true }
  #expect(outcome.ending == .dryRun && outcome.report.sources.map(\.kept) == [3, 3])
  #expect(try FileManager.default.contentsOfDirectory(atPath: marina.folder.path) == ["pack"])
}

@Test func whatAKilledWriterLeftIsCleared() throws {
  let marina = try Marina()
  _ = try marina.rebuild()
  try Data("half a generation".utf8).write(to: URL(fileURLWithPath: marina.database.path + ".building"))
  #expect(try knowledgeBaseStatus(database: marina.database).documents == 4)
  #expect(try marina.rebuild { $0.isFull = true }.ending == .built)
  #expect(!FileManager.default.fileExists(atPath: marina.database.path + ".building"))
}

@Test func oneRebuildAtATime() throws {
  let marina = try Marina()
  do {
    let other = try GenerationWriter(replacing: marina.database)
    #expect { try marina.rebuild() } throws: { "\($0)".contains("another rebuild holds the database") }
    other.abandon()
  }
  #expect(try marina.rebuild().ending == .built)
}

@Test func dataOfOtherFoldersIsReadTogether() throws {
  let marina = try Marina()
  let more = marina.folder.appendingPathComponent("more", isDirectory: true)
  try FileManager.default.createDirectory(at: more, withIntermediateDirectories: true)
  try Data("berth,length,fee\nC1,7,9.00\n".utf8).write(to: more.appendingPathComponent("berths.csv"))
  let both = [marina.pack.appendingPathComponent("data"), more]
  #expect(try marina.rebuild { $0.data = both }.report.sources.map(\.kept) == [4, 3])
  #expect(try marina.rebuild { $0.data = both }.ending == .unchanged)
  #expect(DataFolders(of: marina.database).urls.map(\.path) == both.map(\.path))
}

/// A file of the pack, its new text (nil: removed), and what the message must say.
@Test(
  arguments: [
    ("sources/marina.yaml", "berths: [", "sources/marina.yaml"),
    ("sources/marina.yaml", "berths:\n  files: berths.csv\n  colums: {a: text}\n", "colums"),
    ("catalog/marina.yaml", "entities:\n  berth: {dataset: berth}\n", "catalog/marina.yaml:2"),
    (
      "catalog/marina.yaml",
      "derived:\n  x:\n    sql: SELECT depth FROM berths\n    columns: {depth: text}\n",
      "derived.x: no such column: depth"
    ),
    ("catalog/marina.yaml", "derived:\n  x:\n    sql: SELECT 1, 2\n    columns: {a: integer}\n", "derived.x"),
    (
      "catalog/marina.yaml",
      "derived:\n  x:\n    sql: SELECT 1; DROP TABLE berths\n    columns: {a: integer}\n", "derived.x"
    ),
    ("documents/marina.yaml", nil, ""),
    ("documents/templates/berth.mustache", nil, "documents/templates/berth.mustache"),
    ("documents/templates/berth.mustache", "{{lenght}}", "lenght"),
    ("documents/articles/tides.md", "no front matter", "documents/articles/tides.md:1"),
    ("language/grammar.yaml", nil, "language/grammar.yaml"),
    ("language/time.yaml", nil, "language/time.yaml"),
    ("language/time.yaml", "month: []", "language/time.yaml:1"),
    ("data/berths.csv", nil, "berths.csv"),
    ("data/berths.csv", "berth,fee\nA1,1\n", "length"),
  ] as [(String, String?, String)])
func aBrokenPackIsRefusedWithItsPlace(file: String, text: String?, message: String) throws {
  let marina = try Marina()
  let first = try marina.rebuild()
  if let text { try marina.write(text, to: file) } else { try marina.remove(file) }
  if message.isEmpty {
    #expect(try marina.rebuild().ending == .built)
    return
  }
  #expect { try marina.rebuild() } throws: { "\($0)".contains(message) && !"\($0)".contains("\n") }
  #expect(try Generation(opening: marina.database).metadata.generation == first.report.generation)
}

@Test func aMissingPackOrDataFolderIsSaid() throws {
  let marina = try Marina()
  #expect { try marina.rebuild { $0.knowledge = marina.folder } } throws: { "\($0)".contains("--knowledge") }
  #expect {
    try marina.rebuild { $0.data = [marina.folder.appendingPathComponent("nowhere")] }
  } throws: { "\($0)".contains("--data") }
}
