import Domain
import Testing

@testable import Answering

private let writer = AnswerWriter(catalog: Library.catalog)
private let loans = MeasureTerm.measure("loans")
private let lent = AttributeID("loan", "lent")
private let count = ResultColumn(name: "loans", label: "Loans", kind: .integer)
private let money = ResultColumn(name: "worth", label: "Worth", kind: .decimal, scale: 2, unit: "USD")
private let title = ResultColumn(name: "title", label: "Title", kind: .text)
private let isbn = ResultColumn(name: "isbn", label: "ISBN", kind: .text)
private let year = ResultColumn(name: "year", label: "Year", kind: .year)

private func table(_ columns: ResultColumn..., rows: [[Value]], cut: Bool = false) -> ResultTable {
  ResultTable(columns: columns, rows: rows, isTruncated: cut)
}

private let one = Library.query("loan", [loans])
private let list = Library.query("book", columns: ["title"])
private let byBook = Library.query("loan", [loans], by: [.entity("book")])
private func between(_ years: Int...) -> Query {
  Library.query("loan", [loans], by: [.windows(lent, years.map(Library.window))])
}
private let share = ResultColumn(name: "share", label: "Share", kind: .percent)
private let parts: Query = {
  let (old, new) = (
    MeasureTerm.filtered(.measure("worth"), where: .always, label: "2023"),
    MeasureTerm.filtered(.measure("worth"), where: .always, label: "2024")
  )
  return Library.query(
    "book",
    [
      .difference(new, from: old), .growth(new, from: old), old, new, .total(.difference(new, from: old)),
    ],
    by: [.attribute(AttributeID("book", "title"))])
}()
private let shared: Query = {
  var query = Library.query("loan", [loans], by: [.entity("book")], limit: 1)
  query.keepsTies = true
  return query
}()
private let byYear = Library.query("loan", [loans], by: [.time(lent, .year)])

private let texts: [(Query, ResultTable, String)] = [
  // Nothing, null, one number.
  (one, table(count, rows: []), "None: nothing in the data matches."),
  (one, table(count, rows: [[.null]]), "Loans: no data for it."),
  (one, table(count, rows: [[.integer(12)]]), "Loans: **12**."),
  (one, table(money, rows: [[.integer(123_450)]]), "Worth: **$1,234.50**."),
  (one, table(money, count, rows: [[.integer(5), .null]]), "Worth: **$0.05**, Loans: no data for it."),
  // Lists.
  (list, table(title, rows: [[.text("Emma")]]), "**Emma**"),
  (list, table(title, money, rows: [[.text("Emma"), .integer(900)]]), "Emma: Worth **$9.00**."),
  (list, table(title, money, rows: [[.text("Emma"), .null]]), "Emma: Worth **none**."),
  (list, table(title, rows: [[.text("Emma")], [.text("Ulysses")]]), "2: Emma, Ulysses."),
  (
    list, table(title, money, rows: [[.text("Emma"), .null], [.text("Ulysses"), .null]]),
    "2 books, Emma, Ulysses."
  ),
  (
    list, table(title, rows: (1...7).map { [.text("T\($0)")] }, cut: true),
    "More than 7: T1, T2, T3, T4, T5 …"
  ),
  // Groups: named by the label, not the key.
  (
    byBook, table(isbn, title, count, rows: [[.text("1"), .text("Emma"), .integer(3)]]), "Emma: **3** loans."
  ),
  (
    byBook,
    table(
      isbn, title, count,
      rows: [
        [.text("1"), .text("Emma"), .integer(3)], [.text("2"), .text("Ulysses"), .integer(9)],
        [.text("3"), .text("Nana"), .null],
      ]), "Loans: highest **Ulysses** with **9**, lowest of the 3 shown Emma with 3."
  ),
  (
    byBook,
    table(isbn, title, count, rows: [[.text("1"), .text("A"), .null], [.text("2"), .text("B"), .null]]),
    "2 rows."
  ),
  // Two periods: up and down in the direction of time, whichever row is first.
  (
    between(2023, 2024),
    table(year, count, rows: [[.text("2023"), .integer(100)], [.text("2024"), .integer(120)]]),
    "2023: **100**, 2024: **120** loans: up 20.0 % from 2023 to 2024."
  ),
  (
    between(2024, 2023),
    table(year, count, rows: [[.text("2024"), .integer(120)], [.text("2023"), .integer(100)]]),
    "2024: **120**, 2023: **100** loans: up 20.0 % from 2023 to 2024."
  ),
  (
    byYear, table(year, count, rows: [[.text("2023"), .integer(100)], [.text("2024"), .integer(75)]]),
    "2023: **100**, 2024: **75** loans: down 25.0 % from 2023 to 2024."
  ),
  (
    byYear, table(year, count, rows: [[.text("2023"), .integer(9)], [.text("2024"), .integer(9)]]),
    "2023: **9**, 2024: **9** loans: no change from 2023 to 2024."
  ),
  // A change taken apart: the whole, and the parts that go its way, the largest first.
  (
    parts,
    table(
      title, money, share, money, money, money,
      rows: [
        [.text("Emma"), .integer(-500), .null, .integer(500), .null, .integer(-1_800)],
        [.text("Nana"), .integer(-1_500), .real(-50), .integer(3_000), .integer(1_500), .integer(-1_800)],
        [.text("Ulysses"), .integer(200), .real(20), .integer(1_000), .integer(1_200), .integer(-1_800)],
        [.text("Faust"), .integer(0), .real(0), .integer(100), .integer(100), .integer(-1_800)],
      ]), "Worth: **-$18.00** in all. Most of it: Nana with **-$15.00**, Emma with **-$5.00**."
  ),
  // A place that several share.
  (
    shared,
    table(
      isbn, title, count,
      rows: [
        [.text("1"), .text("Emma"), .integer(9)], [.text("2"), .text("Ulysses"), .integer(9)],
      ]), "Emma, Ulysses: 2 share the place, each with **9** loans."
  ),
  // No percent of nothing.
  (
    byYear, table(year, count, rows: [[.text("2023"), .integer(0)], [.text("2024"), .integer(5)]]),
    "2023: **0**, 2024: **5** loans."
  ),
]

@Test(arguments: texts) func writesAnAnswer(query: Query, table: ResultTable, expected: String) {
  #expect(writer.text(query, table) == expected)
}

@Test func readsNoCellOutsideTheTable() {
  let empty = table(title, rows: [[]])
  #expect(writer.cell(empty, 0, 0) == "" && writer.cell(empty, 5, 0) == "" && writer.cell(empty, 0, -1) == "")
}

@Test(
  arguments: [
    (
      byYear, table(year, count, rows: [[.text("2023"), .integer(1)], [.text("2024"), .integer(2)]]),
      Answer.Chart(kind: .line, x: "year", y: ["loans"])
    ),
    (
      byBook,
      table(
        isbn, title, count,
        rows: [[.text("1"), .text("A"), .integer(1)], [.text("2"), .text("B"), .integer(2)]]),
      Answer.Chart(kind: .bar, x: "title", y: ["loans"])
    ),
    // Nothing to draw: one row, a list, a single number, no numbers.
    (byYear, table(year, count, rows: [[.text("2023"), .integer(1)]]), nil),
    (list, table(title, rows: [[.text("A")], [.text("B")]]), nil),
    (one, table(count, rows: [[.integer(1)], [.integer(2)]]), nil),
  ] as [(Query, ResultTable, Answer.Chart?)])
func choosesAChart(query: Query, table: ResultTable, expected: Answer.Chart?) {
  let chart = writer.chart(query, table)
  #expect(chart?.kind == expected?.kind && chart?.y == expected?.y)
}
