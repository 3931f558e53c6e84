import Domain
import Rendering

extension ChatSession {
  func help() {
    let style = style
    let usages = ChatCommand.all.map { $0.arguments.isEmpty ? $0.name : "\($0.name) \($0.arguments)" }
    let width = (usages.map(\.count).max() ?? 0) + 2
    for (usage, command) in zip(usages, ChatCommand.all) {
      for (index, line) in DisplayWidth.wrap(command.does, to: style.width - width).enumerated() {
        let head = DisplayWidth.pad(index == 0 ? usage : "", to: width)
        write(style.paint(head, .strong) + line + "\n")
      }
    }
    let keys =
      "Keys: Tab completes, twice lists; up and down browse, Ctrl-R searches what was asked; Ctrl-C stops an "
      + "answer or clears the line, twice leaves."
    write("\n" + DisplayWidth.wrap(keys, to: style.width).map { style.paint($0, .faint) + "\n" }.joined())
  }

  func showSQL() {
    guard let statement = last?.answer.statement else {
      return write(last == nil ? "nothing was asked yet\n" : "the last answer used no SQL\n")
    }
    for line in statement.text.split(separator: "\n", omittingEmptySubsequences: false) {
      write(style.paint(DisplayWidth.printable(String(line)), .code) + "\n")
    }
    for (index, value) in statement.parameters.enumerated() {
      let text = value.text.map { "'\($0)'" } ?? (value.isNull ? "null" : value.description)
      write(style.paint("?\(index + 1)", .strong) + "  " + DisplayWidth.printable(text) + "\n")
    }
  }

  func showSources() {
    guard let sources = last?.answer.sources, !sources.isEmpty else {
      return write(last == nil ? "nothing was asked yet\n" : "the last answer rests on no documents\n")
    }
    let style = style
    for (index, source) in sources.enumerated() {
      let number = DisplayWidth.pad("\(index + 1)", to: 3, atLeft: true) + "  "
      let title = DisplayWidth.cut(DisplayWidth.printable(source.title), to: style.width - 5)
      let place = DisplayWidth.printable(
        "\(source.kind) · \(source.id) · score \(Span.number(source.score, digits: 2))")
      write(style.paint(number + title, .strong) + "\n")
      write("     " + style.paint(DisplayWidth.cut(place, to: style.width - 5), .faint) + "\n")
      if source.snippet.isEmpty { continue }
      for line in DisplayWidth.wrap(DisplayWidth.printable(source.snippet), to: style.width - 5) {
        write("     \(line)\n")
      }
    }
  }

  /// Shows the rows that the last answer was made of.
  func showRows(_ row: Int?) async -> Bool {
    guard let last else {
      fail("/rows: nothing was asked yet")
      return false
    }
    do {
      let rows = try await assistant.rows(last.answer, row, RowsBehind.standardLimit)
      write(RowsBehindText.text(rows, style: style))
      return true
    } catch {
      fail("/rows: \(error)")
      return false
    }
  }

  func explain(_ question: String?) async -> Bool {
    guard let text = question ?? last?.question else {
      fail("/explain: nothing was asked yet; expected a question, as in /explain QUESTION")
      return false
    }
    do {
      let explanation = try await assistant.explain(
        Question(text: text, conversation: conversation, asOf: asOf))
      write(ExplanationText.text(explanation, style: style))
      return true
    } catch {
      fail("\(error)")
      return false
    }
  }

  func export(to path: String, overwrites: Bool) -> Bool {
    guard let last else {
      fail("/export: nothing was asked yet")
      return false
    }
    do {
      let text = try Export.text(last.answer, question: last.question, path: path)
      let place = path.hasPrefix("~/") ? (surroundings.home.map { $0 + path.dropFirst() } ?? path) : path
      try Export.write(text, to: place, overwrites: overwrites)
    } catch {
      fail("\(error)")
      return false
    }
    let rows = last.answer.table.map { table in
      ", \(Span.count(table.rows.count)) rows" + (table.isTruncated ? " (there are more)" : "")
    }
    write("wrote \(DisplayWidth.printable(path))\(rows ?? "")\n")
    return true
  }

  func startAnew() async {
    if let conversation { await assistant.forget(conversation) }
    (conversation, last, choices) = (nil, nil, [])
    write("a new conversation\n")
  }
}
