import Domain
import Storage
import Testing

/// Rows put together in memory are those that GROUP BY makes.
@Suite struct FoldingTests {
  static let lines = Dataset(
    name: "lines",
    columns: [
      Column(name: "place", type: .text), Column(name: "number", type: .integer),
      Column(name: "share", type: .real), Column(name: "amount", type: .decimal(scale: 2)),
      Column(name: "day", type: .date),
    ], key: [])
  static let folded = Dataset(
    name: "folded",
    columns: [
      Column(name: "place", type: .text), Column(name: "number", type: .integer),
      Column(name: "share", type: .real), Column(name: "rows", type: .integer),
      Column(name: "amount", type: .decimal(scale: 2)), Column(name: "least", type: .decimal(scale: 2)),
      Column(name: "first", type: .date), Column(name: "last", type: .date),
    ], key: [])
  static let sql = "SELECT place, number, share, 1, amount, amount, day, day FROM lines"
  static let fold = RowFold(keys: 3, functions: [.sum, .sum, .minimum, .minimum, .maximum])

  static func row(_ random: inout SystemRandomNumberGenerator) -> [Value] {
    func maybe(_ value: Value) -> Value { .random(in: 0..<5) == 0 ? .null : value }
    let texts = ["", "a", "b", "ä", "a\u{0}", "a\u{0}b", "aa", "\u{1}"]
    return [
      maybe(.text(texts.randomElement(using: &random) ?? "")),
      maybe(.integer(.random(in: -2...2, using: &random))),
      maybe(.real([-1.5, 0, 0.5].randomElement(using: &random) ?? 0)),
      maybe(.decimal(FixedDecimal(cents: .random(in: -500...500, using: &random)))),
      maybe(.text("2024-0\(Int.random(in: 1...9, using: &random))-15")),
    ]
  }

  @Test(arguments: [0, 1, 7, 5000]) func makesWhatGroupByMakes(count: Int) throws {
    let scratch = try Scratch()
    var random = SystemRandomNumberGenerator()
    let rows = (0..<count).map { _ in Self.row(&random) }
    try scratch.build { writer in
      try writer.create(Self.lines)
      try writer.insert(into: "lines", rows: rows)
      try writer.create(Self.folded)
      try writer.insert(folding: [GenerationWriter.Folding("folded", Self.sql, Self.fold)])
    }
    let generation = try scratch.open()
    let kinds = [ResultColumn.Kind](repeating: .text, count: 8)
    let found = try generation.execute(
      SQLStatement("SELECT * FROM folded ORDER BY 1, 2, 3", [], kinds),
      limits: ExecutionLimits(seconds: 60, rows: 10_000)
    ).rows
    let expected = try generation.execute(
      SQLStatement(
        """
        SELECT place, number, share, COUNT(*), SUM(amount), MIN(amount), MIN(day), MAX(day)
        FROM lines GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
        """, [], kinds), limits: ExecutionLimits(seconds: 60, rows: 10_000)
    ).rows
    #expect(found == expected)
  }

  @Test(
    arguments: [
      ("SELECT place FROM lines", "expected 2 columns, found 1"),
      ("SELECT place, share FROM lines", "rows: expected a sum of whole numbers of 64 bits, found another"),
      (
        "SELECT place, 9223372036854775807 FROM lines",
        "rows: expected a sum of whole numbers of 64 bits, found another"
      ),
      ("SELECT place, nowhere FROM lines", "no such column"),
      ("DELETE FROM lines", "not authorized"),
    ]) func refusesWhatIsNotExact(sql: String, reason: String) throws
  {
    let scratch = try Scratch()
    let writer = try GenerationWriter(replacing: scratch.file)
    try writer.create(Self.lines)
    try writer.insert(
      into: "lines", rows: (0..<2).map { _ in [.text("a"), .integer(1), .real(0.5), .null, .null] })
    try writer.create(
      Dataset(
        name: "sums", columns: [Column(name: "place", type: .text), Column(name: "rows", type: .integer)],
        key: []))
    let error = #expect(throws: StorageError.self) {
      try writer.insert(
        folding: [GenerationWriter.Folding("sums", sql, RowFold(keys: 1, functions: [.sum]))])
    }
    #expect(error.map { "\($0)".contains(reason) } == true, "\(String(describing: error))")
  }
}
