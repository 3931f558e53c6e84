import Testing

@testable import Understanding

private func trie() -> PhraseTrie<String> {
  var trie = PhraseTrie<String>()
  for phrase in ["sea", "sea breeze", "sea breeze two", "breeze", "sea and sky", "sea"] {
    trie.insert(phrase.split(separator: " ").map(String.init), phrase)
  }
  trie.insert([], "nothing")
  return trie
}

/// Matches at the first word; a word in brackets may be passed over.
private func matches(_ text: String) -> [String] {
  let words = text.split(separator: " ").map(String.init)
  return trie().matches(from: 0, count: words.count) { index in
    let word = words[index]
    return word.hasPrefix("(") ? ([String(word.dropFirst().dropLast())], true) : ([word], false)
  }.map { "\($0.end): \($0.payloads.joined(separator: ", "))" }
}

@Test(
  arguments: [
    ("sea breeze two", ["1: sea, sea", "2: sea breeze", "3: sea breeze two"]),
    ("breeze sea", ["1: breeze"]), ("sea breez", ["1: sea, sea"]), ("two", []), ("", []),
    // Passed over inside a phrase, not before it, and not lost when the phrase has it.
    ("sea (the) breeze", ["1: sea, sea", "3: sea breeze"]), ("(the) sea", []),
    ("sea (and) sky", ["1: sea, sea", "3: sea and sky"]),
    ("sea (and) breeze", ["1: sea, sea", "3: sea breeze"]),
    ("sea (the) (the) breeze (the)", ["1: sea, sea", "4: sea breeze"]),
  ] as [(String, [String])])
func findsPhrases(text: String, expected: [String]) { #expect(matches(text) == expected) }

@Test func knowsItsWords() {
  #expect(Set(trie().vocabulary) == ["sea", "breeze", "two", "and", "sky"])
  #expect(trie().contains(word: "sky") && !trie().contains(word: "sk"))
}
