import Domain
import Retrieval
import Testing

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
