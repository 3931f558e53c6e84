import Testing
import TextAnalysis

@Test(
  arguments: [
    ("What's the price of a Turbocharger?", ["price", "turbocharg"]),
    ("INV-2023-000001", ["inv-2023-000001", "inv", "2023", "000001"]),
    ("Crème BRÛLÉE Coupé", ["creme", "brule", "coup"]),
    ("O’Reilly's parts", ["oreilli", "part"]),
    ("$1,234.50 and 5W-30", ["1234.50", "5w-30", "5w", "30"]),
    ("Exhaust & Emissions", ["exhaust", "emiss"]),
    ("Hybrid/EV", ["hybrid/ev", "hybrid", "ev"]),
    ("straße Øresund", ["strass", "oresund"]),
    ("", []), ("the of and to", []), ("… — !!", []),
  ] as [(String, [String])])
func readsTerms(text: String, expected: [String]) {
  #expect(Analyzer().terms(of: text) == expected)
}

@Test func everyStepCanBeSwitchedOff() {
  let text = "The multi-point Inspections"
  #expect(Analyzer().terms(of: text) == ["multi-point", "multi", "point", "inspect"])
  #expect(Analyzer(keepsCompounds: false).terms(of: text) == ["multi", "point", "inspect"])
  #expect(Analyzer(splitsCompounds: false).terms(of: text) == ["multi-point", "inspect"])
  #expect(Analyzer(dropsStopWords: false).terms(of: text).first == "the")
  #expect(Analyzer(stems: false).terms(of: text).last == "inspections")
  #expect(Analyzer().version != Analyzer(stems: false).version)
}

@Test(
  arguments: [
    ("1,234,567", ["1,234,567"]), ("12,34", ["12", "34"]), ("1234,567", ["1234", "567"]), ("2024,", ["2024"]),
    ("3.50", ["3.50"]), ("end.Start", ["end", "Start"]), ("v2.1", ["v2.1"]), ("1,2345", ["1", "2345"]),
    ("a--b", ["a", "b"]), ("-5", ["5"]), ("dogs' tails", ["dogs", "tails"]), ("'quoted'", ["quoted"]),
    ("rock'n'roll", ["rock'n'roll"]), ("x_y/z", ["x_y/z", "x", "y", "z"]),
  ] as [(String, [String])])
func readsWords(text: String, expected: [String]) {
  #expect(Tokenizer().tokens(of: text).map(\.text) == expected)
}

@Test func tokensCarryTheirPlaceAndForms() throws {
  let text = "Über den BMW-App’s Größe"
  for token in Tokenizer().tokens(of: text) {
    let utf8 = Array(text.utf8)
    #expect(String(decoding: utf8[token.bytes], as: UTF8.self) == token.text)
  }
  let tokens = Tokenizer().tokens(of: text)
  #expect(tokens.map(\.folded) == ["uber", "den", "bmw-app's", "bmw", "app's", "grosse"])
  #expect(tokens.map(\.role) == [.word, .word, .compound, .part, .part, .word])
  let app = try #require(tokens.first { $0.folded == "app's" })
  #expect(app.stem == "app")
}

@Test func aRunWithoutEndIsCut() {
  let text = String(repeating: "a", count: 10_000)
  let tokens = Tokenizer().tokens(of: text)
  #expect(tokens.count == 40)
  #expect(tokens.map(\.text).joined() == text)
}

@Test(arguments: ["İstanbul", "ﬁlter", "１２３", "日本語 の 部品", "e\u{301}te\u{301}", "👩‍🔧 fix", "\u{0}\u{FFFD}"])
func foldingIsStable(text: String) {
  let once = Folding.fold(text)
  #expect(Folding.fold(once) == once)
  for token in Tokenizer().tokens(of: text) {
    #expect(Array(text.utf8)[token.bytes].elementsEqual(token.text.utf8))
  }
}
