package import TextAnalysis

extension LexicalIndex {
  /// A term that is searched for: its number, and what its impacts are multiplied with.
  struct WeightedTerm: Sendable, Hashable {
    let number: UInt32
    var weight: Float
  }

  /// A query: the terms that any row has, in its order with repeats, what else they are called, and the numbers of quiet
  /// words.
  package struct Query: Sendable {
    let terms: [UInt32]
    let others: [WeightedTerm]
    let quiet: Set<UInt32>
  }

  /// The query of `terms`, those of `analyzer(_:)`, and of other terms for the same; O(terms × log terms of the index).
  package func query(_ terms: [String], others: [Synonyms.Term] = [], quiet: Set<UInt32> = []) -> Query {
    let others = others.compactMap { other in
      number(of: other.term).map { WeightedTerm(number: $0, weight: Self.synonymWeight * Float(other.share)) }
    }
    return Query(terms: terms.prefix(Self.longestQuery).compactMap(number), others: others, quiet: quiet)
  }

  /// What a synonym of a question's term counts beside the term itself.
  static let synonymWeight: Float = 0.8

  /// The numbers of the quiet words that `analyzer` has.
  package func quietNumbers(_ analyzer: Analyzer) -> Set<UInt32> {
    Set(analyzer.quietTerms.compactMap(number))
  }

  /// The terms of a query, each once, weighed by how often it stands there; in the query's order.
  func weighted(_ query: Query) -> [WeightedTerm] {
    var found: [WeightedTerm] = []
    var places: [UInt32: Int] = [:]
    for number in query.terms {
      let weight = query.quiet.contains(number) ? settings.quietWeight : 1
      if let place = places[number] {
        found[place].weight += weight
      } else {
        places[number] = found.count
        found.append(WeightedTerm(number: number, weight: weight))
      }
    }
    return found + query.others.filter { places[$0.number] == nil }
  }

  /// The best `limit` rows for `query`, of those that `isIncluded` marks.
  ///
  /// Ties go to the lower row; rows without any of the terms are no hits. `isIncluded` has one element for each row.
  /// O(postings of the terms + rows), and terms of the best rows for their nearness.
  package func top(
    _ limit: Int, _ query: Query, among isIncluded: [Bool]? = nil, feedback: Feedback? = nil
  ) -> [ScoredRow] {
    var asked = weighted(query)
    if let feedback { asked = expanded(asked, by: top(feedback.rows, asked, among: isIncluded), feedback) }
    let found = top(max(limit, Self.proximityRows), asked, among: isIncluded)
    return Array(nearer(found, query).prefix(max(0, limit)))
  }

  /// The best rows by the sum of the terms' impacts.
  func top(_ limit: Int, _ terms: [WeightedTerm], among isIncluded: [Bool]? = nil) -> [ScoredRow] {
    var best = BestRows(limit: limit)
    guard limit > 0, !terms.isEmpty, isIncluded?.count ?? count == count else { return [] }
    // A power of two, so that no row leads out of it.
    var room = 1
    while room < min(count, Self.segmentRows) { room *= 2 }
    var scores = [Float](repeating: 0, count: room)
    // The runs of each term that are left; they are in the order of segments.
    var left = terms.map { runs(of: $0.number) }
    for segment in 0..<(count + Self.segmentRows - 1) / Self.segmentRows {
      let height = min(Self.segmentRows, count - segment * Self.segmentRows)
      var most: Float = 0
      var runs: [(postings: Range<Int>, factor: Float)] = []
      for (place, term) in terms.enumerated() {
        guard let run = left[place].first, Int(segments[run]) == segment else { continue }
        left[place].removeFirst()
        let factor = scales[Int(term.number)] * term.weight
        most += factor * 255
        runs.append((postings(ofRun: run), factor))
      }
      guard !runs.isEmpty, most > best.threshold else { continue }
      scores.withUnsafeMutableBufferPointer { scores in
        if segment > 0 { scores.update(repeating: 0) }
        for run in runs { add(run.postings, run.factor, to: scores) }
        Self.select(
          UnsafeMutableBufferPointer(rebasing: scores[..<height]), first: segment * Self.segmentRows,
          among: isIncluded, into: &best)
      }
    }
    return best.sorted()
  }

  /// Adds the impacts of a run to the scores of its segment, a power of two.
  private func add(_ postings: Range<Int>, _ factor: Float, to scores: UnsafeMutableBufferPointer<Float>) {
    rows.withNumbers { rows in
      impacts.withNumbers { impacts in
        let last = scores.count - 1
        for place in postings { scores[Int(rows[place]) & last] += factor * Float(impacts[place]) }
      }
    }
  }

  /// Shows `best` the scores above 0; sixteen at a time are passed over where none of them can be kept.
  private static func select(
    _ scores: UnsafeMutableBufferPointer<Float>, first: Int, among isIncluded: [Bool]?,
    into best: inout BestRows
  ) {
    let raw = UnsafeRawBufferPointer(scores)
    let width = SIMD16<Float>.scalarCount
    for start in stride(from: 0, to: scores.count, by: width) {
      let end = min(start + width, scores.count)
      if end - start == width {
        let block = raw.loadUnaligned(
          fromByteOffset: start * MemoryLayout<Float>.size, as: SIMD16<Float>.self)
        if !Self.isAny(block .> best.threshold) { continue }
      }
      for place in start..<end where scores[place] > best.threshold && isIncluded?[first + place] != false {
        best.insert(first + place, scores[place])
      }
    }
  }

  /// Whether any of sixteen is true, in four instructions; the library's `any` looks at one after the other.
  @inline(__always)
  private static func isAny(_ mask: SIMDMask<SIMD16<Int32>>) -> Bool {
    typealias Quarter = SIMD2<UInt64>
    let quarters = unsafeBitCast(mask, to: (Quarter, Quarter, Quarter, Quarter).self)
    let either = quarters.0 | quarters.1 | quarters.2 | quarters.3
    return either[0] | either[1] != 0
  }
}
