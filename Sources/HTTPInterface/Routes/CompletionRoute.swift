import Domain
import Foundation
import Rendering

/// The routes that chat front ends know: OpenAI's chat completions and list of models.
///
/// - SeeAlso: https://platform.openai.com/docs/api-reference/chat
enum CompletionRoute {
  /// The one model there is.
  static let model = "pitwall"

  /// Rows of a table that go into the text.
  static let tableRows = 50

  /// `GET /v1/models`.
  static func models(_ call: RouteCall) async throws -> HTTPOutput {
    .json(ModelList(created: UTCTime.seconds(of: call.backend.now())))
  }

  /// `POST /v1/chat/completions`: the last message of the user is the question; `user`, when there, names the
  /// conversation it is a turn of. Earlier messages are not read. `as_of` is understood as in `/v1/chat`.
  static func post(_ call: RouteCall) async throws -> HTTPOutput {
    let fields = try await call.fields()
    let question = Question(
      text: try lastQuestion(of: fields, limits: call.limits),
      conversation: try fields.optionalText("user", bytes: call.limits.identifierBytes),
      asOf: try fields.date("as_of"))
    let reply = Completion(
      id: "chatcmpl-\(call.backend.makeID())", created: UTCTime.seconds(of: call.backend.now()),
      model: try fields.optionalText("model", bytes: call.limits.identifierBytes) ?? model)
    let metrics = call.gateway.metrics
    if try fields.boolean("stream") || call.acceptsEvents {
      let last = LastEvent()
      return try call.stream(
        question,
        onEvent: { event in
          guard case .text(let piece) = event else { return [] }
          defer { last.note(.text) }
          return [reply.chunk(piece, isFirst: last.kind == nil)]
        },
        onAnswer: { answer in
          metrics.countAnswer(kind: answer.kind.rawValue)
          let text = last.kind == nil ? answer.text + appendix(of: answer) : appendix(of: answer)
          return [reply.chunk(text, isFirst: last.kind == nil), reply.end, Completion.done]
        },
        onFailure: { [ServerSentEvents.event(nil, $0), Completion.done] })
    }
    let answer = try await call.inSlot { try await call.backend.assistant.answer(question) { _ in } }
    metrics.countAnswer(kind: answer.kind.rawValue)
    return HTTPOutput(
      headers: [("content-type", MediaType.json)],
      body: .bytes(reply.whole(answer.text + appendix(of: answer))))
  }

  private static func lastQuestion(of fields: Fields, limits: HTTPLimits) throws(HTTPFailure) -> String {
    let expected = "an array of messages"
    guard let value = fields["messages"] else {
      throw .invalidField("messages", found: "nothing", expected: expected)
    }
    guard case .array(let messages) = value else {
      throw .invalidField("messages", found: value.kind, expected: expected)
    }
    guard messages.count <= limits.messages else {
      throw .invalidField(
        "messages", found: "\(messages.count) messages", expected: "\(limits.messages) messages at most")
    }
    var last: (place: String, message: Fields)?
    for (index, element) in messages.enumerated() {
      let message = try Fields(element, place: "messages[\(index)]")
      if message["role"] == .string("user") { last = ("messages[\(index)].content", message) }
    }
    guard let last else {
      throw .invalidField("messages", found: "none of the role user", expected: "a message of the role user")
    }
    guard case .array(let parts) = last.message["content"] else {
      return try last.message.text("content", bytes: Question.longest)
    }
    var texts: [String] = []
    for (index, part) in parts.enumerated() {
      let part = try Fields(part, place: "\(last.place)[\(index)]")
      if part["type"] == .string("text") { texts.append(try part.text("text", bytes: Question.longest)) }
    }
    return try Fields.checked(texts.joined(separator: "\n"), field: last.place, bytes: Question.longest)
  }

  /// What the text of an answer lacks for a reader who sees nothing else: a table of more than one cell, the
  /// readings to choose from, the nearest questions of a refusal.
  static func appendix(of answer: Answer) -> String {
    var text = ""
    if let table = answer.table, table.rows.count > 1 || table.columns.count > 1, !table.rows.isEmpty,
      !answer.text.contains("\n|")
    {
      let shown = ResultTable(columns: table.columns, rows: Array(table.rows.prefix(tableRows)))
      text += "\n\n" + MarkdownTable.text(shown)
      if table.rows.count > tableRows { text += "\n\(table.rows.count - tableRows) more rows.\n" }
    }
    for option in answer.options { text += "\n- \(option.label): \(option.question)" }
    if answer.kind == .noAnswer {
      for suggestion in answer.suggestions { text += "\n- \(suggestion)" }
    }
    return text
  }
}

/// One completion, whole or in chunks.
struct Completion: Sendable {
  let id: String
  /// Seconds since 1970.
  let created: Int
  let model: String

  /// What ends a stream.
  static let done = Array("data: [DONE]\n\n".utf8)

  /// No model writes the text, so no token is counted.
  func whole(_ text: String) -> [UInt8] {
    bytes("chat.completion") { json in
      json.member("message") { json in
        json.object { json in
          json.member("role", "assistant")
          json.member("content", text)
        }
      }
      json.member("finish_reason", "stop")
    } after: { json in
      json.member("usage") { json in
        json.object { json in
          for name in ["prompt_tokens", "completion_tokens", "total_tokens"] { json.member(name, 0) }
        }
      }
    }
  }

  /// A piece of the text; the first names the role.
  func chunk(_ piece: String, isFirst: Bool) -> [UInt8] {
    event { json in
      json.member("delta") { json in
        json.object { json in
          if isFirst { json.member("role", "assistant") }
          json.member("content", piece)
        }
      }
      json.member("finish_reason", String?.none)
    }
  }

  /// The chunk that says that all is said.
  var end: [UInt8] {
    event { json in
      json.member("delta") { json in json.object { _ in } }
      json.member("finish_reason", "stop")
    }
  }

  private func event(_ choice: (inout JSONWriter) -> Void) -> [UInt8] {
    ServerSentEvents.event(nil, bytes: bytes("chat.completion.chunk", choice) { _ in })
  }

  private func bytes(
    _ object: String, _ choice: (inout JSONWriter) -> Void, after: (inout JSONWriter) -> Void
  ) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("id", id)
      json.member("object", object)
      json.member("created", created)
      json.member("model", model)
      json.member("choices") { json in
        json.array { json in
          json.element { json in
            json.object { json in
              json.member("index", 0)
              choice(&json)
            }
          }
        }
      }
      after(&json)
    }
    return json.bytes
  }
}

/// The list of the one model.
struct ModelList: JSONWritable {
  let created: Int

  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("object", "list")
      json.member("data") { json in
        json.array { json in
          json.element { json in
            json.object { json in
              json.member("id", CompletionRoute.model)
              json.member("object", "model")
              json.member("created", created)
              json.member("owned_by", "pitwall")
            }
          }
        }
      }
    }
  }
}
