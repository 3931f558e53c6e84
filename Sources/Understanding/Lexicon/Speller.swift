import Domain

/// Finds the known word a slip of the finger was meant to be.
struct Speller: Sendable {
  /// Shorter words are never corrected: too many are one letter apart.
  static let shortest = 4
  /// From this length on, two slips are mended.
  static let lengthForTwo = 8
  /// From this length on, the first letter may be the slip.
  static let lengthForOtherStart = 7

  /// Known words by length.
  private let byLength: [Int: [String]]

  /// Words of the language and the catalog: they come before words of values.
  private let preferred: Set<String>

  init(words: [String], preferred: Set<String>) {
    self.preferred = preferred
    byLength = Dictionary(
      grouping: words.filter { $0.utf8.count >= 3 && $0.utf8.allSatisfy { $0 > 0x39 } }, by: { $0.utf8.count }
    )
  }

  /// The nearest known word with the same first letter (or the first two swapped), or nil. When several are equally near, the one of equal
  /// length, then the first by alphabet. O(known words of about this length).
  func correction(of word: String) -> String? {
    let bytes = Array(word.utf8)
    guard bytes.count >= Self.shortest, bytes.allSatisfy({ $0 > 0x39 }) else { return nil }
    let limit = bytes.count >= Self.lengthForTwo ? 2 : 1
    var best: (distance: Int, rank: Int, lengthDifference: Int, word: String)?
    for length in (bytes.count - limit)...(bytes.count + limit) {
      for candidate in byLength[length] ?? [] {
        let other = Array(candidate.utf8)
        let startsAlike = other[0] == bytes[0] || (other[0] == bytes[1] && other[1] == bytes[0])
        guard startsAlike || bytes.count >= Self.lengthForOtherStart else { continue }
        guard let distance = Spelling.distance(bytes, other, limit: startsAlike ? limit : 1) else { continue }
        let found = (distance, preferred.contains(candidate) ? 0 : 1, abs(length - bytes.count), candidate)
        if best.map({ found < ($0.distance, $0.rank, $0.lengthDifference, $0.word) }) ?? true { best = found }
      }
    }
    return best?.word
  }
}
