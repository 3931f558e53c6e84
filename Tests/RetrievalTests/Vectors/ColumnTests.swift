import CDotProducts
import Domain
import Testing

@testable import Retrieval

/// Vectors few of whose numbers are not zero, and searches by their columns.
@Suite struct ColumnTests {
  /// Sparse vectors of several lengths, among them some that have no codes.
  private func drawn(_ rows: Int, _ dimension: Int, seed: UInt64) -> (values: [Float], queries: [[Float]]) {
    let drawn = DrawnVectors(.sparse, rows: rows, dimension: dimension, seed: seed)
    var values = drawn.values
    for row in stride(from: 5, to: rows, by: 37) {
      let factor: Float = [1e-30, 1e25, 3, 1e-4, .nan, .infinity][row % 6]
      for index in row * dimension..<(row + 1) * dimension { values[index] *= factor }
    }
    return (values, drawn.queries + [[Float](repeating: 0.1, count: dimension)])
  }

  @Test(arguments: [(1, 40), (15, 64), (16, 65), (2_047, 70), (2_048, 9), (4_100, 130)], [true, false])
  func theBestAreThoseOfAFullScanWithTheSameScores(shape: (rows: Int, dimension: Int), isKept: Bool) throws {
    let (values, queries) = drawn(shape.rows, shape.dimension, seed: 5)
    let matrix = EmbeddingMatrix(dimension: shape.dimension, values: values)
    var search = VectorSearch(matrix)
    if isKept {
      let made = StoredVectors(matrix)
      let kept = try #require(
        StoredVectors(
          dimension: shape.dimension, count: shape.rows, numbers: made.numbers, codes: search.keepsake))
      search = VectorSearch(kept)
      #expect(search.keepsake === kept.codes)
    }
    let masks = [
      (0..<shape.rows).map { $0 % 3 == 1 }, (0..<shape.rows).map { $0 % 1_000 / 7 == 9 },
      (0..<shape.rows).map { $0 >= 2_040 && $0 < 2_060 },
    ]
    for query in queries {
      let scores = search.cosines(to: query)
      for limit in [1, 10, shape.rows + 1] {
        #expect(search.top(limit, to: query) == VectorSearch.top(limit, of: scores))
        for isIncluded in masks {
          #expect(
            search.top(limit, to: query, among: isIncluded)
              == VectorSearch.top(limit, of: scores, among: isIncluded))
        }
      }
    }
    #expect(search.top(7, toAll: queries) == queries.map { search.top(7, to: $0) })
  }

  @Test func noScoreExceedsItsBound() throws {
    let (values, queries) = drawn(2_500, 90, seed: 8)
    let matrix = EmbeddingMatrix(dimension: 90, values: values)
    let codes = try #require(ColumnCodes(of: StoredVectors(matrix)))
    let screen = ColumnScreen(codes: codes, isIncluded: nil)
    for query in queries {
      guard let screened = screen.query(query) else { continue }
      let scores = VectorSearch(matrix).cosines(to: query)
      for rows in (0..<screen.tileCount).map(screen.rows) {
        var bounds = [Float](repeating: 0, count: rows.count)
        screen.bound(rows, by: screened, into: &bounds)
        for row in rows where !scores[row].isNaN {
          let bound = bounds[row - rows.lowerBound]
          #expect(Double(scores[row]) <= Double(bound) + screened.allowance)
          if codes.errors?[row].isFinite == true { #expect(Double(bound) < Double(scores[row]) + 0.2) }
        }
      }
    }
  }

  @Test func vectorsOfManyNumbersHaveNone() {
    let scattered = DrawnVectors(.scattered, rows: 50, dimension: 30, seed: 1)
    #expect(ColumnCodes(of: StoredVectors(EmbeddingMatrix(dimension: 30, values: scattered.values))) == nil)
    let wide = [1] + [Float](repeating: 0, count: ColumnCodes.mostNumbers)
    #expect(ColumnCodes(of: StoredVectors(EmbeddingMatrix(dimension: wide.count, values: wide))) == nil)
  }

  @Test(arguments: [0, 1, 3, 4, 5, 64, 8_192], [16, 32, 48])
  func sumsOfColumnsAreTheSameWithEveryInstruction(count: Int, rows: Int) {
    var random = SplitMix(state: UInt64(count + rows))
    let width = max(1, count)
    // The first column has the largest numbers there are, for overflow.
    let codes = (0..<width * rows).map {
      $0 < rows || count == 8_192 ? 127 : Int8.random(in: -127...127, using: &random)
    }
    let columns = (0..<count).map(UInt32.init)
    let query = columns.map {
      count == 8_192 || $0 == 0 ? 2_047 : Int16.random(in: -2_047...2_047, using: &random)
    }
    let plain = (0..<rows).map { row in
      zip(columns, query).reduce(0) { $0 + Int(codes[Int($1.0) * rows + row]) * Int($1.1) }
    }
    for add in [add_columns, add_columns_plain] {
      var sums = [Int32](repeating: 9, count: rows)
      add(codes, rows, rows, columns, query, count, &sums)
      #expect(sums.map(Int.init) == plain)
      add(codes + [Int8](repeating: 1, count: 16), rows, 16, columns, query, count, &sums)
      #expect(sums.map(Int.init) == plain)
    }
  }

  @Test func aSparseProductIsTheWholeOne() {
    let drawn = DrawnVectors(.sparse, rows: 200, dimension: 133, seed: 3)
    let query = drawn.queries[0]
    let places = query.indices.filter { query[$0] != 0 }.map(UInt32.init)
    for row in 0..<200 {
      let vector = Array(drawn.values[row * 133..<(row + 1) * 133])
      #expect(
        dot_floats_at(vector, query, places, places.count).bitPattern
          == dot_floats(vector, query, 133).bitPattern)
    }
  }
}
