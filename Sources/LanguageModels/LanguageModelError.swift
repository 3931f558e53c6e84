/// Why a completion failed. Holds no key: a server's message is cut, and the key taken out of it, before.
package enum LanguageModelError: Error, Sendable, Hashable {
  /// An option that cannot be used.
  case invalidOption(name: String, found: String, expected: String)
  /// The server refused, with its message cut at `longestMessage` characters.
  case status(Int, message: String)
  /// The service reported a failure inside a reply that had begun well.
  case failed(message: String)
  case timedOut(seconds: Double)
  /// No connection: name, port, certificate or proxy.
  case unreachable(host: String, reason: String)
  /// The connection ended before the reply did.
  case cut(reason: String)
  /// The reply is larger than allowed.
  case tooLarge(limit: Int)
  /// The model stopped at its limit of tokens: the text is not whole.
  case stoppedAtLimit(tokens: Int)
  /// The reply is not in the provider's shape.
  case notUnderstood(found: String, expected: String)
  /// As many requests as allowed are under way.
  case busy(limit: Int)
  case cancelled

  /// Characters kept of a server's words.
  package static let longestMessage = 200

  /// `text` on one line, without `secret`, cut at `longestMessage` characters.
  static func shortened(_ text: String, hiding secret: String?) -> String {
    var words = text.split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
    if let secret, !secret.isEmpty, words.contains(secret) {
      words = words.split(separator: secret, omittingEmptySubsequences: false).joined(separator: "(key)")
    }
    return words.count > longestMessage ? words.prefix(longestMessage) + "…" : words
  }
}

extension LanguageModelError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .invalidOption(let name, let found, let expected):
      "language model: \(name): expected \(expected), found '\(found)'"
    case .status(let code, let message):
      "language model: the server answered \(code)\(message.isEmpty ? "" : ": \(message)")"
    case .failed(let message): "language model: the service failed: \(message)"
    case .timedOut(let seconds): "language model: no complete reply within \(seconds) s"
    case .unreachable(let host, let reason): "language model: \(host) cannot be reached: \(reason)"
    case .cut(let reason): "language model: the connection ended before the reply did: \(reason)"
    case .tooLarge(let limit): "language model: the reply is larger than \(limit) bytes"
    case .stoppedAtLimit(let tokens): "language model: the text was cut at the limit of \(tokens) tokens"
    case .notUnderstood(let found, let expected):
      "language model: expected \(expected), found '\(found)'"
    case .busy(let limit): "language model: \(limit) requests are already under way"
    case .cancelled: "language model: the request was cancelled"
    }
  }
}
