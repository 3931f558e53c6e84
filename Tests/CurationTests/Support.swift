import Domain
import Foundation

@testable import Curation

/// What a curation handed over.
struct Collected: Sendable {
  var rows: [String: [[Value]]] = [:]
  var quarantined: [QuarantinedRow] = []
  var warnings: [CurationWarning] = []
  var counts: [SourceCount] = []

  func count(_ name: String) -> SourceCount { counts.first { $0.name == name } ?? SourceCount(name: "none") }
}

/// The root of the package.
let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()
let sharedData = packageRoot.deletingLastPathComponent().appendingPathComponent("shared/data")
let hasSharedData = FileManager.default.fileExists(atPath: sharedData.path)

func curate(
  _ sources: [SourceDeclaration], folders: [URL], limits: ReadingLimits = ReadingLimits()
) throws -> Collected {
  var curator = try Curator(sources: sources)
  curator.limits = limits
  var collected = Collected()
  let names = curator.datasets.map(\.name)
  let datasets = curator.datasets
  let sink = CurationSink(
    rows: { dataset, rows in
      collected.rows[names[dataset], default: []] += (0..<rows.rowCount).map {
        rows.values(row: $0, of: datasets[dataset].columns)
      }
    },
    quarantine: { collected.quarantined.append($0) }, warn: { collected.warnings.append($0) })
  let counts = try curator.curate(folders: folders, sink: sink)
  collected.counts = counts
  return collected
}

/// Writes files to a folder of their own, curates it and removes it.
func curate(
  _ sources: [SourceDeclaration], files: [String: [UInt8]], limits: ReadingLimits = ReadingLimits()
) throws -> Collected {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("curation-\(UUID().uuidString)")
  defer { try? FileManager.default.removeItem(at: folder) }
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  for (path, bytes) in files {
    let url = folder.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }
  return try curate(sources, folders: [folder], limits: limits)
}

func curate(
  _ sources: [SourceDeclaration], text: String, path: String = "things.csv",
  limits: ReadingLimits = ReadingLimits()
) throws -> Collected {
  try curate(sources, files: [path: Array(text.utf8)], limits: limits)
}
