import Domain

/// Reads a text as tokens: every word with its raw, folded and stemmed form and its place.
///
/// Nothing is left out: stop words are tokens too. A compound comes before its parts, and covers them.
package struct Tokenizer: Sendable, Hashable {
  package init() {}

  /// The tokens of `text` in its order. O(length).
  package func tokens(of text: String) -> [Token] {
    var stems = StemMemo()
    return withUTF8(text) { bytes in
      var tokens: [Token] = []
      WordScanner.scan(bytes) { range, role in
        let raw = UnsafeBufferPointer(rebasing: bytes[range])
        let folded = Self.folded(raw)
        tokens.append(
          Token(
            text: String(decoding: raw, as: UTF8.self), folded: folded, stem: stems.stem(of: folded),
            bytes: range, role: role))
      }
      return tokens
    }
  }

  /// The number of words in `text`, compounds counted once. O(length).
  package func count(of text: String) -> Int {
    withUTF8(text) { bytes in
      var count = 0
      WordScanner.scan(bytes) { _, role in if role != .part { count += 1 } }
      return count
    }
  }

  /// The folded form of a word's bytes.
  static func folded(_ raw: UnsafeBufferPointer<UInt8>) -> String {
    guard raw.allSatisfy({ $0 < 0x80 }) else { return Folding.fold(String(decoding: raw, as: UTF8.self)) }
    return String(unsafeUninitializedCapacity: raw.count) { target in
      for (index, byte) in raw.enumerated() {
        target[index] = byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
      }
      return raw.count
    }
  }
}

/// Stems of folded words, remembered while one batch of texts is read.
struct StemMemo {
  /// Words remembered; above it the memo starts over.
  static let mostWords = 200_000

  private var stems: [String: String] = [:]
  private let language: Language

  init(_ language: Language = .english) { self.language = language }

  /// The stem of a folded word: possessives taken off, the rest without apostrophes; numbers without commas.
  mutating func stem(of folded: String) -> String {
    if let stem = stems[folded] { return stem }
    var stem = language.stem(folded)
    if stem.utf8.contains(where: { $0 == apostrophe || $0 == UInt8(ascii: ",") }) {
      stem = String(decoding: stem.utf8.filter { $0 != apostrophe && $0 != UInt8(ascii: ",") }, as: UTF8.self)
    }
    if stems.count >= Self.mostWords { stems.removeAll(keepingCapacity: true) }
    stems[folded] = stem
    return stem
  }
}
