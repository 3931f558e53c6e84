import Domain
import Rendering
import Testing

@Test(arguments: [
  ("plain *text*, 5 * 3", "plain *text*, 5 * 3\n"), ("**bold** and `code`.", "bold and code.\n"),
  ("# Head\n\n\ntext", "Head\n\ntext\n"),
  ("- one two three fours\n  - deep", "• one two three\n  fours\n  • deep\n"),
  ("1. first\n2. second", "1. first\n2. second\n"), ("> said", "│ said\n"),
  ("| a | b |\n|---|---|", "| a | b |\n|---|---|\n"),
  ("```sql\nSELECT  1\n```\nx", "  SELECT  1\nx\n"), ("a \\*b\\*", "a *b*\n"), ("", ""),
  ("\u{1B}[2Jx", "\u{FFFD}[2Jx\n"),
  ("- 3 degrees", "• 3 degrees\n"), ("2024. was", "2024. was\n"), ("#hash tag", "#hash tag\n"),
])
func drawsMarkdown(markdown: String, expected: String) {
  #expect(MarkdownStream.text(markdown, style: .plain(width: 20)) == expected)
}

@Test func boldIsPaintedWordByWord() {
  let text = MarkdownStream.text("a **b c**", style: Style(isColored: true, width: 40))
  #expect(text == "a \u{1B}[1mb\u{1B}[0m \u{1B}[1mc\u{1B}[0m\n")
}

@Test func piecesDoNotChangeTheText() {
  let markdown =
    "# A head\n\nSome **bold words** and `code`, 機油 e\u{301} long enough to wrap.\n\n- a\n- b\n\n|x|y|\n```\nz\n```\nend"
  let style = Style(isColored: true, width: 24)
  let whole = MarkdownStream.text(markdown, style: style)
  for size in 1...9 {
    var stream = MarkdownStream(style: style)
    var rest = Array(markdown.unicodeScalars)[...]
    var text = ""
    while !rest.isEmpty {
      var piece = String.UnicodeScalarView()
      piece.append(contentsOf: rest.prefix(size))
      text += stream.feed(String(piece))
      rest = rest.dropFirst(size)
    }
    #expect(text + stream.finish() == whole)
  }
}

@Test(arguments: [0, 0.5, 12, 75, 7300, 1e12] as [Double])
func timeIsInWords(seconds: Double) {
  let words = [0: "0.0 ms", 0.5: "500 ms", 12: "12.00 s", 75: "1 min 15 s", 7300: "2 h 1 min", 1e12: "–"]
  #expect(Span.time(seconds: seconds) == words[seconds])
}

@Test(
  arguments: [
    ("1970-01-02T00:00:10Z", 86_420, 10), ("1970-01-02 00:00:10", 86_400, 0), ("1970-01-02", 0, nil),
    ("soon", 0, nil),
  ] as [(String, Int, Int?)])
func countsAges(iso: String, now: Int, expected: Int?) {
  #expect(Span.seconds(since: iso, now: now) == expected)
}

private let table = ResultTable(
  columns: [
    ResultColumn(name: "dealer", label: "Dealer", kind: .text),
    ResultColumn(name: "n", label: "Orders", kind: .integer),
  ], rows: (1...60).map { [.text("Dealer \($0)"), .integer($0)] })

@Test func aWholeAnswerHasItsPartsInOrder() throws {
  var answer = Answer(
    kind: .answer, text: "**12** orders.\n\n| a |\n|---|", interpretation: "orders by dealer",
    table: ResultTable(columns: table.columns, rows: Array(table.rows.prefix(2))),
    sources: [Answer.Source(id: "article/x", title: "On orders", kind: "article", snippet: "", score: 1)],
    chart: Answer.Chart(kind: .bar, x: "dealer", y: ["n"]), suggestions: ["orders by month"],
    asOf: "2024-12-31")
  answer.timings = [Answer.Timing(stage: "total", milliseconds: 12.6)]
  #expect(
    AnswerText(style: .plain(width: 30)).text(answer, age: 7200) == """
      orders by dealer
      12 orders.

      Dealer    Orders
      ────────  ──────
      Dealer 1       1  ██████
      Dealer 2       2  ████████████

      Next:
        1  orders by month

      Sources:
        1  On orders · article/x

      as of 2024-12-31 · data 2
      hours old · 13 ms

      """)
}

@Test func aLongTableIsCountedNotPoured() {
  var answer = Answer(kind: .answer, text: "Many.", table: table)
  let text = AnswerText(style: .plain()).text(answer)
  #expect(text.contains("Dealer 50") && !text.contains("Dealer 51") && text.contains("… 10 more rows"))
  answer.table = ResultTable(columns: table.columns, rows: table.rows, isTruncated: true)
  #expect(AnswerText(style: .plain()).text(answer).contains("more rows than the 60 fetched"))
}

@Test func noPartIsWiderThanTheWindowNorColouredWhenPlain() {
  var count = SourceCount(name: "orders")
  (count.read, count.kept) = (12_000, 11_999)
  var report = RebuildReport(generation: "g1")
  report.sources = [count, SourceCount(name: "a source with quite a long name")]
  report.stages = [RebuildReport.Stage(name: "curate", seconds: 0.5, rows: 12_000)]
  let status = Status(
    generation: "g1", built: "2024-01-01T00:00:00Z",
    sources: [Status.Source(count: count, newest: "2024-12-31", modified: nil)],
    datasets: [("orders", 11_999)],
    documents: 1, chunks: 2, embedder: EmbedderIdentity(name: "hashing", version: "1", dimension: 256),
    databaseBytes: 1_234_567)
  let words = String(repeating: "brake 機油 ", count: 60)
  let hit = SearchHit(
    chunk: Chunk(document: "a/b", kind: "a", title: words, ordinal: 0, bytes: 0..<1, text: words), score: 0.5,
    parts: [ScorePart("cosine", 0.25), ScorePart("lexical", 7)])
  let refused = QuarantinedRow(
    source: "orders", rule: "O3", reason: words, file: "a.csv", line: 3,
    raw: Array(("\u{1B}[2J" + words).utf8))
  let explanation = Explanation("a", "", [Explanation("b", words, [Explanation("c", "x\ny")])])
  for width in [20, 47, 120] {
    let style = Style.plain(width: width)
    let texts = [
      ReportText.text(report, style: style), StatusText.text(status, now: 1_704_153_600, style: style),
      SearchText.text([hit], style: style), QuarantineText.text([refused], style: style),
      QuarantineText.text([QuarantineCount(source: "orders", rule: words, rows: 3)], style: style),
      ExplanationText.text(explanation, style: style),
    ]
    for line in texts.flatMap({ $0.split(separator: "\n") }) {
      #expect(DisplayWidth.of(line) <= width && !line.contains("\u{1B}"), "\(line)")
    }
  }
  #expect(ReportText.text(report, style: .plain()).contains("orders: read is not kept"))
}

@Test func anExplanationOfAnyDepthIsDrawn() {
  var deep = Explanation("leaf", "x")
  for _ in 0..<5000 { deep = Explanation("node", "", [deep]) }
  let lines = ExplanationText.text(deep, style: .plain(width: 40)).split(separator: "\n")
  #expect(lines.count == 5001 && lines.last?.hasSuffix("leaf  x") == true)
}
