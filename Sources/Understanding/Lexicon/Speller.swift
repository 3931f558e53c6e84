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

  /// Whose word a candidate is; of equally near ones the first counts.
  private enum Owner: Int, CaseIterable { case catalog, language, value, everyday }

  /// The words of each owner but the values, by length.
  private let lists: [(owner: Owner, words: [Int: [String]])]
  private let values: WordList
  /// Everyday words by length: they are the only ones a short word is taken for.
  private let everyday: [Int: [String]]

  /// A word that a slip may stand for; the smaller, the likelier.
  struct Candidate: Comparable {
    let distance: Int
    /// The slip is none that fingers often make.
    let isOdd: Bool
    /// Place of the owner.
    let rank: Int
    let lengthDifference: Int
    let word: String

    static func < (a: Self, b: Self) -> Bool {
      (a.distance, a.isOdd ? 1 : 0, a.rank, a.lengthDifference, a.word)
        < (b.distance, b.isOdd ? 1 : 0, b.rank, b.lengthDifference, b.word)
    }
  }

  /// `values` are words of values, `catalog` those of the catalog's names, `language` those that shape a question,
  /// `everyday` all other known words.
  init(values: WordList, catalog: Set<String>, language: Set<String> = [], everyday: Set<String> = []) {
    func byLength(_ words: Set<String>) -> [Int: [String]] {
      Dictionary(grouping: words.filter(Self.isMendable), by: \.utf8.count).mapValues { $0.sorted() }
    }
    self.values = values
    self.everyday = byLength(everyday)
    lists = [
      (.catalog, byLength(catalog.union(catalog.flatMap(Self.plurals)))), (.language, byLength(language)),
    ]
  }

  init(values: [String], catalog: Set<String>, everyday: Set<String> = []) {
    self.init(values: WordList(values.filter(Self.isMendable)), catalog: catalog, everyday: everyday)
  }

  /// Plurals that lead back to the word.
  private static func plurals(of word: String) -> [String] {
    guard isMendable(word), !word.hasSuffix("s") else { return [] }
    let forms = [word + "s", word + "es", word.hasSuffix("y") ? word.dropLast() + "ies" : word + "s"]
    return forms.filter { QuestionTokenizer.singular($0) == word }
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
    func compare(_ other: some BidirectionalCollection<UInt8>, _ owner: Owner, limit: Int) {
      guard abs(other.count - bytes.count) <= limit, other.count >= Self.shortestMeant else { return }
      let startsAlike =
        other.first == bytes[0] || other.first == bytes[1] && other.dropFirst().first == bytes[0]
      guard startsAlike || bytes.count >= Self.lengthForOtherStart else { return }
      let limit = min(startsAlike ? limit : 1, found.first?.distance ?? 2)
      guard limit > 1 || Self.mayBeOneSlip(bytes, other) else { return }
      let other = Array(other)
      // A known word is no slip of itself.
      guard other != bytes, let distance = Spelling.distance(bytes, other, limit: limit) else { return }
      if let first = found.first, distance < first.distance { found.removeAll() }
      found.append(
        Candidate(
          distance: distance, isOdd: distance > 1 || !Keyboard.isLikelySlip(bytes, of: other),
          rank: owner.rawValue, lengthDifference: abs(other.count - bytes.count),
          word: String(decoding: other, as: UTF8.self)))
    }
    for (owner, words) in lists {
      for length in (bytes.count - limit)...(bytes.count + limit) {
        for word in words[length] ?? [] { compare(word.utf8, owner, limit: limit) }
      }
    }
    values.candidates(for: bytes, limit: limit) { compare($0, .value, limit: limit) }
    for length in (bytes.count - 1)...(bytes.count + 1) {
      for word in everyday[length] ?? [] { compare(word.utf8, .everyday, limit: 1) }
    }
    var seen = Set<String>()
    return found.sorted().filter { seen.insert($0.word).inserted }
  }

  /// One slip leaves two letters at most between a beginning and an end that both share.
  private static func mayBeOneSlip(_ word: [UInt8], _ other: some BidirectionalCollection<UInt8>) -> Bool {
    let start = zip(word, other).prefix { $0 == $1 }.count
    let end = zip(word.reversed(), other.reversed()).prefix { $0 == $1 }.count
    return min(word.count, other.count) - start - end <= 2
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
