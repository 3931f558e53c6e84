import Foundation

/// Cuts text into the words that a BERT vocabulary is about: at spaces, around punctuation and ideographs; in lower
/// case and without accents unless the model minds them.
///
/// - SeeAlso: `BasicTokenizer` of Devlin, Chang, Lee, Toutanova, *BERT: Pre-training of Deep Bidirectional
///   Transformers for Language Understanding*, 2019.
struct BasicTokenizer: Sendable {
  let ignoresCase: Bool

  /// Calls `body` with each word, as UTF-8, in order, until it returns false. O(length).
  func forEachWord(in text: String, _ body: (ArraySlice<UInt8>) -> Bool) {
    var word: [UInt8] = []
    func end() -> Bool {
      if word.isEmpty { return true }
      defer { word.removeAll(keepingCapacity: true) }
      return body(word[...])
    }
    for scalar in decomposed(text).unicodeScalars {
      switch CharacterClass(scalar) {
      case .ignored: continue
      case .space: if !end() { return }
      case .punctuation, .ideograph:
        if !end() { return }
        word.append(contentsOf: String(scalar).utf8)
        if !end() { return }
      case .mark: if !ignoresCase { append(scalar, to: &word) }
      case .letter: append(scalar, to: &word)
      }
    }
    _ = end()
  }

  /// Accents as characters of their own, so that they can be left out.
  private func decomposed(_ text: String) -> String {
    if !ignoresCase || text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    return text.decomposedStringWithCanonicalMapping
  }

  private func append(_ scalar: Unicode.Scalar, to word: inout [UInt8]) {
    if scalar.isASCII {
      let byte = UInt8(truncatingIfNeeded: scalar.value)
      let isCapital = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
      word.append(ignoresCase && isCapital ? byte | 0x20 : byte)
    } else {
      word.append(contentsOf: (ignoresCase ? scalar.properties.lowercaseMapping : String(scalar)).utf8)
    }
  }
}
