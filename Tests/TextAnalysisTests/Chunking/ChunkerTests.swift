import Domain
import Testing
import TextAnalysis

private struct Splitmix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

private func document(_ text: String) -> Document {
  Document(id: "article/a", kind: "article", title: "A", text: text, identifiers: ["ID-1"])
}

private func words(_ count: Int) -> String { (0..<count).map { "word\($0)" }.joined(separator: " ") }

@Test(arguments: 0..<60 as Range<UInt64>)
func chunksCoverTheText(seed: UInt64) {
  var random = Splitmix(state: seed)
  let atoms = [
    "oil", "filter", ". ", " ", "\n", "\n\n", "# Head\n", "## H ", "é", "日本", "👩‍🔧", "!", "?", "\r\n", "\t",
    "INV-2023-000001", "5W-30", "\u{301}", words(30), String(repeating: "x", count: 900),
  ]
  var text = ""
  for _ in 0..<Int.random(in: 0...300, using: &random) { text += atoms.randomElement(using: &random) ?? "" }
  let target = Int.random(in: 1...250, using: &random)
  let chunks = Chunker(target: target).chunks(of: document(text))
  #expect(chunks.map(\.text).joined().utf8.elementsEqual(text.utf8))
  #expect(chunks.map(\.ordinal) == Array(0..<chunks.count))
  var end = 0
  for chunk in chunks {
    #expect(chunk.bytes.lowerBound == end)
    #expect(chunk.bytes.count == chunk.text.utf8.count)
    #expect(chunk.bytes.count <= Chunker.longestChunk)
    #expect(Tokenizer().count(of: chunk.text) <= target)
    end = chunk.bytes.upperBound
  }
  #expect(end == text.utf8.count)
}

@Test func aShortTextIsOneChunk() {
  let chunks = Chunker().chunks(of: document("# Title\n\nOne line.\n\n## Part\n\nTwo lines."))
  #expect(chunks.count == 1)
  #expect(chunks[0].identifiers == ["ID-1"])
}

@Test func anEmptyTextIsOneEmptyChunk() {
  let chunks = Chunker().chunks(of: document(""))
  #expect(chunks.map(\.bytes) == [0..<0])
  #expect(chunks[0].identifiers == ["ID-1"])
}

@Test func cutsAtHeadingsBeforeParagraphsBeforeSentences() {
  let sections = "# One\n\n\(words(90))\n\n# Two\n\n\(words(60))\n\n\(words(60))"
  let chunks = Chunker(target: 130).chunks(of: document(sections))
  #expect(chunks.count == 2)
  #expect(chunks[1].text.hasPrefix("# Two"))
  let sentences = "\(words(60)). Second \(words(60)). Third \(words(60))."
  #expect(
    Chunker(target: 70).chunks(of: document(sentences)).map { String($0.text.prefix(6)) } == [
      "word0 ", "Second", "Third ",
    ])
  #expect(Chunker(target: 100).chunks(of: document(words(250))).count == 3)
}

@Test func onlyTheFirstChunkHasTheIdentifiers() {
  let chunks = Chunker(target: 10).chunks(of: document(words(35)))
  #expect(chunks.map(\.identifiers) == [["ID-1"], [], [], []])
}
