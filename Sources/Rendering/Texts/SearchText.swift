package import Domain

/// Ranked chunks as terminal text, with the parts of their scores.
package enum SearchText {
  /// Lines of a chunk's text that are shown.
  static let mostLines = 4

  package static func text(_ hits: [SearchHit], style: Style) -> String {
    if hits.isEmpty { return "nothing found\n" }
    return hits.enumerated().map { index, hit in
      let number = DisplayWidth.pad("\(index + 1)", to: 3, atLeft: true) + "  "
      let room = style.width - 5
      let title = DisplayWidth.cut(DisplayWidth.printable(hit.chunk.title), to: room)
      let parts = hit.parts.map { "\($0.name) \(Span.rounded($0.value, 3))" }.joined(separator: ", ")
      let score =
        "\(hit.chunk.id) · score \(Span.rounded(hit.score, 3))" + (parts.isEmpty ? "" : " (\(parts))")
      var body = DisplayWidth.wrap(DisplayWidth.printable(hit.chunk.text), to: room)
      if body.count > mostLines {
        let rest = body[(mostLines - 1)...].joined(separator: " ")
        body = body.prefix(mostLines - 1) + [DisplayWidth.cut(rest, to: room)]
      }
      let lines =
        [style.paint(number + title, .strong)]
        + DisplayWidth.wrap(DisplayWidth.printable(score), to: room).map { "     " + style.paint($0, .faint) }
        + body.map { "     " + $0 }
      return lines.joined(separator: "\n") + "\n"
    }.joined(separator: "\n")
  }
}
