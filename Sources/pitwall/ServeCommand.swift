import ArgumentParser
import Assembly
import Dispatch
import Domain
import Foundation
import HTTPInterface
import Logging

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "The HTTP server: web page, questions, search, rebuilds.",
    discussion: """
      A key file has lines 'KEY ROLE', the role read, ingest or admin; without one every route is open. SIGTERM \
      and SIGINT let requests in flight end. Sources of the pack with 'posts' take records at POST /v1/NAME; they are \
      kept beside the database, in FILE.posted.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var model: ModelOptions
  @Option(help: "The name or address to listen on.") var host = "127.0.0.1"
  @Option(help: "0 to 65535; 0 takes a free one.") var port = 8080
  @Option(help: ArgumentHelp("The file of the keys that are let in.", valueName: "file")) var apiKeys: String?
  @Option(
    help: ArgumentHelp(
      "A data folder for rebuilds; may be repeated. Those of the generation in place when none is given.",
      valueName: "dir"))
  var data: [String] = []
  @OptionGroup var kept: KeepOption
  @Flag(
    help:
      "Rebuilds whenever files of the pack or its data changed and then stayed as they are for a quarter of a second."
  )
  var watch = false

  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError("--port: expected 0 to 65535, found \(port)")
    }
  }

  func run() async throws {
    let log = common.logger()
    let keys = try apiKeys.map(Self.keys)
    let assistant = try common.assistant(model, keepsConversations: true)
    let upkeep = try Upkeep(knowledge: common.knowledgeURL, database: common.databaseURL)
    let request = request
    let files = watch ? RebuildWatch(request) : nil
    let rebuild = rebuild(request, files, assistant, log)
    let interface = assistant.interface
    let (database, knowledge) = (common.databaseURL, common.knowledgeURL)
    let lineage: Backend.RowLineage = { dataset, key, isPersonal, name in
      try await Self.offThread {
        let file = try name.map {
          try GenerationCatalog(database: database).file(named: $0, today: Console.today)
        }
        return try RowLineage(database: database, generation: file ?? database, knowledge: knowledge)
          .lineage(of: dataset, key: key, isPersonal: isPersonal)
      }
    }
    let intakes = upkeep.intakes.map { intake -> (String, Backend.Intake) in
      (intake.route, { records, key in try await Self.offThread { try intake.take(records, key: key) } })
    }
    let backend = Backend(
      assistant: interface, rebuild: { try await rebuild(.rest) },
      intakes: Dictionary(intakes) { first, _ in first }, lineage: lineage,
      isReady: { (try? await interface.status()) != nil }, now: { Date() },
      makeID: { UUID().uuidString.lowercased() })
    let server = HTTPServer(
      backend: backend, configuration: HTTPConfiguration(host: host, port: port, keys: keys), log: log
    ) { host, port in
      Console.error("listening on http://\(host.contains(":") ? "[\(host)]" : host):\(port)\n")
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        await upkeep.run(rebuild: { _ = try await rebuild($0) }) { log.warning("rebuild failed: \($0)") }
      }
      if let files { group.addTask { try? await files.run { upkeep.wake() } } }
      defer { group.cancelAll() }
      try await server.run()
    }
  }

  private static func keys(_ file: String) throws -> APIKeys {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw ValidationError("--api-keys: expected a readable file, found none at \(file)")
    }
    return try APIKeys(parsing: String(decoding: data, as: UTF8.self), file: file)
  }

  private var request: RebuildRequest {
    let folders = data.map { URL(fileURLWithPath: $0, isDirectory: true) }
    var request = RebuildRequest(
      knowledge: common.knowledgeURL,
      data: folders.isEmpty ? DataFolders(of: common.databaseURL).urls : folders,
      database: common.databaseURL)
    (request.embedder, request.keep) = (requestedEmbedder(of: common.databaseURL), kept.keep)
    return request
  }

  /// Builds the next generation on a thread of its own, and has the assistant take it up.
  private func rebuild(
    _ request: RebuildRequest, _ files: RebuildWatch?, _ assistant: Assistant, _ log: Logger
  ) -> @Sendable (RebuildLoop.Half) async throws -> RebuildReport {
    let queue = DispatchQueue(label: "rebuild")
    let world = RebuildSurroundings(program: ProgramFingerprint.text, warn: { log.warning("\($0)") })
    return { half in
      var request = request
      (request.isRowsFirst, request.unsettled) = (half == .rows, files?.unsettled ?? [])
      let report = try await RebuildPipeline(request, world).run(on: queue).report
      try await Self.offThread { try assistant.refresh() }
      return report
    }
  }

  /// Runs what waits for a disk, or for long, where it keeps no request from being answered.
  private static func offThread<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global(qos: .userInitiated).async { continuation.resume(with: Result { try body() }) }
    }
  }
}
