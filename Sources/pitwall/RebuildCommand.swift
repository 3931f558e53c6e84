import ArgumentParser
import Assembly
import Dispatch
import Domain
import Foundation
import Logging
import Rendering
import Synchronization

struct RebuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild",
    abstract: "Curates, chunks, embeds and indexes; the new generation replaces the old one in one step.",
    discussion: "Does nothing when pack, data and program are those of the generation in place.")

  @OptionGroup var common: CommonOptions
  @Option(
    help: ArgumentHelp("A data folder, in place of 'data' in the pack; may be repeated.", valueName: "dir"))
  var data: [String] = []
  @Option(
    help: ArgumentHelp(
      "What makes the vectors: tfidf, hashing, or the folder of a sentence encoder; what the pack says when none is given.",
      valueName: "name or dir"))
  var embedder: String?
  @OptionGroup var kept: KeepOption
  @Flag(help: "Builds although nothing changed.") var full = false
  @Flag(help: "Fails, and leaves the old generation in place, when a row is quarantined.") var strict = false
  @Flag(help: "Curates and reports, writes nothing.") var dryRun = false
  @Flag(
    help: "Puts the rows in place as soon as they are curated, then all again with what is searched.")
  var rowsFirst = false
  @Flag(
    help:
      "Goes on, rows first, and rebuilds whenever files changed and then stayed as they are for a quarter of a second."
  )
  var watch = false
  @Flag(help: "Prints the report as one JSON document.") var json = false

  func run() async throws {
    ProcessMemory.returnLargePieces()
    let progress = ProgressLine()
    let log = common.logger()
    let world = RebuildSurroundings(
      program: ProgramFingerprint.text,
      progress: { progress.show($0.stage, $0.detail, fraction: $0.fraction) },
      warn: { log.warning("\($0)") })
    if watch { return try await keepUp(world, progress) }
    for half in rowsFirst ? [RebuildLoop.Half.rows, .rest] : [.rest] {
      var request = request
      request.isRowsFirst = half == .rows
      let outcome: RebuildOutcome
      do {
        defer { progress.clear() }
        outcome = try RebuildPipeline(request, world).run()
      }
      printer.print(outcome)
      if outcome.ending == .refused { throw ExitCode.failure }
      if outcome.report.isSettled { break }
    }
  }

  /// Rebuilds at once and after each change. That one fails is no reason to stop.
  private func keepUp(_ world: RebuildSurroundings, _ progress: ProgressLine) async throws {
    let (request, printer) = (request, printer)
    let (watch, loop) = (RebuildWatch(request), RebuildLoop())
    let queue = DispatchQueue(label: "rebuild")
    loop.wake()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await watch.run { loop.wake() } }
      group.addTask {
        let isFirst = Mutex(true)
        await loop.run(
          rebuild: { half in
            var request = request
            request.isFull = isFirst.withLock { $0 } && request.isFull
            (request.isRowsFirst, request.unsettled) = (half == .rows, watch.unsettled)
            let outcome = try await RebuildPipeline(request, world).run(on: queue)
            isFirst.withLock { $0 = false }
            progress.clear()
            if half == .rows || outcome.ending != .unchanged { printer.print(outcome) }
          },
          warn: { reason in
            progress.clear()
            Console.error("pitwall: \(reason)\n")
          })
      }
      try await group.waitForAll()
    }
  }

  private var request: RebuildRequest {
    var request = RebuildRequest(
      knowledge: common.knowledgeURL, data: data.map { URL(fileURLWithPath: $0, isDirectory: true) },
      database: common.databaseURL)
    (request.embedder, request.keep) = (embedder, kept.keep)
    (request.isFull, request.isStrict, request.isDryRun) = (full, strict, dryRun)
    return request
  }

  private var printer: OutcomePrinter { OutcomePrinter(isJSON: json, place: data.first ?? common.knowledge) }
}

/// Prints how a rebuild ended.
private struct OutcomePrinter: Sendable {
  let isJSON: Bool
  /// What was rebuilt from.
  let place: String

  func print(_ outcome: RebuildOutcome) {
    if isJSON {
      Console.line(outcome.report)
    } else {
      Console.write(ReportText.text(outcome.report, style: Console.style))
      switch outcome.ending {
      case .built: break
      case .unchanged: Console.write("unchanged: pack, data and program are those of this generation\n")
      case .dryRun: Console.write("dry run: nothing was written\n")
      case .refused: break
      }
    }
    if outcome.ending == .refused {
      Console.error(
        "pitwall: \(place): expected no quarantined row with --strict, found "
          + "\(outcome.quarantined); the generation in place stays\n")
    }
  }
}
