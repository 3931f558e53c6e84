package import Domain
package import Foundation

/// Makes vectors of texts: texts about the same things get vectors that point the same way.
///
/// Deterministic: one identity and one text make one vector, on every machine and in every run.
package protocol Embedder: Sendable {
  var identity: EmbedderIdentity { get }
  /// All that was trained, for `EmbedderName.restored`; nil when nothing was.
  var weights: Data? { get }
  /// Knows words from other texts than the corpus, so that it finds what is said in other words.
  var isPretrained: Bool { get }

  /// The vectors of `passages`, in their order, each of length 1, or 0 where nothing in it is known.
  func embed(_ passages: [Passage]) -> EmbeddingMatrix
}

/// A text to embed, and the title it stands under.
package struct Passage: Sendable, Hashable {
  package let title: String
  package let text: String

  package init(title: String = "", text: String) { (self.title, self.text) = (title, text) }

  /// What of a chunk is searched: nothing when only its names find it.
  package init(_ chunk: Chunk) {
    self.init(title: chunk.isNameOnly ? "" : chunk.title, text: chunk.isNameOnly ? "" : chunk.text)
  }
}

extension Embedder {
  package var isPretrained: Bool { false }

  /// The vector of a question, `identity.dimension` numbers.
  package func embed(_ text: String) -> [Float] { embed([Passage(text: text)]).values }

  /// The vectors of `chunks`: row i is chunk i; zeros for a chunk that only its names find.
  package func embed(_ chunks: [Chunk]) -> EmbeddingMatrix { embed(chunks.map(Passage.init)) }
}

/// Scales `vector` to length 1; a vector of zeros stays.
func normalize(_ vector: UnsafeMutableBufferPointer<Float>) {
  var squares: Float = 0
  for value in vector { squares += value * value }
  guard squares > 0 else { return }
  let factor = 1 / squares.squareRoot()
  for index in vector.indices { vector[index] *= factor }
}
