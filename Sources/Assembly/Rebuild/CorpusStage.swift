import Dispatch
import Domain
import Foundation
import Storage
import Synchronization
import TextAnalysis

/// Chunks with their vectors and terms, written.
struct CorpusStage {
  /// Chunks that are embedded, then written, at a time.
  static let batch = 2048

  private let name: EmbedderName
  private let log: StageLog

  init(_ name: EmbedderName, _ log: StageLog) { (self.name, self.log) = (name, log) }

  func run(_ documents: [Document], _ chunks: [Chunk], _ writer: GenerationWriter) throws {
    let embedder = try log.stage("train", count: { _ in chunks.count }) { () -> any Embedder in
      switch name {
      case .hashing: return HashingEmbedder()
      case .tfidf:
        let trained = TFIDFEmbedder(training: chunks)
        try writer.write([UInt8](trained.weights), key: MetadataKey.embedderWeights)
        return trained
      }
    }
    try log.stage("embed", count: { _ in chunks.count }) {
      let analyzer = Analyzer()
      for start in stride(from: 0, to: chunks.count, by: Self.batch) {
        try log.checkCancellation()
        log.progress("embed", done: start, of: chunks.count)
        let batch = Array(chunks[start..<min(start + Self.batch, chunks.count)])
        let terms = analyzer.terms(of: batch)
        try writer.write(batch, vectors: embedder.embed(batch), embedder: embedder.identity) {
          terms[$0.id] ?? []
        }
      }
      if chunks.isEmpty {
        let none = EmbeddingMatrix(dimension: embedder.identity.dimension, values: [])
        try writer.write([], vectors: none, embedder: embedder.identity)
      }
    }
  }
}

extension Analyzer {
  /// The terms of each chunk, by its id; what `terms(of: Chunk)` gives, faster.
  fileprivate func terms(of chunks: [Chunk]) -> [Chunk.ID: [String]] {
    let searched = chunks.filter { !$0.isNameOnly }
    let titles = terms(of: searched.map(\.title))
    let texts = terms(of: searched.map(\.text))
    var terms: [Chunk.ID: [String]] = [:]
    for (index, chunk) in searched.enumerated() {
      terms[chunk.id] = titles[index] + titles[index] + texts[index]
    }
    return terms
  }
}
