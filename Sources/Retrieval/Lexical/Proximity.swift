/// Raises rows in which neighbouring terms of the query stand near each other.
///
/// For two terms that follow each other in the query, each place where they stand within `window` terms counts
/// 1 / distance²; the sum is saturated as a term frequency is and weighed by the lower of the two terms' idf.
///
/// - SeeAlso: Büttcher, Clarke, Lushman, *Term Proximity Scoring for Ad-Hoc Retrieval on Very Large Text
///   Collections*, 2006.
extension LexicalIndex {
  /// Rows that are looked at for nearness, of the best by terms alone, and bytes of their sequences together.
  static let proximityRows = 50
  static let proximityBytes = 25_000
  /// Neighbours in a query that are looked for. A query of more is a text, not a question: that two of its terms are
  /// near each other somewhere is chance.
  static let mostPairs = 8
  /// The farthest that two terms are near each other.
  static let window = 8

  /// Neighbours in a query, as places in its list of terms.
  private struct Pair {
    let first: Int
    let second: Int
    let weight: Float
  }

  /// `found` with what nearness adds, best first. O(`proximityBytes` × pairs).
  func nearer(_ found: [ScoredRow], _ query: Query) -> [ScoredRow] {
    guard settings.proximityWeight > 0 else { return found }
    let numbers = query.terms.filter { !query.quiet.contains($0) }
    var terms: [UInt32] = []
    var pairs: [Pair] = []
    func place(_ number: UInt32) -> Int {
      if let place = terms.firstIndex(of: number) { return place }
      terms.append(number)
      return terms.count - 1
    }
    for (first, second) in zip(numbers, numbers.dropFirst()) where first != second {
      let (low, high) = (place(min(first, second)), place(max(first, second)))
      guard !pairs.contains(where: { $0.first == low && $0.second == high }) else { continue }
      guard pairs.count < Self.mostPairs else { return found }
      let idf = min(inverseFrequency(of: first), inverseFrequency(of: second))
      pairs.append(Pair(first: low, second: high, weight: settings.proximityWeight * idf))
    }
    guard !pairs.isEmpty else { return found }
    let ends = LastBytes(terms + [Self.fieldStart])
    var bytes = 0
    var raised = found
    var seen = Seen(terms: terms.count, pairs: pairs.count)
    for place in raised.indices.prefix(Self.proximityRows) {
      bytes += sequence(ofRow: raised[place].row).count
      guard bytes <= Self.proximityBytes else { break }
      let bonus = bonus(row: raised[place].row, terms, pairs, ends, &seen)
      raised[place] = ScoredRow(row: raised[place].row, score: raised[place].score + bonus)
    }
    return raised.sorted(by: ScoredRow.precedes)
  }

  /// What was seen of a row so far.
  private struct Seen {
    /// By term: where it stood last.
    var places: [Int]
    /// By pair: the sum of 1 / distance².
    var nearness: [Float]

    init(terms: Int, pairs: Int) {
      places = [Int](repeating: 0, count: terms)
      nearness = [Float](repeating: 0, count: pairs)
    }

    /// Nothing. O(terms + pairs), without a new list.
    mutating func clear() {
      for term in places.indices { places[term] = -LexicalIndex.window - 1 }
      for pair in nearness.indices { nearness[pair] = 0 }
    }
  }

  private func bonus(
    row: Int, _ terms: [UInt32], _ pairs: [Pair], _ ends: LastBytes, _ seen: inout Seen
  ) -> Float {
    seen.clear()
    var skipped = 0
    forEachTerm(ofRow: row, endingWith: ends) { number, place in
      guard number != Self.fieldStart else {
        // Terms of two fields are not near each other.
        skipped += Self.window
        return
      }
      guard let term = terms.firstIndex(of: number) else { return }
      let position = place + skipped
      for (place, pair) in pairs.enumerated() {
        let other = pair.first == term ? pair.second : pair.second == term ? pair.first : -1
        guard other >= 0 else { continue }
        let distance = position - seen.places[other]
        if distance <= Self.window { seen.nearness[place] += 1 / Float(distance * distance) }
      }
      seen.places[term] = position
    }
    var bonus: Float = 0
    for (pair, nearness) in zip(pairs, seen.nearness) where nearness > 0 {
      bonus += pair.weight * nearness * (settings.saturation + 1) / (nearness + settings.saturation)
    }
    return bonus
  }
}
