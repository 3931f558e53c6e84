import Rendering
import Terminal
import Testing

/// A window that understands the bytes the screen sends: cells, a cursor, and a wrap that waits.
private struct Window {
  let width: Int
  var rows: [[String]] = [[]]
  var row = 0
  var column = 0

  mutating func take(_ bytes: String) {
    var rest = Array(bytes)[...]
    while let character = rest.popFirst() {
      switch character {
      case "\r\n": (row, column) = (row + 1, 0)
      case "\r": column = 0
      case "\n": row += 1
      case "\u{1B}":
        _ = rest.popFirst()
        let number = Int(String(rest.prefix { $0.isNumber })) ?? 1
        rest = rest.drop { $0.isNumber || $0 == ";" }
        switch rest.popFirst() {
        case "A": row = max(0, row - number)
        case "B": row += number
        case "C": column = min(width - 1, column + number)
        case "J":
          grow()
          rows[row] = Array(rows[row].prefix(column))
          rows.removeSubrange((row + 1)...)
        default: break
        }
      default:
        let wide = DisplayWidth.of(character)
        if column + wide > width { (row, column) = (row + 1, 0) }
        grow()
        while rows[row].count < column + wide { rows[row].append(" ") }
        rows[row][column] = String(character)
        if wide == 2 { rows[row][column + 1] = "" }
        column += wide
      }
      grow()
    }
  }

  private mutating func grow() { while rows.count <= row { rows.append([]) } }
  var text: [String] { rows.map { $0.joined() } }
}

/// The same edits on a plain array of characters.
private struct Naive {
  var characters: [Character] = []
  var cursor = 0
  mutating func apply(_ key: Key) {
    switch key {
    case .text(let text):
      characters.insert(contentsOf: text, at: cursor)
      cursor += text.count
    case .backspace where cursor > 0:
      cursor -= 1
      characters.remove(at: cursor)
    case .delete where cursor < characters.count: characters.remove(at: cursor)
    case .left: cursor = max(0, cursor - 1)
    case .right: cursor = min(characters.count, cursor + 1)
    case .home: cursor = 0
    case .end: cursor = characters.count
    case .control("k"): characters.removeSubrange(cursor...)
    case .control("u"):
      characters.removeSubrange(..<cursor)
      cursor = 0
    default: break
    }
  }

  /// Rows of a prompt and the characters, and the cell of the cursor.
  func rows(prompt: String, width: Int) -> (rows: [String], row: Int, column: Int) {
    var rows = [""]
    var used = 0
    var place = (0, 0)
    for (index, character) in (Array(prompt) + characters + [" "]).enumerated() {
      let wide = DisplayWidth.of(character)
      if used + wide > width {
        rows.append("")
        used = 0
      }
      if index == prompt.count + cursor { place = (rows.count - 1, used) }
      if index < prompt.count + characters.count { rows[rows.count - 1].append(character) }
      used += wide
    }
    return (rows, place.0, place.1)
  }
}

@Test(arguments: [4, 7, 10, 23, 80])
func whatIsDrawnIsWhatWasTyped(width: Int) {
  var random = SystemRandomNumberGenerator()
  let keys: [Key] = [
    .text("a"), .text("b"), .text(" "), .text("機"), .text("é"), .text("👩"), .text("x"), .text("油"),
    .backspace,
    .delete, .left, .left, .right, .home, .end, .control("k"), .control("u"),
  ]
  for _ in 0..<20 {
    var editor = Editor()
    var naive = Naive()
    var screen = Screen()
    var window = Window(width: width)
    for _ in 0..<150 {
      // Cutting keys are rarer, or no line would grow.
      let last = Int.random(in: 0..<8, using: &random) == 0 ? keys.count : 14
      let key = keys[Int.random(in: 0..<last, using: &random)]
      _ = editor.apply(key)
      naive.apply(key)
      window.take(screen.draw(prompt: "> ", buffer: editor.buffer, width: width, height: 1000))
      let expected = naive.rows(prompt: "> ", width: width)
      #expect(editor.buffer.characters == naive.characters && editor.buffer.cursor == naive.cursor)
      var (drawn, wanted) = (window.text, expected.rows)
      while drawn.last == "" { drawn.removeLast() }
      while wanted.last == "" { wanted.removeLast() }
      #expect(drawn == wanted)
      #expect((window.row, window.column) == (expected.row, expected.column))
    }
  }
}

@Test func ofATallLineTheRowsAroundTheCursorAreDrawn() {
  var buffer = LineBuffer(String(repeating: "0123456789", count: 30))
  var screen = Screen()
  var window = Window(width: 10)
  window.take(screen.draw(prompt: "", buffer: buffer, width: 10, height: 5))
  #expect(window.rows.count == 5)
  buffer.moveToStart()
  window.take(screen.draw(prompt: "", buffer: buffer, width: 10, height: 5))
  #expect(window.rows.count == 5 && window.row == 0 && window.column == 0)
}

@Test func coloursOfAPromptTakeNoRoom() {
  let layout = Screen.layout(prompt: "\u{1B}[1;35mab>\u{1B}[0m ", buffer: LineBuffer("xy"), width: 10)
  #expect(layout.cursorColumn == 6 && layout.rows.count == 1)
}
