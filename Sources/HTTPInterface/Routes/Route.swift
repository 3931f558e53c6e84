import Domain
import Rendering

/// A method and a path, who may use it, and what answers it.
struct Route: Sendable {
  let method: String
  /// Segments of the path; one in braces takes any text without a slash.
  let segments: [String]
  /// Nil: open to all. Checked where the server has keys.
  let role: Role?
  let handler: @Sendable (RouteCall) async throws -> HTTPOutput

  init(
    _ method: String, _ path: String, _ role: Role?,
    _ handler: @escaping @Sendable (RouteCall) async throws -> HTTPOutput
  ) {
    (self.method, self.role, self.handler) = (method, role, handler)
    segments = Self.segments(of: path).map(String.init)
  }

  /// The path as it is declared: the label of metrics.
  var label: String { "/" + segments.joined(separator: "/") }

  static let methods: Set<String> = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

  /// Those of every server.
  static let common: [Route] = [
    Route("GET", "/", nil) { _ in .text(WebPage.html, type: MediaType.html).secured() },
    Route("GET", "/health", nil, StateRoutes.health),
    Route("GET", "/metrics", nil, StateRoutes.metrics),
    Route("GET", "/openapi.json", nil) { call in
      .text(OpenAPI.document(intakes: call.backend.intakes.keys.sorted()), type: MediaType.json)
    },
    Route("POST", "/v1/chat", .read, ChatRoute.post),
    Route("POST", "/v1/search", .read, SearchRoute.post),
    Route("POST", "/v1/chat/completions", .read, CompletionRoute.post),
    Route("GET", "/v1/models", .read, CompletionRoute.models),
    Route("GET", "/v1/status", .read, StateRoutes.status),
    Route("GET", "/v1/generations", .read, StateRoutes.generations),
    Route("GET", "/v1/quarantine", .read, StateRoutes.quarantine),
    Route("GET", "/v1/datasets/{name}/lineage", .read, LineageRoute.get),
    Route("GET", "/v1/customers/{id}", .read, CustomerRoute.get),
    Route("POST", "/v1/rebuild", .admin, RebuildRoutes.post),
    Route("GET", "/v1/jobs/{id}", .read, RebuildRoutes.job),
  ]

  /// Those of a server that takes records at `intakes`, by the name of the route; a common route goes before one of
  /// these.
  static func all(_ intakes: [String: Backend.Intake]) -> [Route] {
    common
      + intakes.sorted { $0.key < $1.key }.map { name, intake in
        Route("POST", "/v1/\(name)", .ingest) { try await RecordsRoute.post($0, intake) }
      }
  }

  /// The route of `all` for a method and path, with the texts that stand for its braces; else the methods that the path
  /// takes, none where there is no such path. `HEAD` is taken where `GET` is; a slash at the end changes nothing.
  static func find(
    _ method: String, _ path: String, among all: [Route]
  ) -> (Route?, parameters: [String], allowed: [String]) {
    let given = segments(of: path)
    var allowed: [String] = []
    for route in all {
      guard let parameters = route.match(given) else { continue }
      if route.method == method || (route.method == "GET" && method == "HEAD") {
        return (route, parameters, [])
      }
      allowed += route.method == "GET" ? ["GET", "HEAD"] : [route.method]
    }
    return (nil, [], allowed)
  }

  /// The label of the first route of that path, whatever the method.
  static func label(of path: String, among all: [Route]) -> String {
    let given = segments(of: path)
    return all.first { $0.match(given) != nil }?.label ?? "none"
  }

  private static func segments(of path: String) -> [Substring] {
    guard path.hasPrefix("/") else { return [""] }
    let body = path.dropFirst()
    if body.isEmpty { return [] }
    let trimmed = body.hasSuffix("/") ? body.dropLast() : body
    return trimmed.split(separator: "/", omittingEmptySubsequences: false)
  }

  private func match(_ given: [Substring]) -> [String]? {
    guard given.count == segments.count else { return nil }
    var parameters: [String] = []
    for (declared, text) in zip(segments, given) {
      if declared.hasPrefix("{"), !text.isEmpty {
        parameters.append(String(text))
      } else if declared != text {
        return nil
      }
    }
    return parameters
  }
}

/// A request that was let in.
struct RouteCall: Sendable {
  let input: HTTPInput
  /// What stands for the braces of the path, in order.
  let parameters: [String]
  /// What the sender may do.
  let role: Role
  let gateway: Gateway

  var backend: Backend { gateway.backend }
  var limits: HTTPLimits { gateway.configuration.limits }

  /// The body's bytes and their type, one of `types` and the first where none is given, after type and length were
  /// checked.
  func bytes(limit: Int, types: [String]) async throws -> ([UInt8], type: String) {
    var found = types.first ?? ""
    if let type = input.header("content-type") {
      found = type.prefix { $0 != ";" }.lowercased().split(separator: " ").joined()
      guard types.contains(found) else {
        throw HTTPFailure.wrongContentType(String(type.prefix(200)), expected: types)
      }
    }
    if let length = input.header("content-length").flatMap({ Int($0) }), length > limit {
      throw HTTPFailure.bodyTooLarge(limit: limit)
    }
    return (try await input.body(limit), found)
  }

  /// The members of the body, which is a JSON object.
  func fields() async throws -> Fields {
    let (bytes, _) = try await bytes(limit: limits.bodyBytes, types: [MediaType.json])
    return try Fields(JSONInput.parse(bytes, depth: limits.jsonDepth))
  }

  /// A text of the query; nil when it is absent or empty.
  func text(_ name: String) throws(HTTPFailure) -> String? {
    let given = input.query.first { $0.name == name }?.value ?? ""
    return given.isEmpty
      ? nil : try Fields.checked(given, field: "query \(name)", bytes: limits.identifierBytes)
  }

  /// A whole number of the query within `range`; `standard` when it is absent.
  func integer(_ name: String, in range: ClosedRange<Int>, standard: Int) throws(HTTPFailure) -> Int {
    guard let text = input.query.first(where: { $0.name == name })?.value else { return standard }
    guard let number = Int(text), range.contains(number) else {
      throw .invalidField(
        "query \(name)", found: "'\(text.prefix(40))'",
        expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// Runs `work` in a slot of the answers that may be made at one time. The slot is given back when the work ends,
  /// late or not.
  func inSlot<Success: Sendable>(
    _ work: @escaping @Sendable () async throws -> Success
  ) async throws -> Success {
    try gateway.slots.take()
    defer { gateway.slots.release() }
    return try await work()
  }
}

extension HTTPOutput {
  static func json(_ value: some JSONWritable, status: Int = 200) -> HTTPOutput {
    HTTPOutput(
      status: status, headers: [("content-type", MediaType.json)], body: .bytes(JSONWriter.bytes(of: value)))
  }

  /// With a policy that lets the page load nothing from elsewhere.
  func secured() -> HTTPOutput {
    var output = self
    let policy = """
      default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'; \
      img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'
      """
    output.headers += [("content-security-policy", policy), ("cache-control", "no-cache")]
    return output
  }
}
