/// A generation that can be asked: the one in place, or a former one that is kept.
package struct GenerationSummary: Sendable, Hashable {
  package var id: String
  /// The name that somebody gave it; nil for none.
  package var label: String?
  /// When it was built, ISO, UTC; empty where it cannot be read.
  package var built: String
  package var isCurrent: Bool
  /// What became of the rows of each source.
  package var sources: [SourceCount]
  /// Of its file, and of that which it lies on.
  package var bytes: Int
  /// Why it cannot be asked; nil where it can.
  package var fault: String?

  package init(
    id: String, label: String? = nil, built: String, isCurrent: Bool, sources: [SourceCount] = [], bytes: Int,
    fault: String? = nil
  ) {
    (self.id, self.label, self.built, self.isCurrent) = (id, label, built, isCurrent)
    (self.sources, self.bytes, self.fault) = (sources, bytes, fault)
  }
}
