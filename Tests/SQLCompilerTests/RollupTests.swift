import Domain
import SQLCompiler
import Storage
import Testing

/// Which queries are asked of a roll-up, and which of the rows because a roll-up does not tell.
@Suite struct RollupTests {
  private static let fee: [Rollup.Part] = [
    Rollup.Part(.sum, "fee", type: .decimal(scale: 2)), Rollup.Part(.count, "fee", type: .integer),
    Rollup.Part(.maximum, "fee", type: .decimal(scale: 2)),
  ]
  /// The smallest first.
  static let catalog: Catalog = {
    var catalog = Library.catalog
    catalog.rollups = [
      Rollup(
        name: "loan_months", entity: "loan",
        columns: [
          Rollup.Column("loan", "lent", type: .date, grain: .month),
          Rollup.Column("loan", "status", type: .text),
        ], parts: fee),
      Rollup(
        name: "loan_days", entity: "loan",
        columns: [
          Rollup.Column("loan", "lent", type: .date, grain: .day),
          Rollup.Column("loan", "status", type: .text),
          Rollup.Column("loan", "is_late", type: .boolean), Rollup.Column("loan", "member", type: .integer),
        ], parts: fee),
      Rollup(
        name: "line_days", entity: "line",
        columns: [
          Rollup.Column("loan", "lent", type: .date, grain: .day),
          Rollup.Column("loan", "status", type: .text),
          Rollup.Column("line", "isbn", type: .text),
        ], parts: [Rollup.Part(.sum, "copies", type: .integer)]),
    ]
    return catalog
  }()

  private static func id(_ name: String) -> AttributeID { StatementTests.id(name) }
  private static let lent = id("loan.lent")
  private static let spring = Library.window(Library.day(2024, 3, 1), Library.day(2024, 6, 1), "spring")
  private static let days = Library.window(Library.day(2024, 3, 5), nil, "since the 5th")
  private static let status = Predicate.compare(id("loan.status"), .equal(.text("open")))
  private static func day(_ text: String) -> Value { .text(text) }
  private static func query(
    _ subject: String, _ measures: [MeasureTerm], by groups: [Grouping] = [],
    where filter: Predicate = .always
  ) -> Query {
    StatementTests.query(subject, measures, by: groups, where: filter)
  }

  static let told: [(Query, String)] = [
    (query("loan", [.count]), "loan_months"),
    (query("loan", [.measure("fees"), .measure("average_fee")], by: [.time(lent, .month)]), "loan_months"),
    (
      query("loan", [.measure("fees")], by: [.time(lent, .quarter)], where: .within(lent, spring)),
      "loan_months"
    ),
    (query("loan", [.measure("fees")], by: [.windows(lent, [spring])]), "loan_months"),
    (query("loan", [.count], by: [.attribute(id("loan.status"))]), "loan_months"),
    (query("loan", [.countDistinct(id("loan.status"))]), "loan_months"),
    (query("loan", [.percent(.count, where: status)]), "loan_months"),
    (query("loan", [.percentOfTotal(.measure("fees"))], by: [.attribute(id("loan.status"))]), "loan_months"),
    (query("loan", [.count], where: .segment("loan", "open")), "loan_months"),
    (query("loan", [.count], where: .not(status)), "loan_months"),
    (query("loan", [.count], where: .compare(lent, .isEmpty)), "loan_months"),
    (query("loan", [.aggregate(.maximum, id("loan.fee"))]), "loan_months"),
    (query("loan", [.groups(.time(lent, .month))]), "loan_months"),
    // Finer than a month.
    (query("loan", [.measure("fees")], where: .within(lent, days)), "loan_days"),
    (query("loan", [.measure("fees")], by: [.windows(lent, [spring, days])]), "loan_days"),
    (query("loan", [.count], by: [.time(lent, .week)]), "loan_days"),
    (query("loan", [.count], by: [.weekday(lent)]), "loan_days"),
    (query("loan", [.count], where: .onWeekdays(lent, [6, 7])), "loan_days"),
    (query("loan", [.count], where: .compare(lent, .greater(day("2024-03-05")))), "loan_days"),
    (query("loan", [.count], where: .compare(lent, .equal(day("2024-03-05")))), "loan_days"),
    // A column that only the second has, in the SQL of a measure too.
    (query("loan", [.measure("late_rate")]), "loan_days"),
    (query("loan", [.measure("late_share")]), "loan_days"),
    // Rows of others, which the columns lead to.
    (query("loan", [.measure("fees")], by: [.entity("member")]), "loan_days"),
    (query("loan", [.count], where: .compare(id("branch.city"), .equal(.text("Ulm")))), "loan_days"),
    (
      query("loan", [.count], where: .related("member", .compare(id("member.city"), .isPresent))), "loan_days"
    ),
    (query("line", [.measure("copies")], by: [.attribute(id("book.genre"))]), "line_days"),
    (query("line", [.measure("copies")], by: [.attribute(id("loan.status"))]), "line_days"),
    (query("line", [.count], by: [.time(lent, .day)], where: .within(lent, days)), "line_days"),
  ]

  static let notTold: [Query] = [
    query("loan", [], by: []),
    query("loan", [.count], by: [.hour(lent)]),
    query("loan", [.count], where: .duringHours(lent, [9])),
    query("loan", [.count], where: .compare(lent, .equal(day("2024-03-05 10:00:00")))),
    query("loan", [.count], where: .compare(lent, .startsWith("2024-03-05"))),
    query("loan", [.count], by: [.attribute(lent)]),
    query("loan", [.aggregate(.maximum, lent)]),
    query("loan", [.aggregate(.median, id("loan.fee"))]),
    query("loan", [.percentile(90, id("loan.fee"))]),
    query("loan", [.aggregate(.minimum, id("loan.fee"))]),
    query("loan", [.aggregate(.sum, id("loan.order"))]),
    query("loan", [.countDistinct(id("loan.id"))]),
    query("loan", [.count], where: .compare(id("loan.fee"), .greater(.integer(1)))),
    query("loan", [.filtered(.count, where: .compare(id("loan.fee"), .isEmpty), label: "free")]),
    query("loan", [.count], by: [.entity("loan")]),
    query("loan", [.count], where: .related("line", .always)),
    query("loan", [.count], where: .measured("line", .count, where: .always, .greater(.integer(1)))),
    query("loan", [.count], where: .measured("loan", .count, where: .always, .greater(.integer(0)))),
    query("line", [.measure("fines")]),
    // A number of each book, which a sum over lines would count for every line.
    query("line", [.measure("value")]),
    query("line", [.measure("copies")], by: [.attribute(id("member.city"))]),
    query("line", [.measure("copies")], by: [.entity("loan")]),
    query("event", [.count]),
  ]

  private static func answers(_ query: Query) throws -> (text: String, fast: [[Value]], slow: [[Value]]) {
    let (fast, slow) = (SQLCompiler(catalog: catalog), SQLCompiler(catalog: Library.catalog))
    let derived = try catalog.rollups.map { try fast.derived($0) }
    let database = try LibraryDatabase(LibraryDatabase.sampleRows, derived: derived)
    let statement = try fast.compile(query)
    return (
      statement.text, try database.generation.execute(statement).rows,
      try database.generation.execute(slow.compile(query)).rows
    )
  }

  @Test(arguments: Self.told) func asksTheRollup(query: Query, name: String) throws {
    let (text, fast, slow) = try Self.answers(query)
    #expect(text.contains("FROM \(name)"), "\(text)")
    #expect(fast == slow, "\(text)")
  }

  @Test(arguments: Self.notTold) func asksTheRows(query: Query) throws {
    let (text, fast, slow) = try Self.answers(query)
    for rollup in Self.catalog.rollups { #expect(!text.contains(rollup.name), "\(text)") }
    #expect(fast == slow)
  }

  @Test func saysWhatIsAsked() throws {
    let query = Self.query(
      "line", [.measure("copies"), .count], by: [.attribute(Self.id("loan.status"))],
      where: .within(Self.lent, Self.days))
    #expect(
      try SQLCompiler(catalog: Self.catalog).compile(query).text == """
        SELECT
          line_days.status AS status,
          SUM(line_days.sum_copies) AS copies,
          COALESCE(SUM(line_days.row_count), 0) AS count
        FROM line_days
        WHERE line_days.lent_day >= ?
          AND line_days.has_loan = 1
        GROUP BY 1
        ORDER BY copies DESC, status
        """)
  }

  /// Columns that SQL of the catalog reads of its own row, and nothing else.
  @Test(
    arguments: [
      ("{this}.status", ["status"]), ("{this}.\"last name\" || {this}.first", ["last name", "first"]),
      ("upper({this}.status) = 'X' AND {this}.fee > 1e3", ["status", "fee"]), ("julianday({as_of})", []),
      ("CASE WHEN {this}.a IN (1, 2) THEN 'it''s' ELSE NULL END", ["a"]),
      ("status = 'x'", nil), ("{this}.a + loans.b", nil), ("(SELECT 1)", nil), ("{this}", nil),
      ("EXISTS (SELECT 1 FROM loans WHERE loans.id = {this}.id)", nil), ("{this}.\"a", nil),
      ("random() > {this}.a", nil), ("{this}.a -- b", nil), ("\"a\" + {this}.b", nil), ("'open", nil),
    ] as [(String, [String]?)]) func readsTheColumnsOfARow(sql: String, expected: [String]?)
  {
    var catalog = Library.catalog
    catalog.rollups = [
      Rollup(
        name: "rolled", entity: "loan",
        columns: (expected ?? ["a", "b", "id", "status"]).map { Rollup.Column("loan", $0, type: .text) })
    ]
    let measure = Measure(
      id: "some", entity: "loan", label: "Some", names: [], formula: .count, condition: sql)
    let extended = Catalog(
      entities: catalog.entities, joins: catalog.joins, measures: [measure], rollups: catalog.rollups)
    let statement = try? SQLCompiler(catalog: extended).compile(Self.query("loan", [.measure("some")]))
    #expect(statement?.text.contains("FROM rolled") == (expected != nil))
  }
}
