import Domain
import Rendering
import Testing

private let sales = ResultTable(
  columns: [
    ResultColumn(name: "part", label: "Part", kind: .text),
    ResultColumn(name: "revenue", label: "Revenue", kind: .decimal, scale: 2, unit: "USD"),
    ResultColumn(name: "hours", label: "Labor", kind: .real, unit: "hours"),
  ],
  rows: [
    [.text("Brake, \"front\" | 機油"), .integer(123_450), .real(1.5)],
    [.text("Turbocharger"), .null, .real(12)],
    [.text(""), .integer(-1), .null],
  ])

@Test func alignsColumns() {
  #expect(
    AlignedTable(sales, style: .plain(width: 60)).lines == [
      "Part                     Revenue  Labor (hours)",
      "─────────────────────  ─────────  ─────────────",
      "Brake, \"front\" | 機油  $1,234.50           1.50",
      "Turbocharger                   –          12.00",
      "                          -$0.01              –",
    ])
}

@Test func wrapsWhatIsTooWide() {
  #expect(
    AlignedTable(sales, style: .plain(width: 34)).lines == [
      "                             Labor", "Part              Revenue  (hours)",
      "──────────────  ─────────  ───────", "Brake, \"front\"  $1,234.50     1.50", "| 機油",
      "Turbocharger            –    12.00", "                   -$0.01        –",
    ])
  let cut = AlignedTable(sales, style: .plain(width: 34), overflow: .cut)
  #expect(cut.rows.map(\.count) == [1, 1, 1] && cut.rows[0][0].contains("…"))
}

@Test func writesBlocksWhenNothingElseFits() {
  let lines = AlignedTable(sales, style: .plain(width: 20)).lines
  #expect(lines.first?.hasPrefix("── 1 ─") == true && lines.contains { $0.contains("$1,234.50") })
}

/// A table of random cells: narrow and wide characters, numbers of all sizes, nulls, rows that lack cells.
private func randomTable(_ random: inout some RandomNumberGenerator) -> ResultTable {
  let kinds: [ResultColumn.Kind] = [.text, .integer, .decimal, .real, .percent, .date, .boolean, .year]
  let columns = (0..<Int.random(in: 1...9, using: &random)).map { index in
    ResultColumn(
      name: "c\(index)",
      label: ["A", "Units sold last year", "Überlänge", "機油"].randomElement(using: &random) ?? "",
      kind: kinds.randomElement(using: &random) ?? .text, scale: 2,
      unit: ["USD", "hours", nil].randomElement(using: &random) ?? nil)
  }
  let words = [
    "brake", "機油濾清器", "e\u{301}\u{302}", "👩‍🔧", "a\tb", "\u{1B}[1m", "", "Donaudampfschifffahrt", "–",
  ]
  let rows = (0..<Int.random(in: 0...12, using: &random)).map { _ in
    columns.dropLast(Int.random(in: 0...1, using: &random)).map { column -> Value in
      switch Int.random(in: 0...4, using: &random) {
      case 0: .null
      case 1: .integer(Int64.random(in: Int64.min...Int64.max, using: &random))
      case 2: .real(Double.random(in: -1e6...1e6, using: &random))
      default:
        .text(
          (0..<Int.random(in: 0...6, using: &random)).map { _ in words.randomElement(using: &random) ?? "" }
            .joined(separator: " "))
      }
    }
  }
  return ResultTable(columns: columns, rows: rows)
}

@Test(arguments: [20, 27, 40, 60, 80, 120, 400])
func noLineIsWiderThanTheWindowAndNoRowIsLost(width: Int) {
  var random = SystemRandomNumberGenerator()
  for _ in 0..<150 {
    let table = randomTable(&random)
    for overflow in [AlignedTable.Overflow.cut, .wrap(lines: 3)] {
      let drawn = AlignedTable(table, style: .plain(width: width), overflow: overflow)
      #expect(drawn.rows.count == table.rows.count && drawn.rows.allSatisfy { !$0.isEmpty })
      for line in drawn.lines {
        #expect(DisplayWidth.of(line) <= width, "\(line)")
        #expect(!line.contains("\u{1B}"))
      }
    }
  }
}

@Test(arguments: [20, 41, 80, 200])
func noAnswerIsWiderThanTheWindow(width: Int) {
  var random = SystemRandomNumberGenerator()
  for _ in 0..<150 {
    let table = randomTable(&random)
    let names = table.columns.map(\.name)
    let chart = Answer.Chart(
      kind: [.bar, .line].randomElement(using: &random) ?? .bar, x: names.first ?? "",
      y: Array(names.suffix(2)))
    let answer = Answer(
      kind: .answer, text: "Some **words**, 機油.", interpretation: "read as this and that, with many words",
      table: table,
      sources: (0..<7).map {
        Answer.Source(
          id: "article/\($0)", title: "機油 and a long title", kind: "article", snippet: "", score: 1)
      }, chart: chart, suggestions: ["a question that is longer than the window is wide, perhaps"],
      asOf: "2024-12-31")
    for style in [Style.plain(width: width), Style(isColored: true, width: width)] {
      let text = AnswerText(style: style).text(answer, age: 86_400 * 400)
      for line in text.split(separator: "\n") { #expect(DisplayWidth.of(line) <= width, "\(line)") }
      #expect(style.isColored || !text.contains("\u{1B}"))
    }
  }
}

@Test func quotesCSVAsItsStandardSays() {
  let table = ResultTable(
    columns: [
      ResultColumn(name: "a,b", label: "", kind: .text),
      ResultColumn(name: "n", label: "", kind: .decimal, scale: 2),
    ],
    rows: [
      [.text("x\r\ny"), .integer(1050)], [.text("say \"hi\""), .null], [.text(""), .real(0.1)],
      [.text("=1+1"), .integer(.max)],
    ])
  #expect(
    CSVTable.text(table)
      == "\"a,b\",n\r\n\"x\r\ny\",10.50\r\n\"say \"\"hi\"\"\",\r\n\"\",0.1\r\n=1+1,92233720368547758.07\r\n")
}

@Test func escapesMarkdownCells() {
  #expect(
    MarkdownTable.text(sales) == """
      | Part | Revenue | Labor (hours) |
      | --- | ---: | ---: |
      | Brake, "front" \\| 機油 | $1,234.50 | 1.50 |
      | Turbocharger | – | 12.00 |
      |  | -$0.01 | – |

      """)
}

@Test func writesOneObjectALine() {
  #expect(
    JSONLinesTable.text(sales) == """
      {"part":"Brake, \\"front\\" | 機油","revenue":1234.5,"hours":1.5}
      {"part":"Turbocharger","revenue":null,"hours":12}
      {"part":"","revenue":-0.01,"hours":null}

      """)
}
