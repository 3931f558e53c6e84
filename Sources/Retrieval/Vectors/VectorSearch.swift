import CDotProducts
package import Domain

/// Exact cosine search.
///
/// The score of a row is one sum, whichever way it is found: the products of floats, which doubles hold without
/// rounding, added up in doubles in a fixed order, then rounded to a float. `cosines` scores every row. `top` finds
/// the same best rows with the same scores while it reads an eighth of the numbers' memory:
///
/// 1. Upper halves of codes bound every score (`VectorCodes`, `ScreenQuery`); of vectors most of whose numbers are zero,
///    codes of those columns that the query has (`ColumnCodes`, `ColumnQuery`).
/// 2. The rows of the best bounds are scored. Of their scores the last that is wanted is one that the result reaches in
///    any case.
/// 3. Rows whose bound is below it are out. Lower halves bound the rest more closely, and what is left is scored.
package struct VectorSearch: Sendable {
  /// Queries whose bounds are held at a time.
  static let mostAtOnce = 16
  /// Parts of the rows that are searched side by side, at most.
  private static let spans = 16
  /// Tiles of such a part at least: fewer are searched sooner than another thread is awake.
  private static let leastTiles = 8

  private let vectors: StoredVectors
  /// One of these two, or none.
  private let columns: ColumnCodes?
  private let codes: VectorCodes?

  /// At once when `vectors` come with their codes; else O(count × dimension × log dimension), and a byte for each
  /// number.
  package init(_ vectors: StoredVectors) {
    self.vectors = vectors
    columns =
      ColumnCodes(keptWith: vectors)
      ?? (VectorCodes.areKept(with: vectors) ? nil : ColumnCodes(of: vectors))
    codes = columns == nil ? VectorCodes(vectors) : nil
  }

  /// Of a copy of `matrix`.
  package init(_ matrix: EmbeddingMatrix) { self.init(StoredVectors(matrix)) }

  /// What is to be kept with the vectors, as `StoredVectors.codes`; nil when there is nothing to keep.
  package var keepsake: MemoryRegion? { columns?.memory ?? codes?.memory }

  /// Rows.
  package var count: Int { vectors.count }
  package var dimension: Int { vectors.dimension }

  /// The cosine of `query` with every row, in row order, each in -1...1; nothing when `query` is of another
  /// dimension or has a number that is not finite.
  ///
  /// `query` is of length 1 or 0. O(count × dimension) time, one allocation of count floats.
  ///
  /// - SeeAlso: Manning, Raghavan, Schütze, *Introduction to Information Retrieval*, ch. 6.
  package func cosines(to query: [Float]) -> [Float] {
    guard isComparable(query) else { return [] }
    let part = (count + Self.spans - 1) / Self.spans
    return concurrently(count == 0 ? 0 : Self.spans) { span in
      (min(span * part, count)..<min((span + 1) * part, count)).map { score($0, query) }
    }.flatMap(\.self)
  }

  /// The best `limit` rows by cosine, of those that `isIncluded` marks; all rows when it is nil.
  ///
  /// Ties go to the lower row. `isIncluded` has one element for each row.
  package func top(_ limit: Int, to query: [Float], among isIncluded: [Bool]? = nil) -> [ScoredRow] {
    top(limit, toAll: [query], among: isIncluded).first ?? []
  }

  /// What `top` gives for each of `queries`. Rows are read once for some queries together, which makes many queries
  /// cheaper than one after the other.
  package func top(
    _ limit: Int, toAll queries: [[Float]], among isIncluded: [Bool]? = nil
  ) -> [[ScoredRow]] {
    guard limit > 0, isIncluded == nil || isIncluded?.count == count else { return queries.map { _ in [] } }
    if let columns {
      return top(limit, toAll: queries, ColumnScreen(codes: columns, isIncluded: isIncluded), isIncluded)
    }
    if let codes {
      return top(limit, toAll: queries, Screen(codes: codes, isIncluded: isIncluded), isIncluded)
    }
    return queries.map { isComparable($0) ? Self.top(limit, of: cosines(to: $0), among: isIncluded) : [] }
  }

  private func top<Screen: VectorScreen>(
    _ limit: Int, toAll queries: [[Float]], _ screen: Screen, _ isIncluded: [Bool]?
  ) -> [[ScoredRow]] {
    var results = [[ScoredRow]](repeating: [], count: queries.count)
    var screened: [(index: Int, query: Screen.Query)] = []
    for (index, query) in queries.enumerated() where isComparable(query) {
      if let query = screen.query(query) {
        screened.append((index, query))
      } else {
        results[index] = Self.top(limit, of: cosines(to: query), among: isIncluded)
      }
    }
    for start in stride(from: 0, to: screened.count, by: Self.mostAtOnce) {
      let some = screened[start..<min(start + Self.mostAtOnce, screened.count)]
      let found = search(limit, some.map { (queries[$0.index], $0.query) }, screen)
      for (place, item) in some.enumerated() { results[item.index] = found[place] }
    }
    return results
  }

  /// The cosine of one row: what `cosines` gives for it; 0 for a row or a query that is none.
  package func cosine(of row: Int, to query: [Float]) -> Float {
    (0..<count).contains(row) && isComparable(query) ? score(row, query) : 0
  }

  /// `row` is one of the matrix, and `query` has as many numbers.
  private func score(_ row: Int, _ query: [Float]) -> Float {
    withExtendedLifetime(vectors.numbers) {
      guard let floats = vectors.floats else { return 0 }
      return Float(dot_floats(floats + row * vectors.dimension, query, vectors.dimension))
    }
  }

  private func isComparable(_ query: [Float]) -> Bool {
    query.count == dimension && query.allSatisfy(\.isFinite)
  }

  /// The best `limit` of `scores`, by index. O(count + kept × log limit).
  static func top(_ limit: Int, of scores: [Float], among isIncluded: [Bool]? = nil) -> [ScoredRow] {
    var selection = TopSelection(limit: limit)
    for row in scores.indices where isIncluded?[row] != false {
      selection.insert(ScoredRow(row: row, score: scores[row]))
    }
    return selection.sorted
  }
}

extension VectorSearch {
  private typealias Query<Screened> = (numbers: [Float], screened: Screened)

  /// The best `limit` rows for each query.
  private func search<Screen: VectorScreen>(
    _ limit: Int, _ queries: [Query<Screen.Query>], _ screen: Screen
  ) -> [[ScoredRow]] {
    // More than wanted where that gives a higher score that the result reaches: it spares scoring many more.
    let tried = min(limit, count) * Screen.triedOfEach
    return withExtendedLifetime(screen.memory) {
      let bounds = UnsafeMutablePointer<Float>.allocate(capacity: count * queries.count)
      defer { bounds.deallocate() }
      // Each span writes bounds of its own.
      nonisolated(unsafe) let shared = bounds
      let best = overSpans(of: screen) { tiles in
        var best = [TopSelection](repeating: TopSelection(limit: tried), count: queries.count)
        for rows in tiles.lazy.map(screen.rows) {
          for (place, query) in queries.enumerated() {
            let tile = shared + place * count + rows.lowerBound
            screen.bound(rows, by: query.screened, into: tile)
            best[place].insert(rows, tile)
          }
        }
        return best
      }
      let least = queries.indices.map { place in
        let rows = TopSelection(limit: tried, merging: best.map { $0[place] }).rows
        let scores = rows.map { score($0.row, queries[place], screen) }.filter { !$0.isNaN }
        return scores.count < limit ? -Float.infinity : scores.sorted(by: >)[limit - 1]
      }
      let found = overSpans(of: screen) { tiles in
        queries.indices.map { place in
          var found = TopSelection(limit: limit)
          for rows in tiles.lazy.map(screen.rows) {
            add(
              rows, shared + place * count + rows.lowerBound, queries[place], least[place], screen, to: &found
            )
          }
          return found
        }
      }
      return queries.indices.map { place in
        TopSelection(limit: limit, merging: found.map { $0[place] }).sorted
      }
    }
  }

  /// Scores the rows of a tile that may be among the best. `least` is a score that the result reaches.
  private func add<Screen: VectorScreen>(
    _ rows: Range<Int>, _ bounds: UnsafePointer<Float>, _ query: Query<Screen.Query>, _ least: Float,
    _ screen: Screen, to found: inout TopSelection
  ) {
    let cut = query.screened.cut(for: max(least, found.threshold))
    for row in screen.rows(of: rows, bounds, by: query.screened, notBelow: cut) {
      found.insert(ScoredRow(row: Int(row), score: score(Int(row), query, screen)))
    }
  }

  private func score<Screen: VectorScreen>(
    _ row: Int, _ query: Query<Screen.Query>, _ screen: Screen
  ) -> Float {
    withExtendedLifetime(vectors.numbers) {
      guard let floats = vectors.floats else { return 0 }
      return Float(screen.score(row, floats + row * vectors.dimension, query.numbers, by: query.screened))
    }
  }

  private func overSpans<T: Sendable>(of screen: some VectorScreen, _ body: (Range<Int>) -> T) -> [T] {
    let tiles = screen.tileCount
    let spans = tiles == 0 ? 0 : min(Self.spans, max(1, tiles / Self.leastTiles))
    return concurrently(spans) { span in body(span * tiles / spans..<(span + 1) * tiles / spans) }
  }
}

extension TopSelection {
  /// Shows rows with their scores, which are numbers.
  fileprivate mutating func insert(_ rows: Range<Int>, _ scores: UnsafePointer<Float>) {
    var threshold = threshold
    for row in rows where scores[row - rows.lowerBound] > threshold {
      insert(ScoredRow(row: row, score: scores[row - rows.lowerBound]))
      threshold = self.threshold
    }
  }

  /// The best of what all of `selections`, each of `limit`, kept.
  fileprivate init(limit: Int, merging selections: [TopSelection]) {
    self = selections.first ?? TopSelection(limit: limit)
    for row in selections.dropFirst().flatMap(\.rows) { insert(row) }
  }
}
