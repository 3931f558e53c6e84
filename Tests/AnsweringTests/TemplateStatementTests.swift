import Domain
import Testing

@testable import Answering

private func template(_ sql: String, _ interpretation: String = "") -> QuestionTemplate {
  QuestionTemplate(
    id: "t", phrases: [], words: [],
    slots: [
      .init(name: "book", kind: .value(AttributeID("book", "title"))),
      .init(name: "most", kind: .limit(standard: 5)),
      .init(name: "when", kind: .window),
    ], sql: sql, columns: [ResultColumn(name: "n", label: "N", kind: .integer)],
    interpretation: interpretation)
}

private let values: [String: Value] = ["book": .text("Emma :most {most}'; --"), "most": .integer(7)]
private let emma = values["book"] ?? .null

@Test(
  arguments: [
    ("SELECT 1", "SELECT 1", []),
    ("x = :book LIMIT :most", "x = ? LIMIT ?", [emma, .integer(7)]),
    // In the order of the text, as often as they stand there.
    (":most :book :most", "? ? ?", [.integer(7), emma, .integer(7)]),
    // A window without bounds lets everything in.
    ("d >= :when_start AND d < :when_end", "d >= ? AND d < ?", [.text("0000"), .text("9999")]),
    // What is no slot stays: a longer name, a format, a point at the end.
    ("strftime('%H:%M', d) :books :", "strftime('%H:%M', d) :books :", []), (":", ":", []),
    ("::book", ":?", [emma]),
    ("a:book,b", "a?,b", [emma]),
  ] as [(String, String, [Value])])
func bindsSlots(sql: String, text: String, parameters: [Value]) {
  let statement = TemplateStatement.statement(template(sql), values: values, window: nil)
  #expect(statement.text == text && statement.parameters == parameters)
  #expect(statement.columns.map(\.name) == ["n"])
}

@Test func bindsTheDaysOfAWindow() {
  let sql = ":when_end :when_start"
  let closed = TemplateStatement.statement(template(sql), values: [:], window: Library.window(2024))
  #expect(closed.parameters == [.text("2025-01-01"), .text("2024-01-01")])
  let open = TimeWindow(start: nil, end: CalendarDate(2024, 5, 1), label: "before May")
  let before = TemplateStatement.statement(template(sql), values: [:], window: open)
  #expect(before.parameters == [.text("2024-05-01"), .text("0000")])
}

@Test(
  arguments: [
    ("top {most}", "Top 7"), ("read after {book}", "Read after Emma :most {most}'; --"),
    ("{most}{most}", "77"), ("{none} of {most", "{none} of {most"), ("", ""), ("} {most}", "} 7"),
  ] as [(String, String)])
func wordsATemplate(interpretation: String, expected: String) {
  let text = TemplateStatement.interpretation(template("", interpretation), values: values, window: nil)
  #expect(text == expected)
  let windowed = TemplateStatement.interpretation(
    template("", interpretation), values: values, window: Library.window(2024))
  #expect(windowed == expected + "; in 2024")
}
