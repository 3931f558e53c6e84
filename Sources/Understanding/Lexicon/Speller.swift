import Domain

/// Finds the known word a slip of the finger was meant to be.
struct Speller: Sendable {
  /// Shorter words become only a frequent word that is one swap or one letter away.
  static let shortest = 4
  /// No word is taken for a shorter one: "pure" is no slip of "pre".
  static let shortestMeant = 4
  /// From this length on, two slips are mended.
  static let lengthForTwo = 8
  /// From this length on, the first letter may be the slip.
  static let lengthForOtherStart = 7

  /// Words of the language and the catalog by length: they come before words of values.
  private let preferred: [Int: [String]]
  private let words: WordList
  /// Everyday words by length: they come last, and are the only ones a short word is taken for.
  private let everyday: [Int: [String]]

  /// A word that a slip may stand for; the smaller, the likelier.
  struct Candidate: Comparable {
    let distance: Int
    let rank: Int
    let lengthDifference: Int
    let word: String

    static func < (a: Self, b: Self) -> Bool {
      (a.distance, a.rank, a.lengthDifference, a.word) < (b.distance, b.rank, b.lengthDifference, b.word)
    }
  }

  init(words: [String], preferred: Set<String>, everyday: Set<String> = []) {
    self.init(words: WordList(words.filter(Self.isMendable)), preferred: preferred, everyday: everyday)
  }

  init(words: WordList, preferred: Set<String>, everyday: Set<String>) {
    self.words = words
    self.preferred = Dictionary(grouping: preferred.filter(Self.isMendable), by: \.utf8.count)
    self.everyday = Dictionary(grouping: everyday.filter(Self.isMendable), by: \.utf8.count)
  }

  /// Three letters or more and no digit: others are neither mended nor the word that was meant.
  static func isMendable(_ word: String) -> Bool {
    word.utf8.count >= 3 && word.utf8.allSatisfy { $0 > 0x39 }
  }

  /// The nearest known word with the same first letter (or the first two swapped), or nil. When several are equally
  /// near, the one of the catalog, then that of equal length, then the first by alphabet.
  func correction(of word: String) -> String? { candidates(of: word).first?.word }

  /// The nearest known words, likeliest first; all are equally far. O(words compared × length²).
  func candidates(of word: String) -> [Candidate] {
    let bytes = Array(word.utf8)
    guard bytes.count >= Self.shortest, bytes.allSatisfy({ $0 > 0x39 }) else { return [] }
    let limit = bytes.count >= Self.lengthForTwo ? 2 : 1
    var found: [Candidate] = []
    func compare(_ other: some Collection<UInt8>, rank: Int, limit: Int) {
      guard abs(other.count - bytes.count) <= limit, other.count >= Self.shortestMeant else { return }
      let other = Array(other)
      let startsAlike = other[0] == bytes[0] || (other[0] == bytes[1] && other[1] == bytes[0])
      guard startsAlike || bytes.count >= Self.lengthForOtherStart,
        let distance = Spelling.distance(
          bytes, other, limit: min(startsAlike ? limit : 1, found.first?.distance ?? 2))
      else { return }
      if let first = found.first, distance < first.distance { found.removeAll() }
      found.append(
        Candidate(
          distance: distance, rank: rank, lengthDifference: abs(other.count - bytes.count),
          word: String(decoding: other, as: UTF8.self)))
    }
    for length in (bytes.count - limit)...(bytes.count + limit) {
      for word in preferred[length] ?? [] { compare(word.utf8, rank: 0, limit: limit) }
    }
    words.candidates(for: bytes, limit: limit) { compare($0, rank: 1, limit: limit) }
    for length in (bytes.count - 1)...(bytes.count + 1) {
      for word in everyday[length] ?? [] { compare(word.utf8, rank: 2, limit: 1) }
    }
    var seen = Set<String>()
    return found.sorted().filter { seen.insert($0.word).inserted }
  }

  /// The frequent word that a short one was meant to be: the only one with two letters swapped, else the only one
  /// with a letter more.
  func shortCorrection(of word: String) -> String? {
    let bytes = Array(word.utf8)
    guard (2..<Self.shortest).contains(bytes.count), bytes.allSatisfy({ $0 > 0x39 }) else { return nil }
    let swapped = (everyday[bytes.count] ?? []).filter { other in
      let other = Array(other.utf8)
      return other != bytes && other.sorted() == bytes.sorted()
        && Spelling.distance(bytes, other, limit: 1) != nil
    }
    if swapped.count == 1 { return swapped.first }
    guard swapped.isEmpty else { return nil }
    let longer = (everyday[bytes.count + 1] ?? []).filter {
      $0.utf8.first == bytes[0] && Spelling.distance(bytes, Array($0.utf8), limit: 1) != nil
    }
    return longer.count == 1 ? longer.first : nil
  }
}
