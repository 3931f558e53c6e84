/// Takes the best rows for relevant and asks again with what is typical of them (pseudo-relevance feedback).
///
/// - SeeAlso: Lavrenko, Croft, *Relevance-Based Language Models*, 2001; Abdul-Jaleel and others, *UMass at TREC 2004*
///   (RM3).
extension LexicalIndex {
  /// How much is taken from how many rows.
  package struct Feedback: Sendable, Hashable {
    package var rows = 5
    package var terms = 20
    /// The weight of all new terms together, in parts of the question's.
    package var weight: Float = 0.2

    package init() {}
  }

  /// `asked` with the terms that the rows `found` have more of than others; weights as in `Feedback`.
  func expanded(_ asked: [WeightedTerm], by found: [ScoredRow], _ feedback: Feedback) -> [WeightedTerm] {
    let best = found.prefix(feedback.rows)
    let total = best.reduce(0) { $0 + $1.score }
    guard total > 0 else { return asked }
    var typical: [UInt32: Float] = [:]
    for hit in best {
      var counts: [UInt32: Float] = [:]
      var length: Float = 0
      forEachTerm(ofRow: hit.row) { number in
        guard Int(number) < hashes.count else { return }
        counts[number, default: 0] += 1
        length += 1
      }
      for (number, count) in counts {
        typical[number, default: 0] += hit.score / total * count / length * inverseFrequency(of: number)
      }
    }
    let chosen = typical.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
      .prefix(feedback.terms)
    let sum = chosen.reduce(0) { $0 + $1.value }
    guard sum > 0 else { return asked }
    let share = feedback.weight * asked.reduce(0) { $0 + $1.weight } / sum
    var terms = asked
    for (number, value) in chosen {
      if let place = terms.firstIndex(where: { $0.number == number }) {
        terms[place].weight += share * value
      } else {
        terms.append(WeightedTerm(number: number, weight: share * value))
      }
    }
    return terms
  }
}
