import Domain
import Testing

@testable import Storage

@Suite struct WritingTests {
  static func count(_ numbers: (Int, Int, Int, Int), name: String = "sale") -> SourceCount {
    var count = SourceCount(name: name)
    (count.read, count.kept, count.superseded, count.quarantined) = numbers
    return count
  }

  @Test(arguments: [
    ((10, 10, 0, 0), true), ((17, 10, 4, 3), true), ((11, 10, 0, 0), false), ((10, 10, 1, 0), false),
    ((9, 9, 0, 0), false), ((11, 11, 0, 0), false),
  ])
  func recordsOnlyCountsThatAreTrue(numbers: (Int, Int, Int, Int), isTrue: Bool) throws {
    let scratch = try Scratch()
    let writer = try GenerationWriter(replacing: scratch.file)
    try Sample.fill(writer)
    let count = Self.count(numbers)
    for line in 0..<count.quarantined {
      try writer.quarantine(
        QuarantinedRow(source: "sale", rule: "R", reason: "r", file: "f", line: line, raw: []))
    }
    guard isTrue else {
      #expect(throws: StorageError.self) { try writer.record(counts: [count]) }
      return
    }
    try writer.record(counts: [count])
    try writer.finish()
    #expect(try scratch.open().counts == [count])
  }

  @Test func severalSourcesMayFeedOneDataset() throws {
    let scratch = try Scratch()
    try scratch.build { writer in
      try Sample.fill(writer)
      let counts = [Self.count((6, 6, 0, 0), name: "a"), Self.count((5, 4, 1, 0), name: "b")]
      let feeding = ["a": "sale", "b": "sale"]
      #expect(throws: StorageError.miscounted(dataset: "sale", sources: ["a"], kept: 6, rows: 10)) {
        try writer.record(counts: [counts[0]], feeding: feeding)
      }
      try writer.record(counts: counts, feeding: feeding)
    }
  }

  @Test func finishingChecksTheCountsAgain() throws {
    let scratch = try Scratch()
    let writer = try GenerationWriter(replacing: scratch.file)
    try Sample.fill(writer)
    try writer.record(counts: [Self.count((10, 10, 0, 0))])
    try writer.run(script: "DELETE FROM sale WHERE count = 3")
    #expect(throws: StorageError.miscounted(dataset: "sale", sources: ["sale"], kept: 10, rows: 9)) {
      try writer.finish()
    }
  }

  @Test func aKeyNamesOneRow() throws {
    let scratch = try Scratch()
    let writer = try GenerationWriter(replacing: scratch.file)
    try Sample.fill(writer)
    try writer.insert(into: "sale", row: Sample.row(4))
    #expect(throws: StorageError.duplicateKey(dataset: "sale", key: ["id"])) { try writer.finish() }
    #expect(throws: StorageError.self) { try writer.finish() }
  }

  @Test func aKeyHoldsForRowsThatComeAfterItsIndex() throws {
    let scratch = try Scratch()
    let writer = try GenerationWriter(replacing: scratch.file)
    try Sample.fill(writer)
    try writer.createIndexes(of: "sale")
    try writer.insert(into: "sale", row: Sample.row(11))
    #expect(throws: StorageError.duplicateKey(dataset: "sale", key: ["id"])) {
      try writer.insert(into: "sale", row: Sample.row(4))
    }
    #expect(throws: StorageError.self) { try writer.finish() }
  }

  @Test(arguments: [("id = 's4'", "sale_by_id"), ("day = '2024-03-01' AND count > 3", "sale_by_day_count")])
  func keyAndIndexesAreUsed(condition: String, index: String) throws {
    let scratch = try Scratch()
    try scratch.build { try Sample.fill($0, rows: 2000) }
    let plan = SQLStatement(
      "EXPLAIN QUERY PLAN SELECT mail FROM sale WHERE \(condition)", [],
      [.integer, .integer, .integer, .text])
    let words = try scratch.open().execute(plan).rows.compactMap { $0.last?.text }.joined()
    #expect(words.contains(index))
  }

  @Test(arguments: [
    ("CREATE VIEW a AS SELECT 1;\n\n-- then\nCREATE VIEW b AS SELEKT 1;", 2, 4, "SELEKT"),
    ("\nCREATE TABLE x AS SELECT * FROM nothing", 1, 2, "nothing"),
    ("CREATE TABLE x(a UNIQUE);INSERT INTO x VALUES (1),(1)", 2, 1, "UNIQUE"),
    ("ATTACH 'other.db' AS o", 1, 1, "ATTACH"), ("COMMIT", 1, 1, "COMMIT"),
    ("PRAGMA journal_mode = WAL", 1, 1, "PRAGMA"),
    ("DROP TABLE pitwall_counts", 1, 1, "not allowed"), ("DELETE FROM pitwall_counts", 1, 1, "not allowed"),
    ("CREATE VIEW pitwall_x AS SELECT 1", 1, 1, "not allowed"),
    ("SELECT load_extension('x')", 1, 1, "not allowed"),
  ])
  func aScriptErrorNamesTheStatement(script: String, statement: Int, line: Int, words: String) throws {
    let scratch = try Scratch()
    let writer = try GenerationWriter(replacing: scratch.file)
    do {
      try writer.run(script: script)
      Issue.record("was run")
    } catch let error as StorageError {
      guard case .script(statement, line, _, _) = error else {
        Issue.record("\(error)")
        return
      }
      #expect("\(error)".contains(words))
    }
    #expect(throws: StorageError.self) { try writer.finish() }
  }

  @Test(arguments: ["", "  \n", "-- only a comment", ";;", "CREATE VIEW v AS SELECT 1 AS one"])
  func aScriptMayBeShort(script: String) throws {
    let scratch = try Scratch()
    try scratch.build { try $0.run(script: script) }
  }

  @Test func rowsStreamWhileDocumentsAreWritten() throws {
    let scratch = try Scratch()
    try scratch.build { writer in
      try Sample.fill(writer)
      try writer.run(script: "CREATE VIEW v AS SELECT id, total FROM sale")
      let sql = "SELECT id, total, total * 2 AS twice FROM v WHERE total > ? ORDER BY total"
      try writer.rows(of: sql, parameters: [.integer(1000)]) { columns, row in
        #expect(columns == ["id", "total", "twice"])
        if case .decimal(let total) = row[1] { #expect(row[2] == .integer(total.units * 2)) }
        try writer.write(documents: [Document(id: "d/\(row[0])", kind: "d", title: "", text: "\(row[1])")])
      }
      #expect(throws: StorageError.self) { try writer.rows(of: "SELECT nothing") { _, _ in } }
      #expect(throws: StorageError.self) { try writer.rows(of: "DELETE FROM sale") { _, _ in } }
    }
    let generation = try scratch.open()
    #expect(generation.documentCount == 2)
    #expect(try generation.document("d/s9")?.text == "11.25" && generation.document("d/s1") == nil)
  }

  @Test func refusesNamesThatAreTaken() throws {
    let scratch = try Scratch()
    let writer = try GenerationWriter(replacing: scratch.file)
    try writer.create(Sample.dataset)
    #expect(throws: StorageError.duplicate(kind: "dataset", name: "sale")) {
      try writer.create(Sample.dataset)
    }
    for name in ["pitwall_x", "SQLITE_x"] {
      #expect(throws: StorageError.reserved(name: name)) {
        try writer.create(Dataset(name: name, columns: [Column(name: "a", type: .text)], key: []))
      }
    }
    #expect(throws: StorageError.self) {
      try writer.create(Dataset(name: "x", columns: [Column(name: "a", type: .text)], key: ["b"]))
    }
    #expect(throws: StorageError.rowWidth(dataset: "sale", found: 1, expected: 8)) {
      try writer.insert(into: "sale", row: [.null])
    }
    #expect(throws: StorageError.self) { try writer.insert(into: "sail", row: []) }
  }

  @Test func theQuarantineIsReadInPages() throws {
    let scratch = try Scratch()
    let rows = (0..<10).map {
      QuarantinedRow(
        source: $0 % 2 == 0 ? "a" : "b", rule: $0 < 5 ? "R" : "S", reason: "r", file: "f", line: $0,
        raw: [0xFF, 0, UInt8($0)])
    }
    try scratch.build { writer in for row in rows { try writer.quarantine(row) } }
    let generation = try scratch.open()
    func read(source: String? = nil, rule: String? = nil, limit: Int = 100, offset: Int = 0) throws
      -> [QuarantinedRow]
    {
      var rows: [QuarantinedRow] = []
      try generation.quarantined(QuarantineFilter(source: source, rule: rule), limit: limit, offset: offset) {
        rows.append($0)
      }
      return rows
    }
    #expect(try read() == rows)
    #expect(try read(source: "a", limit: 2, offset: 1) == [rows[2], rows[4]])
    #expect(try read(rule: "S", limit: 2) == [rows[5], rows[6]])
    #expect(try read(source: "b", rule: "R") == [rows[1], rows[3]])
    #expect(try read(source: "c").isEmpty && read(limit: -1, offset: -1).isEmpty)
    #expect(
      try generation.quarantineCounts() == [
        QuarantineCount(source: "a", rule: "R", rows: 3), QuarantineCount(source: "a", rule: "S", rows: 2),
        QuarantineCount(source: "b", rule: "R", rows: 2), QuarantineCount(source: "b", rule: "S", rows: 3),
      ])
    #expect(try generation.quarantineCounts(QuarantineFilter(source: "b", rule: "S")).map(\.rows) == [3])
  }

  /// Rejected rows of a source that counts `counted` of them; rows and count must agree, and no row be a stranger's.
  @Test(arguments: [
    ("a", 2, 2, true), ("a", 2, 1, false), ("a", 0, 1, false), ("a", 1, 0, false), ("b", 1, 0, false),
  ])
  func theQuarantineHoldsWhatIsCounted(source: String, rows: Int, counted: Int, isTrue: Bool) throws {
    let scratch = try Scratch()
    let writer = try GenerationWriter(replacing: scratch.file)
    try Sample.fill(writer)
    for line in 0..<rows {
      try writer.quarantine(
        QuarantinedRow(source: source, rule: "R", reason: "r", file: "f", line: line, raw: []))
    }
    let counts = [Self.count((counted, 0, 0, counted), name: "a")]
    guard isTrue else {
      #expect(
        throws: StorageError.unaccounted(
          source: source, quarantined: source == "a" ? counted : 0, rows: rows)
      ) { try writer.record(counts: counts) }
      return
    }
    try writer.record(counts: counts)
    try writer.finish()
    #expect(try scratch.open().counts == counts)
  }
}
