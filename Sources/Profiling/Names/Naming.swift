package import Domain

/// What the names of tables and columns tell, by a vocabulary.
package struct Naming: Sendable {
  package let vocabulary: NamingVocabulary
  /// Words that names written together are taken apart into.
  private let known: Set<String>

  /// Letters of a word that others are found in.
  private static let shortestPart = 4
  private static let shortestWord = 3
  private static let shortestCompound = 6

  /// Takes everyday words of the language, and the names of all tables and columns, whose words are known in all of them.
  package init(_ vocabulary: NamingVocabulary, everyday: Set<String>, names: [String]) {
    self.vocabulary = vocabulary
    var known = Set(vocabulary.roles.values.joined().flatMap { $0.split(separator: " ").map(String.init) })
    known.formUnion(everyday)
    for words in names.map(NameWords.words) where words.count > 1 { known.formUnion(words) }
    self.known = known.filter { $0.count >= Self.shortestWord }
  }

  /// The words of a name; one that is written together is taken apart where all its parts are known.
  package func words(_ name: String) -> [String] {
    NameWords.words(name).flatMap { word in
      word.count < Self.shortestCompound || known.contains(word) || known.contains(NameWords.singular(word))
        ? [word] : parts(of: word) ?? [word]
    }
  }

  /// Two or three known words that make up the word, the longest first part that works; nil when there are none.
  private func parts(of word: String, most: Int = 3) -> [String]? {
    guard most > 1 else { return nil }
    let letters = Array(word)
    for cut in stride(from: letters.count - 2, through: 2, by: -1) {
      let (head, tail) = (String(letters[..<cut]), String(letters[cut...]))
      guard head.count >= Self.shortestPart, isKnown(head) else { continue }
      let isMark = vocabulary.roles[.identifier]?.contains(tail) == true
      if isMark || tail.count >= Self.shortestPart && isKnown(tail) { return [head, tail] }
      if let rest = parts(of: tail, most: most - 1) { return [head] + rest }
    }
    return nil
  }

  private func isKnown(_ word: String) -> Bool {
    known.contains(word) || word.count > Self.shortestWord && known.contains(NameWords.singular(word))
  }

  /// The words with short forms written out.
  package func expanded(_ words: [String]) -> [String] {
    words.flatMap { (vocabulary.expansions[$0] ?? $0).split(separator: " ").map(String.init) }
  }

  /// The words end with a phrase of the role, in full or in short.
  package func has(_ role: NamingVocabulary.Role, _ words: [String]) -> Bool {
    guard let phrases = vocabulary.roles[role] else { return false }
    for words in [words, expanded(words)] {
      for start in words.indices {
        var rest = words[start...].map(\.self)
        if phrases.contains(rest.joined(separator: " ")) { return true }
        if let last = rest.last {
          rest[rest.count - 1] = NameWords.singular(last)
          if phrases.contains(rest.joined(separator: " ")) { return true }
        }
      }
    }
    return false
  }

  /// A name of one word that is a phrase of the role as it stands: "hour", not "hours".
  package func isExactly(_ role: NamingVocabulary.Role, _ words: [String]) -> Bool {
    words.count == 1 && vocabulary.roles[role]?.contains(words[0]) == true
  }

  /// A word of the role stands anywhere among the words.
  package func mentions(_ role: NamingVocabulary.Role, _ words: [String]) -> Bool {
    guard let phrases = vocabulary.roles[role] else { return false }
    return (words + expanded(words)).contains {
      phrases.contains($0) || phrases.contains(NameWords.singular($0))
    }
  }

  /// The unit that ends a name; a letter alone is none.
  package func unit(_ words: [String]) -> String? {
    if isExactly(.clock, words) { return nil }
    guard let last = words.last, words.count > 1 || last.count > 1 else { return nil }
    return vocabulary.units[last] ?? vocabulary.units[NameWords.singular(last)]
  }
}
