import Curation
import Domain
import Foundation
import Storage

/// Files to clean rows in tables.
struct CurationStage {
  private let pack: KnowledgePack
  private let inputs: CurationInputs
  private let log: StageLog
  private let world: RebuildSurroundings

  init(_ pack: KnowledgePack, _ inputs: CurationInputs, _ log: StageLog, _ world: RebuildSurroundings) {
    (self.pack, self.inputs, self.log, self.world) = (pack, inputs, log, world)
  }

  /// Curates and only counts.
  func count() throws -> [SourceCount] {
    try curate(CurationSink(rows: { _, _ in }, quarantine: { _ in }, warn: warn), reusing: .none)
  }

  /// Curates into `writer`. `records` gets the rows that an identity is to be found of. Sources that `reuse` takes are
  /// copied.
  ///
  /// - Returns: the counts, and the keys of rows whose deletion is asked for in the files that were read.
  func run(
    into writer: GenerationWriter, reuse: Reuse, records: IdentityRecords
  ) throws -> (counts: [SourceCount], deleted: [FormerKeeping.DeletedKeys]) {
    let datasets = pack.curator.datasets
    var deleted: [Int: FormerKeeping.DeletedKeys] = [:]
    let kept = Set(reused(reuse))
    for dataset in datasets {
      if kept.contains(dataset.name), try writer.borrow(dataset) { continue }
      try writer.create(dataset)
    }
    let counts = try writer.load { loader in
      let counts = try curate(
        CurationSink(
          expect: { try loader.expect($1, of: datasets[$0].name) },
          rows: { dataset, rows in
            records.add(rows, of: dataset, datasets[dataset].columns)
            try loader.append(rows, to: datasets[dataset].name)
          },
          end: { try loader.complete(datasets[$0].name) }, quarantine: { try loader.quarantine($0) },
          deleted: { dataset, row in
            records.addDeleted(row, of: dataset)
            deleted[dataset, default: FormerKeeping.DeletedKeys(datasets[dataset])].add(row)
          }, warn: warn,
          reused: { name in
            try reuse.former?.quarantined(QuarantineFilter(source: name)) { try loader.quarantine($0) }
          }), reusing: reuse.sources(inputs))
      // Most of the indexes are made by now, beside the reading.
      try log.stage("index", count: { _ in datasets.count }) { try loader.finish() }
      return counts
    }
    try log.stage("copy") { try copy(reuse, into: writer) }
    try writer.record(counts: counts)
    return (counts, deleted.sorted { $0.key < $1.key }.map(\.value))
  }

  /// Fills the datasets of sources that are taken over.
  ///
  /// - Returns: how many.
  private func copy(_ reuse: Reuse, into writer: GenerationWriter) throws -> Int {
    guard reuse.former != nil else { return 0 }
    try writer.attachFormer()
    let datasets = reused(reuse)
    for dataset in datasets {
      try log.checkCancellation()
      try writer.reuse(dataset)
    }
    return datasets.count
  }

  /// The datasets of sources that are taken over.
  private func reused(_ reuse: Reuse) -> [String] {
    inputs.sources.filter { reuse.taken.contains(.source($0.name)) }.flatMap(\.datasets)
  }

  private func curate(_ sink: CurationSink, reusing reused: ReusedSources) throws -> [SourceCount] {
    try log.stage("curate", count: { $0.reduce(0) { $0 + $1.read } }) {
      try pack.curator.curate(inputs, reusing: reused, sink: sink) {
        log.progress("curate", detail: $0.source, done: $0.bytes, of: $0.totalBytes)
      }
    }
  }

  private func warn(_ warning: CurationWarning) { world.warn(warning.description) }
}

extension Reuse {
  /// Notes what each source is made of: its files, its declaration, and the sources that it refers to.
  func note(_ inputs: CurationInputs, _ fingerprints: InputFingerprints, _ held: HeldFiles) {
    for source in inputs.sources {
      _ = takes(
        .source(source.name), making: source.datasets,
        of: [fingerprints.packFiles[source.declaredIn] ?? "", source.declaredIn]
          + source.refersTo.map { recipe(.source($0)) }
          + source.files.flatMap { [$0.name, fingerprints.files[$0.name] ?? ""] })
      if held.holds(source) { hold(.source(source.name)) }
    }
  }

  /// The sources that are taken over, as curation wants them.
  fileprivate func sources(_ inputs: CurationInputs) -> ReusedSources {
    guard let former else { return .none }
    return ReusedSources(
      names: Set(inputs.sources.map(\.name).filter { taken.contains(.source($0)) }),
      counts: Dictionary(former.counts.map { ($0.name, $0) }) { first, _ in first },
      values: { dataset, column, value in
        try former.export(dataset, columns: [column]) { row in row.first.map(value) }
      })
  }
}
