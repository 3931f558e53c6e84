import Assembly
import Domain
import Foundation
import Storage
import Testing

/// Random tables, written as CSV: what the first look announced is what a rebuild finds.
@Suite struct InitializationPropertyTests {
  /// A small generator, the same in every run.
  private struct Draw {
    var state: UInt64
    mutating func below(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(max(bound, 1)))
    }
    mutating func one<T>(_ choices: [T]) -> T { choices[below(choices.count)] }
  }

  private static let kinds: [(name: String, cell: @Sendable (inout Draw, Int) -> String)] = [
    ("id", { _, row in "\(row + 1)" }), ("count", { draw, _ in "\(draw.below(1000) - 300)" }),
    ("price", { draw, _ in "\(draw.below(500)).\(10 + draw.below(90))" }),
    ("amount", { draw, _ in "$\(1 + draw.below(9)),\(100 + draw.below(900)).00" }),
    ("reading", { draw, _ in "\(draw.below(100)).\(draw.below(10000))" }),
    ("tiny", { draw, _ in "\(draw.below(9))e-\(draw.below(9))" }),
    ("code", { draw, _ in "0\(draw.below(99))" }), ("active", { draw, _ in draw.one(["true", "false"]) }),
    ("day", { draw, _ in "2024-0\(1 + draw.below(9))-1\(draw.below(10))" }),
    ("us day", { draw, _ in "\(1 + draw.below(12))/\(13 + draw.below(15))/2023" }),
    ("eu day", { draw, _ in "\(13 + draw.below(15)).\(1 + draw.below(12)).2023 1\(draw.below(10)):30" }),
    ("moment", { draw, _ in "2024-05-1\(draw.below(10))T0\(draw.below(10)):00:00Z" }),
    (
      "city",
      { draw, _ in
        draw.one(["Oslo", "São Paulo", "New York", "Köln", "\"quoted\"", "a,b", "two\nlines", " spaced "])
      }
    ),
    ("mix", { draw, _ in draw.one(["1", "x", "2024-01-01", "NA", "true"]) }),
    ("half", { draw, _ in draw.one(["", "NA", "7"]) }), ("nothing", { _, _ in "" }),
    ("year", { draw, _ in "\(1990 + draw.below(40))" }), ("order", { draw, _ in "\(draw.below(5))" }),
  ]

  private static func table(_ seed: UInt64) -> (csv: String, rows: Int) {
    var draw = Draw(state: seed)
    let columns = (0..<(2 + draw.below(9))).map { _ in draw.one(kinds) }
    let rows = draw.below(400) + 1
    func quoted(_ cell: String) -> String {
      cell.contains { ",\"\n".contains($0) } ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
    }
    var lines = [columns.enumerated().map { "\($1.name) \($0)" }.joined(separator: ",")]
    for row in 0..<rows {
      let isBroken = rows > 250 && draw.below(rows) == 0
      lines.append(columns.map { isBroken ? "broken" : quoted($0.cell(&draw, row)) }.joined(separator: ","))
    }
    return (lines.joined(separator: "\n") + "\n", rows)
  }

  @Test(arguments: 1...24) func conservesAllRows(seed: UInt64) throws {
    let (csv, rows) = Self.table(seed * 7919)
    let data = try UnknownData(["things.csv": csv])
    let summary = try data.initialize()
    let table = try #require(summary.tables.first)
    #expect(table.rows == rows)
    let outcome = try data.rebuild()
    let count = try #require(outcome.report.sources.first)
    #expect(count.read == rows)
    #expect(count.isConserved)
    // Nothing is rejected or given up for another row, and no more is mended than was told.
    #expect(count.kept == rows)
    let told = table.columns.reduce(0) { $0 + $1.misfits }
    #expect(count.repaired <= told)
    #expect((count.repaired == 0) == (told == 0))
  }
}
