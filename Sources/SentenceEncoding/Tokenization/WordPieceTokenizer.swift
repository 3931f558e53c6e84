/// Turns a text into the numbers of word pieces, as `bert-base-uncased` does.
///
/// A word becomes the longest piece that it begins with, then the longest that goes on, and so on; a word that
/// cannot be made up that way becomes one unknown piece.
///
/// - SeeAlso: Wu and others, *Google's Neural Machine Translation System*, 2016, section 4.1.
struct WordPieceTokenizer: Sendable {
  /// Characters of the longest word that is cut into pieces; a longer one is unknown.
  static let longestWord = 100

  let vocabulary: WordPieceVocabulary
  private let basic: BasicTokenizer

  init(_ vocabulary: WordPieceVocabulary, ignoresCase: Bool) {
    (self.vocabulary, basic) = (vocabulary, BasicTokenizer(ignoresCase: ignoresCase))
  }

  /// The pieces of `text`, with the marks of start and end, `limit` at most; what is beyond is left out. `limit` is
  /// at least 2.
  func tokens(of text: String, limit: Int) -> [Int32] {
    var tokens = [vocabulary.start]
    let most = limit - 1
    forEachPart(of: text) { part in
      switch part {
      case .special(let id): tokens.append(id)
      case .text(let text):
        basic.forEachWord(in: text) { word in
          append(word, to: &tokens)
          return tokens.count < most
        }
      }
      return tokens.count < most
    }
    if tokens.count > most { tokens.removeSubrange(most...) }
    tokens.append(vocabulary.end)
    return tokens
  }

  private func append(_ word: ArraySlice<UInt8>, to tokens: inout [Int32]) {
    let before = tokens.count
    var rest = word
    guard word.count(where: { $0 & 0xC0 != 0x80 }) <= Self.longestWord else {
      tokens.append(vocabulary.unknown)
      return
    }
    while !rest.isEmpty {
      guard let piece = vocabulary.longestPiece(of: rest, beginsWord: rest.startIndex == word.startIndex)
      else {
        tokens.removeSubrange(before...)
        tokens.append(vocabulary.unknown)
        return
      }
      tokens.append(piece.id)
      rest = rest.dropFirst(piece.byteCount)
    }
  }

  private enum Part {
    case text(String)
    case special(Int32)
  }

  /// Cuts `text` at the names of special pieces, until `body` returns false.
  private func forEachPart(of text: String, _ body: (Part) -> Bool) {
    var rest = text.unicodeScalars[...]
    var searched = rest
    while let bracket = searched.firstIndex(of: "[") {
      let tail = rest[bracket...]
      guard let (name, id) = vocabulary.special.first(where: { tail.starts(with: $0.name.unicodeScalars) })
      else {
        searched = rest[rest.index(after: bracket)...]
        continue
      }
      if !body(.text(String(rest[..<bracket]))) || !body(.special(id)) { return }
      rest = tail.dropFirst(name.unicodeScalars.count)
      searched = rest
    }
    _ = body(.text(String(rest)))
  }
}
