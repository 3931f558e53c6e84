import Curation
import Domain
import Foundation
import Storage

/// Files to clean rows in tables, each row written as it comes.
struct CurationStage {
  /// Rows of a dataset that are gathered before they are written.
  static let batch = 512

  private let pack: KnowledgePack
  private let folders: [URL]
  private let log: StageLog
  private let world: RebuildSurroundings

  init(_ pack: KnowledgePack, _ folders: [URL], _ log: StageLog, _ world: RebuildSurroundings) {
    (self.pack, self.folders, self.log, self.world) = (pack, folders, log, world)
  }

  /// Curates into `writer`; without one, only counts. `records` gets the rows that an identity is to be found of.
  func run(into writer: GenerationWriter?, records: IdentityRecords? = nil) throws -> [SourceCount] {
    let counts = try log.stage("curate", count: Self.rows) {
      let rows = RowBatches(pack.curator.datasets, writer)
      let counts = try pack.curator.curate(
        folders: folders,
        sink: CurationSink(
          begin: { try writer?.create($0) },
          row: { dataset, row in
            records?.add(row, of: dataset)
            try rows.add(row, to: dataset)
          },
          quarantine: { try writer?.quarantine($0) }, deleted: { records?.addDeleted($1, of: $0) },
          warn: { world.warn($0.description) })
      ) { log.progress("curate", detail: $0.source, done: $0.bytes, of: $0.totalBytes) }
      try rows.flush()
      return counts
    }
    if let writer {
      try log.stage("index", count: { _ in pack.curator.datasets.count }) {
        for dataset in pack.curator.datasets { try writer.createIndexes(of: dataset.name) }
        try writer.record(counts: counts)
      }
    }
    return counts
  }

  private static func rows(_ counts: [SourceCount]) -> Int { counts.reduce(0) { $0 + $1.read } }
}

/// Rows on their way to the tables, some at a time.
private final class RowBatches {
  private let datasets: [Dataset]
  private let writer: GenerationWriter?
  private var waiting: [[[Value]]]

  init(_ datasets: [Dataset], _ writer: GenerationWriter?) {
    (self.datasets, self.writer) = (datasets, writer)
    waiting = datasets.map { _ in [] }
  }

  func add(_ row: [Value], to index: Int) throws {
    if writer == nil { return }
    waiting[index].append(row)
    if waiting[index].count >= CurationStage.batch { try write(index) }
  }

  func flush() throws { for index in waiting.indices { try write(index) } }

  private func write(_ index: Int) throws {
    if waiting[index].isEmpty { return }
    try writer?.insert(into: datasets[index].name, rows: waiting[index])
    waiting[index].removeAll(keepingCapacity: true)
  }
}
