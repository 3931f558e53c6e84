/// The embedders that can be asked for by name.
package enum EmbedderName: String, Sendable, CaseIterable {
  case tfidf, hashing

  /// The embedder of this name for a corpus; one that needs no training leaves `corpus` unread.
  package func embedder(for corpus: [Passage]) -> any Embedder {
    switch self {
    case .tfidf: TFIDFEmbedder(training: corpus)
    case .hashing: HashingEmbedder()
    }
  }
}
