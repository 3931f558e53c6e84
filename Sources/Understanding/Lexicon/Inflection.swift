/// Forms of one English verb or noun: a pack that names "resolved" is understood when "resolve" is said.
enum Inflection {
  /// Shorter words have too many neighbours.
  static let shortest = 4

  /// Other forms of the word, by its ending; most of them are no words.
  static func forms(of word: String) -> [String] {
    guard word.utf8.count >= shortest, word.utf8.allSatisfy({ (0x61...0x7a).contains($0) }) else { return [] }
    var forms: [String] = []
    for stem in stems(of: word) {
      let doubled = stem + String(stem.suffix(1))
      forms += [stem, stem + "e", stem + "ed", stem + "d", stem + "ing", stem + "s", stem + "es"]
      forms += [doubled + "ed", doubled + "ing"]
      if stem.hasSuffix("y") { forms += [stem.dropLast() + "ies", stem.dropLast() + "ied"] }
    }
    var seen: Set<String> = [word]
    return forms.filter { $0.utf8.count >= shortest - 1 && seen.insert($0).inserted }
  }

  private static func stems(of word: String) -> [String] {
    var stems = [word]
    if word.hasSuffix("e") { stems.append(String(word.dropLast())) }
    for ending in ["ing", "ed", "es", "s", "d"] where word.hasSuffix(ending) {
      let stem = String(word.dropLast(ending.count))
      guard stem.utf8.count >= shortest - 1 else { continue }
      stems.append(stem)
      let last = stem.suffix(2)
      if last.count == 2, last.first == last.last { stems.append(String(stem.dropLast())) }
      if stem.hasSuffix("i") { stems.append(stem.dropLast() + "y") }
    }
    return stems
  }
}
