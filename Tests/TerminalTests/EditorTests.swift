import Terminal
import Testing

/// Feeds what a terminal would send.
private func type(_ bytes: String, into editor: inout Editor) -> [Editor.Effect] {
  var parser = KeyParser()
  return (parser.feed(bytes.utf8) + parser.flush()).map { editor.apply($0) }
}

/// "|" stands for the cursor.
private func shown(_ editor: Editor) -> String {
  let buffer = editor.buffer
  return buffer.beforeCursor + "|" + String(buffer.characters[buffer.cursor...])
}

@Test(arguments: [
  ("abc", "abc|"), ("abc\u{1}x", "x|abc"), ("abc\u{1}\u{5}x", "abcx|"), ("ab\u{1B}[Dc", "ac|b"),
  ("ab\u{7F}", "a|"),
  ("ab\u{1}\u{4}", "|b"), ("a b c\u{17}", "a b |"), ("a b  \u{17}", "a |"), ("one two\u{1B}bX", "one X|two"),
  ("one two\u{1}\u{1B}fX", "oneX| two"), ("one two\u{1}\u{B}", "|"), ("one two\u{1B}b\u{15}", "|two"),
  ("one two\u{1B}b\u{B}\u{1}\u{19}", "two|one "), ("a b\u{17}\u{17}\u{19}", "a b|"),
  ("e\u{301}\u{7F}x", "x|"),
  ("機油\u{1B}[Dx", "機x|油"), ("\u{1B}[D\u{7F}\u{1B}[3~", "|"),
  ("a\u{1B}[200~b\r\nc\td\n\u{1B}[201~", "ab c d|"),
  ("one two\u{1}\u{1B}d", "| two"), ("x\u{19}", "x|"), ("a\u{1B}[1;5Db", "b|a"), ("abc\u{3}", "|"),
])
func edits(bytes: String, expected: String) {
  var editor = Editor()
  _ = type(bytes, into: &editor)
  #expect(shown(editor) == expected)
}

@Test(arguments: [
  ("\u{1B}[A", "third|"), ("\u{1B}[A\u{1B}[A\u{1B}[A\u{1B}[A", "first one|"), ("x\u{1B}[A\u{1B}[B", "x|"),
  ("\u{1B}[B", "|"), ("\u{12}fir", "first one|"), ("\u{12}one", "second one|"),
  ("\u{12}one\u{12}", "first one|"),
  ("\u{12}one\u{12}\u{12}", "first one|"), ("ab\u{12}one\u{3}", "ab|"), ("ab\u{12}one\u{1B}", "ab|"),
  ("\u{12}sec\u{1}X", "X|second one"), ("\u{12}nowhere", "second one|"), ("\u{12}one\u{7F}", "second one|"),
])
func remembers(bytes: String, expected: String) {
  var editor = Editor(history: History(["first one", "second one", "third"]))
  _ = type(bytes, into: &editor)
  #expect(shown(editor) == expected)
}

@Test(
  arguments: [
    ("hi\r", .submit("hi")), ("\r", .submit("")), ("\u{4}", .leave), ("a\u{4}", .none), ("\u{3}", .interrupt),
    ("\u{C}", .clearScreen), ("\u{1A}", .suspend), ("a\u{1B}[D\u{1B}[D", .none),
    ("a b\t", .complete(["a b", "b"])),
    ("\t", .complete([])), ("a \t", .complete(["a "])), ("\u{12}x\r", .submit("")),
    ("1 2 3 4 5\t", .complete(["2 3 4 5", "3 4 5", "4 5", "5"])),
  ] as [(String, Editor.Effect)])
func asksItsCaller(bytes: String, expected: Editor.Effect) {
  var editor = Editor()
  #expect(type(bytes, into: &editor).last == expected)
}

@Test(arguments: [
  ("bra", ["Brake Disc", "Brake Pads"], "Brake |"), ("brake p", ["Brake Pads"], "Brake Pads |"),
  ("x", [], "x|"),
  ("of north v", ["North Valley"], "of North Valley |"), ("Brake ", ["Brake Disc", "Brake Pads"], "Brake |"),
  ("機", ["機油濾清器", "機油"], "機油|"),
])
func completes(typed: String, names: [String], expected: String) throws {
  var editor = Editor()
  let effect = type(typed + "\t", into: &editor).last
  guard case .complete(let prefixes) = effect else {
    Issue.record("no completion was asked for")
    return
  }
  let prefix =
    prefixes.first { prefix in names.contains { $0.lowercased().hasPrefix(prefix.lowercased()) } } ?? ""
  _ = editor.offer(names, for: prefix)
  #expect(shown(editor) == expected)
  #expect(editor.apply(.tab) == (names.count > 1 ? .list(names) : editor.applyTabAgain()))
}

extension Editor {
  /// What another first Tab would ask.
  fileprivate func applyTabAgain() -> Effect {
    var other = Editor()
    _ = other.apply(.paste(buffer.text))
    if buffer.text.hasSuffix(" ") { _ = other.apply(.text(" ")) }
    return other.apply(.tab)
  }
}

@Test func historyForgetsTheOldestAndWhatIsNotMeantForIt() {
  var history = History()
  for line in ["", " secret", "a", "a", "b"] { history.add(line) }
  #expect(history.lines == ["a", "b"])
  for index in 0..<(History.longest + 5) { history.add("line \(index)") }
  #expect(history.lines.count == History.longest && history.lines.first == "line 5")
}

@Test func aLineHasALimit() {
  var editor = Editor()
  _ = editor.apply(.paste(String(repeating: "x", count: LineBuffer.longest + 1)))
  #expect(editor.buffer.isEmpty)
  for _ in 0..<(LineBuffer.longest / 1000 + 1) {
    _ = editor.apply(.paste(String(repeating: "x", count: 1000)))
  }
  #expect(editor.buffer.characters.count == LineBuffer.longest)
}
