/// The German stemmer of the Snowball project, on folded words: umlauts are plain vowels here, "ss" is sharp s.
///
/// Pure ASCII letters and apostrophes are stemmed; anything else comes back as it is.
///
/// - SeeAlso: *German stemming algorithm*, snowballstem.org.
package struct GermanStemmer: Sendable, Hashable {
  /// Bytes of the longest word that is stemmed; compounds are long.
  package static let longestWord = 128

  package init() {}

  /// The stem of a folded word. O(length).
  package func stem(_ word: String) -> String {
    guard word.utf8.count > 2, word.utf8.count <= Self.longestWord,
      word.utf8.allSatisfy({ ($0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z")) || $0 == apostrophe })
    else { return word }
    var stem = WordLetters(Self.spelled(Array(word.utf8)))
    let (first, second) = regions(of: stem)
    inflection(&stem, first)
    comparison(&stem, first)
    derivation(&stem, first, second)
    for suffix in ["'sch", "'s", "'"] where stem.ends(suffix) {
      if stem.start(of: suffix) >= 2 { stem.drop(suffix.utf8.count) }
      break
    }
    return stem.text
  }

  /// "ae", "oe", "ue" as one vowel, but for "que"; "u" and "y" between vowels marked as consonants.
  private static func spelled(_ word: [UInt8]) -> [UInt8] {
    var marked = word
    for index in word.indices.dropFirst().dropLast() where WordLetters.isVowel(marked[index - 1]) {
      guard word[index] == UInt8(ascii: "u") || word[index] == UInt8(ascii: "y") else { continue }
      if WordLetters.isVowel(word[index + 1]) { marked[index] &-= 0x20 }
    }
    var spelled: [UInt8] = []
    var index = 0
    while index < marked.count {
      let letter = marked[index]
      let following = index + 1 < marked.count ? marked[index + 1] : 0
      spelled.append(letter)
      if letter == UInt8(ascii: "q"), following == UInt8(ascii: "u") {
        spelled.append(following)
        index += 2
      } else if following == UInt8(ascii: "e"), "aou".utf8.contains(letter) {
        index += 2
      } else {
        index += 1
      }
    }
    return spelled
  }

  private func regions(of stem: WordLetters) -> (first: Int, second: Int) {
    guard stem.letters.count >= 3 else { return (stem.letters.count, stem.letters.count) }
    let first = stem.region(from: 0)
    return (max(3, first), stem.region(from: first))
  }

  private func inflection(_ stem: inout WordLetters, _ first: Int) {
    let suffixes = ["erinnen", "erin", "lns", "ern", "em", "en", "er", "es", "ln", "e", "s"]
    guard let suffix = suffixes.first(where: stem.ends), stem.start(of: suffix) >= first else { return }
    switch suffix {
    case "em": if !stem.ends("system") { stem.drop(2) }
    case "e", "en", "es":
      stem.drop(suffix.utf8.count)
      if stem.ends("niss") { stem.drop(1) }
    case "s": if stem.letter(before: suffix, isOneOf: "bdfghklmnrt") { stem.drop(1) }
    case "ln", "lns": stem.drop(suffix.utf8.count - 1)
    default: stem.drop(suffix.utf8.count)
    }
  }

  private func comparison(_ stem: inout WordLetters, _ first: Int) {
    guard let suffix = ["est", "en", "er", "et", "st"].first(where: stem.ends),
      stem.start(of: suffix) >= first
    else { return }
    switch suffix {
    case "st":
      guard stem.letter(before: suffix, isOneOf: "bdfghklmnt"), stem.start(of: suffix) >= 4 else { return }
    case "et":
      guard stem.letter(before: suffix, isOneOf: "Udfgklmnrstz"),
        !["ticket", "planet", "geordnet", "internet", "tret"].contains(where: stem.ends)
      else { return }
    default: break
    }
    stem.drop(suffix.utf8.count)
  }

  private func derivation(_ stem: inout WordLetters, _ first: Int, _ second: Int) {
    let suffixes = ["isch", "lich", "heit", "keit", "end", "ung", "ig", "ik"]
    guard let suffix = suffixes.first(where: stem.ends), stem.start(of: suffix) >= second else { return }
    switch suffix {
    case "ig", "ik", "isch":
      if stem.letter(before: suffix, isOneOf: "e") { return }
      stem.drop(suffix.utf8.count)
    case "end", "ung":
      stem.drop(3)
      if stem.ends("ig"), stem.start(of: "ig") >= second, !stem.letter(before: "ig", isOneOf: "e") {
        stem.drop(2)
      }
    case "lich", "heit":
      stem.drop(4)
      if stem.ends("er") || stem.ends("en"), stem.start(of: "er") >= first { stem.drop(2) }
    default:
      stem.drop(4)
      if let more = ["lich", "ig"].first(where: stem.ends), stem.start(of: more) >= second {
        stem.drop(more.utf8.count)
      }
    }
  }
}

/// The letters of a word that is being stemmed; capitals stand for vowels that are consonants.
struct WordLetters {
  private(set) var letters: [UInt8]

  init(_ letters: [UInt8]) { self.letters = letters }

  static func isVowel(_ byte: UInt8) -> Bool { "aeiouy".utf8.contains(byte) }

  var text: String {
    String(decoding: letters.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  func ends(_ suffix: String) -> Bool {
    letters.count >= suffix.utf8.count && letters.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
  }

  /// Where `suffix`, which the word ends in, begins.
  func start(of suffix: String) -> Int { letters.count - suffix.utf8.count }

  func letter(before suffix: String, isOneOf allowed: String) -> Bool {
    let start = start(of: suffix)
    return start > 0 && allowed.utf8.contains(letters[start - 1])
  }

  mutating func drop(_ count: Int) { letters.removeLast(min(count, letters.count)) }

  /// The position after the first consonant that follows a vowel at or after `start`.
  func region(from start: Int) -> Int {
    guard start < letters.count, let vowel = letters[start...].firstIndex(where: Self.isVowel),
      let consonant = letters[vowel...].firstIndex(where: { !Self.isVowel($0) })
    else { return letters.count }
    return consonant + 1
  }
}
