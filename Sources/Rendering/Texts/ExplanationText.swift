package import Domain

/// An explanation as an indented tree; values that are too long go on below their name.
package enum ExplanationText {
  /// Deeper levels are drawn at this depth.
  static let deepest = 12

  package static func text(_ explanation: Explanation, style: Style) -> String {
    var text = ""
    // A stack instead of recursion: the depth is not ours to bound.
    var stack = [(node: explanation, depth: 0)]
    while let (node, depth) = stack.popLast() {
      text += lines(node, depth: min(depth, deepest), style: style)
      stack += node.children.reversed().map { ($0, depth + 1) }
    }
    return text
  }

  private static func lines(_ node: Explanation, depth: Int, style: Style) -> String {
    let indent = String(repeating: " ", count: min(depth * 2, style.width / 3))
    let room = style.width - indent.count
    let name = DisplayWidth.cut(DisplayWidth.printable(node.name), to: room)
    let head = indent + style.paint(name, depth == 0 ? .strong : .code)
    let values = node.value.split(separator: "\n", omittingEmptySubsequences: true).map {
      DisplayWidth.printable(String($0))
    }
    if values.isEmpty { return head + "\n" }
    if values.count == 1, DisplayWidth.of(name) + 2 + DisplayWidth.of(values[0]) <= room {
      return "\(head)  \(values[0])\n"
    }
    // Lines keep their indentation: SQL is read by it.
    let below = values.flatMap { line in
      let lead = String(line.prefix { $0 == " " }.prefix(room / 2))
      return DisplayWidth.wrap(String(line.dropFirst(lead.count)), to: room - 2 - lead.count).map {
        lead + $0
      }
    }
    return ([head] + below.map { indent + "  " + $0 }).joined(separator: "\n") + "\n"
  }
}
