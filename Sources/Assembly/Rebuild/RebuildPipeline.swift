import Curation
package import Dispatch
import Domain
import Foundation
import Storage
import Synchronization
import TextAnalysis

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
    let inputs = try InputFingerprints(pack: request.knowledge, folders: request.folders, posted: posted)
    if !request.isFull, !request.isDryRun,
      let old = try? Generation(opening: request.database, connections: 1),
      try isCurrent(old, inputs, embedder)
    {
      return unchanged(old, seconds: world.clock() - started)
    }
    let pack = try KnowledgePack(reading: request.knowledge)
    let files = try pack.curator.inputs(in: request.folders, posted: posted)

    let id = generationID(inputs)
    let log = StageLog(world)
    if request.isDryRun {
      let counts = try CurationStage(pack, files, log, world).count()
      return outcome(.dryRun, id: "dry run", counts, CorpusChanges(), log, started)
    }

    let writer = try GenerationWriter(replacing: request.database)
    // Opened behind the lock: from here on it is the one that is replaced.
    let old = try? Generation(opening: request.database, connections: 1)
    let moment = UTCTime(world.now()).text
    let reuse = try Reuse(request.isFull ? nil : old, program: world.program, moment: moment)
    reuse.note(files, inputs)
    reuse.note(pack.identities, files, inputs)
    let records = IdentityRecords(pack.identities)
    let counts = try CurationStage(pack, files, log, world).run(into: writer, reuse: reuse, records: records)
    if request.isStrict, counts.contains(where: { $0.quarantined > 0 }) {
      writer.abandon()
      return outcome(.refused, id: old?.metadata.generation ?? "none", counts, CorpusChanges(), log, started)
    }
    try log.stage("identify", count: { _ in records.count }) {
      try IdentityStage(pack.identities, since: old).run(records, reuse: reuse, writer)
    }
    try log.stage("derive") { try DerivedStage(pack.derived).run(reuse: reuse, writer) }
    let documents = try log.stage("documents", count: \.count) {
      try DocumentStage(pack).run(reuse: reuse, inputs, writer)
    }
    let chunks = try log.stage("chunk", count: \.count) {
      let chunker = Chunker()
      return documents.flatMap { chunker.chunks(of: $0) }
    }
    try CorpusStage(embedder, pack.language, log, since: request.isFull ? nil : old)
      .run(documents, chunks, reuse: reuse, writer)
    let changes = try log.stage("compare", count: { _ in chunks.count }) {
      try CorpusChanges(documents, chunks, since: old)
    }
    try log.stage("finish", count: { _ in counts.reduce(0) { $0 + $1.kept } }) {
      try NewestDays(pack.catalog).write(reuse: reuse, writer)
      try ArticleWords(pack.articles).write(writer)
      try SourceAges(files, inputs).write(writer)
      try writer.write(world.program, key: RebuildKey.program)
      try embedder.write(request, writer)
      try DataFolders(request.folders).write(writer)
      try reuse.write(writer)
      try writer.write(
        GenerationMetadata(generation: id, built: moment, pack: inputs.pack, inputs: inputs.files))
      try writer.finish()
    }
    var built = outcome(.built, id: id, counts, changes, log, started)
    (built.report.reused, built.report.made) = reuse.names
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

  /// Whether a generation was made by this program of exactly these inputs.
  private func isCurrent(
    _ old: Generation, _ inputs: InputFingerprints, _ embedder: EmbedderChoice
  ) throws -> Bool {
    try old.metadata.pack == inputs.pack && old.metadata.inputs == inputs.files
      && old.text(key: RebuildKey.program) == world.program
      && embedder.made(old)
  }

  /// "20261121-023116-1a2b": when it was begun, and four digits of what it is made of.
  private func generationID(_ inputs: InputFingerprints) -> String {
    let digits = UTCTime(world.now()).text.filter(\.isNumber)
    return "\(digits.prefix(8))-\(digits.suffix(6))-\(inputs.short(world.program))"
  }

  private func unchanged(_ old: Generation, seconds: Double) -> RebuildOutcome {
    var report = RebuildReport(generation: old.metadata.generation)
    (report.sources, report.seconds) = (old.counts, seconds)
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
