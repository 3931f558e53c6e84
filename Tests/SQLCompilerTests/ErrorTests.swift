import Domain
import SQLCompiler
import Testing

/// Queries that have no statement, and what is said of them.
@Suite struct ErrorTests {
  private static let id = StatementTests.id

  private static func query(
    _ subject: String, _ measures: [MeasureTerm] = [], by groups: [Grouping] = [], columns: [String] = [],
    where filter: Predicate = .always, order: [Ordering] = [], limit: Int? = nil
  ) -> Query {
    StatementTests.query(
      subject, measures, by: groups, columns: columns, where: filter, order: order, limit: limit)
  }

  @Test(
    arguments: [
      (query("loans"), "subject: expected an entity, found 'loans'; nearest is 'loan'"),
      (
        query("book", columns: ["book.titel"]),
        "columns: expected an attribute of 'book', found 'titel'; nearest is 'title'"
      ),
      (query("loan", [.measure("fee")]), "measures: expected a measure, found 'fee'; nearest is 'fees'"),
      (
        query("loan", where: .segment("loan", "late")),
        "filter: expected a segment of 'loan', found 'late'; there are 'open'"
      ),
      (
        query("loan", [.measure("fees")], by: [.attribute(id("book.genre"))]),
        "subject 'loan': expected attributes of 'branch', 'loan', 'member', of which each row has at most one;"
          + " found 'book.genre'"
      ),
      (
        query("loan", where: .related("island", .always)),
        "subject 'loan': expected a related entity ('book', 'branch', 'event', 'line', 'member'), found 'island'"
      ),
      (
        query("loan", [.runningTotal(.count)]),
        "measures over several periods: expected one breakdown by time, with rows and no limit in each, found 0"
      ),
      (
        query("loan", [.runningTotal(.measure("average_fee"))], by: [.time(id("loan.lent"), .month)]),
        "running total: expected a count or a sum, found 'average_fee'"
      ),
      (
        query(
          "loan", [.movingAverage(.earlier(.count, periods: 1), periods: 3)],
          by: [.time(id("loan.lent"), .month)]),
        "measures over several periods: expected a number of one period, found one of several"
      ),
      (
        query("loan", [.movingAverage(.count, periods: 0)], by: [.time(id("loan.lent"), .month)]),
        "periods: expected 1 or more, found 0"
      ),
      (
        query("loan", [.earlier(.count, periods: 1_001)], by: [.time(id("loan.lent"), .day)]),
        "periods: expected fewer than 1000, found 1001"
      ),
      (
        query(
          "loan", [.percentOfTotal(.count), .earlier(.count, periods: 1)],
          by: [.time(id("loan.lent"), .month)]),
        "measures: expected no share in all groups and no running total beside a number over earlier periods, found one"
      ),
      (query("loan", [.percentile(101, id("loan.fee"))]), "percentile: expected 0 to 100, found 101"),
      (
        query("loan", [.percentile(50, id("loan.status"))]),
        "percentile of 'loan.status': expected a number, found a text"
      ),
      (
        query("loan", [.ratio(.aggregate(.maximum, id("loan.lent")), .count)]),
        "'maximum_lent': expected a number, found a timestamp"
      ),
      (
        query("loan", [.percentOfTotal(.ratio(.count, .percentOfTotal(.count)))]),
        "measures: expected a share in all groups of a number, found one of such a share"
      ),
      (
        query("loan", [.total(.count)], by: [.entity("member")]),
        "measures: expected a number of each group beside that of all, found none"
      ),
      (
        query("member", where: .measured("loan", .percentOfTotal(.count), where: .always, .isPresent)),
        "filter on rows of 'loan': expected a number over them, found a share in all groups"
      ),
      (
        query("loan", where: .measured("island", .count, where: .always, .isPresent)),
        "subject 'loan': expected a related entity ('book', 'branch', 'event', 'line', 'member'), found 'island'"
      ),
      (
        query("member", where: .measured("loan", .count, where: .always, .less(.text("few")))),
        "filter on 'count' of 'loan': expected an integer, found 'few'"
      ),
      (StatementTests.query("loan", offset: -1), "offset: expected 0 or more, found -1"),
      (
        StatementTests.query("loan", [.count], limit: 1, within: [.entity("member")]),
        "limit: expected to hold within some of the 0 groups, or within groupings of a list but windows; found another"
      ),
      (query("line", [.measure("fees")]), "measure 'fees': expected the subject 'loan', found 'line'"),
      (
        query("loan", [.aggregate(.sum, id("loan.status"))]),
        "sum of 'loan.status': expected a number, found a text"
      ),
      (
        query("loan", [.aggregate(.average, id("loan.lent"))]),
        "average of 'loan.lent': expected a number, found a timestamp"
      ),
      (
        query("loan", [.count], by: [.time(id("loan.fee"), .month)]),
        "groups: expected a date or a timestamp, found 'loan.fee', a number"
      ),
      (
        query("loan", where: .compare(id("loan.fee"), .greater(.text("ten")))),
        "filter on 'loan.fee': expected a number, found 'ten'"
      ),
      (
        query("loan", where: .compare(id("loan.fee"), .equal(.real(.nan)))),
        "filter on 'loan.fee': expected a number, found 'nan'"
      ),
      (
        query("loan", where: .compare(id("loan.fee"), .contains("1"))),
        "filter on 'loan.fee': expected a number, found a part of a text, '1'"
      ),
      (
        query("book", where: .compare(id("book.title"), .contains(String(repeating: "_", count: 25_000)))),
        "filter on 'book.title': expected a shorter text, at most 50000 bytes, found a text of 25000 bytes"
      ),
      (
        query("loan", [.count], by: [.windows(id("loan.lent"), [])]),
        "windows of 'loan.lent': expected one window or more, found none"
      ),
      (
        query(
          "loan", [.count],
          by: [.windows(id("loan.lent"), Array(repeating: StatementTests.may, count: 101))]),
        "windows: expected at most 100, found 101"
      ),
      (
        query(
          "loan", [.count],
          by: [.windows(id("loan.lent"), [StatementTests.may]), .windows(id("member.joined"), [])]),
        "groups: expected one grouping by windows, found 2"
      ),
      (query("loan", limit: 0), "limit: expected 1 or more, found 0"),
      (
        query("loan", order: [Ordering(.measure(.count), isDescending: true)]),
        "order: expected an attribute, since rows are listed, found a measure"
      ),
      (
        query("loan", [.count], order: [Ordering(.group(0), isDescending: true)]),
        "order: expected the position of a group, 0 to below 0, found 0"
      ),
      (
        query("loan", [.percentOfTotal(.percent(.percentOfTotal(.count), where: .always))]),
        "measures: expected a share in all groups of a number, found one of such a share"
      ),
      (query("line", [.measure("endless")]), "query: expected at most 16 levels, found more"),
      (
        query("loan", where: (0..<70).reduce(.always) { inside, _ in .not(inside) }),
        "query: expected at most 64 levels, found more"
      ),
      (
        query(
          "loan",
          where: .compare(id("loan.id"), .oneOf((0..<32_767).map { .integer($0) }))),
        "values: expected at most 32766, found 32767"
      ),
    ] as [(Query, String)])
  func saysWhatIsWrong(query: Query, words: String) {
    do {
      let statement = try SQLCompiler(catalog: Library.catalog).compile(query)
      Issue.record("compiled to \(statement.text)")
    } catch {
      #expect(error.description == words)
    }
  }

  /// A trip starts at one harbour and ends at another: two ways from trips to harbours.
  private static let harbours = Catalog(
    entities: ["trip", "harbour", "ship"].map { name in
      let key = AttributeID(name, "id")
      return Entity(
        id: name, domain: "sea", dataset: name + "s", key: "id", label: "id", names: [name],
        attributes: [Attribute(id: key, sql: "{this}.id", label: "Id", names: [], type: .integer)])
    },
    joins: [
      Join(from: "trip", fromColumn: "start", to: "harbour", toColumn: "id"),
      Join(from: "trip", fromColumn: "end", to: "harbour", toColumn: "id"),
      Join(from: "trip", fromColumn: "ship", to: "ship", toColumn: "id"),
    ], measures: [])

  @Test func refusesTwoWaysEquallyShort() {
    let compiler = SQLCompiler(catalog: Self.harbours)
    #expect(throws: CompileError.ambiguousPath(from: "trip", to: "harbour")) {
      try compiler.compile(Self.query("trip", [.count], by: [.entity("harbour")]))
    }
    #expect(throws: CompileError.ambiguousPath(from: "harbour", to: "trip")) {
      try compiler.compile(Self.query("harbour", where: .related("trip", .always)))
    }
    #expect(!compiler.isReachable("harbour", from: "trip"))
    #expect(compiler.isReachable("ship", from: "trip"))
    #expect(!compiler.isReachable("trip", from: "ship"))
    #expect(compiler.relation(of: "trip", to: "ship")?.map(\.isDown) == [true])
    #expect(compiler.relation(of: "trip", to: "harbour") == nil)
  }

  /// Each level says its parts three times.
  @Test(
    arguments: [(4, nil), (12, CompileError.tooLong(limit: 100_000)), (40, .tooDeep(limit: 16))]
      as [(Int, CompileError?)])
  func boundsChangesOfChanges(levels: Int, error: CompileError?) throws {
    var term = MeasureTerm.count
    for _ in 0..<levels {
      term = .growth(term, from: term)
    }
    let query = Self.query("loan", [term])
    if let error {
      #expect(throws: error) { try SQLCompiler(catalog: Library.catalog).compile(query) }
    } else {
      #expect(try SQLCompiler(catalog: Library.catalog).compile(query).text.isEmpty == false)
    }
  }

  @Test func endsMeasuringInsideMeasuring() throws {
    var predicate = Predicate.always
    for level in 0..<500 {
      predicate = .measured(
        level % 2 == 0 ? "member" : "loan", .count, where: predicate, .greater(.integer(0)))
    }
    #expect(throws: CompileError.tooDeep(limit: 64)) {
      try SQLCompiler(catalog: Library.catalog).compile(Self.query("loan", where: predicate))
    }
  }
}
