import ArgumentParser
import Assembly
import Foundation
import Logging
import Rendering

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
  @Flag(help: "Builds although nothing changed.") var full = false
  @Flag(help: "Fails, and leaves the old generation in place, when a row is quarantined.") var strict = false
  @Flag(help: "Curates and reports, writes nothing.") var dryRun = false
  @Flag(
    help:
      "Goes on, and rebuilds whenever files changed and then stayed as they are for a quarter of a second.")
  var watch = false
  @Flag(help: "Prints the report as one JSON document.") var json = false

  func run() async throws {
    let progress = ProgressLine()
    let log = common.logger()
    let world = RebuildSurroundings(
      program: ProgramFingerprint.text,
      progress: { progress.show($0.stage, $0.detail, fraction: $0.fraction) },
      warn: { log.warning("\($0)") })
    if watch {
      build(request, world, progress)
      var again = request
      again.isFull = false
      try await RebuildWatch(request).run { build(again, world, progress) }
      return
    }
    let outcome: RebuildOutcome
    do {
      defer { progress.clear() }
      outcome = try RebuildPipeline(request, world).run()
    }
    print(outcome)
    if outcome.ending == .refused { throw ExitCode.failure }
  }

  /// One of many: that it failed is no reason to stop.
  private func build(_ request: RebuildRequest, _ world: RebuildSurroundings, _ progress: ProgressLine) {
    let result = Result { try RebuildPipeline(request, world).run() }
    progress.clear()
    switch result {
    case .success(let outcome): print(outcome)
    case .failure(let error): Console.error("pitwall: \(error)\n")
    }
  }

  private var request: RebuildRequest {
    var request = RebuildRequest(
      knowledge: common.knowledgeURL, data: data.map { URL(fileURLWithPath: $0, isDirectory: true) },
      database: common.databaseURL)
    request.embedder = embedder
    (request.isFull, request.isStrict, request.isDryRun) = (full, strict, dryRun)
    return request
  }

  private func print(_ outcome: RebuildOutcome) {
    if json {
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
        "pitwall: \(data.first ?? common.knowledge): expected no quarantined row with --strict, found "
          + "\(outcome.quarantined); the generation in place stays\n")
    }
  }
}
