import Domain
import Foundation
package import Logging
import Rendering

/// Answers requests: finds the route, checks the key, reads the body, calls the handler, counts. Opens no socket,
/// so that tests ask it directly.
package struct Gateway: Sendable {
  let backend: Backend
  let configuration: HTTPConfiguration
  let metrics = ServerMetrics()
  let slots: AnswerSlots
  let jobs: JobBoard
  let log: Logger
  private let routes: [Route]

  package init(backend: Backend, configuration: HTTPConfiguration, log: Logger) {
    (self.backend, self.configuration, self.log) = (backend, configuration, log)
    routes = Route.all(backend.intakes)
    slots = AnswerSlots(limit: configuration.limits.concurrentAnswers)
    jobs = JobBoard(backend: backend, kept: configuration.limits.jobs, log: log)
  }

  /// The reply to a request; a failure is one too.
  package func respond(to input: HTTPInput) async -> HTTPOutput {
    let start = ContinuousClock.now
    let (route, parameters, allowed) = Route.find(input.method, input.path, among: routes)
    let label = route?.label ?? (allowed.isEmpty ? "none" : Route.label(of: input.path, among: routes))
    var output: HTTPOutput
    do {
      output = try await reply(to: input, route: route, parameters: parameters, allowed: allowed)
    } catch {
      output = await HTTPFailure.of(error, backend: backend, log: log).output
    }
    output.headers += [
      ("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer"),
    ]
    let method = Route.methods.contains(input.method) ? input.method : "other"
    let status = output.status
    let count: @Sendable () -> Void = {
      let elapsed = ContinuousClock.now - start
      let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
      metrics.countRequest(method: method, route: label, status: status, seconds: seconds)
      log.debug(
        "request",
        metadata: [
          "method": "\(method)", "route": "\(label)", "status": "\(status)", "seconds": "\(seconds)",
        ])
    }
    if case .stream(let body) = output.body {
      output.body = .stream { write in
        defer { count() }
        try await body(write)
      }
    } else {
      count()
    }
    return output
  }

  /// Cancels the running rebuild.
  package func stop() async { await jobs.stop() }

  private func reply(
    to input: HTTPInput, route: Route?, parameters: [String], allowed: [String]
  ) async throws -> HTTPOutput {
    let role = try admit(input, route: route)
    guard let route else {
      if allowed.isEmpty { throw HTTPFailure.noSuchPath(String(input.path.prefix(200))) }
      throw HTTPFailure.wrongMethod(String(input.method.prefix(40)), allowed: allowed)
    }
    let call = RouteCall(input: input, parameters: parameters, role: role, gateway: self)
    return try await withTimeLimit(seconds: configuration.limits.requestSeconds) {
      try await route.handler(call)
    }
  }

  /// The role that the request acts in.
  ///
  /// With keys, a path below `/v1` wants one, be there such a path or not. Without keys everyone may do
  /// everything, so the browser of a reader must not be led here by another site: a foreign `Origin` is refused,
  /// and on loopback a `Host` that is no loopback name.
  private func admit(_ input: HTTPInput, route: Route?) throws(HTTPFailure) -> Role {
    guard let keys = configuration.keys else {
      try checkOrigin(input)
      return .admin
    }
    guard input.path == "/v1" || input.path.hasPrefix("/v1/") else { return .read }
    guard let header = input.header("authorization") else { throw .missingKey }
    let words = header.split(separator: " ")
    guard words.count == 2, words[0].lowercased() == "bearer", let role = keys.role(of: words[1]) else {
      throw .unknownKey
    }
    let needed = route?.role ?? .read
    if role < needed { throw .roleTooLow(role: role, needed: needed) }
    return role
  }

  private func checkOrigin(_ input: HTTPInput) throws(HTTPFailure) {
    let host = (input.header("host") ?? "").lowercased()
    if configuration.isLoopback, !host.isEmpty {
      let name =
        host.hasPrefix("[") ? String(host.prefix { $0 != "]" }) + "]" : String(host.prefix { $0 != ":" })
      guard HTTPConfiguration.isLoopback(name) else { throw .foreignHost(String(host.prefix(200))) }
    }
    if let origin = input.header("origin") {
      let address = origin.lowercased().split(separator: "/", omittingEmptySubsequences: false).dropFirst(2)
        .first
      guard let address, address == host else { throw .foreignOrigin(String(origin.prefix(200))) }
    }
  }
}
