import Domain
import Foundation
import Logging
import Testing

@testable import HTTPInterface

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// The server on a socket, at a port that the system chooses.
@Suite(.serialized) struct LiveServerTests {
  @Test func answersOverASocket() async throws {
    try await withServer { port in
      let root = "http://127.0.0.1:\(port)"
      let health = try await fetch(root + "/health")
      #expect(health.status == 200)
      #expect(health.text == #"{"status":"ok"}"#)
      let head = try await fetch(root + "/health", method: "HEAD")
      #expect(head.status == 200)
      #expect(head.text.isEmpty)
      let chat = try await fetch(root + "/v1/chat?x=%20", method: "POST", body: #"{"message":"a"}"#)
      #expect(chat.object["kind"] as? String == "answer")
      let stream = try await fetch(root + "/v1/chat", method: "POST", body: #"{"message":"a","stream":true}"#)
      #expect(
        stream.events.map(\.name) == ["interpretation", "sql", "table", "sources", "text", "text", "done"])
      let long = String(repeating: " ", count: 1_100_000)
      #expect(try await fetch(root + "/v1/chat", method: "POST", body: long).failure == "413 body_too_large")
      #expect(try await fetch(root + "/v1/none").failure == "404 not_found")
    }
  }

  @Test func saysWhyItCannotListen() async throws {
    try await withServer { port in
      let second = server(port: port) { _ in }
      let error = await #expect(throws: HTTPServerError.self) { try await second.run() }
      #expect(error?.description.contains("cannot listen on 127.0.0.1:\(port): ") == true)
    }
    let error = await #expect(throws: HTTPServerError.self) { try await server(port: 70_000) { _ in }.run() }
    #expect(error?.description == "cannot listen on 127.0.0.1:70000: expected a port from 0 to 65535")
  }

  private func server(port: Int, _ onListening: @escaping @Sendable (Int) -> Void) -> HTTPServer {
    var log = Logger(label: "test")
    log.logLevel = .critical
    return HTTPServer(
      backend: StubBackend.make(), configuration: HTTPConfiguration(port: port), log: log
    ) { _, port in onListening(port) }
  }

  private func withServer(_ body: (_ port: Int) async throws -> Void) async throws {
    let (ports, bound) = AsyncStream<Int>.makeStream()
    let server = server(port: 0) { port in
      bound.yield(port)
      bound.finish()
    }
    let running = Task {
      defer { bound.finish() }
      try await server.run()
    }
    for await port in ports { try await body(port) }
    running.cancel()
    _ = await running.result
  }

  private func fetch(_ url: String, method: String = "GET", body: String? = nil) async throws -> Reply {
    var request = URLRequest(url: try #require(URL(string: url)))
    request.httpMethod = method
    if let body {
      request.httpBody = Data(body.utf8)
      request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    }
    let (data, response) = try await URLSession.shared.data(for: request)
    let status = (response as? HTTPURLResponse)?.statusCode ?? 0
    return Reply(status: status, headers: [:], text: String(decoding: data, as: UTF8.self))
  }
}
