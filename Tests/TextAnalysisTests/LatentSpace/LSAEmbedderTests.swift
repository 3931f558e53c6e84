import Domain
import Foundation
import Testing
import TextAnalysis

/// "brake" and "rotor" never stand in one passage, but both stand with "pads"; so do "oil" and "grease" with "engine".
private let corpus = [
  "brake pads wear", "pads and rotor", "brake pads squeal", "rotor pads grind", "worn pads on the rotor",
  "engine oil", "grease for the engine", "engine oil change", "engine grease gun", "oil level of the engine",
].map { Passage(text: $0) }

private func cosine(_ a: [Float], _ b: [Float]) -> Float { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

@Test func aTextIsNearOthersOfItsTopicInOtherWords() {
  let embedder = LSAEmbedder(training: corpus, dimension: 2)
  let brake = embedder.embed("brake")
  #expect(cosine(brake, embedder.embed("rotor")) > 0.9)
  #expect(abs(cosine(brake, embedder.embed("grease"))) < 0.3)
}

@Test(arguments: [1, 2, 5, 300])
func latentVectorsAreOfLengthOneOrZero(dimension: Int) {
  let embedder = LSAEmbedder(training: corpus, dimension: dimension)
  let matrix = embedder.embed(corpus + [Passage(text: "zzyzx"), Passage(text: "")])
  #expect(matrix.dimension == dimension && embedder.identity.dimension == dimension)
  for row in 0..<matrix.count {
    let vector = Array(matrix.values[row * dimension..<(row + 1) * dimension])
    let length = cosine(vector, vector)
    #expect(row < corpus.count ? abs(length - 1) < 1e-5 || length == 0 : length == 0)
  }
  if dimension == 300 {
    #expect(abs(cosine(embedder.embed("brake pads wear"), Array(matrix.values[..<300])) - 1) < 1e-5)
  }
}

@Test func latentWeightsComeBackAsTheyWere() throws {
  let trained = LSAEmbedder(training: corpus, dimension: 4)
  let weights = try #require(trained.weights)
  let restored = try #require(LSAEmbedder(weights: weights))
  #expect(restored.identity == trained.identity)
  #expect(restored.embed(corpus).values == trained.embed(corpus).values)
  #expect(EmbedderName.restored(trained.identity, weights: weights)?.identity == trained.identity)
  // Neither of other weights, nor without them, nor of another version.
  let other = LSAEmbedder(training: Array(corpus.dropLast()), dimension: 4).weights
  #expect(EmbedderName.restored(trained.identity, weights: other) == nil)
  #expect(EmbedderName.restored(trained.identity, weights: nil) == nil)
  for broken in [Data(), weights.dropLast(), weights + [0], weights.dropFirst(4), Data(weights.reversed())] {
    #expect(LSAEmbedder(weights: Data(broken)) == nil)
  }
}

@Test func aCorpusOfNothingMakesNoVectors() {
  for passages in [[], [Passage(text: "")], [Passage(text: "the of")]] {
    let embedder = LSAEmbedder(training: passages, dimension: 3)
    #expect(embedder.embed("brake pads").allSatisfy { $0 == 0 })
    #expect(embedder.weights.flatMap { LSAEmbedder(weights: $0) }?.identity == embedder.identity)
  }
}
