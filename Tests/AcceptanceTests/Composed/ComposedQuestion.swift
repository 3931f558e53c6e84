import Domain

/// A question put together from the catalog's words, with the query that it means.
struct ComposedQuestion: Sendable, CustomStringConvertible {
  /// The form it was made by: the same failure in one form is one fault.
  let form: String
  let turns: [String]
  let query: Query

  var description: String { "[\(form)] \(turns.joined(separator: " / "))" }
}

/// Random choices, always the same for one seed.
struct Draws: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func pick<T>(_ list: [T]) -> T? { list.isEmpty ? nil : list[Int(next() % UInt64(list.count))] }
}

/// English plurals of the catalog's singular nouns: of the head, before "of", "in" and the like.
enum Plural {
  static func of(_ noun: String) -> String {
    let words = noun.split(separator: " ").map(String.init)
    let head = (words.firstIndex { ["of", "in", "by", "with", "for"].contains($0) } ?? words.count) - 1
    guard words.indices.contains(head) else { return noun }
    // "parts used"
    if head > 0, words[head].hasSuffix("ed") { return word(words[head - 1]) + " " + words[head] }
    var all = words
    all[head] = word(words[head])
    return all.joined(separator: " ")
  }

  private static func word(_ word: String) -> String {
    if word.hasSuffix("y"), let before = word.dropLast().last, !"aeiou".contains(before) {
      return word.dropLast() + "ies"
    }
    if ["s", "x", "ch", "sh"].contains(where: word.hasSuffix) { return word + "es" }
    return word + "s"
  }
}
