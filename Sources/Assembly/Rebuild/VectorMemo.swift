import Domain
import Foundation
import Storage
import TextAnalysis

/// An embedder that takes the vectors of texts from the generation in place, where it has them.
///
/// One identity and one text make one vector, so that a text that stayed as it was need not be read again.
struct VectorMemo: Embedder {
  private let base: any Embedder
  private let vectors: StoredVectors?
  /// The row of `vectors` of each passage.
  private let rows: [Passage: Int]

  var identity: EmbedderIdentity { base.identity }
  var weights: Data? { base.weights }

  /// Keeps nothing of a generation that is nil, cannot be read, or was made by an embedder other than `base`.
  init(_ base: any Embedder, old: Generation?) {
    var rows: [Passage: Int] = [:]
    var vectors: StoredVectors?
    if let old, old.embedder == base.identity, let known = try? old.vectors(embedder: base.identity) {
      vectors = known.vectors
      for (row, chunk) in known.chunks.enumerated()
      where Self.row(row, of: known.vectors).contains(where: { $0 != 0 }) {
        rows[Passage(chunk)] = row
      }
    }
    (self.base, self.vectors, self.rows) = (base, vectors, rows)
  }

  func embed(_ passages: [Passage]) -> EmbeddingMatrix {
    let unknown = passages.filter { rows[$0] == nil }
    if unknown.count == passages.count { return base.embed(passages) }
    let made = base.embed(unknown)
    var values: [Float] = []
    values.reserveCapacity(passages.count * identity.dimension)
    var next = 0
    for passage in passages {
      if let row = rows[passage] {
        values += vectors.map { Self.row(row, of: $0) } ?? UnsafeBufferPointer(start: nil, count: 0)
      } else {
        values += made.values[next * made.dimension..<(next + 1) * made.dimension]
        next += 1
      }
    }
    return EmbeddingMatrix(dimension: identity.dimension, values: values)
  }

  /// Valid while `vectors` is held.
  private static func row(_ row: Int, of vectors: StoredVectors) -> UnsafeBufferPointer<Float> {
    UnsafeBufferPointer(start: vectors.floats.map { $0 + row * vectors.dimension }, count: vectors.dimension)
  }
}
