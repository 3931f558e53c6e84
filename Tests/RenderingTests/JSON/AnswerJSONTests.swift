import Domain
import Rendering
import Testing

@Suite struct AnswerJSONTests {
  static let cells: [(ResultColumn.Kind, Int, Value, String)] = [
    (.text, 0, .text("a"), #""a""#), (.text, 0, .integer(7), "7"), (.text, 0, .null, "null"),
    (.integer, 0, .integer(-7), "-7"), (.real, 0, .real(0.25), "0.25"), (.percent, 0, .real(12.5), "12.5"),
    (.decimal, 2, .integer(123_450), "1234.5"),
    (.decimal, 2, .decimal(FixedDecimal(cents: 123_450)), "1234.5"),
    (.decimal, 0, .integer(5), "5"), (.decimal, 99, .integer(5), "null"), (.decimal, 2, .real(1.25), "1.25"),
    (.boolean, 0, .integer(1), "true"), (.boolean, 0, .integer(0), "false"), (.boolean, 0, .integer(2), "2"),
    (.boolean, 0, .null, "null"), (.integer, 0, .integer(1), "1"),
    (.year, 0, .text("2024"), "2024"), (.year, 0, .integer(2024), "2024"),
    (.year, 0, .text("n/a"), #""n/a""#),
    (.month, 0, .text("2024-11"), #""2024-11""#), (.quarter, 0, .text("2024-Q3"), #""2024-Q3""#),
    (.date, 0, .text("2024-03-01"), #""2024-03-01""#), (.week, 0, .text("2024-W09"), #""2024-W09""#),
  ]

  @Test(arguments: cells)
  func writesACell(kind: ResultColumn.Kind, scale: Int, cell: Value, expected: String) {
    let column = ResultColumn(name: "c", label: "C", kind: kind, scale: scale)
    let table = ResultTable(columns: [column], rows: [[cell]])
    let head = #"{"columns":[{"name":"c","label":"C","type":"\#(kind.rawValue)","unit":null}],"rows":"#
    #expect(JSONWriter.text(of: table) == head + "[[\(expected)]]}")
  }

  @Test func writesAnAnswerInTheOrderOfTheContract() {
    let columns = [
      ResultColumn(name: "month", label: "Month", kind: .month),
      ResultColumn(name: "revenue", label: "Revenue", kind: .decimal, scale: 2, unit: "USD"),
    ]
    var answer = Answer(
      kind: .answer, text: "**1,234.50**", interpretation: "revenue per month",
      table: ResultTable(
        columns: columns, rows: [[.text("2024-11"), .decimal(FixedDecimal(cents: 123_450))]]),
      statement: SQLStatement(text: "SELECT ?", parameters: [.text("x"), .integer(2)], columns: columns),
      sources: [.init(id: "part/1", title: "One", kind: "part", snippet: "s", score: 0.83)],
      chart: .init(kind: .line, x: "month", y: ["revenue"]), suggestions: ["more?"], confidence: 0.94,
      asOf: "2024-12-31", generation: "g1")
    answer.conversation = "c1"
    answer.model = .init(model: "m", isUsed: false, note: "states 12")
    answer.timings = [
      .init(stage: "understand", milliseconds: 0.4), .init(stage: "sql", milliseconds: 1),
      .init(stage: "sql", milliseconds: 0.25),
    ]
    let expected = [
      #"{"conversation_id":"c1","kind":"answer","answer":"**1,234.50**","interpretation":"revenue per month","#,
      #""table":{"columns":[{"name":"month","label":"Month","type":"month","unit":null},"#,
      #"{"name":"revenue","label":"Revenue","type":"decimal","unit":"USD"}],"rows":[["2024-11",1234.5]]},"#,
      #""row_count":1,"truncated":false,"sql":{"text":"SELECT ?","parameters":["x",2]},"#,
      #""sources":[{"id":"part/1","title":"One","kind":"part","snippet":"s","score":0.83}],"#,
      #""chart":{"type":"line","x":"month","y":["revenue"]},"confidence":0.94,"as_of":"2024-12-31","#,
      #""generation":"g1","suggestions":["more?"],"llm":{"model":"m","used":false,"note":"states 12"},"#,
      #""timings_ms":{"understand":0.4,"sql":1.25,"total":1.65}}"#,
    ]
    #expect(JSONWriter.text(of: answer) == expected.joined())
  }

  @Test(arguments: [
    (Answer.Kind.answer, "", ""),
    (.clarification, #""options":[{"label":"A","question":"a?"}],"#, ""),
    (.noAnswer, "", #""reason":"out_of_scope","#),
  ])
  func tellsOptionsAndReasonWhereTheyBelong(kind: Answer.Kind, options: String, reason: String) {
    let answer = Answer(
      kind: kind, text: "t", refusal: kind == .noAnswer ? .outOfScope : nil,
      options: kind == .clarification ? [.init(label: "A", question: "a?")] : [], suggestions: [])
    let end = #""suggestions":[],"# + options + reason + #""llm":null,"timings_ms":{"total":0}}"#
    let text = JSONWriter.text(of: answer)
    #expect(text.hasSuffix(end))
    #expect(
      text.contains(#""table":null,"row_count":0,"truncated":false,"sql":null,"sources":[],"chart":null"#))
  }

  @Test func writesARebuildReport() {
    var report = RebuildReport(generation: "g")
    var count = SourceCount(name: "orders")
    (count.read, count.kept, count.superseded, count.quarantined, count.repaired) = (6, 3, 2, 1, 1)
    report.sources = [count]
    (report.documents.total, report.documents.added, report.seconds) = (4, 4, 1.5)
    report.stages = [.init(name: "curate", seconds: 0.5, rows: 6)]
    let expected = [
      #"{"generation":"g","sources":[{"name":"orders","read":6,"kept":3,"superseded":2,"quarantined":1,"#,
      #""repaired":1}],"documents":{"total":4,"added":4,"changed":0,"removed":0},"seconds":1.5,"#,
      #""stages":[{"name":"curate","seconds":0.5,"rows":6}]}"#,
    ]
    #expect(JSONWriter.text(of: report) == expected.joined())
  }

  @Test func writesHitsRowsAndExplanations() {
    let chunk = Chunk(document: "part/1", kind: "part", title: "One", ordinal: 2, bytes: 0..<1, text: "x")
    let hit = SearchHit(chunk: chunk, score: 0.5, parts: [.init("a", 1), .init("b", 2), .init("a", 3)])
    #expect(
      JSONWriter.text(of: SearchResults(hits: [hit]))
        == #"{"hits":[{"id":"part/1#2","title":"One","kind":"part","text":"x","score":0.5,"#
        + #""score_parts":{"b":2,"a":3}}]}"#)
    let row = QuarantinedRow(
      source: "s", rule: "R1", reason: "r", file: "f.csv", line: 3, raw: Array("a,b".utf8))
    #expect(
      JSONWriter.text(of: QuarantinePage(rows: [row], offset: 0, limit: 5))
        == #"{"rows":[{"source":"s","rule":"R1","reason":"r","file":"f.csv","line":3,"raw":"a,b"}],"#
        + #""offset":0,"limit":5}"#)
    #expect(
      JSONWriter.text(of: Explanation("a", "1", [Explanation("b")]))
        == #"{"name":"a","value":"1","children":[{"name":"b","value":"","children":[]}]}"#)
  }
}
