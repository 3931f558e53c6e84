import Domain
import Foundation
import Storage
import Testing

@Suite struct ExecutionTests {
  let scratch: Scratch
  let generation: Generation

  init() throws {
    scratch = try Scratch()
    try scratch.build { writer in
      try Sample.fill(writer)
      try writer.run(script: "CREATE VIEW v AS SELECT id, total FROM sale")
      try writer.quarantine(
        QuarantinedRow(source: "sale", rule: "R1", reason: "r", file: "f", line: 1, raw: [1]))
    }
    generation = try scratch.open()
  }

  static let runaway =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"

  @Test(arguments: [
    "SELECT count(*) FROM sale", "SELECT count(*) FROM v", "SELECT 1;  -- a comment",
    "WITH t AS (SELECT total FROM sale) SELECT count(*) FROM t",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9) SELECT max(i) FROM n",
    "SELECT row_number() OVER (PARTITION BY day ORDER BY count) FROM sale LIMIT 1",
    "SELECT sum(total) FILTER (WHERE count > 2) FROM sale", "SELECT median(total) FROM sale",
    "SELECT percentile(count, 0.9) FROM sale", "SELECT strftime('%Y', day) FROM sale LIMIT 1",
    "SELECT count FROM sale WHERE id = (SELECT max(id) FROM v)", "SELECT count(*) FROM json_each('[1,2]')",
    "SELECT 1 UNION SELECT 2 EXCEPT SELECT 1", "VALUES (1)", "SELECT abs(-1)",
    "SELECT count(*) FROM pitwall_quarantine WHERE rule = 'R1'", "SELECT sum(kept) FROM pitwall_counts",
  ])
  func allows(text: String) throws { #expect(try !generation.execute(SQLStatement(text)).rows.isEmpty) }

  @Test(arguments: [
    ("INSERT INTO sale(id) VALUES ('x')", "INSERT into sale"),
    ("UPDATE sale SET count = 1", "UPDATE of sale"),
    ("DELETE FROM sale", "DELETE from sale"), ("DROP TABLE sale", "schema"), ("CREATE TABLE x(a)", "schema"),
    ("CREATE TEMP TABLE x(a)", "schema"), ("ATTACH 'x.db' AS x", "ATTACH"), ("DETACH main", "DETACH"),
    ("PRAGMA query_only = 0", "PRAGMA query_only"), ("PRAGMA table_info(sale)", "PRAGMA"),
    ("SELECT * FROM pragma_table_info('sale')", ""), ("BEGIN", "BEGIN"), ("SAVEPOINT s", "SAVEPOINT"),
    ("VACUUM", "without a result"), ("VACUUM INTO 'x.db'", ""), ("REINDEX", ""), ("ANALYZE", ""),
    ("SELECT load_extension('x')", "load_extension"), ("SELECT fts3_tokenizer('x')", "fts3_tokenizer"),
    ("SELECT name FROM sqlite_schema", "sqlite_"), ("SELECT sql FROM sqlite_master", "sqlite_"),
    ("SELECT raw FROM pitwall_quarantine", "pitwall_quarantine.raw"),
    ("SELECT text FROM pitwall_documents", "pitwall_documents"),
    ("SELECT count(*) FROM pitwall_chunks", ""), ("SELECT 1; SELECT 2", "more than one"),
    ("SELECT 1; DROP TABLE sale", "more than one"), ("", "no statement"), ("-- nothing", "no statement"),
  ])
  func denies(text: String, what: String) throws {
    do {
      _ = try generation.execute(SQLStatement(text))
      Issue.record("was executed")
    } catch ExecutionError.denied(let found, text) {
      #expect(what.isEmpty || found.contains(what))
    }
    #expect(try generation.execute(SQLStatement("SELECT count(*) FROM sale")).rows == [[.integer(10)]])
  }

  @Test func stopsARunawayAtTheTimeLimit() throws {
    let limits = ExecutionLimits(seconds: 0.02, rows: 10)
    #expect(throws: ExecutionError.timeout(seconds: 0.02, text: Self.runaway)) {
      try generation.execute(SQLStatement(Self.runaway), limits: limits)
    }
    #expect(try generation.execute(SQLStatement("SELECT 1"), limits: limits).rows == [[.integer(1)]])
  }

  @Test(arguments: [Double.nan, -1, 0]) func aTimeLimitThatIsNoneStopsAtOnce(seconds: Double) {
    #expect(throws: ExecutionError.self) {
      try generation.execute(SQLStatement(Self.runaway), limits: ExecutionLimits(seconds: seconds, rows: 1))
    }
  }

  @Test func cancellationStopsAStatement() async throws {
    let generation = generation
    let task = Task {
      try await generation.execute(
        SQLStatement(Self.runaway), limits: ExecutionLimits(seconds: .infinity, rows: 1))
    }
    task.cancel()
    await #expect(throws: ExecutionError.cancelled(text: Self.runaway)) { try await task.value }
    #expect(try await generation.execute(SQLStatement("SELECT 1")).rows == [[.integer(1)]])
  }

  @Test(arguments: [
    (0, 0, true), (9, 9, true), (10, 10, false), (11, 10, false), (.max, 10, false), (-1, 0, true),
  ])
  func stopsAtTheRowLimit(limit: Int, count: Int, isTruncated: Bool) throws {
    let table = try generation.execute(
      SQLStatement("SELECT count FROM sale"), limits: ExecutionLimits(seconds: 5, rows: limit))
    #expect(table.rows.count == count && table.isTruncated == isTruncated)
  }

  @Test func errorsCarryTheTextButNotTheValues() throws {
    for text in [
      "SELECT nothing FROM sale WHERE id = ?", "SELECT count FRM sale WHERE id = ?", "SELECT \"x\", ?",
    ] {
      do {
        _ = try generation.execute(SQLStatement(text, [.text("hidden")]))
        Issue.record("was executed")
      } catch let error as ExecutionError {
        #expect("\(error)".contains(text) && !"\(error)".contains("hidden"))
      }
    }
    #expect(throws: ExecutionError.parameters(found: 0, expected: 1, text: "SELECT ?")) {
      try generation.execute(SQLStatement("SELECT ?"))
    }
    #expect(throws: ExecutionError.columns(found: 2, expected: 1, text: "SELECT 1, 2")) {
      try generation.execute(SQLStatement("SELECT 1, 2"))
    }
    #expect(throws: ExecutionError.self) {
      try generation.execute(SQLStatement("SELECT zeroblob(1000000000)"))
    }
    #expect(throws: ExecutionError.self) {
      try generation.execute(SQLStatement("SELECT sum(9223372036854775807) FROM sale"))
    }
  }

  @Test func moreStatementsThanAreKeptAreAllRight() throws {
    for number in 0..<300 {
      let table = try generation.execute(SQLStatement("SELECT \(number) + ?", [.integer(1)]))
      #expect(table.rows == [[.integer(Int64(number + 1))]])
    }
  }

  @Test func aRowClosureMayAskAgain() throws {
    let alone = try Generation(opening: scratch.file, connections: 1)
    var sum: Int64 = 0
    try alone.export("sale", columns: ["id"]) { row in
      let found = try alone.execute(SQLStatement("SELECT count FROM sale WHERE id = ?", row)).rows
      if case .integer(let count)? = found.first?.first { sum += count }
    }
    #expect(sum == 55)
  }
}
