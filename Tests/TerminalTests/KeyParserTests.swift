import Terminal
import Testing

@Test(
  arguments: [
    ("ab", [.text("a"), .text("b")]), ("é機👩", [.text("é"), .text("機"), .text("👩")]),
    ("\r\n", [.enter, .enter]),
    ("\u{1B}[A\u{1B}OB\u{1B}[1;5C\u{1B}[1;3D", [.up, .down, .wordRight, .wordLeft]),
    ("\u{1B}[H\u{1B}[F\u{1B}[1~\u{1B}[4~\u{1B}[3~", [.home, .end, .home, .end, .delete]),
    ("\u{1}\u{3}\u{12}", [.control("a"), .control("c"), .control("r")]),
    ("\u{1B}b\u{1B}F", [.alt("b"), .alt("f")]),
    ("\u{1B}\u{7F}\u{7F}\t", [.control("w"), .backspace, .tab]),
    ("\u{1B}[200~a\nb\u{1B}[C\u{1B}[201~c", [.paste("a\nb\u{1B}[C"), .text("c")]),
    ("\u{1B}[999;999z\u{1B}[?1u", []), ("\u{0}\u{1F}", []),
  ] as [(String, [Key])])
func readsKeys(bytes: String, expected: [Key]) {
  var whole = KeyParser()
  #expect(whole.feed(bytes.utf8) == expected)
  var single = KeyParser()
  #expect(bytes.utf8.flatMap { single.feed([$0]) } == expected)
}

@Test func aLoneEscapeIsAKeyAfterAWhile() {
  var parser = KeyParser()
  #expect(parser.feed([0x1B]).isEmpty && parser.isWaiting)
  #expect(parser.flush() == [.escape] && parser.flush().isEmpty)
}

@Test func brokenBytesDoNoHarm() {
  var random = SystemRandomNumberGenerator()
  var parser = KeyParser()
  for _ in 0..<200 { _ = parser.feed((0..<100).map { _ in UInt8.random(in: 0...255, using: &random) }) }
  parser = KeyParser()
  #expect(
    parser.feed([0xC3, 0x41, 0xFF, 0x42]) == [.text("\u{FFFD}"), .text("A"), .text("\u{FFFD}"), .text("B")])
  #expect(parser.feed([0x1B, 0x5B] + [UInt8](repeating: 0x31, count: 500)).count > 400)
}
