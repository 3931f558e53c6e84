package import Domain
package import Foundation

/// What a pack says about search, in `retrieval.yaml`.
package struct RetrievalSettings: Sendable, Hashable {
  /// The name of an embedder, or a folder with a sentence encoder, relative to the pack; nil when nothing is said.
  package var embedder: String?
}

/// Reads `retrieval.yaml` of a pack, which need not be there.
package func loadRetrievalSettings(pack: URL) throws(PackError) -> RetrievalSettings {
  let name = "retrieval.yaml"
  guard FileManager.default.fileExists(atPath: pack.appendingPathComponent(name).path) else {
    return RetrievalSettings()
  }
  let fields = try PackFile(name, in: pack).root().fields("embedder")
  return RetrievalSettings(embedder: try fields["embedder"]?.string())
}
