package import Domain

/// Turns a text into the terms that are indexed and searched; corpus and question go through the same one.
package struct Analyzer: Sendable, Hashable {
  /// A compound stands as a whole: "inv-2023-000001".
  package var keepsCompounds: Bool
  /// The members of a compound stand too: "inv", "2023", "000001".
  package var splitsCompounds: Bool
  package var dropsStopWords: Bool
  /// Of the stop words, those that are only weak are terms all the same; see `StopWords.quiet`.
  package var keepsQuietWords = false
  package var stems: Bool
  /// Of the stop words and stems.
  package var language: Language

  package init(
    language: Language = .english, keepsCompounds: Bool = true, splitsCompounds: Bool = true,
    dropsStopWords: Bool = true, stems: Bool = true
  ) {
    self.language = language
    (self.keepsCompounds, self.splitsCompounds) = (keepsCompounds, splitsCompounds)
    (self.dropsStopWords, self.stems) = (dropsStopWords, stems)
  }

  /// Changes whenever the same text would give other terms.
  package var version: String {
    "2." + [keepsCompounds, splitsCompounds, dropsStopWords, stems].map { $0 ? "1" : "0" }.joined()
      + (language == .english ? "" : "-\(language.rawValue)")
  }

  /// The terms of `text` in its order, repeats kept. O(length).
  package func terms(of text: String) -> [String] {
    var memo = StemMemo(language)
    var terms: [String] = []
    forEachTerm(in: text, memo: &memo) { term, _ in terms.append(term) }
    return terms
  }

  /// The terms of each text; faster than one by one.
  package func terms(of texts: [String]) -> [[String]] {
    var memo = StemMemo(language)
    return texts.map { text in
      var terms: [String] = []
      forEachTerm(in: text, memo: &memo) { term, _ in terms.append(term) }
      return terms
    }
  }

  /// Calls `body` with each term and the folded word it comes from.
  func forEachTerm(in text: String, memo: inout StemMemo, _ body: (_ term: String, _ word: String) -> Void) {
    withUTF8(text) { bytes in
      WordScanner.scan(bytes) { range, role in
        if role == .compound, !keepsCompounds { return }
        if role == .part, !splitsCompounds { return }
        let folded = Tokenizer.folded(UnsafeBufferPointer(rebasing: bytes[range]))
        if let term = term(of: folded, memo: &memo) { body(term, folded) }
      }
    }
  }

  /// The term of a folded word; nil for a stop word.
  func term(of folded: String, memo: inout StemMemo) -> String? {
    if dropsStopWords {
      let word = Self.plain(folded)
      if language.stopWords.contains(word), !(keepsQuietWords && language.quietWords.contains(word)) {
        return nil
      }
    }
    return stems ? memo.stem(of: folded) : folded
  }

  /// The terms of the quiet words.
  package var quietTerms: Set<String> {
    var memo = StemMemo(language)
    return Set(language.quietWords.map { stems ? memo.stem(of: $0) : $0 })
  }

  /// `word` without apostrophes, as the list of stop words spells it.
  private static func plain(_ word: String) -> String {
    guard word.utf8.contains(apostrophe) else { return word }
    return String(decoding: word.utf8.filter { $0 != apostrophe }, as: UTF8.self)
  }
}
