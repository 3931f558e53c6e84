import Domain
import Storage
import TextAnalysis

/// What search reads of a generation, written: documents, chunks, terms, vectors.
struct TextStages {
  private let pack: KnowledgePack
  private let embedder: EmbedderChoice
  private let log: StageLog
  private let reuse: Reuse
  private let writer: GenerationWriter

  init(
    _ pack: KnowledgePack, _ embedder: EmbedderChoice, _ log: StageLog, _ reuse: Reuse,
    _ writer: GenerationWriter
  ) {
    (self.pack, self.embedder, self.log) = (pack, embedder, log)
    (self.reuse, self.writer) = (reuse, writer)
  }

  /// Makes them, or copies what is made of the same; tells what changed since the generation `old`. Vectors of `known`
  /// serve for texts that stayed as they were.
  func make(_ inputs: InputFingerprints, since old: Generation?, known: Generation?) throws -> CorpusChanges {
    let documents = try log.stage("documents", count: \.count) {
      try DocumentStage(pack, log).run(reuse: reuse, inputs, writer)
    }
    let chunks = try log.stage("chunk", count: \.count) {
      let chunker = Chunker()
      return documents.flatMap { chunker.chunks(of: $0) }
    }
    try CorpusStage(embedder, pack.language, log, since: known).run(documents, chunks, reuse: reuse, writer)
    try ArticleWords(pack.articles).write(writer)
    return try log.stage("compare", count: { _ in chunks.count }) {
      try CorpusChanges(documents, chunks, since: old)
    }
  }

  /// Leaves them where they are, in the generation `old` that the new one lies on.
  func borrow(from old: Generation) throws -> CorpusChanges {
    reuse.leaveTexts()
    try writer.borrowTexts(of: old)
    for key in [MetadataKey.language, MetadataKey.embedderWeights, MetadataKey.corpusWords] {
      try writer.reuse(key: key)
    }
    var changes = CorpusChanges()
    (changes.documents.total, changes.chunks.total) = (old.documentCount, old.chunkCount)
    return changes
  }
}
