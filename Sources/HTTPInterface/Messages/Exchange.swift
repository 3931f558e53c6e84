import Foundation

/// A request, free of the framework that read it.
package struct HTTPInput: Sendable {
  /// Upper case: "GET".
  package let method: String
  /// The path, percent-encoded, without query: "/v1/chat".
  package let path: String
  /// The names and values of the query, decoded, in order.
  package let query: [(name: String, value: String)]
  /// Header fields, names in lower case, in order.
  package let headers: [(name: String, value: String)]
  /// Reads the whole body, once; throws `HTTPFailure` when it is longer than `limit` bytes.
  package let body: @Sendable (_ limit: Int) async throws -> [UInt8]

  package init(
    method: String, path: String, query: [(name: String, value: String)] = [],
    headers: [(name: String, value: String)] = [],
    body: @escaping @Sendable (_ limit: Int) async throws -> [UInt8]
  ) {
    (self.method, self.path, self.query, self.headers, self.body) = (method, path, query, headers, body)
  }

  /// Takes a request target apart: the path up to `?`, then `name=value` joined by `&`, percent-decoded.
  package init(
    method: String, target: String, headers: [(name: String, value: String)] = [],
    body: @escaping @Sendable (_ limit: Int) async throws -> [UInt8]
  ) {
    let parts = target.prefix { $0 != "#" }.split(
      separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let pairs = parts.dropFirst().first?.split(separator: "&") ?? []
    let query = pairs.map { pair in
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map { Self.decoded(String($0)) }
      return (name: sides.first ?? "", value: sides.dropFirst().first ?? "")
    }
    self.init(
      method: method, path: parts.first.map(String.init) ?? "/", query: query, headers: headers, body: body)
  }

  /// Percent-decoded, `+` as a space; a text with a broken escape stays as it is.
  private static func decoded(_ text: String) -> String {
    let spaced = text.replacing("+", with: " ")
    return spaced.removingPercentEncoding ?? spaced
  }

  /// The first header field of that name, in lower case.
  func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

/// What goes back.
package struct HTTPOutput: Sendable {
  package enum Body: Sendable {
    case bytes([UInt8])
    /// Writes pieces by `write`, which waits while the reader is slow and throws when it is gone.
    case stream(@Sendable (_ write: (_ piece: [UInt8]) async throws -> Void) async throws -> Void)
  }

  package var status: Int
  package var headers: [(name: String, value: String)]
  package var body: Body

  package init(status: Int = 200, headers: [(name: String, value: String)] = [], body: Body) {
    (self.status, self.headers, self.body) = (status, headers, body)
  }

  static func text(_ text: String, type: String, status: Int = 200) -> HTTPOutput {
    HTTPOutput(status: status, headers: [("content-type", type)], body: .bytes(Array(text.utf8)))
  }
}
