import Foundation
import HTTPTypes
import Hummingbird
package import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals

/// The server cannot start where it was told to.
package struct HTTPServerError: Error, CustomStringConvertible {
  package let host: String
  package let port: Int
  package let reason: String

  package var description: String { "cannot listen on \(host):\(port): \(reason)" }
}

/// The HTTP server: listens, hands requests to the gateway, writes what comes back.
package struct HTTPServer: Sendable {
  private let gateway: Gateway
  private let configuration: HTTPConfiguration
  private let log: Logger
  private let onListening: @Sendable (_ host: String, _ port: Int) -> Void

  /// `onListening` is called once with the address bound, which for port 0 is known only then.
  package init(
    backend: Backend, configuration: HTTPConfiguration, log: Logger,
    onListening: @escaping @Sendable (_ host: String, _ port: Int) -> Void
  ) {
    gateway = Gateway(backend: backend, configuration: configuration, log: log)
    (self.configuration, self.log, self.onListening) = (configuration, log, onListening)
  }

  /// Serves until SIGTERM or SIGINT, or until the task is cancelled; then takes no more requests, and ends when
  /// those in flight are done, `HTTPLimits.shutdownSeconds` later at the latest.
  ///
  /// - Throws: `HTTPServerError` when the address cannot be bound.
  package func run() async throws {
    guard (0...65_535).contains(configuration.port) else {
      throw HTTPServerError(
        host: configuration.host, port: configuration.port, reason: "expected a port from 0 to 65535")
    }
    if configuration.keys == nil, !configuration.isLoopback {
      log.warning(
        "no API keys: everyone who reaches the port may ask and rebuild",
        metadata: ["host": "\(configuration.host)"])
    }
    var quiet = log
    quiet.logLevel = max(log.logLevel, .warning)
    let application = Application(
      responder: GatewayResponder(gateway: gateway),
      server: .http1(
        configuration: .init(idleTimeout: .seconds(Int64(configuration.limits.idleSeconds)))),
      configuration: ApplicationConfiguration(
        address: .hostname(configuration.host, port: configuration.port), serverName: "pitwall"),
      onServerRunning: { channel in
        onListening(configuration.host, channel.localAddress?.port ?? configuration.port)
      },
      logger: quiet)
    var group = ServiceGroupConfiguration(
      services: [application], gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet)
    group.maximumGracefulShutdownDuration = .seconds(configuration.limits.shutdownSeconds)
    do {
      try await ServiceGroup(configuration: group).run()
      await gateway.stop()
    } catch let error as IOError {
      throw HTTPServerError(
        host: configuration.host, port: configuration.port, reason: String(cString: strerror(error.errnoCode))
      )
    } catch let error as SocketAddressError {
      throw HTTPServerError(host: configuration.host, port: configuration.port, reason: "\(error)")
    }
  }
}

/// Between the framework's requests and responses and ours.
struct GatewayResponder: HTTPResponder {
  typealias Context = BasicRequestContext

  let gateway: Gateway

  func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
    var headers = request.headers.map { (name: $0.name.canonicalName, value: $0.value) }
    if let host = request.head.authority { headers.append(("host", host)) }
    let body = request.body
    let input = HTTPInput(
      method: request.method.rawValue, target: request.head.path ?? "/", headers: headers
    ) { limit in
      var bytes: [UInt8] = []
      for try await buffer in body {
        guard bytes.count + buffer.readableBytes <= limit else {
          throw HTTPFailure.bodyTooLarge(limit: limit)
        }
        bytes.append(contentsOf: buffer.readableBytesView)
      }
      return bytes
    }
    let response = Self.response(of: await gateway.respond(to: input))
    return request.method == .head ? response.createHeadResponse() : response
  }

  private static func response(of output: HTTPOutput) -> Response {
    var fields = HTTPFields()
    for (name, value) in output.headers {
      if let name = HTTPField.Name(name) { fields.append(HTTPField(name: name, value: value)) }
    }
    let status = HTTPResponse.Status(code: output.status)
    switch output.body {
    case .bytes(let bytes):
      return Response(
        status: status, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    case .stream(let stream):
      let body = ResponseBody { writer in
        try await stream { piece in try await writer.write(ByteBuffer(bytes: piece)) }
        try await writer.finish(nil)
      }
      return Response(status: status, headers: fields, body: body)
    }
  }
}
