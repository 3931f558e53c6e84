import Domain
import Foundation
import SQLCompiler
import Storage
import Testing

/// Random queries over random rows give what the plain evaluator gives.
@Suite struct PropertyTests {
  static let queriesEach = 100
  /// `PITWALL_QUERIES=1000000` asks a million instead of ten thousand.
  static let databases =
    (ProcessInfo.processInfo.environment["PITWALL_QUERIES"].flatMap(Int.init) ?? 10_000) / queriesEach

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

      var whole = query
      whole.measures += query.measures.prefix(1).filter(Self.hasTotal).map { .total($0) }
      if query.measures.allSatisfy({ $0.reach == nil }), whole != query {
        let found = try database.generation.execute(compiler.compile(whole)).rows
        let expected = plain.evaluate(whole).map { group, numbers in
          (group + numbers.map(Self.text)).joined(separator: "|")
        }
        #expect(found.map { Self.line($0, whole) }.sorted() == expected.sorted(), "\(whole)")
      }

      // Of a ranking, groups without a row of the measure's own are shown.
      if PlainEvaluator.counted(query) != nil { continue }
      var limited = query
      limited.limit = 2
      let head = try database.generation.execute(compiler.compile(limited)).rows
      #expect(head == Array(rows.prefix(2)), "the order is not settled: \(statement.text)")
      limited.offset = 1
      let next = try database.generation.execute(compiler.compile(limited)).rows
      #expect(next == Array(rows.dropFirst().prefix(2)))
      if let ordered = query.order.first, query.order.count == 1, case .measure(let term) = ordered.key,
        let place = query.measures.firstIndex(of: term), rows.count > 1
      {
        let column = rows[0].count - query.measures.count + place
        var tied = query
        (tied.limit, tied.keepsTies) = (2, true)
        let kept = try database.generation.execute(compiler.compile(tied)).rows
        let equal = rows.dropFirst(2).prefix { $0[column] == rows[1][column] }
        #expect(kept == Array(rows.prefix(2)) + Array(equal), "\(query)")
      }
      if let inner = query.groups.indices.last {
        limited.limitWithin = inner == 0 ? query.groups : [query.groups[random.next() % 2 == 0 ? 0 : inner]]
        let parts = try database.generation.execute(compiler.compile(limited)).rows
        let columns = Self.columns(of: limited.limitWithin, in: query)
        Self.expect(parts, toBe: rows, by: { row in columns.map { row[$0] } }, of: limited)
      }
      if !query.groups.isEmpty {
        var counted = query
        counted.countsGroups = true
        let number = try database.generation.execute(compiler.compile(counted)).rows
        #expect(number == [[.integer(Int64(rows.count))]], "\(query)")
      }
      if query.order.isEmpty == false, query.groups.isEmpty == false,
        let index = rows.first.map({ $0.count - query.measures.count })
      {
        let numbers = rows.map { $0[index].double ?? .infinity }
        #expect(numbers == numbers.sorted(), "\(statement.text)")
      }
    }
  }

  /// A number that has a total over all groups, and is none.
  private static func hasTotal(_ term: MeasureTerm) -> Bool {
    switch term {
    case .measure, .count, .countDistinct, .aggregate, .difference: true
    default: false
    }
  }

  @Test(arguments: 1...Self.databases) func limitsListsWithinGroups(seed: Int) throws {
    var random = Draws(seed: UInt64(1_000 + seed))
    let database = try LibraryDatabase(random.library().tables)
    for _ in 0..<20 {
      var (query, text) = random.list()
      let rows = try database.rows(query)
      (query.limit, query.offset, query.limitWithin) = (2, Int(random.next() % 2), [.attribute(text)])
      let parts = try database.rows(query)
      let column = query.columns[0] == text ? 0 : 1
      Self.expect(parts, toBe: rows, by: { [$0[column]] }, of: query)
    }
  }

  /// The rows of each key within the limit and in order, key by key.
  private static func expect(
    _ parts: [[Value]], toBe rows: [[Value]], by key: ([Value]) -> [Value], of query: Query
  ) {
    var expected = Dictionary(grouping: rows, by: key).mapValues {
      Array($0.dropFirst(query.offset).prefix(query.limit ?? 0))
    }
    expected = expected.filter { !$0.value.isEmpty }
    #expect(Dictionary(grouping: parts, by: key) == expected, "\(query)")
    let changes = zip(parts, parts.dropFirst()).count { key($0) != key($1) }
    #expect(changes == max(expected.count - 1, 0), "the groups do not stand together: \(query)")
  }

  /// Where the values of some of the groups stand.
  private static func columns(of some: [Grouping], in query: Query) -> [Int] {
    var (found, column): ([Int], Int) = ([], 0)
    for grouping in query.groups {
      if some.contains(grouping) { found.append(column) }
      column += 1
      if case .entity(let id) = grouping, let entity = Library.catalog.entity(id), entity.key != entity.label
      {
        column += 1
      }
    }
    return found
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
