import Domain
import SQLCompiler
import Storage
import Testing

/// Random queries over random rows give the same, to the last digit, with random roll-ups as without.
@Suite struct RollupPropertyTests {
  static let databases = 30
  static let queriesEach = 100

  @Test(arguments: 1...Self.databases) func agreesWithRows(seed: Int) throws {
    var random = Draws(seed: UInt64(5_000 + seed))
    let tables = random.library().tables
    var catalog = Library.catalog
    catalog.rollups = random.rollups()
    let database = try LibraryDatabase(tables, rollups: catalog.rollups)
    let (fast, plain) = (SQLCompiler(catalog: catalog), SQLCompiler(catalog: Library.catalog))
    var uses = 0
    for _ in 0..<Self.queriesEach {
      let query = random.query()
      let (statement, slow) = try (fast.compile(query), plain.compile(query))
      if statement == slow { continue }
      uses += 1
      #expect(statement.columns == slow.columns)
      let found = try database.generation.execute(statement).rows
      let expected = try database.generation.execute(slow).rows
      #expect(found == expected, "\(statement.text)\n\(statement.parameters)\n\(query)\n\(catalog.rollups)")
      if found != expected { return }
    }
    #expect(uses >= 3, "the roll-ups are hardly used: \(catalog.rollups)")
  }

  /// A roll-up made of a finer one is the one made of the rows.
  @Test(arguments: 1...Self.databases) func coarserOfFiner(seed: Int) throws {
    var random = Draws(seed: UInt64(9_000 + seed))
    let tables = random.library().tables
    let finer = random.rollups()[0]
    let coarser = Rollup(
      name: "coarser", entity: finer.entity,
      columns: finer.columns.dropFirst().map { column in
        Rollup.Column(
          column.entity, column.column, type: column.type, grain: column.grain.map { _ in .month })
      }, parts: Array(finer.parts.dropLast()))
    let compiler = SQLCompiler(catalog: Library.catalog)
    let ofFiner = try compiler.rows(of: coarser, after: [finer])
    let ofRows = try compiler.rows(of: coarser)
    #expect(ofFiner.contains("\"rolled 0\"") && !ofRows.contains("rolled"))
    let database = try LibraryDatabase(tables, rollups: [finer])
    func lines(_ sql: String) throws -> [[Value]] {
      let columns = coarser.dataset.columns.map {
        ResultColumn(name: $0.name, label: "", kind: .text)
      }
      return try database.generation.execute(SQLStatement(text: sql, parameters: [], columns: columns)).rows
    }
    #expect(try lines(ofFiner) == lines(ofRows))
  }
}
