import Domain
import Testing

@testable import Retrieval

/// Rows and numbers of a vector: below, at and above a block of 64, and more rows than a tile has.
private let shapes = [(1, 1), (9, 3), (200, 63), (100, 64), (200, 65), (60, 384), (2_500, 8)]

@Suite struct ExactSearchTests {
  @Test(arguments: DrawnVectors.Kind.allCases, shapes)
  func theBestAreThoseOfAFullScanWithTheSameScores(
    kind: DrawnVectors.Kind, shape: (rows: Int, dimension: Int)
  ) {
    let drawn = DrawnVectors(kind, rows: shape.rows, dimension: shape.dimension, seed: 1)
    let search = VectorSearch(EmbeddingMatrix(dimension: drawn.dimension, values: drawn.values))
    for query in drawn.queries {
      let scores = drawn.scores(query)
      #expect(search.cosines(to: query) == scores)
      for limit in [1, 10, shape.rows / 2 + 1] {
        let found = search.top(limit, to: query)
        #expect(found.map(\.row) == DrawnVectors.best(limit, of: scores) { _ in true })
        #expect(found.allSatisfy { $0.score == scores[$0.row] })
      }
      for step in [2, 97, shape.rows + 1] {
        let isIncluded = (0..<shape.rows).map { $0 % step == step - 1 }
        #expect(
          search.top(10, to: query, among: isIncluded).map(\.row)
            == DrawnVectors.best(10, of: scores) { isIncluded[$0] })
      }
    }
  }

  @Test(arguments: [0, 1, 3, VectorSearch.mostAtOnce + 1])
  func manyQueriesFindWhatEachFindsAlone(count: Int) {
    let drawn = DrawnVectors(.clustered, rows: 3_000, dimension: 30, seed: 2)
    let search = VectorSearch(EmbeddingMatrix(dimension: 30, values: drawn.values))
    // Among them one of another dimension, one of zeros and one that is no number.
    var queries = (0..<count).map { Array(drawn.values[$0 * 300..<$0 * 300 + 30]) }
    queries += [[1], [Float](repeating: 0, count: 30), [Float](repeating: .nan, count: 30)]
    let found = search.top(5, toAll: queries)
    #expect(found == queries.map { search.top(5, to: $0) })
    #expect(found.suffix(3).map(\.count) == [0, 5, 0])
  }

  @Test(arguments: [[Float.nan, 1], [.infinity, 1], [-.infinity, 1]])
  func aRowThatIsNoVectorHidesNoOther(row: [Float]) {
    let search = VectorSearch(EmbeddingMatrix(dimension: 2, values: row + [0.6, 0.8, 1, 0]))
    #expect(search.top(3, to: [0, 1]).map(\.row).filter { $0 != 0 } == [1, 2])
  }
}

private func madeCodes(_ values: [Float], _ dimension: Int) -> VectorCodes? {
  VectorCodes(StoredVectors(EmbeddingMatrix(dimension: dimension, values: values)))
}

@Suite struct KeptCodesTests {
  private func vectors(_ codes: MemoryRegion?, rows: Int = 300) throws -> StoredVectors {
    let drawn = DrawnVectors(.scattered, rows: 300, dimension: 70, seed: 6)
    let made = StoredVectors(EmbeddingMatrix(dimension: 70, values: Array(drawn.values.prefix(rows * 70))))
    return try #require(StoredVectors(dimension: 70, count: rows, numbers: made.numbers, codes: codes))
  }

  @Test func codesThatWereKeptAreTakenAsTheyAre() throws {
    let kept = try #require(VectorSearch(vectors(nil)).keepsake)
    let search = VectorSearch(try vectors(kept))
    #expect(search.keepsake === kept)
    let query = DrawnVectors(.scattered, rows: 300, dimension: 70, seed: 6).queries[0]
    #expect(search.top(10, to: query) == VectorSearch(try vectors(nil)).top(10, to: query))
  }

  @Test func codesOfAnotherKindAreMadeAnew() throws {
    let kept = try #require(VectorSearch(vectors(nil)).keepsake)
    func changed(_ change: (UnsafeMutableRawBufferPointer) -> Void) -> MemoryRegion {
      MemoryRegion(byteCount: kept.bytes.count) {
        $0.copyMemory(from: kept.bytes)
        change($0)
      }
    }
    let others = [
      MemoryRegion(byteCount: 0) { _ in }, MemoryRegion(byteCount: kept.bytes.count) { _ in },
      changed { $0[0] ^= 1 },
    ]
    for other in others { #expect(VectorSearch(try vectors(other)).keepsake !== other) }
    // Right in themselves, but of more rows.
    #expect(VectorSearch(try vectors(kept, rows: 299)).keepsake !== kept)
  }
}

@Suite struct ScreenTests {
  @Test(arguments: DrawnVectors.Kind.allCases, shapes)
  func noScoreExceedsItsBound(kind: DrawnVectors.Kind, shape: (rows: Int, dimension: Int)) throws {
    let drawn = DrawnVectors(kind, rows: shape.rows, dimension: shape.dimension, seed: 3)
    let codes = try #require(madeCodes(drawn.values, shape.dimension))
    let screen = Screen(codes: codes, isIncluded: nil)
    for query in drawn.queries {
      guard let screened = ScreenQuery(query, for: codes) else { continue }
      let scores = drawn.scores(query)
      for rows in (0..<screen.tileCount).map(screen.rows) {
        var bounds = [Float](repeating: 0, count: rows.count)
        screen.bound(rows, by: screened, into: &bounds)
        for row in rows {
          #expect(Double(scores[row]) <= Double(bounds[row - rows.lowerBound]) + screened.allowance)
        }
        // A row passes both bounds when its score is what is wanted.
        for row in rows where row % 31 == 0 {
          let near = screen.rows(
            of: rows, bounds, by: screened, notBelow: screened.cut(for: scores[row]))
          #expect(near.contains(UInt32(row)))
        }
      }
    }
  }

  @Test func boundsAreCloseEnoughToLeaveFewRows() throws {
    let drawn = DrawnVectors(.scattered, rows: 2_000, dimension: 384, seed: 4)
    let codes = try #require(madeCodes(drawn.values, 384))
    let screen = Screen(codes: codes, isIncluded: nil)
    let query = try #require(ScreenQuery(drawn.queries[0], for: codes))
    let rows = screen.rows(ofTile: 0)
    var bounds = [Float](repeating: 0, count: rows.count)
    screen.bound(rows, by: query, into: &bounds)
    let tenth = drawn.scores(drawn.queries[0]).sorted(by: >)[9]
    let cut = query.cut(for: tenth)
    #expect(bounds.filter { $0 >= cut }.count < 1_200)
    #expect(screen.rows(of: rows, bounds, by: query, notBelow: cut).count < 40)
  }

  @Test func vectorsWithTooManyNumbersHaveNoCodes() {
    let most = VectorCodes.mostNumbers
    #expect(madeCodes([Float](repeating: 0.1, count: most), most) != nil)
    #expect(madeCodes([Float](repeating: 0.1, count: most + 1), most + 1) == nil)
    let search = VectorSearch(
      EmbeddingMatrix(dimension: most + 1, values: [Float](repeating: 0.001, count: most + 1)))
    let query = [1] + [Float](repeating: 0, count: most)
    #expect(search.top(1, to: query) == [ScoredRow(row: 0, score: 0.001)])
  }
}
