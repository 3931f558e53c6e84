import Curation
import Domain
import Foundation
import Storage

/// Files to clean rows in tables.
struct CurationStage {
  private let pack: KnowledgePack
  private let folders: [URL]
  private let log: StageLog
  private let world: RebuildSurroundings

  init(_ pack: KnowledgePack, _ folders: [URL], _ log: StageLog, _ world: RebuildSurroundings) {
    (self.pack, self.folders, self.log, self.world) = (pack, folders, log, world)
  }

  /// Curates and only counts.
  func count() throws -> [SourceCount] {
    try curate(CurationSink(rows: { _, _ in }, quarantine: { _ in }, warn: warn))
  }

  /// Curates into `writer`. `records` gets the rows that an identity is to be found of.
  func run(into writer: GenerationWriter, records: IdentityRecords) throws -> [SourceCount] {
    let datasets = pack.curator.datasets
    for dataset in datasets { try writer.create(dataset) }
    let counts = try writer.load { loader in
      let counts = try curate(
        CurationSink(
          expect: { try loader.expect($1, of: datasets[$0].name) },
          rows: { dataset, rows in
            records.add(rows, of: dataset, datasets[dataset].columns)
            try loader.append(rows, to: datasets[dataset].name)
          },
          end: { try loader.complete(datasets[$0].name) }, quarantine: { try loader.quarantine($0) },
          deleted: { records.addDeleted($1, of: $0) }, warn: warn))
      // Most of the indexes are made by now, beside the reading.
      try log.stage("index", count: { _ in datasets.count }) { try loader.finish() }
      return counts
    }
    try writer.record(counts: counts)
    return counts
  }

  private func curate(_ sink: CurationSink) throws -> [SourceCount] {
    try log.stage("curate", count: { $0.reduce(0) { $0 + $1.read } }) {
      try pack.curator.curate(folders: folders, sink: sink) {
        log.progress("curate", detail: $0.source, done: $0.bytes, of: $0.totalBytes)
      }
    }
  }

  private func warn(_ warning: CurationWarning) { world.warn(warning.description) }
}
