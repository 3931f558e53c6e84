import Domain
import Testing

/// The checks themselves: what they must let pass, and what they must not.
struct CheckTests {
  static let table = ResultTable(
    columns: [
      ResultColumn(name: "month", label: "Month", kind: .month),
      ResultColumn(name: "part", label: "Part", kind: .text),
      ResultColumn(name: "revenue", label: "Revenue", kind: .real),
    ],
    rows: [
      [.text("2024-11"), .text("Engine Oil 10W-40 1 L"), .real(1200)],
      [.text("2024-12"), .text("Wiper"), .real(1500.456)],
    ])

  @Test(arguments: [
    "**$1,500.46** in 2024-12", "2 rows, 1,200", "Engine Oil 10W-40 1 L: 1,500", "up 25.0 %",
    "down 20.0 % in Q1",
    "P1, SRV3",
  ])
  func stated(text: String) { #expect(NumbersOf(Self.table).strangers(in: text) == []) }

  @Test(arguments: [
    ("1,500.47", "1,500.47"), ("3 rows", "3"), ("up 26 %", "26 %"), ("25.04", "25.04"), ("of 2025", "2025"),
    ("1,201", "1,201"),
  ])
  func notStated(text: String, stranger: String) {
    #expect(NumbersOf(Self.table).strangers(in: text) == [stranger])
  }

  private static let a: [Value] = [.text("A"), .real(1.5)]
  private static let b: [Value] = [.text("B"), .integer(2)]

  @Test(arguments: [
    ([a, b], [b, a], false), ([a, b], [a, b], true), ([[.text("A")]], [a], true), ([], [], true),
    ([[.real(2)]], [b], false), ([[.null]], [[.null]], true), ([[.real(1.504)]], [a], true),
  ])
  func same(wanted: [[Value]], got: [[Value]], isOrdered: Bool) {
    #expect(TruthCheck.match(wanted, got, isOrdered: isOrdered))
  }

  @Test(arguments: [
    ([a, b], [b, a], true), ([a], [a, b], false), ([a, b], [a], false), ([a, a], [a, b], false),
    ([[.real(1.51)]], [a], false), ([[.real(2), .real(2)]], [b], false), ([[.null]], [b], false),
    ([[.text("a")]], [a], false),
  ])
  func different(wanted: [[Value]], got: [[Value]], isOrdered: Bool) {
    #expect(!TruthCheck.match(wanted, got, isOrdered: isOrdered))
  }
}
