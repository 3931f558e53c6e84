import Domain
import Retrieval
import Testing

private struct Splitmix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

@Test(arguments: [(1, 1), (7, 3), (100, 64), (333, 100), (1000, 17)])
func cosinesAreThoseOfAPlainLoop(rows: Int, dimension: Int) {
  var random = Splitmix(state: UInt64(rows))
  let values = (0..<rows * dimension).map { _ in Float.random(in: -1...1, using: &random) }
  let query = (0..<dimension).map { _ in Float.random(in: -1...1, using: &random) }
  let search = VectorSearch(EmbeddingMatrix(dimension: dimension, values: values))
  let plain = (0..<rows).map { row in
    (0..<dimension).reduce(Double(0)) { $0 + Double(values[row * dimension + $1]) * Double(query[$1]) }
  }
  let cosines = search.cosines(to: query)
  #expect(cosines.count == rows)
  for row in 0..<rows { #expect(abs(Double(cosines[row]) - plain[row]) < 1e-4) }
  for limit in [0, 1, 5, rows, rows + 5] {
    let sorted = cosines.indices.sorted { (-cosines[$0], $0) < (-cosines[$1], $1) }
    #expect(search.top(limit, to: query).map(\.row) == Array(sorted.prefix(limit)))
    let odd = cosines.indices.map { $0 % 2 == 1 }
    #expect(
      search.top(limit, to: query, among: odd).map(\.row)
        == Array(sorted.filter { $0 % 2 == 1 }.prefix(limit)))
  }
}

@Test func tiesGoToTheLowerRow() {
  let search = VectorSearch(EmbeddingMatrix(dimension: 1, values: [0.5, 1, 0.5, 1, 0.5]))
  #expect(search.top(4, to: [1]).map(\.row) == [1, 3, 0, 2])
}

@Test(arguments: [[], [1], [1, .nan], [.infinity, 0], [1, 2, 3]] as [[Float]])
func aQueryThatIsNoVectorFindsNothing(query: [Float]) {
  let search = VectorSearch(EmbeddingMatrix(dimension: 2, values: [1, 0, 0, 1]))
  #expect(search.top(5, to: query).isEmpty)
}

@Test func anEmptyMatrixHasNoRows() {
  #expect(VectorSearch(EmbeddingMatrix(dimension: 2, values: [])).top(5, to: [1, 0]).isEmpty)
}
