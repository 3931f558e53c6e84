package import Domain
package import Foundation

/// Turns the files of data folders into clean rows, as declared.
///
/// Sources are curated in the order declared, except that a source comes after those it refers to. Each is read twice,
/// in sections, by several threads: first to judge its rows and find the winner of each key, then to make the rows
/// that are kept. Memory is bounded by `ReadingLimits`, the keys (see `SourceJudgement`) and the sets of values that
/// other sources refer to.
package struct Curator: Sendable {
  /// One for each source and each array inside its records, in the order declared.
  package let datasets: [Dataset]
  package var limits = ReadingLimits()
  /// Threads that read.
  package var threads = min(max(ProcessInfo.processInfo.activeProcessorCount, 1), 8)

  let plans: [SourcePlan]
  /// Indexes of `plans`, each after those it refers to.
  private let order: [Int]
  /// By source, what it refers to.
  let targets: [[ColumnDeclaration.Reference]]
  /// By source, the names of the sources that it refers to.
  private let referred: [[String]]

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
    referred = plans.indices.map { graph.sources(of: $0) }
  }

  /// The files that feed each source, as they are now: within a source folder by folder, by path, then the records
  /// that were sent in.
  package func inputs(in folders: [URL], posted: PostedRecords? = nil) throws(CurationError) -> CurationInputs
  {
    let list = try FileList(folders: folders)
    let files = plans.map { plan in
      list.matching(plan.patterns)
        + [plan.declaration.posts.flatMap { posted?.source($0) }].compactMap(\.self)
    }
    return CurationInputs(
      files: files,
      sources: order.map { index in
        CurationInputs.Source(
          name: plans[index].declaration.name, declaredIn: plans[index].declaration.place.file,
          datasets: plans[index].datasets.map(\.name), refersTo: referred[index],
          files: files[index].map { ($0.name, $0.path) })
      })
  }

  /// Curates the files in `folders`.
  package func curate(
    folders: [URL], sink: CurationSink, progress: (CurationProgress) -> Void = { _ in }
  ) throws -> [SourceCount] {
    try curate(inputs(in: folders), sink: sink, progress: progress)
  }

  /// Curates `inputs`; what `reused` has of an earlier curation is not read again.
  ///
  /// - Returns: The counts, in the order of `datasets`. Elements of an array count when their record passed every
  ///   rule: kept with it, superseded with it.
  /// - Throws: `CurationError`, and whatever the sink throws.
  package func curate(
    _ inputs: CurationInputs, reusing reused: ReusedSources = .none, sink: CurationSink,
    progress: (CurationProgress) -> Void = { _ in }
  ) throws -> [SourceCount] {
    let files = inputs.files
    let isReused = plans.map { reused.names.contains($0.declaration.name) }
    let total = plans.indices.filter { !isReused[$0] }.reduce(0) {
      $0 + files[$1].reduce(0) { $0 + $1.bytes }
    }
    let needed = Set(plans.indices.filter { !isReused[$0] }.flatMap { targets[$0] })
    let keys = KeyRegistry(targets.flatMap(\.self))
    var counts = datasets.map { SourceCount(name: $0.name) }
    var done = 0
    for dataset in datasets { try sink.begin(dataset) }
    for index in order {
      let plan = plans[index]
      let ofSource: [SourceCount]
      if isReused[index] {
        ofSource = try take(plan, reused, keys, needed, sink)
      } else {
        ofSource = try curate(plan, files[index], keys, sink) { rows in
          progress(
            CurationProgress(source: plan.declaration.name, rows: rows, bytes: done, totalBytes: total))
        }
        done += files[index].reduce(0) { $0 + $1.bytes }
      }
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

  /// Takes a source over from an earlier curation, and from its rows the keys that others `needed`.
  private func take(
    _ plan: SourcePlan, _ reused: ReusedSources, _ keys: KeyRegistry,
    _ needed: Set<ColumnDeclaration.Reference>, _ sink: CurationSink
  ) throws -> [SourceCount] {
    try sink.reused(plan.declaration.name)
    for dataset in plan.datasets {
      for target in needed where target.source == dataset.name {
        let set = keys.set(target)
        try reused.values(target.source, target.column) { set.insert($0) }
      }
    }
    return plan.datasets.map { reused.counts[$0.name] ?? SourceCount(name: $0.name) }
  }

  private func curate(
    _ plan: SourcePlan, _ files: [SourceFile], _ keys: KeyRegistry, _ sink: CurationSink,
    report: (Int) -> Void
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
    var judgement = try judge(plan, files, keys, sink, report: report)
    try sink.expect(plan.dataset, judgement.kept.rows.count)
    try write(plan, &judgement, keys, sink)
    for dataset in 0...plan.nested.count { try sink.end(plan.dataset + dataset) }
    return judgement.counts
  }

  /// The first reading: which rows are kept.
  private func judge(
    _ plan: SourcePlan, _ files: [SourceFile], _ keys: KeyRegistry, _ sink: CurationSink,
    report: (Int) -> Void
  ) throws -> SourceJudgement {
    let sections = try files.flatMap { try Section.sections(of: $0, plan: plan, limits: limits) }
    var judgement = SourceJudgement(plan, sink: sink)
    var reported = 0
    try OrderedWork.run(sections.count, threads: threads) { [limits] index -> SectionVerdict? in
      if sections[index].isStreamed(limits) { return nil }
      return try SectionJudge.judge(sections[index], plan, keys: keys, limits: limits)
    } take: { index, verdict in
      var section = sections[index]
      guard var verdict else {
        try stream(section, plan, into: &judgement, keys, report: report)
        return
      }
      if let exact = section.beginning(at: judgement.start(of: section), not: verdict.bytes) {
        section = exact
        verdict = try SectionJudge.judge(section, plan, keys: keys, limits: limits)
      }
      try judgement.add(verdict, of: section)
      let read = judgement.counts[0].read
      if read / CurationProgress.interval != reported / CurationProgress.interval { report(read) }
      reported = read
    }
    judgement.finish()
    return judgement
  }

  /// Judges a section bit by bit.
  private func stream(
    _ section: Section, _ plan: SourcePlan, into judgement: inout SourceJudgement, _ keys: KeyRegistry,
    report: (Int) -> Void
  ) throws {
    var isMore = false
    func add(_ verdict: SectionVerdict) throws {
      try judgement.add(verdict, of: section, isMore: isMore)
      isMore = true
      report(judgement.counts[0].read)
    }
    let rest = try withoutActuallyEscaping(add) { add in
      try SectionJudge.judge(section, plan, keys: keys, limits: limits, handOn: add)
    }
    try add(rest)
  }

  /// The second reading: the rows kept.
  private func write(
    _ plan: SourcePlan, _ judgement: inout SourceJudgement, _ keys: KeyRegistry, _ sink: CurationSink
  ) throws {
    let kept = judgement.kept
    let sections = kept.sectionsToRead
    let exports = keys.exports(of: plan)
    func take(_ written: SectionRows) throws {
      judgement.add(written)
      for (told, row) in written.deleted {
        try sink.quarantine(told)
        try sink.deleted(plan.dataset, row)
      }
      for (dataset, blocks) in written.blocks.enumerated() {
        for block in blocks where block.rowCount > 0 {
          for export in exports where export.array == dataset - 1 { export.add(block) }
          try sink.rows(plan.dataset + dataset, block)
        }
      }
    }
    try OrderedWork.run(sections.count, threads: threads) { [limits] index -> SectionRows? in
      if sections[index].section.isStreamed(limits) { return nil }
      return try SectionWriter.rows(of: sections[index], kept: kept, plan, keys: keys, limits: limits)
    } take: { index, written in
      if let written { return try take(written) }
      try take(
        withoutActuallyEscaping(take) { take in
          try SectionWriter.rows(
            of: sections[index], kept: kept, plan, keys: keys, limits: limits, handOn: take)
        })
    }
  }
}
