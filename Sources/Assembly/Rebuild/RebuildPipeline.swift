import Curation
package import Dispatch
import Domain
import Foundation
import Storage
import Synchronization

/// The rebuild, from files to the database, top to bottom.
package struct RebuildPipeline: Sendable {
  private let request: RebuildRequest
  private let world: RebuildSurroundings

  package init(_ request: RebuildRequest, _ world: RebuildSurroundings) {
    (self.request, self.world) = (request, world)
  }

  /// Builds the next generation, unless the one in place has been made of the same inputs.
  ///
  /// Whatever fails leaves the generation in place as it is.
  /// - Throws: `PackError`, `CurationError`, `StorageError`, `RebuildError`; `CancellationError` between stages
  ///   when the task is cancelled.
  package func run() throws -> RebuildOutcome {
    let started = world.clock()
    try KnowledgePack.check(request.knowledge)
    let embedder = try EmbedderChoice(request)
    let posted = PostedRecords(of: request.database)
    var inputs = try InputFingerprints(pack: request.knowledge, folders: request.folders, posted: posted)
    if !request.isFull, !request.isDryRun,
      let old = try? Generation(opening: request.database, connections: 1),
      try isCurrent(
        old, HeldFiles(request.unsettled, since: old.metadata, isAlike: true).taken(of: inputs), embedder)
    {
      return unchanged(old, seconds: world.clock() - started)
    }
    let pack = try KnowledgePack(reading: request.knowledge)
    var files = try pack.curator.inputs(in: request.folders, posted: posted)

    let id = generationID(inputs)
    let log = StageLog(world)
    if request.isDryRun {
      let counts = try CurationStage(pack, files, log, world).count()
      return outcome(.dryRun, id: "dry run", counts, CorpusChanges(), log, started)
    }

    let writer = try GenerationWriter(replacing: request.database)
    try writer.stop { [check = world.checkCancellation] in (try? check()) == nil }
    // Opened behind the lock: from here on it is the one that is replaced.
    let old = try? Generation(opening: request.database, connections: 1)
    let like = try old.flatMap { try isAlike($0, inputs, embedder) && !request.isFull ? $0 : nil }
    let held = HeldFiles(request.unsettled, since: old?.metadata, isAlike: like != nil)
    (inputs, files) = (held.taken(of: inputs), held.taken(of: files))
    for name in held.names { world.warn("\(name) is still being written; it waits, the others do not") }
    let lower = request.isRowsFirst ? like : nil
    if let lower { try writer.overlay(lower) }
    let moment = UTCTime(world.now()).text
    let reuse = try Reuse(request.isFull ? nil : old, program: world.program, moment: moment)
    reuse.note(files, inputs, held)
    reuse.note(pack.identities, files, inputs)
    let records = IdentityRecords(pack.identities)
    let (counts, deleted) = try CurationStage(pack, files, log, world)
      .run(into: writer, reuse: reuse, records: records)
    if request.isStrict, counts.contains(where: { $0.quarantined > 0 }) {
      writer.abandon()
      return outcome(.refused, id: old?.metadata.generation ?? "none", counts, CorpusChanges(), log, started)
    }
    try log.stage("identify", count: { _ in records.count }) {
      try IdentityStage(pack.identities, since: old).run(records, reuse: reuse, writer)
    }
    try log.stage("derive") { try DerivedStage(pack.derived).run(reuse: reuse, writer) }
    let texts = TextStages(pack, embedder, log, reuse, writer)
    let changes =
      try lower.map { try texts.borrow(from: $0) }
      ?? texts.make(inputs, since: old, known: request.isFull ? nil : old)
    try log.stage("finish", count: { _ in counts.reduce(0) { $0 + $1.kept } }) {
      try NewestDays(pack.catalog).write(reuse: reuse, writer)
      try SourceAges(files, inputs).write(writer)
      try writer.write(world.program, key: RebuildKey.program)
      try embedder.write(request, writer)
      try DataFolders(request.folders).write(writer)
      try reuse.write(writer)
      let keep = try keep(old)
      try writer.write("\(keep)", key: RebuildKey.keep)
      try writer.write(
        GenerationMetadata(
          generation: id, built: moment, pack: inputs.pack, inputs: inputs.files,
          rowsOf: lower == nil && old?.base != nil && old?.metadata.inputs == inputs.files
            ? old?.metadata.generation : nil))
      try writer.finish(
        keeping: FormerKeeping(
          count: keep, today: String(moment.prefix(10)), deleted: deleted, warn: world.warn))
    }
    var built = outcome(.built, id: id, counts, changes, log, started)
    (built.report.reused, built.report.made) = reuse.names
    (built.report.isSettled, built.report.waiting) = (lower == nil, held.names)
    return built
  }

  /// As the other, on a thread of its own; stops soon after the task is cancelled.
  package func run(on queue: DispatchQueue) async throws -> RebuildOutcome {
    let isCancelled = Atomic(false)
    var world = world
    world.checkCancellation = {
      if isCancelled.load(ordering: .relaxed) { throw CancellationError() }
    }
    let pipeline = RebuildPipeline(request, world)
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        queue.async { continuation.resume(with: Result { try pipeline.run() }) }
      }
    } onCancel: {
      isCancelled.store(true, ordering: .relaxed)
    }
  }

  /// How many former generations are to be kept.
  private func keep(_ old: Generation?) throws -> Int {
    let last = try old?.text(key: RebuildKey.keep).flatMap { Int($0) }
    return request.keep ?? last ?? RebuildRequest.standardKeep
  }

  /// Whether a generation was made by this program of exactly these inputs, and has all that is asked for.
  private func isCurrent(
    _ old: Generation, _ inputs: InputFingerprints, _ embedder: EmbedderChoice
  ) throws -> Bool {
    try old.metadata.inputs == inputs.files && (old.base == nil || request.isRowsFirst)
      && isAlike(old, inputs, embedder)
  }

  /// Whether a generation was made by this program, pack and embedder: it differs by its data only.
  private func isAlike(
    _ old: Generation, _ inputs: InputFingerprints, _ embedder: EmbedderChoice
  ) throws -> Bool {
    try old.metadata.pack == inputs.pack && old.text(key: RebuildKey.program) == world.program
      && embedder.made(old)
  }

  /// "20261121-023116-1a2b": when it was begun, and four digits of what it is made of.
  private func generationID(_ inputs: InputFingerprints) -> String {
    let digits = UTCTime(world.now()).text.filter(\.isNumber)
    return
      "\(digits.prefix(8))-\(digits.suffix(6))-\(inputs.short(world.program, request.isRowsFirst ? "rows" : ""))"
  }

  private func unchanged(_ old: Generation, seconds: Double) -> RebuildOutcome {
    var report = RebuildReport(generation: old.metadata.generation)
    (report.sources, report.seconds, report.isSettled) = (old.counts, seconds, old.base == nil)
    (report.documents.total, report.chunks.total) = (old.documentCount, old.chunkCount)
    let isRefused = request.isStrict && old.counts.contains { $0.quarantined > 0 }
    return RebuildOutcome(ending: isRefused ? .refused : .unchanged, report: report)
  }

  private func outcome(
    _ ending: RebuildOutcome.Ending, id: String, _ counts: [SourceCount], _ changes: CorpusChanges,
    _ log: StageLog, _ started: Double
  ) -> RebuildOutcome {
    var report = RebuildReport(generation: id)
    (report.sources, report.stages) = (counts, log.stages)
    (report.documents, report.chunks) = (changes.documents, changes.chunks)
    report.seconds = world.clock() - started
    return RebuildOutcome(ending: ending, report: report)
  }
}
