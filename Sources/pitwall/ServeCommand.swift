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
      and SIGINT let requests in flight end.
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

  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError("--port: expected 0 to 65535, found \(port)")
    }
  }

  func run() async throws {
    let log = common.logger()
    let keys = try apiKeys.map(Self.keys)
    let assistant = try common.assistant(model)
    let rebuild = rebuild(log)
    let interface = assistant.interface
    let backend = Backend(
      assistant: interface, rebuild: rebuild, isReady: { (try? await interface.status()) != nil },
      now: { Date() }, makeID: { UUID().uuidString.lowercased() })
    let server = HTTPServer(
      backend: backend, configuration: HTTPConfiguration(host: host, port: port, keys: keys), log: log
    ) { host, port in
      Console.error("listening on http://\(host.contains(":") ? "[\(host)]" : host):\(port)\n")
    }
    try await server.run()
  }

  private static func keys(_ file: String) throws -> APIKeys {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw ValidationError("--api-keys: expected a readable file, found none at \(file)")
    }
    return try APIKeys(parsing: String(decoding: data, as: UTF8.self), file: file)
  }

  /// Builds the next generation on a thread of its own; the assistant takes it up by itself.
  private func rebuild(_ log: Logger) -> @Sendable () async throws -> RebuildReport {
    let folders = data.map { URL(fileURLWithPath: $0, isDirectory: true) }
    var request = RebuildRequest(
      knowledge: common.knowledgeURL,
      data: folders.isEmpty ? DataFolders(of: common.databaseURL).urls : folders,
      database: common.databaseURL)
    request.embedder = requestedEmbedder(of: common.databaseURL)
    let queue = DispatchQueue(label: "rebuild")
    let world = RebuildSurroundings(program: ProgramFingerprint.text, warn: { log.warning("\($0)") })
    return { [request] in try await RebuildPipeline(request, world).run(on: queue).report }
  }
}
