import FoundationEssentials

/// Whose shape of request and reply is spoken.
package enum Provider: String, Sendable, Hashable, CaseIterable {
  /// `POST …/chat/completions`, server-sent events; also spoken by most local servers.
  case openai
  /// `POST …/messages`, server-sent events.
  case anthropic
  /// `POST …/model/MODEL/converse-stream`, Amazon event-stream frames; the key is a Bedrock API key, sent as a
  /// bearer token. Requests are not signed with an access key pair.
  case bedrock

  /// Where the provider lives when no URL is given; nil when there is no one place.
  package var standardURL: String? {
    switch self {
    case .openai: "https://api.openai.com/v1"
    case .anthropic: "https://api.anthropic.com/v1"
    case .bedrock: nil
    }
  }

  /// The address requests go to. A base without a path gets the provider's version prefix.
  func endpoint(base: String, model: String) -> String {
    var base = base
    while base.hasSuffix("/") { base.removeLast() }
    let hasPath = base.split(separator: "/", omittingEmptySubsequences: false).count > 3
    let suffix: String
    switch self {
    case .openai: suffix = "/chat/completions"
    case .anthropic: suffix = "/messages"
    case .bedrock: return "\(base)/model/\(Self.percentEncoded(model))/converse-stream"
    }
    if base.hasSuffix(suffix) { return base }
    return base + (hasPath ? "" : "/v1") + suffix
  }

  func headers(key: String?) -> [String] {
    switch self {
    case .openai: key.map { ["Authorization: Bearer \($0)"] } ?? []
    case .anthropic: ["anthropic-version: 2023-06-01"] + (key.map { ["x-api-key: \($0)"] } ?? [])
    case .bedrock: key.map { ["Authorization: Bearer \($0)"] } ?? []
    }
  }

  /// The request body: one message of the user.
  func body(prompt: String, model: String, tokens: Int, temperature: Double?) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    switch self {
    case .openai, .anthropic:
      return Array(
        try encoder.encode(
          ChatRequest(
            model: model, messages: [.init(role: "user", content: prompt)], stream: true,
            max_tokens: tokens, temperature: temperature)))
    case .bedrock:
      return Array(
        try encoder.encode(
          ConverseRequest(
            messages: [.init(role: "user", content: [.init(text: prompt)])],
            inferenceConfig: .init(maxTokens: tokens, temperature: temperature))))
    }
  }

  /// A path segment with everything but unreserved characters escaped (RFC 3986, 2.3).
  private static func percentEncoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF")
    return text.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        String(UnicodeScalar(byte))
      default: "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }.joined()
  }
}

private struct ChatRequest: Encodable {
  struct Message: Encodable { let role, content: String }
  let model: String
  let messages: [Message]
  let stream: Bool
  let max_tokens: Int
  let temperature: Double?
}

private struct ConverseRequest: Encodable {
  struct Block: Encodable { let text: String }
  struct Message: Encodable {
    let role: String
    let content: [Block]
  }
  struct Configuration: Encodable {
    let maxTokens: Int
    let temperature: Double?
  }
  let messages: [Message]
  let inferenceConfig: Configuration
}
