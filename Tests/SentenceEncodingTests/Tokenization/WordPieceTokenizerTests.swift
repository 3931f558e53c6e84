import Testing

@testable import SentenceEncoding

struct WordPieceTokenizerTests {
  private static let pieces = [
    "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "brake", "##s", "##less", "un", "##aff", "##able", "北", "京",
    "café",
    "cafe", "a", "##a", "!", ".", "-", "[", "]", "σ", "##ς", "ß", "i",
  ]

  private func words(_ text: String, ignoresCase: Bool = true, limit: Int = 256) throws -> String {
    let bytes = Array(Self.pieces.joined(separator: "\n").utf8)
    let tokenizer = WordPieceTokenizer(
      try WordPieceVocabulary(bytes, file: "vocab.txt"), ignoresCase: ignoresCase)
    return tokenizer.tokens(of: text, limit: limit).map { Self.pieces[Int($0)] }.joined(separator: " ")
  }

  @Test(arguments: [
    ("", ""), (" \t\n\u{A0}\u{3000}", ""),
    ("brakes", "brake ##s"), ("BrakeLess", "brake ##less"), ("unaffable", "un ##aff ##able"),
    ("brake-brake!!", "brake - brake ! !"),
    // The longest piece first, and all of the word or nothing.
    ("brakesable", "brake ##s ##able"), ("brakex", "[UNK]"), ("xbrake brake", "[UNK] brake"), ("s", "[UNK]"),
    // Ideographs are words; other scripts are not.
    ("北京", "北 京"), ("brake北brake", "brake 北 brake"), ("한국", "[UNK]"),
    // Composed or not, accents go; letters that only look alike stay.
    ("Café", "cafe"), ("Cafe\u{301}", "cafe"), ("ß", "ß"), ("İ", "i"), ("ΣΣ", "[UNK]"), ("Σ", "σ"),
    // Control and format characters leave no gap.
    ("bra\u{0}ke\u{200B}\u{AD}\u{FFFD}s", "brake ##s"),
    // What Unicode 8 does not know is a letter: U+0898 is a mark since Unicode 14.
    ("brake\u{898}", "[UNK]"), ("brake\u{378}", "[UNK]"), ("brake\u{E000}", "brake"),
    ("[MASK]", "[MASK]"), ("brake[SEP][[UNK]", "brake [SEP] [ [UNK]"), ("[mask]", "[ [UNK] ]"),
    ("[SEP", "[ [UNK]"),
    ("«brake»", "[UNK] brake [UNK]"),
  ])
  func cuts(text: String, expected: String) throws {
    #expect(try words(text) == ["[CLS]", expected, "[SEP]"].filter { !$0.isEmpty }.joined(separator: " "))
  }

  @Test func mindsCaseWhenTheModelDoes() throws {
    #expect(
      try words("café Brake brake cafe\u{301}", ignoresCase: false) == "[CLS] café [UNK] brake [UNK] [SEP]")
  }

  @Test func aWordOfMoreThanAHundredCharactersIsUnknown() throws {
    #expect(try words(String(repeating: "a", count: 100)).split(separator: " ").count == 102)
    #expect(try words(String(repeating: "a", count: 101)) == "[CLS] [UNK] [SEP]")
    #expect(try words(String(repeating: "é", count: 100)) == "[CLS] [UNK] [SEP]")
  }

  @Test(arguments: [
    (2, "[CLS] [SEP]"), (3, "[CLS] un [SEP]"), (4, "[CLS] un ##aff [SEP]"),
    (6, "[CLS] un ##aff ##able brake [SEP]"),
    (9, "[CLS] un ##aff ##able brake [MASK] a ! [SEP]"), (7, "[CLS] un ##aff ##able brake [MASK] [SEP]"),
  ])
  func leavesOutWhatIsBeyondTheLimit(limit: Int, expected: String) throws {
    #expect(try words("unaffable brake[MASK]a!!!", limit: limit) == expected)
  }

  @Test func wantsTheMarks() {
    for missing in ["[CLS]", "[SEP]", "[UNK]"] {
      let text = Self.pieces.filter { $0 != missing }.joined(separator: "\r\n")
      let error = #expect(throws: SentenceModelError.self) {
        try WordPieceVocabulary(Array(text.utf8), file: "vocab.txt")
      }
      #expect(error?.description == "vocab.txt: expected the piece \(missing), found 25 lines without it")
    }
  }
}
