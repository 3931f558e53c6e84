import Domain
import SQLCompiler
import Storage
import Testing

/// Random queries over random rows give what the plain evaluator gives.
@Suite struct PropertyTests {
  static let databases = 20
  static let queriesEach = 100

  @Test(arguments: 1...Self.databases) func agreesWithPlainLoops(seed: Int) throws {
    var random = Draws(seed: UInt64(seed))
    let (tables, plain) = random.library()
    let database = try LibraryDatabase(tables)
    let compiler = SQLCompiler(catalog: Library.catalog)
    for _ in 0..<Self.queriesEach {
      let query = random.query()
      let statement = try compiler.compile(query)
      let rows = try database.generation.execute(statement).rows
      let found = rows.map { Self.line($0, query) }.sorted()
      let expected = plain.evaluate(query).map { group, numbers in
        (group + numbers.map(Self.text)).joined(separator: "|")
      }.sorted()
      #expect(found == expected, "\(statement.text)\n\(statement.parameters)\n\(query)")
      if found != expected { return }

      var limited = query
      limited.limit = 2
      let head = try database.generation.execute(compiler.compile(limited)).rows
      #expect(head == Array(rows.prefix(2)), "the order is not settled: \(statement.text)")
      if query.order.isEmpty == false, query.groups.isEmpty == false,
        let index = rows.first.map({ $0.count - query.measures.count })
      {
        let numbers = rows.map { $0[index].double ?? .infinity }
        #expect(numbers == numbers.sorted(), "\(statement.text)")
      }
    }
  }

  /// Six digits, so that the order of additions does not show.
  private static func text(_ number: Double?) -> String {
    guard let number else { return "-" }
    let rounded = (number * 1e6).rounded() / 1e6
    return "\(rounded == 0 ? 0 : rounded)"
  }

  private static func line(_ row: [Value], _ query: Query) -> String {
    var cells = Array(row.prefix(row.count - query.measures.count)).map(\.description)
    var groups: [String] = []
    for grouping in query.groups {
      if case .entity(let id) = grouping, let entity = Library.catalog.entity(id), entity.key != entity.label
      {
        groups.append("\(cells[0])~\(cells[1])")
        cells.removeFirst(2)
      } else {
        groups.append(cells.removeFirst())
      }
    }
    return (groups + row.suffix(query.measures.count).map { text($0.double) }).joined(separator: "|")
  }
}
