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
    let (fast, plain) = (SQLCompiler(catalog: catalog), SQLCompiler(catalog: Library.catalog))
    let database = try LibraryDatabase(tables, derived: catalog.rollups.map { try fast.derived($0) })
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
    #expect(uses >= 10, "the roll-ups are hardly used: \(catalog.rollups)")
  }

  /// A roll-up made of a finer one is the one made of the rows.
  @Test(arguments: 1...Self.databases) func coarserOfFiner(seed: Int) throws {
    var random = Draws(seed: UInt64(9_000 + seed))
    let tables = random.library().tables
    let finer = random.rollups()[0]
    func coarser(_ name: String) -> Rollup {
      Rollup(
        name: name, entity: finer.entity,
        columns: finer.columns.dropFirst().map { column in
          Rollup.Column(
            column.entity, column.column, type: column.type, grain: column.grain.map { _ in .month })
        }, parts: Array(finer.parts.dropLast()))
    }
    let compiler = SQLCompiler(catalog: Library.catalog)
    let ofFiner = try compiler.derived(coarser("of finer"), after: [finer])
    let ofRows = try compiler.derived(coarser("of rows"))
    #expect(ofFiner.sql.contains("FROM \"\(finer.name)\"") && !ofRows.sql.contains(finer.name))
    let database = try LibraryDatabase(tables, derived: [compiler.derived(finer), ofFiner, ofRows])
    func rows(_ derived: DerivedDataset) throws -> [[Value]] {
      let columns = derived.dataset.columns.map { ResultColumn(name: $0.name, label: "", kind: .text) }
      let text = "SELECT * FROM \"\(derived.dataset.name)\""
      return try database.generation.execute(SQLStatement(text: text, parameters: [], columns: columns)).rows
    }
    #expect(try rows(ofFiner) == rows(ofRows))
  }
}
