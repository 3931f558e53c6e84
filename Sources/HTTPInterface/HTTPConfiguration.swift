/// Where the server listens, who may ask, and the bounds of a request.
package struct HTTPConfiguration: Sendable {
  /// A host name or address.
  package var host: String
  /// 0 to 65535; 0 lets the system choose.
  package var port: Int
  /// Nil: every route is open.
  package var keys: APIKeys?
  package var limits: HTTPLimits

  package init(
    host: String = "127.0.0.1", port: Int = 8080, keys: APIKeys? = nil, limits: HTTPLimits = HTTPLimits()
  ) {
    (self.host, self.port, self.keys, self.limits) = (host, port, keys, limits)
  }

  /// Whether only this machine can reach the server.
  package var isLoopback: Bool { Self.isLoopback(host) }

  /// Whether a name or address, as it stands in an option or a `Host` header without port, is this machine's own.
  static func isLoopback(_ host: String) -> Bool {
    let name = host.lowercased()
    if ["localhost", "::1", "[::1]"].contains(name) || name.hasSuffix(".localhost") { return true }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}

/// The bounds of a request, each with its number.
package struct HTTPLimits: Sendable {
  /// Bytes of a request body; more is a 413.
  package var bodyBytes = 1 << 20
  /// Bytes of a body of records.
  package var recordsBytes = 16 << 20
  /// Records in one request.
  package var records = 10_000
  /// Depth of arrays and objects in a JSON body.
  package var jsonDepth = 32
  /// Bytes of a conversation id, an idempotency key or a kind.
  package var identifierBytes = 200
  /// Hits of one search.
  package var hits = 100
  /// Kinds named in one search.
  package var kinds = 32
  /// Messages of one chat completion.
  package var messages = 1_000
  /// Rejected rows of one page.
  package var quarantineRows = 1_000
  /// Answers and searches made at the same time; one more is a 429.
  package var concurrentAnswers = 64
  /// Seconds that a request may take, its body included; then it is a 503.
  package var requestSeconds = 30.0
  /// Seconds between signs of life on a quiet stream.
  package var heartbeatSeconds = 2.0
  /// Pieces of a stream that wait for a slow reader before the answer waits too.
  package var streamPieces = 16
  /// Seconds that an idle connection stays open.
  package var idleSeconds = 75
  /// Seconds that requests in flight have to finish after a signal to stop.
  package var shutdownSeconds = 30
  /// Finished jobs that are remembered.
  package var jobs = 100

  package init() {}
}
