/// The English stemmer of the Snowball project ("Porter2"): words of one family get one stem.
///
/// Pure ASCII letters and apostrophes are stemmed; anything else comes back as it is.
///
/// - SeeAlso: Martin Porter, Richard Boulton, *The English (Porter2) stemming algorithm*, snowballstem.org.
package struct EnglishStemmer: Sendable, Hashable {
  /// Bytes of the longest word that is stemmed; no English word is longer.
  package static let longestWord = 64

  package init() {}

  /// The stem of a lower-case word. O(length).
  package func stem(_ word: String) -> String {
    guard word.utf8.count > 2, word.utf8.count <= Self.longestWord,
      word.utf8.allSatisfy({ isLetter($0) || $0 == apostrophe })
    else { return word }
    if let exception = StemRules.exceptions[word] { return exception }
    var stem = Stem(word)
    stem.step1a()
    stem.step1b()
    stem.step1c()
    stem.replaceSuffix(StemRules.step2, from: \.first)
    stem.replaceSuffix(StemRules.step3, from: \.first)
    stem.replaceSuffix(StemRules.step4, from: \.second)
    stem.step5()
    return stem.text
  }
}

/// A suffix rule of step 2, 3 or 4: the longest suffix that matches decides; then its condition must hold.
struct SuffixRule: Sendable {
  let suffix: [UInt8]
  let replacement: [UInt8]
  /// The letter before the suffix must be one of these; empty for any.
  let after: [UInt8]
  /// The suffix must lie in the second region too.
  let isInSecondRegion: Bool

  init(_ suffix: String, _ replacement: String, after: String = "", isInSecondRegion: Bool = false) {
    (self.suffix, self.replacement) = (Array(suffix.utf8), Array(replacement.utf8))
    (self.after, self.isInSecondRegion) = (Array(after.utf8), isInSecondRegion)
  }
}

let apostrophe = UInt8(ascii: "'")
private let consonantY = UInt8(ascii: "Y")

private func isLetter(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") }

private func isVowel(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"),
    UInt8(ascii: "y"):
    true
  default: false
  }
}

/// A word on its way to its stem; a `y` that is a consonant is held as `Y`.
private struct Stem {
  private var letters: [UInt8]
  /// Where the region after the first consonant that follows a vowel begins, and the like within that region.
  private(set) var first: Int
  private(set) var second: Int

  init(_ word: String) {
    var letters = Array(word.utf8)
    if letters.first == apostrophe { letters.removeFirst() }
    for index in letters.indices where letters[index] == UInt8(ascii: "y") {
      if index == 0 || isVowel(letters[index - 1]) { letters[index] = consonantY }
    }
    let prefix = StemRules.regionPrefixes.first { letters.starts(with: $0) }
    first = prefix.map(\.count) ?? Self.region(of: letters, from: 0)
    second = Self.region(of: letters, from: first)
    self.letters = letters
  }

  /// The position after the first consonant that follows a vowel at or after `start`.
  private static func region(of letters: [UInt8], from start: Int) -> Int {
    guard let vowel = letters[start...].firstIndex(where: isVowel),
      let consonant = letters[vowel...].firstIndex(where: { !isVowel($0) })
    else { return letters.count }
    return consonant + 1
  }

  var text: String {
    String(decoding: letters.map { $0 == consonantY ? UInt8(ascii: "y") : $0 }, as: UTF8.self)
  }

  private func ends(_ suffix: StaticString) -> Bool {
    letters.count >= suffix.utf8CodeUnitCount
      && letters.suffix(suffix.utf8CodeUnitCount).elementsEqual(
        UnsafeBufferPointer(start: suffix.utf8Start, count: suffix.utf8CodeUnitCount))
  }

  private mutating func drop(_ count: Int) { letters.removeLast(min(count, letters.count)) }
  private mutating func append(_ letter: Unicode.Scalar) { letters.append(UInt8(ascii: letter)) }

  /// Whether the first `length` letters have a vowel.
  private func hasVowel(before length: Int) -> Bool {
    letters.prefix(max(0, length)).contains(where: isVowel)
  }

  /// Whether the first `length` letters end in a short syllable.
  private func isShort(before length: Int) -> Bool {
    let head = letters.prefix(length)
    if head.elementsEqual(StemRules.past) || head.suffix(4).elementsEqual(StemRules.past) { return true }
    guard length >= 2, !isVowel(head[length - 1]), isVowel(head[length - 2]) else { return false }
    if length == 2 { return true }
    let last = head[length - 1]
    return !isVowel(head[length - 3]) && last != UInt8(ascii: "w") && last != UInt8(ascii: "x")
      && last != consonantY
  }

  /// Possessives and plurals.
  mutating func step1a() {
    if ends("'s'") { drop(3) } else if ends("'s") { drop(2) } else if ends("'") { drop(1) }
    if ends("sses") {
      drop(2)
    } else if ends("ied") || ends("ies") {
      drop(letters.count > 4 ? 2 : 1)
    } else if ends("us") || ends("ss") {
      return
    } else if ends("s"), hasVowel(before: letters.count - 2) {
      drop(1)
    }
  }

  /// Past tenses and participles.
  mutating func step1b() {
    for (suffix, count) in [("eedly" as StaticString, 5), ("eed", 3)] where ends(suffix) {
      let start = letters.count - count
      if start >= first, !StemRules.keptBeforeEed.contains(where: { letters.prefix(start).elementsEqual($0) })
      {
        drop(count - 2)
      }
      return
    }
    let count = ends("ingly") ? 5 : ends("edly") ? 4 : ends("ing") ? 3 : ends("ed") ? 2 : 0
    guard count > 0 else { return }
    let start = letters.count - count
    if ends("ing") {
      if start == 2, letters[1] == UInt8(ascii: "y"), !isVowel(letters[0]) {
        drop(4)
        append("i")
        append("e")
        return
      }
      if StemRules.keptBeforeIng.contains(where: { letters.prefix(start).elementsEqual($0) }) { return }
    }
    guard hasVowel(before: start) else { return }
    drop(count)
    if ends("at") || ends("bl") || ends("iz") {
      append("e")
    } else if let last = letters.last, letters.count > 1, letters[letters.count - 2] == last,
      StemRules.doubled.contains(last)
    {
      let isWhole = letters.count == 3 && StemRules.beforeKeptDouble.contains(letters[0])
      if !isWhole { drop(1) }
    } else if letters.count == first, isShort(before: letters.count) {
      append("e")
    }
  }

  /// A final y after a consonant.
  mutating func step1c() {
    guard letters.count > 2, ends("y") || ends("Y"), !isVowel(letters[letters.count - 2]) else { return }
    drop(1)
    append("i")
  }

  /// Applies the first of `rules`, which are in decreasing length, whose suffix matches.
  mutating func replaceSuffix(_ rules: [SuffixRule], from region: KeyPath<Stem, Int>) {
    guard
      let rule = rules.first(where: {
        letters.count >= $0.suffix.count && letters.suffix($0.suffix.count) == $0.suffix[...]
      })
    else { return }
    let start = letters.count - rule.suffix.count
    guard start >= self[keyPath: region], !rule.isInSecondRegion || start >= second else { return }
    guard rule.after.isEmpty || (start > 0 && rule.after.contains(letters[start - 1])) else { return }
    drop(rule.suffix.count)
    letters += rule.replacement
  }

  /// A final e or doubled l.
  mutating func step5() {
    let start = letters.count - 1
    if ends("e") {
      if start >= second || (start >= first && !isShort(before: start)) { drop(1) }
    } else if ends("ll"), start >= second {
      drop(1)
    }
  }
}
