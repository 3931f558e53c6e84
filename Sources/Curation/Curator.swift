package import Domain
package import Foundation

/// Turns the files of data folders into clean rows, as declared.
///
/// Sources are curated in the order declared, except that a source comes after those it refers to. A source with a
/// key is read twice: first for its keys, beside the work on other sources, then for its rows, so that rows of a key
/// that occurs once, nearly all, go on without being held. Memory is bounded by `ReadingLimits`, the keys (13 to 27 bytes each) and the sets of
/// values that other sources refer to.
package struct Curator: Sendable {
  /// One for each source and each array inside its records, in the order declared.
  package let datasets: [Dataset]
  package var limits = ReadingLimits()

  private let plans: [SourcePlan]
  /// Indexes of `plans`, each after those it refers to.
  private let order: [Int]
  private let targets: [ColumnDeclaration.Reference]

  /// Checks the declarations: names exist, formulas have the right types, references do not go in circles.
  package init(sources: [SourceDeclaration]) throws(PackError) {
    var plans: [SourcePlan] = []
    var datasets: [Dataset] = []
    for source in sources {
      let plan = try SourcePlan(source, dataset: datasets.count)
      for dataset in plan.datasets {
        guard !datasets.contains(where: { $0.name == dataset.name }) else {
          throw source.place.error(found: dataset.name, expected: "each dataset once")
        }
        datasets.append(dataset)
      }
      plans.append(plan)
    }
    (self.plans, self.datasets) = (plans, datasets)
    let graph = ReferenceGraph(plans)
    try graph.checkTargets(datasets)
    order = try graph.order()
    targets = graph.targets
  }

  /// Curates the files in `folders`: within a source, folder by folder, by path.
  ///
  /// - Returns: The counts, in the order of `datasets`. Elements of an array count when their record passed every
  ///   rule: kept with it, superseded with it.
  /// - Throws: `CurationError`, and whatever the sink throws.
  package func curate(
    folders: [URL], sink: CurationSink, progress: (CurationProgress) -> Void = { _ in }
  ) throws -> [SourceCount] {
    let list = try FileList(folders: folders)
    let files = plans.map { list.matching($0.patterns) }
    let total = files.joined().reduce(0) { $0 + $1.bytes }
    let keys = KeyRegistry(targets)
    var counts = datasets.map { SourceCount(name: $0.name) }
    var done = 0
    for dataset in datasets { try sink.begin(dataset) }
    let scans = KeyScans(order) { [self] in try repeatedKeys(plans[$0], files[$0]) }
    defer { scans.cancel() }
    for index in order {
      let plan = plans[index]
      let repeated = try scans.result(index)
      let ofSource = try curate(plan, files[index], repeated, keys, sink) { rows in
        progress(
          CurationProgress(source: plan.declaration.name, rows: rows, bytes: done, totalBytes: total))
      }
      done += files[index].reduce(0) { $0 + $1.bytes }
      for (offset, count) in ofSource.enumerated() {
        guard count.isConserved else {
          throw CurationError.notConserved(
            source: count.name, read: count.read, kept: count.kept, superseded: count.superseded,
            quarantined: count.quarantined)
        }
        counts[plan.dataset + offset] = count
      }
      progress(
        CurationProgress(
          source: plan.declaration.name, rows: ofSource.first?.read ?? 0, bytes: done, totalBytes: total))
    }
    return counts
  }

  /// The files that feed each dataset, relative to their folder, in the order of `datasets`.
  package func files(in folders: [URL]) throws(CurationError) -> [(dataset: String, paths: [String])] {
    let list = try FileList(folders: folders)
    return plans.flatMap { plan in
      let paths = list.matching(plan.patterns).map(\.path)
      return plan.datasets.map { ($0.name, paths) }
    }
  }

  private func curate(
    _ plan: SourcePlan, _ files: [SourceFile], _ repeated: RepeatedHashes?, _ keys: KeyRegistry,
    _ sink: CurationSink, report: (Int) -> Void
  ) throws -> [SourceCount] {
    if files.isEmpty {
      if plan.declaration.isRequired {
        throw CurationError.noFile(source: plan.declaration.name, patterns: plan.declaration.files)
      }
      try sink.warn(
        CurationWarning(
          source: plan.declaration.name, file: nil,
          text: "no file matches \(plan.declaration.files.joined(separator: " or "))"))
    }
    return try withoutActuallyEscaping(report) { report in
      let run = SourceRun(plan, repeated: repeated, keys: keys, limits: limits, sink: sink, report: report)
      for file in files {
        run.begin(file)
        try read(file, plan, run)
      }
      try run.finishFirstReading()
      if run.needsSecondReading {
        for file in files {
          run.begin(file)
          try read(file, plan, run)
        }
      }
      return run.counts
    }
  }

  /// The keys that occur more than once; nil when none can or none does.
  private func repeatedKeys(_ plan: SourcePlan, _ files: [SourceFile]) throws -> RepeatedHashes? {
    let isNumbered = plan.key.contains {
      if case .rowNumber = plan.plan.columns[$0].source { true } else { false }
    }
    if plan.key.isEmpty || files.isEmpty || isNumbered && files.count == 1 { return nil }
    let scan = KeyScan(plan)
    for file in files {
      scan.begin(file)
      try read(file, plan, scan)
    }
    return scan.hashes.hasRepeated ? scan.hashes.repeatedOnly : nil
  }

  private func read(_ file: SourceFile, _ plan: SourcePlan, _ visitor: some RecordVisitor) throws {
    let stream = try ByteStream.file(file)
    switch plan.format(of: file.path) {
    case .json: try JSONFileReader(limits: limits).readDocument(stream, visitor)
    case .jsonl: try JSONFileReader(limits: limits).readLines(stream, visitor)
    case .csv, nil:
      try CSVFileReader(file: file.path, source: plan.declaration.name, limits: limits).read(stream, visitor)
    }
  }
}
