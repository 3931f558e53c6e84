import Domain
import TextAnalysis

/// All known values of a catalog, packed: found whole by their letters, or by some of their words.
///
/// Values are numbered from 0, those of one attribute together. The index holds sorted hashes only; whatever it finds
/// is checked against the value's text.
struct ValueIndex: Sendable {
  struct Section: Sendable {
    let attribute: AttributeID
    let isIdentifier: Bool
    let values: Range<Int>
  }

  private var texts = PackedTexts()
  private(set) var sections: [Section] = []
  /// Names of values by their letters, identifiers by their letters with those that look alike made one.
  private var names = HashedNumbers()
  /// Values by the stems of their words.
  private var postings = HashedNumbers()
  private(set) var words = WordList([])
  /// The first four letters of every name: most runs of a question's words begin like none.
  private var beginnings = Set<UInt32>()
  private(set) var hasIdentifiers = false
  /// Words of the longest name.
  private(set) var mostWords = 0

  /// Pairs of posting lists compared for one look-up at most.
  static let mostSteps = 20_000
  /// Values whose words are read for one look-up at most.
  static let mostRanked = 100

  var count: Int { texts.count }
  var footprint: Int { texts.footprint + names.footprint + postings.footprint + words.footprint }

  init() {}

  /// `values` gives each attribute's distinct values; words in `minor` may be left out of a name.
  init(_ lists: some Sequence<(AttributeID, isIdentifier: Bool, values: [String])>, minor: Set<String>) {
    var distinct = Set<String>()
    var stems = StemCache()
    for (attribute, isIdentifier, values) in lists {
      let start = texts.count
      for value in values {
        if isIdentifier {
          add(identifier: value)
        } else {
          add(value, minor: minor, words: &distinct, stems: &stems)
        }
      }
      sections.append(Section(attribute: attribute, isIdentifier: isIdentifier, values: start..<texts.count))
    }
    names.finish()
    postings.finish()
    words = WordList(distinct)
  }

  // MARK: - Building

  private mutating func add(identifier: String) {
    let key = LookAlikes.letters(of: identifier.utf8)
    let isShortNumber = key.count < Lexicon.shortestNumber && key.allSatisfy { $0 < 0x3a }
    guard key.count >= 2, !isShortNumber else { return }
    hasIdentifiers = true
    names.append(LookAlikes.merged(key), texts.count)
    texts.append(identifier)
  }

  private mutating func add(
    _ value: String, minor: Set<String>, words: inout Set<String>, stems: inout StemCache
  ) {
    if value.utf8.allSatisfy({ $0 &- 0x30 < 10 }), value.utf8.count < Lexicon.shortestNumber { return }
    let number = texts.count
    let tokens = QuestionTokenizer.tokens(of: value).filter { $0.kind != .sign }
    var keys = Set<String>()
    for words in PhraseName.phrases(of: value, tokens: tokens, minor: minor) {
      mostWords = max(mostWords, words.count)
      keys.insert(words.map(\.folded).joined())
      keys.insert(words.map(\.singular).joined())
      keys.insert(PhraseName.stemKey(words) { stems.stem(of: $0) })
    }
    for token in tokens {
      if token.kind == .word {
        words.insert(token.folded)
        words.insert(token.singular)
      }
      // A word said twice has one posting.
      postings.append(stems.stem(of: token.singular).utf8, number)
    }
    for key in keys {
      names.append(key.utf8, number)
      beginnings.insert(Self.beginning(key.utf8.drop { $0 == PhraseName.stemMark }))
    }
    texts.append(value)
  }

  // MARK: - Looking up

  private static func beginning(_ letters: some Sequence<UInt8>) -> UInt32 {
    letters.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// Whether a name can begin with these letters; fewer than four tell nothing.
  func mayBegin(with letters: String) -> Bool {
    letters.utf8.count < 4 || beginnings.contains(Self.beginning(letters.utf8))
  }

  func section(of number: Int) -> Section {
    var (low, high) = (0, sections.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if sections[middle].values.lowerBound <= number { low = middle } else { high = middle - 1 }
    }
    return sections[low]
  }

  func text(_ number: Int) -> String { texts.text(number) }
  func utf8(_ number: Int) -> ArraySlice<UInt8> { texts.utf8(number) }
  func meaning(_ number: Int) -> Meaning { .value(section(of: number).attribute, texts.text(number)) }

  /// Values one of whose names has this key, `mostRanked` at most.
  func values(named key: String, minor: Set<String>, where isFit: (PhraseName) -> Bool) -> [Meaning] {
    let found = names.numbers(of: key.utf8)
    return (0..<min(found.count, Self.mostRanked)).map { found[$0] }.filter { number in
      !section(of: number).isIdentifier
        && PhraseName.names(of: texts.text(number), minor: minor).contains {
          $0.keys.contains(key) && isFit($0)
        }
    }.map(meaning)
  }

  /// Identifiers with these letters and digits; when there is none, those that look like them.
  func identifiers(_ letters: [UInt8]) -> [Meaning] {
    let merged = LookAlikes.merged(letters)
    let found = names.numbers(of: merged)
    var alike: [Int] = []
    var exact: [Int] = []
    for index in 0..<min(found.count, Self.mostRanked) {
      let number = found[index]
      guard section(of: number).isIdentifier else { continue }
      let key = LookAlikes.letters(of: texts.utf8(number))
      if key == letters {
        exact.append(number)
      } else if LookAlikes.merged(key) == merged {
        alike.append(number)
      }
    }
    if !exact.isEmpty { return exact.map(meaning) }
    let hasDigit = letters.contains { $0 < 0x3a }
    return letters.count >= LookAlikes.shortest && hasDigit ? alike.map(meaning) : []
  }

  /// A value and how many words it has beyond those said.
  struct Partial {
    let number: Int
    let others: Int
  }

  /// The values, in order of number, that have all `stems`, within `range`; `limit` at most. Ends early after
  /// `mostSteps`.
  func values(having stems: Set<String>, in range: Range<Int>? = nil, limit: Int) -> [Partial] {
    let lists = stems.map { postings.numbers(of: $0.utf8) }.sorted { $0.count < $1.count }
    guard let shortest = lists.first, shortest.count > 0 else { return [] }
    let range = range ?? 0..<texts.count
    var places = lists.map { $0.firstIndex(of: range.lowerBound, from: 0) }
    var found: [Partial] = []
    var steps = 0
    search: while places[0] < shortest.count, steps < Self.mostSteps, found.count < limit {
      let number = shortest[places[0]]
      guard number < range.upperBound else { break }
      steps += 1
      for list in 1..<lists.count {
        places[list] = lists[list].firstIndex(of: number, from: places[list])
        guard places[list] < lists[list].count else { break search }
        let other = lists[list][places[list]]
        if other != number {
          places[0] = shortest.firstIndex(of: other, from: places[0])
          continue search
        }
      }
      let all = self.stems(of: number)
      if all.isSuperset(of: stems) { found.append(Partial(number: number, others: all.count - stems.count)) }
      places[0] += 1
    }
    return found
  }

  func stems(of number: Int) -> Set<String> {
    Set(QuestionTokenizer.tokens(of: texts.text(number)).filter { $0.kind != .sign }.map(PhraseName.stem))
  }
}

/// A way to say a value: its words, without minor ones, and the keys it is found by.
struct PhraseName {
  let words: [QuestionToken]
  /// The words' letters without a gap: as written, singular, and by stem.
  let keys: Set<String>

  init(words: [QuestionToken]) {
    self.words = words
    keys = [
      words.map(\.folded).joined(), words.map(\.singular).joined(),
      Self.stemKey(words) { Self.stem(of: $0) },
    ]
  }

  /// Keeps keys of stems apart from those of words as written.
  static let stemMark = UInt8(ascii: "~")
  static func stemKey(
    _ words: [QuestionToken], stem: (String) -> String = { PhraseName.stem(of: $0) }
  ) -> String { "~" + words.map { stem($0.singular) }.joined() }

  static func stem(_ token: QuestionToken) -> String { stem(of: token.singular) }

  /// The stem of a singular word; short words are their own.
  static func stem(of word: String) -> String { word.utf8.count < 4 ? word : EnglishStemmer().stem(word) }

  static func names(of value: String, minor: Set<String>) -> [PhraseName] {
    let tokens = QuestionTokenizer.tokens(of: value).filter { $0.kind != .sign }
    return phrases(of: value, tokens: tokens, minor: minor).map(PhraseName.init(words:))
  }

  /// The words of the whole; of what stands before a bracket; of what stands within it, when they are several.
  static func phrases(of value: String, tokens: [QuestionToken], minor: Set<String>) -> [[QuestionToken]] {
    var phrases = [tokens]
    if let open = value.utf8.firstIndex(of: UInt8(ascii: "(")) {
      let start = value.utf8.distance(from: value.utf8.startIndex, to: open)
      let end = value.utf8.dropFirst(start).firstIndex(of: UInt8(ascii: ")"))
        .map { value.utf8.distance(from: value.utf8.startIndex, to: $0) }
      phrases.append(tokens.filter { $0.bytes.upperBound <= start })
      let inside = tokens.filter { $0.bytes.lowerBound > start && $0.bytes.upperBound <= end ?? .max }
      if inside.count > 1 { phrases.append(inside) }
    }
    return phrases.filter { !$0.isEmpty }.map { words in
      let major = words.filter { !minor.contains($0.folded) }
      return major.isEmpty ? words : major
    }
  }
}

/// Stems already taken, of words that occur again and again.
private struct StemCache {
  private var stems: [String: String] = [:]
  /// Words kept; further ones are stemmed each time.
  static let mostWords = 1_000_000

  mutating func stem(of word: String) -> String {
    // A number is its own stem.
    if let first = word.utf8.first, first < 0x3a { return word }
    if let stem = stems[word] { return stem }
    let stem = PhraseName.stem(of: word)
    if stems.count < Self.mostWords { stems[word] = stem }
    return stem
  }
}

/// Letters and digits of identifiers, and those that people take for each other.
enum LookAlikes {
  /// Shorter identifiers are found only as they are written.
  static let shortest = 5

  /// Letters and digits, small.
  static func letters(of bytes: some Sequence<UInt8>) -> [UInt8] {
    bytes.compactMap { byte in
      switch byte {
      case 0x41...0x5a: byte | 0x20
      case 0x30...0x39, 0x61...0x7a, 0x80...: byte
      default: nil
      }
    }
  }

  /// O is 0; I and L are 1.
  static func merged(_ letters: [UInt8]) -> [UInt8] {
    letters.map { byte in
      switch byte {
      case UInt8(ascii: "o"): UInt8(ascii: "0")
      case UInt8(ascii: "i"), UInt8(ascii: "l"): UInt8(ascii: "1")
      default: byte
      }
    }
  }
}
