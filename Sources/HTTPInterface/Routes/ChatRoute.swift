import Domain
import Rendering

/// `POST /v1/chat`: a question to an answer, whole or as server-sent events.
enum ChatRoute {
  static func post(_ call: RouteCall) async throws -> HTTPOutput {
    let fields = try await call.fields()
    let question = Question(
      text: try fields.text("message", bytes: Question.longest),
      conversation: try fields.optionalText("conversation_id", bytes: call.limits.identifierBytes),
      asOf: try fields.date("as_of"),
      generation: try fields.optionalText("generation", bytes: call.limits.identifierBytes))
    let rows = try RowsWanted(fields)
    if try fields.boolean("stream") || call.acceptsEvents { return try stream(question, call) }
    let answer = try await call.inSlot {
      var answer = try await call.backend.assistant.answer(question) { _ in }
      try await rows?.add(to: &answer, call.backend.assistant)
      return answer
    }
    call.gateway.metrics.countAnswer(kind: answer.kind.rawValue)
    return .json(answer)
  }

  private static func stream(_ question: Question, _ call: RouteCall) throws -> HTTPOutput {
    let metrics = call.gateway.metrics
    let last = LastEvent()
    return try call.stream(
      question,
      onEvent: { event in
        let (kind, bytes) = ChatEvent.of(event)
        last.note(kind)
        return [bytes]
      },
      onAnswer: { answer in
        metrics.countAnswer(kind: answer.kind.rawValue)
        return ChatEvent.remaining(of: answer, after: last.kind)
      },
      onFailure: { [ServerSentEvents.event("error", $0)] })
  }
}

extension RouteCall {
  /// Whether the sender asks for server-sent events by the `Accept` header.
  var acceptsEvents: Bool {
    input.header("accept")?.lowercased().split(separator: ",").contains { range in
      range.prefix { $0 != ";" }.split(separator: " ").joined() == MediaType.events
    } ?? false
  }

  /// A reply that writes the answer to `question` as it is made.
  func stream(
    _ question: Question, onEvent: @escaping @Sendable (AnswerEvent) -> [[UInt8]],
    onAnswer: @escaping @Sendable (Answer) -> [[UInt8]],
    onFailure: @escaping @Sendable (HTTPFailure) -> [[UInt8]]
  ) throws -> HTTPOutput {
    let stream = AnswerStream(
      backend: backend, limits: limits, slots: gateway.slots, log: gateway.log, onEvent: onEvent,
      onAnswer: onAnswer, onFailure: onFailure)
    try gateway.slots.check()
    return HTTPOutput(
      headers: ServerSentEvents.headers,
      body: .stream { write in try await stream.run(question, write: write) })
  }
}
