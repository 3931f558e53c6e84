import Domain

/// Names under which a rebuild leaves what questions need.
enum MetadataKey {
  /// The distinct words of the articles, joined by blanks: they are right as they stand.
  static let corpusWords = "corpus words"
  /// The language of the texts.
  static let language = "language"
  /// The weights of a trained embedder.
  static let embedderWeights = "embedder weights"
  /// The newest trustworthy day of an entity's rows, ISO.
  static func newest(_ entity: EntityID) -> String { "newest/\(entity)" }
  /// The largest number that was ever given in an identity dataset.
  static func lastIdentity(_ dataset: String) -> String { "identity/\(dataset)" }
}
