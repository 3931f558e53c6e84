import Domain
import Foundation
import Testing
import TextAnalysis

private let corpus = [
  Passage(
    title: "Charcoal Canister", text: "Charcoal Canister is a part in the category Exhaust & Emissions."),
  Passage(title: "Brake Pad Set", text: "Brake pads are worn by stopping and are replaced in pairs."),
  Passage(title: "Engine oil grades", text: "Engine oil grade 5W-30 is thin in the cold."),
  Passage(title: "Tire rotation", text: "Tires are rotated every 6,000 miles so that they wear evenly."),
  Passage(title: "Battery", text: "A car battery lasts three to five years; heat shortens its life."),
  Passage(title: "Coolant", text: "Coolant keeps the engine from freezing and overheating."),
]

private func embedders() -> [any Embedder] { [TFIDFEmbedder(training: corpus), HashingEmbedder()] }

private func row(_ matrix: EmbeddingMatrix, _ row: Int) -> [Float] {
  Array(matrix.values[row * matrix.dimension..<(row + 1) * matrix.dimension])
}

private func cosine(_ a: [Float], _ b: [Float]) -> Float { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

private func nearest(_ question: String, _ embedder: any Embedder) -> String? {
  let matrix = embedder.embed(corpus)
  let query = embedder.embed(question)
  return corpus.indices.max { cosine(row(matrix, $0), query) < cosine(row(matrix, $1), query) }
    .map { corpus[$0].title }
}

@Test(arguments: [
  ("what is a charcoal canister", "Charcoal Canister"), ("when are brakes replaced", "Brake Pad Set"),
  ("which oil grade in cold weather", "Engine oil grades"), ("rotating tyres or tires", "Tire rotation"),
  ("how long do batteries last", "Battery"), ("overheats or freezes", "Coolant"),
  ("charcole cannister", "Charcoal Canister"),
])
func bothEmbeddersFindTheGoldenPassage(question: String, title: String) {
  for embedder in embedders() { #expect(nearest(question, embedder) == title, "\(embedder.identity)") }
}

@Test func vectorsAreOfLengthOne() {
  for embedder in embedders() {
    let matrix = embedder.embed(corpus)
    #expect(matrix.count == corpus.count && matrix.dimension == embedder.identity.dimension)
    for index in corpus.indices {
      let vector = row(matrix, index)
      #expect(abs(cosine(vector, vector) - 1) < 1e-5)
    }
  }
}

@Test(arguments: ["", "the of and", "…"])
func nothingKnownIsZero(text: String) {
  for embedder in embedders() { #expect(embedder.embed(text).allSatisfy { $0 == 0 }) }
}

@Test func aWordTheCorpusDoesNotHaveIsZero() {
  #expect(TFIDFEmbedder(training: corpus).embed("zzyzx qwfpg").allSatisfy { $0 == 0 })
}

@Test func oneTextAloneOrInABatchHasOneVector() {
  for embedder in embedders() {
    let matrix = embedder.embed(corpus)
    for (index, passage) in corpus.enumerated() {
      #expect(embedder.embed([passage]).values == row(matrix, index))
    }
  }
}

/// Bits that may not change while `version` starts with "1-": stored vectors would be wrong.
@Test func aVectorIsTheSameOnEveryMachine() {
  var hash = FeatureHash()
  for value in HashingEmbedder(dimension: 64).embed("Charcoal canister, 5W-30 filter") {
    hash.combine(UInt64(value.bitPattern))
  }
  #expect(hash.value == 14_802_358_118_083_118_389)
}

@Test func weightsComeBackAsTheyWere() throws {
  let trained = TFIDFEmbedder(training: corpus, dimension: 256)
  let restored = try #require(trained.weights.flatMap { TFIDFEmbedder(weights: $0) })
  #expect(restored.identity == trained.identity)
  #expect(restored.embed(corpus).values == trained.embed(corpus).values)
}

@Test func otherCorporaAreOtherVersions() {
  let other = TFIDFEmbedder(training: Array(corpus.dropLast()))
  #expect(other.identity != TFIDFEmbedder(training: corpus).identity)
}

@Test(arguments: [
  Data(), Data([1, 2, 3, 4]), Data(repeating: 0, count: 12), Data(repeating: 255, count: 20),
])
func brokenWeightsAreRefused(data: Data) { #expect(TFIDFEmbedder(weights: data) == nil) }

@Test func cutWeightsAreRefused() {
  #expect(TFIDFEmbedder(weights: (TFIDFEmbedder(training: corpus).weights ?? Data()).dropLast(4)) == nil)
}
