import Domain
import SQLCompiler
import Storage
import Testing

/// Query, statement and rows side by side, on a real SQLite.
@Suite struct StatementTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let query: Query
    let sql: String
    let parameters: [Value]
    let rows: String

    init(_ name: String, _ query: Query, sql: String, _ parameters: [Value] = [], rows: String) {
      (testDescription, self.query, self.sql, self.parameters, self.rows) = (
        name, query, sql, parameters, rows
      )
    }
  }

  @Test(
    arguments: Self.lists + Self.conditions + Self.groups + Self.terms + Self.arithmetic + Self.related
      + Self.limits + Self.frames) func compiles(example: Example)
    throws
  {
    let statement = try SQLCompiler(catalog: Library.catalog).compile(example.query)
    #expect(statement.text == example.sql)
    #expect(statement.parameters == example.parameters)
    let table = try #require(LibraryDatabase.sample).generation.execute(statement)
    #expect(
      table.rows.map { $0.map(\.description).joined(separator: "|") }.joined(separator: "\n") == example.rows)
  }

  static func id(_ name: String) -> AttributeID {
    let parts = name.split(separator: ".").map(String.init)
    return AttributeID(parts[0], parts[1])
  }

  static func query(
    _ subject: String, _ measures: [MeasureTerm] = [], by groups: [Grouping] = [], columns: [String] = [],
    distinct: Bool = false, where filter: Predicate = .always, having: [MeasureCondition] = [],
    order: [Ordering] = [], limit: Int? = nil, offset: Int = 0, within: [Grouping] = []
  ) -> Query {
    Query(
      subject: subject, measures: measures, groups: groups, columns: columns.map(id), isDistinct: distinct,
      filter: filter, having: having, order: order, limit: limit, offset: offset,
      limitWithin: within, asOf: Library.asOf)
  }

  static let winter = Library.window(Library.day(2024, 1, 1), Library.day(2024, 3, 1), "winter")
  static let march = Library.window(Library.day(2024, 3, 1), Library.day(2024, 4, 1), "March")
  static let may = Library.window(Library.day(2024, 5, 1), Library.day(2024, 6, 1), "May")
}
