import Rendering
import Testing

@Test(arguments: [
  ("", 0), ("abc", 3), ("機油", 4), ("e\u{301}", 1), ("é", 1), ("한국", 4), ("👩‍🔧", 2), ("🇩🇪", 2), ("…", 1),
  ("–", 1),
  ("▏", 1), ("\u{1B}[1;35mab\u{1B}[0m", 2), ("\u{7}", 0), ("Ａ", 2),
])
func measuresColumns(text: String, width: Int) { #expect(DisplayWidth.of(text) == width) }

@Test(arguments: [
  ("brake", 5, "brake"), ("brakes", 5, "brak…"), ("機油濾", 5, "機油…"), ("機油濾", 4, "機…"), ("a b", 0, ""),
  ("a bcd", 3, "a…"),
])
func cutsToColumns(text: String, width: Int, expected: String) {
  #expect(DisplayWidth.cut(text, to: width) == expected)
}

@Test(arguments: [
  ("one two three", 7, ["one two", "three"]), ("abcdefgh", 3, ["abc", "def", "gh"]), ("", 5, [""]),
  ("a abcdef b", 4, ["a", "abcd", "ef b"]), ("機油濾", 2, ["機", "油", "濾"]),
])
func wrapsWords(text: String, width: Int, expected: [String]) {
  #expect(DisplayWidth.wrap(text, to: width) == expected)
}

@Test(arguments: [
  ("plain", "plain"), ("a\tb\nc", "a b c"), ("\u{1B}[31mred", "\u{FFFD}[31mred"), ("a\r\nb", "a b"),
  ("\u{202E}evil", "\u{FFFD}evil"), ("\u{9B}2J", "\u{FFFD}2J"), ("e\u{301}", "e\u{301}"),
])
func keepsControlsFromTheTerminal(text: String, expected: String) {
  #expect(DisplayWidth.printable(text) == expected)
}

@Test(
  arguments: [
    (true, [:], true), (false, [:], false), (true, ["NO_COLOR": "1"], false), (true, ["NO_COLOR": ""], true),
    (true, ["TERM": "dumb"], false),
  ] as [(Bool, [String: String], Bool)])
func coloursOnlyWhereWanted(isTerminal: Bool, environment: [String: String], expected: Bool) {
  #expect(Style(isTerminal: isTerminal, environment: environment, width: 80).isColored == expected)
}
