import Assembly
import Domain
import Foundation
import Storage
import Testing

/// Former generations of a marina: kept, named, asked and compared.
@Suite struct GenerationTests {
  /// A marina whose clock goes on.
  private struct Harbour {
    let marina: Marina
    var catalog: GenerationCatalog { GenerationCatalog(database: marina.database) }

    init() throws { marina = try Marina() }

    /// Rebuilds at a moment of a day of July 2024, with fees for the berths A1, A2 ….
    @discardableResult
    func build(
      day: Int, fees: [String], _ change: (inout RebuildRequest) -> Void = { _ in }
    ) throws -> RebuildOutcome {
      let rows = fees.enumerated().map { "A\($0 + 1),\($0 + 8),\($1)\n" }.joined()
      try marina.write("berth,length,fee\n" + rows, to: "data/berths.csv")
      var request = RebuildRequest(knowledge: marina.pack, database: marina.database)
      change(&request)
      let now = Date(timeIntervalSince1970: 1_719_792_000 + Double(day - 1) * 86_400 + 3600)
      return try RebuildPipeline(
        request, RebuildSurroundings(program: "1", now: { now }, clock: { 0 })
      ).run()
    }

    static func day(_ day: Int) -> CalendarDate {
      CalendarDate(iso: "2024-07-0\(day)") ?? CalendarDate(dayNumber: 0)
    }

    func fees(of name: String, today: Int) throws -> [Value] {
      var fees: [Value] = []
      let export = try DatasetExport(
        database: catalog.file(named: name, today: Self.day(today)), dataset: "berths", isPersonal: false)
      try export.rows(where: []) { fees.append($0[2]) }
      return fees
    }

    func compared(_ from: String, _ to: String = "current", today: Int) throws -> GenerationComparison {
      try GenerationComparison(
        database: marina.database, knowledge: marina.pack, from: from, to: to, today: Self.day(today))
    }
  }

  @Test func anyCanBeAskedByItsNames() throws {
    let harbour = try Harbour()
    let first = try harbour.build(day: 1, fees: ["1", "2"]).report.generation
    let second = try harbour.build(day: 2, fees: ["3"]).report.generation
    let third = try harbour.build(day: 3, fees: ["4"]).report.generation
    #expect(try harbour.catalog.list().map(\.id) == [third, second, first])
    #expect(try harbour.catalog.list().map(\.isCurrent) == [true, false, false])
    #expect(try harbour.catalog.list().last?.sources.map(\.kept) == [2, 3])
    try harbour.catalog.label(first, as: "opening", today: Harbour.day(3))
    let asked: [(String, Int, String)] = [
      (first, 3, "1"), ("opening", 3, "1"), (second, 3, "3"), (third, 3, "4"), ("current", 3, "4"),
      ("yesterday", 3, "3"), ("yesterday", 2, "1"), ("yesterday", 4, "4"),
    ]
    for (name, today, fee) in asked {
      #expect(
        try harbour.fees(of: name, today: today).first?.description == "\(fee).00", "\(name) on \(today)")
    }
    #expect(throws: GenerationLookupError.noneBefore(Harbour.day(1), oldest: "2024-07-01T01:00:00Z")) {
      try harbour.fees(of: "yesterday", today: 1)
    }
    let unknown = #expect(throws: GenerationLookupError.self) { try harbour.fees(of: "openin", today: 3) }
    #expect(unknown?.description.hasSuffix("did you mean 'opening'?") == true)
  }

  /// The one that is kept holds what it held when it was in place: all of it, searches too.
  @Test func whatIsKeptIsWhole() throws {
    let harbour = try Harbour()
    var digests: [String: [String: String]] = [:]
    for day in 1...4 {
      let id = try harbour.build(day: day, fees: ["\(day)"]).report.generation
      digests[id] = try Generation(opening: harbour.marina.database).digest()
    }
    for summary in try harbour.catalog.list() {
      let file = try harbour.catalog.file(named: summary.id, today: Harbour.day(4))
      #expect(try Generation(opening: file).digest() == digests[summary.id])
    }
    #expect(try harbour.catalog.list().count == 4)
  }

  @Test func howManyAreKeptIsRemembered() throws {
    let harbour = try Harbour()
    for day in 1...6 { try harbour.build(day: day, fees: ["\(day)"]) }
    #expect(try harbour.catalog.list().count == 1 + RebuildRequest.standardKeep)
    try harbour.build(day: 7, fees: ["7"]) { $0.keep = 1 }
    try harbour.build(day: 8, fees: ["8"])
    #expect(try harbour.catalog.list().count == 2)
    try harbour.build(day: 9, fees: ["9"]) { $0.keep = 0 }
    #expect(try harbour.catalog.list().count == 1)
    #expect(!FileManager.default.fileExists(atPath: harbour.marina.database.path + ".generations"))
  }

  @Test func anUnchangedRebuildKeepsNothingAndRemovesNothing() throws {
    let harbour = try Harbour()
    for day in 1...2 { try harbour.build(day: day, fees: ["\(day)"]) }
    let before = try harbour.catalog.list()
    #expect(try harbour.build(day: 3, fees: ["2"]) { $0.keep = 0 }.ending == .unchanged)
    #expect(try harbour.catalog.list() == before)
  }

  /// An overlay lives for a moment: what it lies on is kept, and its name is one of the whole that follows.
  @Test func overlaysAreFollowedByTheWhole() throws {
    let harbour = try Harbour()
    let first = try harbour.build(day: 1, fees: ["1"]).report.generation
    let rows = try harbour.build(day: 2, fees: ["2"]) { $0.isRowsFirst = true }
    #expect(!rows.report.isSettled)
    #expect(try harbour.catalog.list().map(\.id) == [rows.report.generation, first])
    #expect(throws: GenerationLookupError.unsettled(rows.report.generation)) {
      try harbour.catalog.label("current", as: "x", today: Harbour.day(2))
    }
    #expect(try harbour.compared(first, today: 2).changes().datasets.first?.changed == 1)
    // A second one on the same base.
    let again = try harbour.build(day: 2, fees: ["3"]) { $0.isRowsFirst = true }.report.generation
    #expect(try harbour.compared(first, today: 2).changes().datasets.first?.changed == 1)
    let whole = try harbour.build(day: 2, fees: ["3"]).report.generation
    #expect(try harbour.catalog.list().map(\.id) == [whole, first])
    #expect(try harbour.fees(of: again, today: 2).first?.description == "3.00")
    #expect(throws: GenerationLookupError.self) { try harbour.fees(of: rows.report.generation, today: 2) }
    try harbour.build(day: 3, fees: ["4"])
    #expect(try harbour.fees(of: again, today: 3).first?.description == "3.00")
    #expect(try harbour.fees(of: first, today: 3).first?.description == "1.00")
  }

  @Test func labelsArePutOnAndTakenOff() throws {
    let harbour = try Harbour()
    let today = Harbour.day(9)
    let first = try harbour.build(day: 1, fees: ["1"]) { $0.keep = 0 }.report.generation
    // The one in place is kept from then on.
    try harbour.catalog.label("current", as: "v1", today: today)
    #expect(try harbour.catalog.list().map(\.label) == ["v1"])
    let second = try harbour.build(day: 2, fees: ["2"]).report.generation
    #expect(try harbour.catalog.list().map(\.id) == [second, first])
    for (label, name) in [("", first), ("a/b", first), ("current", first), (second, first), ("v1", second)] {
      #expect(throws: GenerationLookupError.self, "\(label)") {
        try harbour.catalog.label(name, as: label, today: today)
      }
    }
    try harbour.catalog.label("v1", as: "v2", today: today)
    #expect(try harbour.catalog.list().map(\.label) == [nil, "v2"])
    #expect(throws: GenerationLookupError.inPlace(second)) {
      try harbour.catalog.remove("current", today: today)
    }
    #expect(try harbour.catalog.remove("v2", today: today) == first)
    #expect(try harbour.catalog.list().map(\.id) == [second])
  }

  @Test func whatCannotBeReadIsToldAndNotAsked() throws {
    let harbour = try Harbour()
    let first = try harbour.build(day: 1, fees: ["1"]).report.generation
    try harbour.build(day: 2, fees: ["2"])
    let file = try harbour.catalog.file(named: first, today: Harbour.day(2))
    try Data("cut".utf8).write(to: file)
    #expect(try harbour.catalog.list().last?.fault != nil)
    #expect(throws: GenerationLookupError.self) { try harbour.fees(of: first, today: 2) }
  }

  @Test func whatChangedIsToldByDataset() throws {
    let harbour = try Harbour()
    try harbour.build(day: 1, fees: ["1", "2", "3"])
    try harbour.build(day: 2, fees: ["1", "5"])
    let changes = try harbour.compared("yesterday", today: 2).changes()
    #expect(changes.datasets.map(\.name) == ["berths", "visits", "busy_berths"])
    #expect(changes.datasets.map(\.isSame) == [false, true, true])
    #expect(changes.datasets.first.map { [$0.added, $0.removed, $0.changed ?? -1] } == [0, 1, 1])
    let rows = try harbour.compared("yesterday", today: 2).changes(of: "berths", limit: 5, isPersonal: false)
    #expect(rows.rows.map(\.kind) == [.removed, .changed])
    #expect(
      rows.rows.last?.fields == [
        RowChange.Field(
          column: "fee", old: .decimal(FixedDecimal(cents: 200)), new: .decimal(FixedDecimal(cents: 500)))
      ])
    // The other way round, and of itself.
    #expect(try harbour.compared("current", "yesterday", today: 2).changes().datasets.first?.added == 1)
    #expect(try harbour.compared("current", today: 2).changes().datasets.allSatisfy { $0.isSame })
    let unknown = #expect(throws: StorageError.self) {
      try harbour.compared("yesterday", today: 2).changes(of: "berth", limit: 5, isPersonal: false)
    }
    #expect(unknown?.description.contains("did you mean 'berths'?") == true)
  }

  /// Personal values are told only when asked for.
  @Test func personalValuesAreHidden() throws {
    let harbour = try Harbour()
    try harbour.build(day: 1, fees: ["1"])
    try Remake.edit("data/visits/june.json", "Cy", "Di")(harbour.marina)
    try harbour.build(day: 2, fees: ["1"])
    for isPersonal in [false, true] {
      let rows = try harbour.compared("yesterday", today: 2)
        .changes(of: "visits", limit: 5, isPersonal: isPersonal).rows
      #expect(rows.first?.fields.map(\.isHidden) == [!isPersonal])
      #expect(rows.first?.fields.map(\.new) == [isPersonal ? .text("Di") : .null])
    }
  }

  /// A person whose deletion is asked for is in no generation that is kept.
  @Test func deletionReachesWhatIsKept() throws {
    let harbour = try Harbour()
    let rules = "  rules:\n    - {id: V9, delete: paid = 99}\n"
    let sources = try #require(Marina.files["sources/marina.yaml"])
    try harbour.marina.write(sources + rules, to: "sources/marina.yaml")
    let first = try harbour.build(day: 1, fees: ["1"]).report.generation
    try harbour.build(day: 2, fees: ["2"])
    try harbour.catalog.label(first, as: "pinned", today: Harbour.day(2))
    try harbour.marina.write(
      #"[{"visit":9,"berth":"A1","arrived":"2024-07-01 10:00:00","paid":99}]"#, to: "data/visits/v9.json")
    try harbour.build(day: 3, fees: ["3"])
    #expect(try harbour.catalog.list().count == 3)
    try harbour.marina.write(
      #"[{"visit":1,"berth":"A1","arrived":"2024-07-01 10:00:00","paid":99}]"#, to: "data/visits/v1.json")
    try harbour.build(day: 4, fees: ["4"]) { $0.isRowsFirst = true }
    try harbour.build(day: 4, fees: ["4"])
    #expect(try harbour.catalog.list().count == 1)
    let bytes = try harbour.marina.bytesBesideDatabase()
    #expect(!bytes.contains { $0.range(of: Data("Ada".utf8)) != nil })
  }

  /// Another generation answers with its rows, counted from its own newest day.
  @Test func questionsNameAGeneration() async throws {
    let harbour = try Harbour()
    let first = try harbour.build(day: 1, fees: ["1"]).report.generation
    try harbour.marina.write(
      #"[{"visit":4,"berth":"A3","arrived":"2024-06-04 10:00:00","paid":1}]"#, to: "data/visits/v4.json")
    let second = try harbour.build(day: 2, fees: ["1"]).report.generation
    let today = Date(timeIntervalSince1970: 1_719_792_000 + 90_000)
    let assistant = try Assistant(
      database: harbour.marina.database, knowledge: harbour.marina.pack, now: { today }
    ).interface
    let asked: [(String?, String, String)] = [
      (nil, second, "52.50"), (first, first, "51.50"), ("yesterday", first, "51.50"),
      ("current", second, "52.50"), (second, second, "52.50"),
    ]
    for (name, id, sum) in asked {
      let answer = try await assistant.answer(Question(text: "takings", generation: name)) { _ in }
      #expect(answer.generation == id && answer.table?.rows.first?.first?.description == sum, "\(name ?? "")")
    }
    await #expect(throws: GenerationLookupError.self) {
      try await assistant.answer(Question(text: "takings", generation: "opening")) { _ in }
    }
    #expect(try await assistant.generations().map(\.id) == [second, first])
  }
}

/// The rows that answers about a marina were made of.
@Suite struct RowsBehindAnswerTests {
  @Test func areCountedAndListed() async throws {
    let marina = try Marina()
    _ = try marina.rebuild()
    let whole = try Assistant(database: marina.database, knowledge: marina.pack, now: { Marina.now })
    let assistant = whole.interface
    let answer = try await assistant.answer(Question(text: "takings")) { _ in }
    let all = try await assistant.rows(answer, nil, 2)
    #expect(all.total == 3 && all.table.rows.count == 2 && all.table.isTruncated && all.noun == "visits")
    await #expect(throws: RowsBehindError.noSuchRow(2, rows: 1)) { try await assistant.rows(answer, 2, 2) }
    // Although another generation is in place by now, they are those of the one that answered.
    try marina.write(
      #"[{"visit":4,"berth":"A3","arrived":"2024-06-04 10:00:00","paid":1}]"#, to: "data/visits/v4.json")
    _ = try marina.rebuild()
    try whole.refresh()
    let newer = try await assistant.answer(
      Question(text: "takings", generation: "current")
    ) { _ in }
    #expect(try await assistant.rows(newer, nil, 9).total == 4)
    #expect(try await assistant.rows(answer, nil, 9).total == 3)
    let article = try await assistant.answer(Question(text: "how do tides move the pontoons")) { _ in }
    await #expect(throws: RowsBehindError.noQuery) { try await assistant.rows(article, nil, 9) }
  }
}

extension Marina {
  /// The contents of all files beside the pack.
  fileprivate func bytesBesideDatabase() throws -> [Data] {
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return names.filter { !$0.hasPrefix("pack") }.compactMap {
      FileManager.default.contents(atPath: folder.appendingPathComponent($0).path)
    }
  }
}
