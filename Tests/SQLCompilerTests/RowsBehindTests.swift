import Domain
import SQLCompiler
import Storage
import Testing

/// The rows behind a number are as many as the number says, whichever way it was put together.
@Suite struct RowsBehindTests {
  private static let compiler = SQLCompiler(catalog: Library.catalog)

  private static func count(_ rows: SQLCompiler.RowsBehind, _ database: LibraryDatabase) throws -> Int64 {
    let cell = try database.generation.execute(rows.count).rows.first?.first
    guard case .integer(let count) = cell else { return -1 }
    #expect(try database.generation.execute(rows.list).rows.count == Int(count), "\(rows.list.text)")
    return count
  }

  /// Random queries that count rows: each group has as many rows behind it as it counts, and all of them together what
  /// they count together, unless a row counts in several.
  @Test(arguments: 1...20) func areWhatACountCounts(seed: Int) throws {
    var random = Draws(seed: UInt64(2_000 + seed))
    let database = try LibraryDatabase(random.library().tables)
    for _ in 0..<60 {
      var query = random.query()
      (query.measures, query.having, query.order) = ([.count], [], [])
      let rows = try database.rows(query)
      var sum: Int64 = 0
      for row in rows {
        guard case .integer(let counted)? = row.last else { continue }
        let behind = try Self.compiler.rows(behind: query, of: row, limit: 1_000)
        #expect(try Self.count(behind, database) == counted, "\(row) of \(query): \(behind.count.text)")
        sum += counted
      }
      let all = try Self.count(Self.compiler.rows(behind: query, limit: 1_000), database)
      let mayOverlap = query.groups.contains { if case .windows = $0 { true } else { false } }
      #expect(mayOverlap ? all <= sum : all == sum, "\(query)")
    }
  }

  /// Measures, and how many loans of the sample count in them.
  @Test(
    arguments: [
      ([.measure("fees")], .always, 5), ([.measure("late_fees")], .always, 2),
      ([.measure("late_rate")], .always, 5), ([.measure("open_late_rate")], .always, 2),
      // Either part of a ratio.
      ([.measure("late_share")], .always, 5), ([.measure("late_fees"), .measure("fees")], .always, 5),
      ([.count], .compare(AttributeID("loan", "status"), .oneOf([.text("open")])), 2),
      ([.measure("late_fees")], .compare(AttributeID("loan", "status"), .oneOf([.text("open")])), 1),
      (
        [
          .filtered(
            .count, where: .compare(AttributeID("loan", "status"), .oneOf([.text("new")])), label: "x")
        ],
        .always, 1
      ),
      (
        [
          .growth(
            .filtered(
              .count, where: .compare(AttributeID("loan", "status"), .oneOf([.text("new")])), label: "x"),
            from: .filtered(
              .count, where: .compare(AttributeID("loan", "status"), .oneOf([.text("open")])), label: "y"))
        ], .always, 3
      ),
      (
        [.percent(.count, where: .compare(AttributeID("loan", "status"), .oneOf([.text("new")])))], .always, 5
      ),
      ([.aggregate(.sum, AttributeID("loan", "fee"))], .always, 5), ([], .always, 5),
    ] as [([MeasureTerm], Predicate, Int64)])
  func areThoseThatCountInAMeasure(measures: [MeasureTerm], filter: Predicate, expected: Int64) throws {
    let database = try #require(LibraryDatabase.sample)
    let query = Query(subject: "loan", measures: measures, filter: filter, limit: 1, asOf: Library.asOf)
    #expect(try Self.count(Self.compiler.rows(behind: query, limit: 1_000), database) == expected)
  }

  @Test func theStatementsAreThoseOfAList() throws {
    let query = Query(
      subject: "loan", measures: [.measure("late_fees")],
      groups: [.attribute(AttributeID("member", "city"))], having: [], limit: 1, asOf: Library.asOf)
    let rows = try Self.compiler.rows(behind: query, of: [.text("Ulm"), .null], limit: 7)
    #expect(
      rows.count.text == """
        SELECT COUNT(*) AS count
        FROM loans
        JOIN members ON members.id = loans.member
        WHERE members.city IS ?
          AND (loans.is_late = 1)
        """)
    #expect(rows.count.parameters == [.text("Ulm")] && rows.list.parameters == [.text("Ulm")])
    #expect(rows.list.text.hasSuffix("LIMIT 7"))
  }

  /// A row of a result that is no group's has no rows of its own.
  @Test func aRowThatIsNoGroupHasNone() throws {
    let list = Query(subject: "loan", asOf: Library.asOf)
    var counted = Query(
      subject: "loan", measures: [.count], groups: [.attribute(AttributeID("loan", "status"))],
      asOf: Library.asOf)
    #expect(throws: CompileError.self) { try Self.compiler.rows(behind: counted, of: [], limit: 1) }
    counted.countsGroups = true
    for query in [list, counted] {
      #expect(throws: CompileError.self) {
        try Self.compiler.rows(behind: query, of: [.integer(1)], limit: 1)
      }
    }
    #expect(throws: CompileError.self) {
      try Self.compiler.rows(behind: Query(subject: "nothing", asOf: Library.asOf), limit: 1)
    }
  }
}
