/// Phrases that mean the same to who searches: "muffler" and "silencer", "tail lamp" and "taillight".
///
/// Immutable. Phrases are known by their terms, in their order, so that stems and stop words are those of the index.
package struct Synonyms: Sendable {
  /// Terms added to one text, at most.
  package static let mostAdded = 64

  /// The groups that a phrase stands in, by its terms.
  private let groups: [[String]: [Int]]
  /// The phrases of each group, as terms.
  private let phrases: [[[String]]]
  private let longest: Int

  /// `analyzer` is that of the texts that are searched; a phrase without a term of its own is left out.
  package init(_ groups: [[String]], analyzer: Analyzer) {
    phrases = groups.map { group in group.map(analyzer.terms).filter { !$0.isEmpty } }
    var places: [[String]: [Int]] = [:]
    for (place, group) in phrases.enumerated() {
      for phrase in group where places[phrase]?.last != place { places[phrase, default: []].append(place) }
    }
    self.groups = places
    longest = places.keys.map(\.count).max() ?? 0
  }

  /// A term of what else something is called. Said in more words than it was, each of them counts less.
  package struct Term: Sendable, Hashable {
    package let term: String
    /// Terms of the phrase that was said, by those of the phrase that it is of.
    package let share: Double
  }

  /// The terms of what else the phrases in `terms` are called, each once and none that stands there already; the longest
  /// phrase that begins at a term goes before shorter ones. O(terms × longest phrase).
  package func others(than terms: [String]) -> [Term] {
    guard longest > 0 else { return [] }
    var known = Set(terms)
    var added: [Term] = []
    var start = 0
    while start < terms.count {
      let lengths = (1...min(longest, terms.count - start)).reversed()
      guard let length = lengths.first(where: { groups[Array(terms[start..<start + $0])] != nil }) else {
        start += 1
        continue
      }
      for group in groups[Array(terms[start..<start + length])] ?? [] {
        for phrase in phrases[group] {
          let share = Double(length) / Double(phrase.count)
          for term in phrase where added.count < Self.mostAdded && known.insert(term).inserted {
            added.append(Term(term: term, share: share))
          }
        }
      }
      start += length
    }
    return added
  }
}
