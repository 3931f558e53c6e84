import Dispatch
import Domain
import Foundation
import Retrieval
import Storage
import Synchronization
import TextAnalysis

/// Chunks with their vectors and the index of their terms, written.
struct CorpusStage {
  /// Threads that embed `EmbedderChoice.batch` chunks each; they are written together.
  static let lanes = 2
  /// Chunks that are indexed between two looks at whether to go on.
  private static let checked = 256

  private let choice: EmbedderChoice
  private let analyzer: Analyzer
  private let log: StageLog
  private let old: Generation?

  /// The vectors of `old` serve for chunks that stayed as they were.
  init(_ choice: EmbedderChoice, _ language: Language, _ log: StageLog, since old: Generation?) {
    (self.choice, self.log, self.old) = (choice, log, old)
    analyzer = Analyzer(language: language)
  }

  func run(_ documents: [Document], _ chunks: [Chunk], reuse: Reuse, _ writer: GenerationWriter) throws {
    if reuse.takes(.corpus, of: ingredients(documents)), let former = reuse.former {
      return try log.stage("keep", count: { _ in chunks.count }) {
        try writer.reuseChunks(of: former)
        for key in [MetadataKey.language, MetadataKey.embedderWeights] {
          try writer.reuse(key: key)
        }
      }
    }
    try writer.write(analyzer.language.rawValue, key: MetadataKey.language)
    try log.stage("postings", count: { _ in chunks.count }) {
      let (analyzer, check) = (analyzer, log.checkCancellation)
      let (terms, rows) = try sideBySide(
        {
          var builder = LexicalIndexBuilder(analyzer: analyzer)
          for (number, row) in LexicalRow.rows(of: chunks).enumerated() {
            if number % Self.checked == 0 { try check() }
            builder.append(row)
          }
          return (consume builder).index().region
        },
        { RowTable(chunks, analyzer: analyzer).region })
      try writer.write(terms, as: .terms)
      try writer.write(rows, as: .rows)
    }
    let embedder = try log.stage("train", count: { _ in chunks.count }) { () -> any Embedder in
      switch choice {
      case .encoder(let encoder, _): return VectorMemo(encoder, old: old)
      case .named(let name):
        let passages = chunks.filter { !$0.isNameOnly }.map(Passage.init)
        let trained = name.embedder(for: passages, analyzer: analyzer)
        if let weights = trained.weights {
          try writer.write([UInt8](weights), key: MetadataKey.embedderWeights)
        }
        return trained
      }
    }
    try log.stage("embed", count: { _ in chunks.count }) {
      let batch = choice.batch
      for start in stride(from: 0, to: chunks.count, by: batch * Self.lanes) {
        try log.checkCancellation()
        log.progress("embed", done: start, of: chunks.count)
        let end = min(start + batch * Self.lanes, chunks.count)
        for part in Self.embedded(chunks[start..<end], batch, embedder) {
          try writer.write(part.chunks, vectors: part.vectors, embedder: embedder.identity)
        }
      }
      if chunks.isEmpty {
        let none = EmbeddingMatrix(dimension: embedder.identity.dimension, values: [])
        try writer.write([], vectors: none, embedder: embedder.identity)
      }
      if let vectors = try writer.vectors(), let codes = VectorSearch(vectors).keepsake {
        try writer.write(codes, as: .codes)
      }
    }
  }
}

extension CorpusStage {
  /// What chunks, terms and vectors are made of: the texts, and what reads them.
  private func ingredients(_ documents: [Document]) -> [String] {
    var hash = Fingerprint()
    for document in documents {
      hash.add(document.id)
      hash.add(document.contentHash)
      hash.add([document.isNameOnly ? 1 : 0])
    }
    return [analyzer.language.rawValue, choice.text, choice.version, "\(documents.count)", hash.text]
  }
}

/// Chunks with what is written beside them.
private struct EmbeddedChunks: Sendable {
  let chunks: [Chunk]
  let vectors: EmbeddingMatrix
}

extension CorpusStage {
  /// Embeds `chunks` in batches side by side; the result is in their order.
  private static func embedded(
    _ chunks: ArraySlice<Chunk>, _ batch: Int, _ embedder: any Embedder
  ) -> [EmbeddedChunks] {
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
