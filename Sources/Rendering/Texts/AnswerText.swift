package import Domain

/// An answer as terminal text, whole or in its parts; a part is empty or ends in a line end.
package struct AnswerText: Sendable {
  /// Rows of a table that are shown; the rest is counted.
  package static let mostRows = 50
  /// Sources that are listed below an answer.
  package static let mostSources = 5
  /// Bars beside a table take at least and at most this many columns.
  static let bars = 10...40

  package let style: Style

  /// The commands of the chat are at hand, and hinted at.
  private let isChat: Bool

  package init(style: Style, isChat: Bool = false) { (self.style, self.isChat) = (style, isChat) }

  /// The whole; `age` is seconds since the generation was built, when it is known.
  package func text(_ answer: Answer, age: Int? = nil) -> String {
    interpretation(answer.interpretation) + words(answer) + table(answer) + choices(answer)
      + sources(answer.sources) + footer(answer, age: age)
  }

  /// How the question was read.
  package func interpretation(_ text: String) -> String {
    if text.isEmpty { return "" }
    return DisplayWidth.wrap(DisplayWidth.printable(text), to: style.width)
      .map { style.paint($0, .faint) + "\n" }.joined()
  }

  /// The answer's text; its own tables are left out when the answer's table is drawn.
  package func words(_ answer: Answer) -> String {
    MarkdownStream.text(answer.text, style: style, skipsTables: answer.table != nil)
  }

  /// The table and its chart, with an empty line before each. One cell is not drawn: the text says it.
  package func table(_ answer: Answer) -> String {
    guard let table = answer.table else { return "" }
    return self.table(table, chart: answer.chart, isAlone: answer.text.isEmpty)
  }

  /// The same, of a table without an answer; where it `isAlone`, no text beside it, one cell is drawn too.
  package func table(_ table: ResultTable, chart: Answer.Chart?, isAlone: Bool = false) -> String {
    guard !table.columns.isEmpty, !table.rows.isEmpty,
      isAlone || table.rows.count > 1 || table.columns.count > 1
    else { return "" }
    let shown = ResultTable(columns: table.columns, rows: Array(table.rows.prefix(Self.mostRows)))
    let drawn = AlignedTable(shown, style: style)
    var lines = [""]
    if let bars = barsBeside(drawn, of: shown, chart: chart) {
      lines += bars
    } else {
      lines += drawn.lines
      let chart = chart.map { AnswerChart.lines($0, of: table, style: style) } ?? []
      if !chart.isEmpty { lines += [""] + chart }
    }
    let hidden = table.rows.count - shown.rows.count
    if hidden > 0 || table.isTruncated {
      let rest =
        (hidden > 0 ? ["\(Span.count(hidden)) more rows" + (isChat ? "; /export FILE writes all" : "")] : [])
        + (table.isTruncated ? ["there are more rows than the \(Span.count(table.rows.count)) fetched"] : [])
      lines += DisplayWidth.wrap("… " + rest.joined(separator: "; "), to: style.width)
        .map { style.paint($0, .faint) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The table with a bar at the end of each row; nil when it has no bar chart, or no room for one.
  private func barsBeside(_ drawn: AlignedTable, of table: ResultTable, chart: Answer.Chart?) -> [String]? {
    let room = min(style.width - drawn.width - AlignedTable.gap, Self.bars.upperBound)
    guard let chart, chart.kind == .bar, let name = chart.y.first, room >= Self.bars.lowerBound,
      (2...AnswerChart.mostBars).contains(table.rows.count), !drawn.head.isEmpty,
      let index = table.columns.firstIndex(where: { $0.name == name })
    else { return nil }
    let values = table.rows.map { row in
      row.indices.contains(index) ? table.columns[index].plain(row[index]).double : nil
    }
    var lines = drawn.head
    for (row, bar) in zip(drawn.rows, BarChart.bars(values, width: room)) {
      guard let first = row.first else { continue }
      lines.append(
        bar.isEmpty ? first : DisplayWidth.pad(first, to: drawn.width) + "  " + style.paint(bar, .code))
      lines += row.dropFirst()
    }
    return lines
  }

  /// The readings to choose from, or the questions that can be asked next, numbered from 1.
  package func choices(_ answer: Answer) -> String {
    if !answer.options.isEmpty { return numbered(answer.options.map(\.label), title: nil) }
    if answer.suggestions.isEmpty { return "" }
    return numbered(answer.suggestions, title: answer.kind == .answer ? "Next:" : "Can be answered:")
  }

  package func numbered(_ items: [String], title: String?) -> String {
    var text = "\n" + (title.map { style.paint($0, .faint) + "\n" } ?? "")
    for (index, item) in items.enumerated() {
      let number = DisplayWidth.pad("\(index + 1)", to: 3, atLeft: true) + "  "
      for (line, part) in DisplayWidth.wrap(DisplayWidth.printable(item), to: style.width - 5).enumerated() {
        text += (line == 0 ? style.paint(number, .strong) : "     ") + part + "\n"
      }
    }
    return text
  }

  /// The first of the documents the answer rests on, a line each.
  package func sources(_ sources: [Answer.Source]) -> String {
    if sources.isEmpty { return "" }
    var text = "\n" + style.paint("Sources:", .faint) + "\n"
    for (index, source) in sources.prefix(Self.mostSources).enumerated() {
      let number = DisplayWidth.pad("\(index + 1)", to: 3, atLeft: true) + "  "
      let line = DisplayWidth.printable("\(source.title) · \(source.id)")
      text += style.paint(number + DisplayWidth.cut(line, to: style.width - 5), .faint) + "\n"
    }
    let hidden = sources.count - Self.mostSources
    return hidden > 0
      ? text + style.paint("     \(hidden) more\(isChat ? ": /sources" : "")".prefix(style.width), .faint)
        + "\n" : text
  }

  /// What the answer counts from, how old its data is, how long it took.
  package func footer(_ answer: Answer, age: Int?) -> String {
    var parts: [String] = []
    if !answer.asOf.isEmpty { parts.append("as of \(answer.asOf)") }
    if let age { parts.append("data \(Span.age(seconds: age))") }
    if let total = answer.timings.first(where: { $0.stage == "total" }) {
      parts.append(Span.milliseconds(total.milliseconds))
    }
    if let model = answer.model {
      parts.append(
        model.isUsed
          ? "worded by \(model.model)" : "\(model.model) not used" + (model.note.map { ": \($0)" } ?? ""))
    }
    if parts.isEmpty { return "" }
    let line = DisplayWidth.printable(parts.joined(separator: " · "))
    return "\n" + DisplayWidth.wrap(line, to: style.width).map { style.paint($0, .faint) + "\n" }.joined()
  }
}
