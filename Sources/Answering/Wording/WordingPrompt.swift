import Domain

/// The values that the prompt `word-an-answer` is rendered with.
enum WordingPrompt {
  /// The file's name in the folder of prompts, without its ending.
  static let name = "word-an-answer"

  /// `question`, `interpretation`, `table` (a header line, then one line a row, cells between bars), `left_out`
  /// (rows not shown, or nothing), `sources` (title and snippet, one a line) and `answer` (the text without a
  /// model). All on single lines where they come from users or data.
  static func values(
    question: String, interpretation: String, table: ResultTable?, sources: [Answer.Source], text: String,
    limits: Wording.Limits
  ) -> [String: String] {
    let rows = table?.rows ?? []
    let shown = rows.prefix(limits.promptRows)
    return [
      "question": line(question), "interpretation": line(interpretation),
      "table": table.map { lines($0, rows: shown) } ?? "",
      "left_out": shown.count < rows.count ? String(rows.count - shown.count) : "",
      "sources": sources.prefix(limits.promptSources)
        .map { line("\($0.title): \($0.snippet)") }.joined(separator: "\n"),
      "answer": String(text.prefix(limits.characters)),
    ]
  }

  private static func lines(_ table: ResultTable, rows: ArraySlice<[Value]>) -> String {
    let head = table.columns.map { column in
      line(column.label.isEmpty ? column.name : column.label) + (column.unit.map { " (\($0))" } ?? "")
    }
    let cells = rows.map { row in
      zip(table.columns, row).map { column, value in cell(value, column) }
    }
    return ([head] + cells).map { $0.joined(separator: " | ") }.joined(separator: "\n")
  }

  /// The cell in full; numbers of measured kinds with two digits after the point.
  private static func cell(_ value: Value, _ column: ResultColumn) -> String {
    let isPercent = column.kind == .percent || column.unit == "%"
    let plain = WordingEvidence.plain(value, column)
    guard case .real(let number) = plain, abs(number) < 1e15 else {
      return line(plain.description) + (isPercent && !plain.isNull ? "%" : "")
    }
    let hundredths = (number * 100).rounded()
    let text = FixedDecimal(cents: Int64(hundredths)).description
    return text + (isPercent ? "%" : "")
  }

  private static func line(_ text: String) -> String {
    text.split { $0.isNewline || $0.isWhitespace }.joined(separator: " ")
  }
}
