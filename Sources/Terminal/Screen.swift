import Rendering

/// Where a prompt and a line stand in a window, and the bytes that draw them anew.
package struct Screen: Sendable {
  /// A line laid out in rows of a window.
  package struct Layout: Sendable, Equatable {
    package let rows: [String]
    /// 0-based; a cursor behind a full row stands at the start of the next.
    package let cursorRow: Int
    package let cursorColumn: Int
  }

  private var drawn = Layout(rows: [], cursorRow: 0, cursorColumn: 0)

  package init() {}

  /// A character that does not fit at the end of a row starts the next. O(line).
  package static func layout(prompt: String, buffer: LineBuffer, width: Int) -> Layout {
    let width = max(2, width)
    var rows: [String] = []
    var (row, column) = ("", 0)
    var cursor = (row: 0, column: 0)
    func breakRow() {
      rows.append(row)
      (row, column) = ("", 0)
    }
    var escape = EscapeSkip()
    for character in prompt {
      let next = escape.width(of: character)
      if column + next > width { breakRow() }
      row.append(character)
      column += next
    }
    for (index, character) in buffer.characters.enumerated() {
      let shown = printable(character)
      let next = DisplayWidth.of(shown)
      if column + next > width { breakRow() }
      if index == buffer.cursor { cursor = (rows.count, column) }
      row.append(shown)
      column += next
    }
    if buffer.cursor == buffer.characters.count {
      if column >= width { breakRow() }
      cursor = (rows.count, column)
    }
    rows.append(row)
    return Layout(rows: rows, cursorRow: cursor.row, cursorColumn: cursor.column)
  }

  /// Bytes that replace what was drawn before. Of a line taller than the window, the rows around the cursor.
  package mutating func draw(prompt: String, buffer: LineBuffer, width: Int, height: Int) -> String {
    let whole = Self.layout(prompt: prompt, buffer: buffer, width: width)
    let height = max(1, height)
    let first = max(0, min(whole.cursorRow - height / 2, whole.rows.count - height))
    let layout =
      whole.rows.count <= height
      ? whole
      : Layout(
        rows: Array(whole.rows[first..<min(first + height, whole.rows.count)]),
        cursorRow: whole.cursorRow - first, cursorColumn: whole.cursorColumn)
    var bytes = clear() + layout.rows.joined(separator: "\r\n")
    let up = layout.rows.count - 1 - layout.cursorRow
    if up > 0 { bytes += "\u{1B}[\(up)A" }
    bytes += "\r" + (layout.cursorColumn > 0 ? "\u{1B}[\(layout.cursorColumn)C" : "")
    drawn = layout
    return bytes
  }

  /// Bytes that take away what was drawn, the cursor at its start.
  package mutating func clear() -> String {
    defer { drawn = Layout(rows: [], cursorRow: 0, cursorColumn: 0) }
    return (drawn.cursorRow > 0 ? "\u{1B}[\(drawn.cursorRow)A" : "") + "\r\u{1B}[J"
  }

  /// Bytes that leave what was drawn where it is, the cursor below it.
  package mutating func leave() -> String {
    defer { drawn = Layout(rows: [], cursorRow: 0, cursorColumn: 0) }
    let down = drawn.rows.count - 1 - drawn.cursorRow
    return (down > 0 ? "\u{1B}[\(down)B" : "") + "\r\n"
  }

  /// Reckons with a window that has become `width` wide: rows above the cursor now take more rows.
  package mutating func resize(to width: Int) {
    let width = max(2, width)
    let above = drawn.rows.prefix(drawn.cursorRow).reduce(0) { sum, row in
      sum + max(1, (DisplayWidth.of(row) + width - 1) / width)
    }
    drawn = Layout(
      rows: drawn.rows, cursorRow: above + drawn.cursorColumn / width,
      cursorColumn: drawn.cursorColumn % width)
  }

  /// A character of no width of its own is shown as "·", so that the cursor can stand on it.
  private static func printable(_ character: Character) -> Character {
    DisplayWidth.of(character) == 0 ? "·" : character
  }
}

/// Widths of the characters of a prompt, escape sequences for colours counting none.
private struct EscapeSkip {
  private var isInside = false
  mutating func width(of character: Character) -> Int {
    if character == "\u{1B}" { isInside = true }
    guard isInside else { return DisplayWidth.of(character) }
    if character.isLetter { isInside = false }
    return 0
  }
}
