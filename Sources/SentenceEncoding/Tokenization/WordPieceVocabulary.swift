/// The pieces that words are made of, each with its number: its line in `vocab.txt`, from 0.
struct WordPieceVocabulary: Sendable {
  /// Pieces of the largest vocabulary, and bytes of its file.
  static let mostPieces = 1_000_000
  static let mostBytes = 64 << 20

  /// Before a text, behind it, and in place of a word that no pieces make.
  let start: Int32
  let end: Int32
  let unknown: Int32
  let count: Int
  /// Names in a text that stand for themselves, as "[MASK]", with their numbers.
  let special: [(name: String, id: Int32)]
  /// Pieces that begin a word, and pieces that go on with one, these without the "##" before them.
  private let beginnings: [ArraySlice<UInt8>: Int32]
  private let continuations: [ArraySlice<UInt8>: Int32]
  /// Bytes of the longest piece.
  private let longest: Int

  /// Reads the lines of `bytes`, one piece each; `file` names it in errors.
  init(_ bytes: [UInt8], file: String) throws(SentenceModelError) {
    var beginnings: [ArraySlice<UInt8>: Int32] = [:]
    var continuations: [ArraySlice<UInt8>: Int32] = [:]
    var longest = 0
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    guard lines.count <= Self.mostPieces else {
      throw SentenceModelError(
        file: file, found: "\(lines.count) lines", expected: "at most \(Self.mostPieces) pieces, one a line")
    }
    for (index, line) in lines.enumerated() {
      let piece = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      let isContinuation = piece.count > 2 && piece.starts(with: [UInt8(ascii: "#"), UInt8(ascii: "#")])
      let letters = isContinuation ? piece.dropFirst(2) : piece
      longest = max(longest, letters.count)
      // Of a piece that stands there twice, the last line is its number, as in the peer.
      if isContinuation {
        continuations[letters] = Int32(index)
      } else {
        beginnings[letters] = Int32(index)
      }
    }
    func number(_ name: String) throws(SentenceModelError) -> Int32 {
      if let number = beginnings[ArraySlice(name.utf8)] { return number }
      throw SentenceModelError(
        file: file, found: "\(lines.count) lines without it", expected: "the piece \(name)")
    }
    (start, end, unknown) = (try number("[CLS]"), try number("[SEP]"), try number("[UNK]"))
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"].compactMap { name in
      beginnings[ArraySlice(name.utf8)].map { (name, $0) }
    }
    count = lines.count
    (self.beginnings, self.continuations, self.longest) = (beginnings, continuations, longest)
  }

  /// The longest piece at the head of `letters`, its number and its bytes; nil when there is none.
  ///
  /// O(longest piece), whatever the length of `letters`.
  func longestPiece(of letters: ArraySlice<UInt8>, beginsWord: Bool) -> (id: Int32, byteCount: Int)? {
    let pieces = beginsWord ? beginnings : continuations
    var end = letters.startIndex + min(longest, letters.count)
    while end > letters.startIndex {
      // Not inside a character: a byte that goes on with one is 10xxxxxx.
      let isBoundary = end == letters.endIndex || letters[end] & 0xC0 != 0x80
      if isBoundary, let id = pieces[letters[letters.startIndex..<end]] {
        return (id, end - letters.startIndex)
      }
      end -= 1
    }
    return nil
  }
}
