package import Domain

/// Turns a text into the terms that are indexed and searched; corpus and question go through the same one.
package struct Analyzer: Sendable, Hashable {
  /// A compound stands as a whole: "inv-2023-000001".
  package var keepsCompounds: Bool
  /// The members of a compound stand too: "inv", "2023", "000001".
  package var splitsCompounds: Bool
  package var dropsStopWords: Bool
  package var stems: Bool

  package init(
    keepsCompounds: Bool = true, splitsCompounds: Bool = true, dropsStopWords: Bool = true, stems: Bool = true
  ) {
    (self.keepsCompounds, self.splitsCompounds) = (keepsCompounds, splitsCompounds)
    (self.dropsStopWords, self.stems) = (dropsStopWords, stems)
  }

  /// Changes whenever the same text would give other terms.
  package var version: String {
    "1." + [keepsCompounds, splitsCompounds, dropsStopWords, stems].map { $0 ? "1" : "0" }.joined()
  }

  /// The terms of `text` in its order, repeats kept. O(length).
  package func terms(of text: String) -> [String] {
    var memo = StemMemo()
    var terms: [String] = []
    forEachTerm(in: text, memo: &memo) { term, _ in terms.append(term) }
    return terms
  }

  /// The terms of each text; faster than one by one.
  package func terms(of texts: [String]) -> [[String]] {
    var memo = StemMemo()
    return texts.map { text in
      var terms: [String] = []
      forEachTerm(in: text, memo: &memo) { term, _ in terms.append(term) }
      return terms
    }
  }

  /// The terms a chunk is indexed by: of its title, twice, and of its text. None for a chunk that only its
  /// names find.
  package func terms(of chunk: Chunk) -> [String] {
    if chunk.isNameOnly { return [] }
    let title = terms(of: chunk.title)
    return title + title + terms(of: chunk.text)
  }

  /// Calls `body` with each term and the folded word it comes from.
  func forEachTerm(in text: String, memo: inout StemMemo, _ body: (_ term: String, _ word: String) -> Void) {
    withUTF8(text) { bytes in
      WordScanner.scan(bytes) { range, role in
        if role == .compound, !keepsCompounds { return }
        if role == .part, !splitsCompounds { return }
        let folded = Tokenizer.folded(UnsafeBufferPointer(rebasing: bytes[range]))
        if dropsStopWords, StopWords.contains(Self.plain(folded)) { return }
        body(stems ? memo.stem(of: folded) : folded, folded)
      }
    }
  }

  /// `word` without apostrophes, as the list of stop words spells it.
  private static func plain(_ word: String) -> String {
    guard word.utf8.contains(apostrophe) else { return word }
    return String(decoding: word.utf8.filter { $0 != apostrophe }, as: UTF8.self)
  }
}
