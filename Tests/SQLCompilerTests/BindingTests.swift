import Domain
import SQLCompiler
import Storage
import Testing

/// Values are bound: in the order of their marks, in the unit of their column, never as text of the statement.
@Suite struct BindingTests {
  private static let id = StatementTests.id

  private static func parameters(_ comparison: Comparison, on name: String) throws -> [Value] {
    let query = StatementTests.query(
      name.split(separator: ".").first.map(String.init) ?? "", where: .compare(id(name), comparison))
    return try SQLCompiler(catalog: Library.catalog).compile(query).parameters
  }

  @Test(
    arguments: [
      ("book.price", .decimal(FixedDecimal(cents: 1250)), .integer(1250)),
      ("book.price", Library.decimal(125, 1), .integer(1250)), ("book.price", .integer(12), .integer(1200)),
      ("book.price", Library.decimal(12_500, 3), .integer(1250)),
      ("book.price", Library.decimal(12_505, 3), .real(1250.5)), ("book.price", .real(0.07), .integer(7)),
      ("book.price", .real(1.1), .integer(110)), ("book.price", .real(0.125), .real(12.5)),
      ("book.price", .integer(.max), .real(Double(Int64.max) * 100)),
      ("book.price", .text("12.5"), .integer(1250)),
      ("book.price", .text("-3"), .integer(-300)), ("line.fine", .integer(2), .integer(2000)),
      ("line.copies", Library.decimal(250, 2), .real(2.5)), ("line.copies", .text("7"), .integer(7)),
      ("book.weight", .real(0.1), .real(0.1)), ("book.isbn", .integer(42), .text("42")),
      ("loan.is_late", .text("True"), .integer(1)),
      ("member.joined", .text("2024-01-01"), .text("2024-01-01")),
    ] as [(String, Value, Value)])
  func bindsInTheColumnsUnit(attribute: String, value: Value, expected: Value) throws {
    #expect(try Self.parameters(.greaterOrEqual(value), on: attribute) == [expected])
  }

  @Test func havingIsInTheMeasuresUnit() throws {
    let terms: [(MeasureTerm, Value)] = [
      (.measure("fees"), .integer(250)), (.measure("average_fee"), .real(2.5)), (.count, .real(2.5)),
    ]
    for (term, bound) in terms {
      let query = StatementTests.query(
        "loan", [term], by: [.entity("member")], having: [MeasureCondition(term, .greater(.real(2.5)))])
      #expect(try SQLCompiler(catalog: Library.catalog).compile(query).parameters == [bound])
    }
  }

  /// Marks in the total, the columns, the joined tables' conditions, HAVING and ORDER BY.
  @Test func parametersStandInTheOrderOfTheMarks() throws {
    func named(_ name: String) -> Predicate { .compare(Self.id("member.city"), .equal(.text(name))) }
    let share = MeasureTerm.percent(
      .count, where: .related("event", .compare(Self.id("event.kind"), .equal(.text("b")))))
    let statement = try SQLCompiler(catalog: Library.catalog).compile(
      StatementTests.query(
        "loan", [.percentOfTotal(.percent(.count, where: named("a"))), share], by: [.entity("member")],
        where: .all([named("c"), .related("line", .compare(Self.id("line.copies"), .greater(.integer(4))))]),
        having: [MeasureCondition(.count, .greater(.integer(5)))],
        order: [Ordering(.measure(.percent(.count, where: named("f"))), isDescending: true)]))
    #expect(
      statement.parameters == [
        .text("a"), .text("c"), .integer(4), .text("a"), .text("b"), .text("c"), .integer(4), .integer(5),
        .text("f"),
      ])
    #expect(statement.text.count { $0 == "?" } == statement.parameters.count)
    _ = try #require(LibraryDatabase.sample).generation.execute(statement)
  }

  @Test(
    arguments: [
      "x'; DROP TABLE loans; --", "' OR 1=1 --", "?", "\"", "\\", "{this}", "{as_of}", "%", "_",
      "",
    ])
  func textOfAQuestionIsNeverSQL(text: String) throws {
    let database = try #require(LibraryDatabase.sample)
    let compiler = SQLCompiler(catalog: Library.catalog)
    let harmless = Library.window(nil, nil, text)
    let title = Self.id("book.title")
    for comparison in [
      Comparison.equal(.text(text)), .oneOf([.text(text)]), .contains(text), .startsWith(text),
    ] {
      let query = StatementTests.query("book", where: .compare(title, comparison))
      let statement = try compiler.compile(query)
      let plain = try compiler.compile(
        StatementTests.query("book", where: .compare(title, comparison.with("word"))))
      #expect(statement.text == plain.text)
      let matches = ["Tides", "100% Tea", "100 Teas"].count { $0.fulfils(comparison) }
      #expect(try database.generation.execute(statement).rows.count == matches)
    }
    let windows = StatementTests.query("loan", [.count], by: [.windows(Self.id("loan.lent"), [harmless])])
    #expect(try database.rows(windows).first?.last == .integer(4))
  }

  @Test func textWithANULIsNowhere() throws {
    for comparison in [Comparison.contains("a\u{0}b"), .startsWith("1\u{0}"), .equal(.text("Tides\u{0}"))] {
      let query = StatementTests.query("book", where: .compare(Self.id("book.title"), comparison))
      #expect(try #require(LibraryDatabase.sample).rows(query).isEmpty)
    }
  }

  @Test func columnsSayWhatTheyHold() throws {
    let columns = try SQLCompiler(catalog: Library.catalog).compile(
      StatementTests.query(
        "loan",
        [
          .measure("fees"), .measure("average_fee"), .measure("late_rate"), .count,
          .aggregate(.minimum, Self.id("loan.lent")),
        ],
        by: [.entity("member"), .time(Self.id("loan.lent"), .quarter)])
    ).columns
    #expect(
      columns == [
        ResultColumn(name: "id", label: "Id", kind: .integer),
        ResultColumn(name: "name", label: "Member", kind: .text),
        ResultColumn(name: "quarter", label: "Quarter", kind: .quarter),
        ResultColumn(name: "fees", label: "fees", kind: .decimal, scale: 2, unit: "EUR"),
        ResultColumn(name: "average_fee", label: "average fee", kind: .real, unit: "EUR"),
        ResultColumn(name: "late_rate", label: "late rate", kind: .percent, unit: "%"),
        ResultColumn(name: "count", label: "Number of loans", kind: .integer),
        ResultColumn(name: "minimum_lent", label: "Earliest lent", kind: .timestamp),
      ])
  }
}

extension Comparison {
  fileprivate func with(_ text: String) -> Comparison {
    switch self {
    case .equal: .equal(.text(text))
    case .oneOf: .oneOf([.text(text)])
    case .contains: .contains(text)
    default: .startsWith(text)
    }
  }
}

extension String {
  fileprivate func fulfils(_ comparison: Comparison) -> Bool {
    switch comparison {
    case .contains(let text): text.isEmpty || contains(text)
    case .startsWith(let text): hasPrefix(text)
    default: false
    }
  }
}
