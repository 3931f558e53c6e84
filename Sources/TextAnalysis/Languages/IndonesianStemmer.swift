/// The Indonesian stemmer of the Snowball project: particles, possessives, suffixes and prefixes are taken off while
/// more than two vowels are left.
///
/// Pure ASCII letters are stemmed; anything else comes back as it is.
///
/// - SeeAlso: Fadillah Z. Tala, *A Study of Stemming Effects on Information Retrieval in Bahasa Indonesia*, 2003.
package struct IndonesianStemmer: Sendable, Hashable {
  /// Bytes of the longest word that is stemmed.
  package static let longestWord = 64

  package init() {}

  /// The stem of a folded word. O(length).
  package func stem(_ word: String) -> String {
    guard word.utf8.count > 2, word.utf8.count <= Self.longestWord,
      word.utf8.allSatisfy({ $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") })
    else { return word }
    var affixes = Affixes(word)
    guard affixes.isLong else { return word }
    affixes.dropEnding(of: ["kah", "lah", "pun"])
    guard affixes.isLong else { return affixes.text }
    affixes.dropEnding(of: ["nya", "ku", "mu"])
    guard affixes.isLong else { return affixes.text }
    if affixes.dropFirstPrefix() {
      if affixes.isLong, affixes.dropSuffix(), affixes.isLong { affixes.dropSecondPrefix() }
    } else {
      affixes.dropSecondPrefix()
      if affixes.isLong { _ = affixes.dropSuffix() }
    }
    return affixes.text
  }
}

/// A word whose affixes are taken off one by one.
private struct Affixes {
  /// What the prefixes taken off allow as suffix.
  private enum Prefix { case none, verb, per, noun, ber }

  private var letters: ArraySlice<UInt8>
  /// Vowels of the word, less one for each affix taken off.
  private var measure: Int
  private var prefix = Prefix.none

  init(_ word: String) {
    letters = Array(word.utf8)[...]
    measure = word.utf8.count(where: Self.isVowel)
  }

  var isLong: Bool { measure > 2 }
  var text: String { String(decoding: letters, as: UTF8.self) }

  private static func isVowel(_ byte: UInt8) -> Bool { "aeiou".utf8.contains(byte) }

  private func ends(_ suffix: String) -> Bool {
    letters.count >= suffix.utf8.count && letters.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
  }

  private func starts(_ prefix: String) -> Bool { letters.starts(with: prefix.utf8) }

  private var startsWithVowel: Bool { letters.first.map(Self.isVowel) ?? false }

  mutating func dropEnding(of endings: [String]) {
    guard let ending = endings.first(where: ends) else { return }
    letters.removeLast(ending.utf8.count)
    measure -= 1
  }

  /// "-kan", "-an" or "-i", where the prefix allows it.
  mutating func dropSuffix() -> Bool {
    if ends("an") {
      if ends("kan"), prefix != .noun, prefix != .per {
        letters.removeLast(3)
      } else {
        if prefix == .verb { return false }
        letters.removeLast(2)
      }
    } else if ends("i") {
      if prefix == .noun || prefix == .ber || ends("si") { return false }
      letters.removeLast(1)
    } else {
      return false
    }
    measure -= 1
    return true
  }

  /// The longest of the prefixes of verbs and nouns; a letter that it swallowed comes back.
  mutating func dropFirstPrefix() -> Bool {
    let prefixes = ["meng", "peng", "mem", "men", "pem", "pen", "ter", "di", "ke", "me"]
    guard let found = prefixes.first(where: starts) else { return false }
    letters.removeFirst(found.utf8.count)
    prefix = found.hasPrefix("p") || found == "ke" ? .noun : .verb
    measure -= 1
    switch found {
    case "men", "pen":
      if letters.first == UInt8(ascii: "y"), letters.dropFirst().first.map(Self.isVowel) ?? false {
        letters[letters.startIndex] = UInt8(ascii: "s")
      }
    case "mem", "pem":
      if startsWithVowel { letters = [UInt8(ascii: "p")] + letters }
    default: break
    }
    return true
  }

  /// "ber-", "bel-", "be-", "per-", "pel-", "pe-".
  mutating func dropSecondPrefix() {
    if starts("pe") {
      if starts("pelajar") {
        letters.removeFirst(3)
      } else {
        letters.removeFirst(starts("per") ? 3 : 2)
        prefix = .per
      }
    } else if starts("be") {
      if starts("ber") || starts("belajar") {
        letters.removeFirst(3)
      } else {
        // "bekerja": a consonant and "er" follow.
        let rest = letters.dropFirst(2)
        guard let next = rest.first, !Self.isVowel(next), rest.dropFirst().starts(with: "er".utf8) else {
          return
        }
        letters.removeFirst(2)
      }
      prefix = .ber
    } else {
      return
    }
    measure -= 1
  }
}
