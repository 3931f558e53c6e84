import FoundationEssentials

/// Turns the bytes of a provider's streamed reply into what it says. Pure; bytes may be split anywhere.
struct ReplyDecoder: Sendable {
  enum Part: Sendable, Hashable {
    case piece(String)
    /// The model has ended its text; `atLimit`: at the limit of tokens.
    case stopped(atLimit: Bool)
    case failed(String)
  }

  let provider: Provider
  private var events = ServerSentEvents()
  private var frames = EventStreamFrames()

  init(provider: Provider) { self.provider = provider }

  /// What `bytes` complete, in order.
  mutating func feed(_ bytes: some Sequence<UInt8>) throws(LanguageModelError) -> [Part] {
    var parts: [Part] = []
    switch provider {
    case .openai:
      for event in events.feed(bytes) where event.data != "[DONE]" { parts += try Self.chatParts(event.data) }
    case .anthropic:
      for event in events.feed(bytes) { parts += try Self.messageParts(event.data) }
    case .bedrock:
      let complete: [EventStreamFrames.Frame]
      do { complete = try frames.feed(bytes) } catch {
        throw .notUnderstood(found: "\(error)", expected: "event-stream frames with matching checksums")
      }
      for frame in complete { parts += try Self.converseParts(frame) }
    }
    return parts
  }

  /// The server's own words in the body of a refusal; the body's start when it has another shape.
  static func message(inRefusal body: [UInt8]) -> String {
    let refusal = try? JSONDecoder().decode(Refusal.self, from: Data(body))
    return refusal?.error?.message ?? refusal?.message ?? String(decoding: body, as: UTF8.self)
  }

  private static func decode<Shape: Decodable>(
    _ shape: Shape.Type, _ json: some Sequence<UInt8>, expected: String
  ) throws(LanguageModelError) -> Shape {
    let data = Data(json)
    do { return try JSONDecoder().decode(shape, from: data) } catch {
      throw .notUnderstood(
        found: LanguageModelError.shortened(String(decoding: data, as: UTF8.self), hiding: nil),
        expected: expected)
    }
  }

  private static func chatParts(_ json: String) throws(LanguageModelError) -> [Part] {
    let chunk = try decode(ChatChunk.self, json.utf8, expected: "a chat.completion.chunk")
    if let error = chunk.error { return [.failed(error.message ?? "no message")] }
    return (chunk.choices ?? []).prefix(1).flatMap { choice -> [Part] in
      let piece = choice.delta?.content ?? ""
      return (piece.isEmpty ? [] : [.piece(piece)])
        + (choice.finish_reason.map { [.stopped(atLimit: $0 == "length")] } ?? [])
    }
  }

  private static func messageParts(_ json: String) throws(LanguageModelError) -> [Part] {
    let event = try decode(MessageEvent.self, json.utf8, expected: "an event of the messages stream")
    switch event.type {
    case "content_block_delta": return event.delta?.text.map { [.piece($0)] } ?? []
    case "message_delta":
      return event.delta?.stop_reason.map { [.stopped(atLimit: $0 == "max_tokens")] } ?? []
    case "error": return [.failed(event.error?.message ?? "no message")]
    default: return []
    }
  }

  private static func converseParts(
    _ frame: EventStreamFrames.Frame
  ) throws(LanguageModelError) -> [Part] {
    if frame.headers[":message-type"] != "event" {
      return [.failed(message(inRefusal: frame.payload))]
    }
    switch frame.headers[":event-type"] {
    case "contentBlockDelta":
      let event = try decode(ConverseEvent.self, frame.payload, expected: "a contentBlockDelta")
      return event.delta?.text.map { [.piece($0)] } ?? []
    case "messageStop":
      let event = try decode(ConverseEvent.self, frame.payload, expected: "a messageStop")
      return [.stopped(atLimit: event.stopReason == "max_tokens")]
    default: return []
    }
  }
}

private struct Refusal: Decodable {
  struct Detail: Decodable { let message: String? }
  let error: Detail?
  let message: String?
}

private struct ChatChunk: Decodable {
  struct Delta: Decodable { let content: String? }
  struct Choice: Decodable {
    let delta: Delta?
    let finish_reason: String?
  }
  let choices: [Choice]?
  let error: Refusal.Detail?
}

private struct MessageEvent: Decodable {
  struct Delta: Decodable {
    let text: String?
    let stop_reason: String?
  }
  let type: String
  let delta: Delta?
  let error: Refusal.Detail?
}

private struct ConverseEvent: Decodable {
  struct Delta: Decodable { let text: String? }
  let delta: Delta?
  let stopReason: String?
}
