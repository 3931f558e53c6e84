import Curation
import Domain
package import Foundation
import Storage

/// Names under which a rebuild leaves what the next one compares with, and what the status tells.
enum RebuildKey {
  static let program = "program"
  /// What each part is made of (`Reuse`).
  static let recipes = "recipes"
  static let embedder = "embedder requested"
  /// The same where the request said it, not the pack.
  static let embedderOption = "embedder option"
  /// How many former generations are kept.
  static let keep = "generations kept"
  /// The paths of the data folders, one a line.
  static let folders = "data folders"
  /// The newest trustworthy day in the rows of a dataset, ISO.
  static func newestRow(of dataset: String) -> String { "newest row/\(dataset)" }
  /// When the newest file of a dataset was modified, ISO, UTC.
  static func modified(_ dataset: String) -> String { "modified/\(dataset)" }
}

/// When the files behind each dataset were modified last.
struct SourceAges {
  private let files: CurationInputs
  private let inputs: InputFingerprints

  init(_ files: CurationInputs, _ inputs: InputFingerprints) { (self.files, self.inputs) = (files, inputs) }

  func write(_ writer: GenerationWriter) throws {
    for source in files.sources {
      guard let newest = source.files.compactMap({ inputs.modified[$0.path] }).max() else { continue }
      for dataset in source.datasets {
        try writer.write(UTCTime(seconds: newest).text, key: RebuildKey.modified(dataset))
      }
    }
  }
}

/// The folders that a generation's data came from.
package struct DataFolders: Sendable {
  package let urls: [URL]

  init(_ urls: [URL]) { self.urls = urls }

  /// Those of the generation in place; none when there is none.
  package init(of database: URL) {
    let text = (try? Generation(opening: database, connections: 1).text(key: RebuildKey.folders)) ?? nil
    urls = (text ?? "").split(separator: "\n").map { URL(fileURLWithPath: String($0), isDirectory: true) }
  }

  func write(_ writer: GenerationWriter) throws {
    try writer.write(urls.map(\.path).joined(separator: "\n"), key: RebuildKey.folders)
  }
}

extension Generation {
  /// The state of this generation, its sources with their ages. Reads metadata only.
  func status() throws -> Status {
    var status = Status(
      generation: metadata.generation, built: metadata.built,
      sources: try counts.map { count in
        Status.Source(
          count: count, newest: try text(key: RebuildKey.newestRow(of: count.name)),
          modified: try text(key: RebuildKey.modified(count.name)))
      },
      datasets: datasets.map { ($0.dataset.name, $0.rows) }.sorted { $0.0 < $1.0 },
      documents: documentCount, chunks: chunkCount,
      embedder: embedder ?? EmbedderIdentity(name: "none", version: "", dimension: 1), databaseBytes: bytes)
    (status.isSettled, status.waiting) = (base == nil, HeldFiles.names(in: metadata))
    return status
  }
}
