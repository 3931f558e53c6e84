import Dispatch
import Domain
import Foundation
import Retrieval
import Storage
import Synchronization
import TextAnalysis

/// Chunks with their vectors and the index of their terms, written.
struct CorpusStage {
  /// Chunks that are embedded, then written, at a time, on each of `lanes` threads.
  static let batch = 1024
  static let lanes = 2

  private let name: EmbedderName
  private let analyzer: Analyzer
  private let log: StageLog

  init(_ name: EmbedderName, _ language: Language, _ log: StageLog) {
    (self.name, self.log) = (name, log)
    analyzer = Analyzer(language: language)
  }

  func run(_ documents: [Document], _ chunks: [Chunk], _ writer: GenerationWriter) throws {
    try writer.write(analyzer.language.rawValue, key: MetadataKey.language)
    try log.stage("index", count: { _ in chunks.count }) {
      var builder = LexicalIndexBuilder(analyzer: analyzer)
      for row in LexicalRow.rows(of: chunks) { builder.append(row) }
      try writer.write([UInt8](builder.index().data), key: MetadataKey.lexicalIndex)
    }
    let embedder = try log.stage("train", count: { _ in chunks.count }) { () -> any Embedder in
      switch name {
      case .hashing: return HashingEmbedder(analyzer: analyzer)
      case .tfidf:
        let trained = TFIDFEmbedder(training: chunks, analyzer: analyzer)
        try writer.write([UInt8](trained.weights), key: MetadataKey.embedderWeights)
        return trained
      }
    }
    try log.stage("embed", count: { _ in chunks.count }) {
      for start in stride(from: 0, to: chunks.count, by: Self.batch * Self.lanes) {
        try log.checkCancellation()
        log.progress("embed", done: start, of: chunks.count)
        let end = min(start + Self.batch * Self.lanes, chunks.count)
        for part in Self.embedded(chunks[start..<end], embedder) {
          try writer.write(part.chunks, vectors: part.vectors, embedder: embedder.identity)
        }
      }
      if chunks.isEmpty {
        let none = EmbeddingMatrix(dimension: embedder.identity.dimension, values: [])
        try writer.write([], vectors: none, embedder: embedder.identity)
      }
    }
  }
}

/// Chunks with what is written beside them.
private struct EmbeddedChunks: Sendable {
  let chunks: [Chunk]
  let vectors: EmbeddingMatrix
}

extension CorpusStage {
  /// Embeds `chunks` in batches side by side; the result is in their order.
  private static func embedded(_ chunks: ArraySlice<Chunk>, _ embedder: any Embedder) -> [EmbeddedChunks] {
    let batches = stride(from: chunks.startIndex, to: chunks.endIndex, by: batch).map { start in
      Array(chunks[start..<min(start + batch, chunks.endIndex)])
    }
    let done = Mutex([EmbeddedChunks?](repeating: nil, count: batches.count))
    DispatchQueue.concurrentPerform(iterations: batches.count) { index in
      let batch = batches[index]
      let part = EmbeddedChunks(chunks: batch, vectors: embedder.embed(batch))
      done.withLock { $0[index] = part }
    }
    return done.withLock { $0.compactMap(\.self) }
  }
}
