/// Where a generation comes from.
package struct GenerationMetadata: Sendable, Hashable {
  package var generation: String
  /// ISO 8601, UTC.
  package var built: String
  /// The fingerprint of the knowledge pack.
  package var pack: String
  /// File, relative to its data folder, to fingerprint.
  package var inputs: [String: String]
  /// The overlay that it was before: the same rows, under another name; nil where there was none.
  package var rowsOf: String?

  package init(
    generation: String, built: String, pack: String, inputs: [String: String], rowsOf: String? = nil
  ) {
    (self.generation, self.built, self.pack, self.inputs) = (generation, built, pack, inputs)
    self.rowsOf = rowsOf
  }
}

/// The keys of the metadata table that are ours.
enum MetadataKey {
  static let generation = "generation"
  static let built = "built"
  static let pack = "pack"
  static let inputs = "inputs"
  /// Of an overlay: the file that it lies on.
  static let base = "base"
  /// The overlay that it is the whole of, made of the very same inputs.
  static let rowsOf = "rows of"
  static let documents = "documents"
  static let chunks = "chunks"
  static let embedderName = "embedder.name"
  static let embedderVersion = "embedder.version"
  static let embedderDimension = "embedder.dimension"
}
