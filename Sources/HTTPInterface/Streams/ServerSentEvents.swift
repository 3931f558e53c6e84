import Domain
import Rendering

/// The text form of server-sent events (WHATWG HTML, section 9.2).
enum ServerSentEvents {
  /// A comment that readers pass over: shows that the stream lives.
  static let heartbeat = Array(":\n\n".utf8)

  static let headers: [(name: String, value: String)] = [
    ("content-type", MediaType.events), ("cache-control", "no-cache"), ("x-accel-buffering", "no"),
  ]

  /// An event with one line of JSON as its data; JSON as it is written here has no line break.
  static func event(_ name: String? = nil, _ data: some JSONWritable) -> [UInt8] {
    event(name, bytes: JSONWriter.bytes(of: data))
  }

  static func event(_ name: String?, bytes: [UInt8]) -> [UInt8] {
    var event: [UInt8] = []
    if let name { event += Array("event: \(name)\n".utf8) }
    event += Array("data: ".utf8) + bytes + Array("\n\n".utf8)
    return event
  }
}

/// The events of `POST /v1/chat`: the data of each is the JSON value of the body's member that it is about; that
/// of `text` is a piece of `answer`; that of `done` the whole body; that of `error` the body of an error reply.
enum ChatEvent: Int, Sendable, Comparable {
  case interpretation, sql, table, sources, text, done

  static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  static func of(_ event: AnswerEvent) -> (kind: ChatEvent, bytes: [UInt8]) {
    switch event {
    case .interpretation(let words): (.interpretation, named("interpretation", words))
    case .statement(let statement): (.sql, named("sql", statement))
    case .table(let table): (.table, named("table", table))
    case .sources(let sources): (.sources, named("sources", sources))
    case .text(let piece): (.text, named("text", piece))
    }
  }

  /// The events that are still due when the answer is there and the last one sent was `last`: an assistant need
  /// not send any.
  static func remaining(of answer: Answer, after last: ChatEvent?) -> [[UInt8]] {
    var events: [AnswerEvent] = []
    if !answer.interpretation.isEmpty { events.append(.interpretation(answer.interpretation)) }
    if let statement = answer.statement { events.append(.statement(statement)) }
    if let table = answer.table { events.append(.table(table)) }
    if !answer.sources.isEmpty { events.append(.sources(answer.sources)) }
    if !answer.text.isEmpty { events.append(.text(answer.text)) }
    let due = events.map(of).filter { event in last.map { event.kind > $0 } ?? true }
    return due.map(\.bytes) + [named("done", answer)]
  }

  private static func named(_ name: String, _ data: some JSONWritable) -> [UInt8] {
    ServerSentEvents.event(name, data)
  }
}
