import Domain
import Foundation
import Logging
import Synchronization

@testable import HTTPInterface

/// A business of fixed answers: the message says what happens.
enum StubBackend {
  struct Broken: Error {}

  static func make(
    isReady: Bool = true,
    intake: Backend.Intake? = nil,
    rebuild: @escaping @Sendable () async throws -> RebuildReport = { RebuildReport(generation: "g2") },
    wait: @escaping @Sendable () async throws -> Void = { try await Task.sleep(for: .seconds(3600)) }
  ) -> Backend {
    let ids = Mutex(0)
    return Backend(
      assistant: AssistantInterface(
        answer: { question, event in try await answer(question, event, wait) },
        search: { text, top, kinds in
          (0..<min(top, 3)).map { index in
            let chunk = Chunk(
              document: "part/\(index)", kind: kinds.first ?? "part", title: text, ordinal: 0, bytes: 0..<1,
              text: "text")
            return SearchHit(chunk: chunk, score: 1 / Double(index + 1), parts: [.init("terms", 0.5)])
          }
        },
        explain: { Explanation("question", $0.text) },
        status: {
          Status(
            generation: "g\"1", built: "2024-12-31T00:00:00Z", sources: [], datasets: [("orders", 5)],
            documents: 3, chunks: 4,
            embedder: EmbedderIdentity(name: "tfidf", version: "1", dimension: 8), databaseBytes: 4096)
        },
        generations: {
          [
            GenerationSummary(
              id: "g1", built: "2024-12-31T00:00:00Z", isCurrent: true,
              sources: [SourceCount(name: "orders")], bytes: 4096),
            GenerationSummary(id: "g0", label: "old", built: "", isCurrent: false, bytes: 1, fault: "cut"),
          ]
        },
        quarantine: { filter, limit, offset in
          [
            QuarantinedRow(
              source: filter.source ?? "any", rule: filter.rule ?? "R1",
              reason: "limit \(limit) offset \(offset)", file: "f.csv",
              line: 1, raw: Array("a,b".utf8))
          ]
        },
        rows: { answer, row, limit in
          guard let table = answer.table else { throw RowsBehindError.noQuery }
          if let row, row > 2 { throw RowsBehindError.noSuchRow(row, rows: 2) }
          return RowsBehind(
            total: 9, table: ResultTable(columns: table.columns, rows: Array(table.rows.prefix(limit))),
            statement: SQLStatement(text: "SELECT 1", parameters: [], columns: []), noun: "orders", row: row)
        },
        profile: { id, isPersonal in id == "C1" ? profile(isPersonal) : nil },
        completions: { _, _ in [] }, forget: { _ in }),
      rebuild: rebuild, intakes: intake.map { ["visits": $0] } ?? [:], lineage: lineage, isReady: { isReady },
      now: { Date(timeIntervalSince1970: 1_709_301_986) },
      makeID: {
        ids.withLock { count in
          count += 1
          return "id-\(count)"
        }
      })
  }

  private static let lineage: Backend.RowLineage = { dataset, key, isPersonal, generation in
    if dataset != "orders" { throw LineageError.unknown(dataset: dataset, candidates: ["orders"]) }
    if key.count > 1 { throw LineageError.keyParts(dataset: dataset, columns: ["id"], found: key.count) }
    if key == ["9"] { throw LineageError.absent(dataset: dataset, key: "9", near: "1") }
    let field = Lineage.Field(
      column: "name", raw: "Lee", read: .text("Lee"), isUnreadable: false, value: .text("LEE"), rule: "R",
      isHidden: !isPersonal)
    return Lineage(
      dataset: dataset, source: "orders", generation: generation ?? "g1",
      key: [.init(column: "id", value: .text(key[0]))],
      records: [
        .init(
          file: "a.csv", line: 2,
          fate: .superseded(.larger(column: "rev", own: .null, kept: .integer(3))), fields: []),
        .init(file: "a.csv", line: 3, fate: .kept, fields: [field]),
      ], changedFiles: [], isUnchanged: true, inGeneration: .same)
  }

  static let columns = [
    ResultColumn(name: "month", label: "Month", kind: .month),
    ResultColumn(name: "revenue", label: "Revenue", kind: .decimal, scale: 2, unit: "USD"),
  ]

  private static func profile(_ isPersonal: Bool) -> IdentityProfile {
    let number = ResultColumn(name: "custno", label: "custno", kind: .text)
    let name = ResultColumn(name: "lastname", label: "lastname", kind: .text)
    return IdentityProfile(
      id: "C1",
      columns: [ResultColumn(name: "value", label: "value", kind: .decimal, scale: 2)]
        + (isPersonal ? [name] : []),
      row: [.decimal(FixedDecimal(cents: 1250))] + (isPersonal ? [.text("Lee")] : []),
      recordColumns: [number], records: [[.text("a")], [.text("b")]], keyColumns: [number],
      links: [
        .init(
          first: [.text("a")], second: [.text("b")], weight: 8.5, threshold: 3.25, score: 0.75,
          evidence: [
            .init(
              comparison: "last name", level: "same", weight: 2,
              values: [
                .init(
                  column: "lastname", first: isPersonal ? .text("Lee") : .null,
                  second: isPersonal ? .text("LEE") : .null)
              ])
          ]),
        .init(
          first: [.text("a")], second: [.text("c")], weight: nil, threshold: 3.25, score: 1, evidence: []),
      ])
  }

  private static func answer(
    _ question: Question, _ event: @Sendable (AnswerEvent) async -> Void,
    _ wait: @Sendable () async throws -> Void
  ) async throws -> Answer {
    if question.text == "break" { throw Broken() }
    if let name = question.generation, name != "g1" {
      throw GenerationLookupError.unknown(name, candidates: ["g1"])
    }
    if question.text == "wait" { try await wait() }
    if question.text == "which" {
      return Answer(kind: .clarification, text: "Which?", options: [.init(label: "A", question: "a?")])
    }
    if question.text == "none" {
      return Answer(kind: .noAnswer, text: "Not there.", refusal: .notInData, suggestions: ["b?"])
    }
    let table = ResultTable(
      columns: columns,
      rows: [
        [.text("2024-10"), .decimal(FixedDecimal(cents: 100_000))],
        [.text("2024-11"), .decimal(FixedDecimal(cents: 123_450))],
      ])
    var answer = Answer(
      kind: .answer, text: "Two months.", interpretation: "revenue per month", table: table,
      statement: SQLStatement(text: "SELECT ?", parameters: [.text("x")], columns: columns),
      sources: [.init(id: "part/1", title: "One", kind: "part", snippet: "s", score: 0.5)],
      asOf: question.asOf?.description ?? "2024-12-31", generation: "g1")
    answer.conversation = question.conversation ?? "c1"
    if question.text == "silent" { return answer }
    await event(.interpretation(answer.interpretation))
    if let statement = answer.statement { await event(.statement(statement)) }
    await event(.table(table))
    await event(.sources(answer.sources))
    for piece in ["Two ", "months."] { await event(.text(piece)) }
    if question.text == "break late" { throw Broken() }
    if question.text == "wait late" { try await wait() }
    return answer
  }
}

/// A reply with its body read to the end.
struct Reply {
  let status: Int
  let headers: [String: String]
  let text: String

  /// The JSON object of the body.
  var object: [String: Any] {
    (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any] ?? [:]
  }

  /// "422 invalid_field".
  var failure: String {
    let error = object["error"] as? [String: Any]
    return "\(status) \(error?["code"] as? String ?? "-")"
  }

  var message: String { (object["error"] as? [String: Any])?["message"] as? String ?? "" }

  /// Names and data of server-sent events, in order.
  var events: [(name: String, data: String)] {
    text.components(separatedBy: "\n\n").compactMap { block in
      let lines = block.components(separatedBy: "\n")
      guard let data = lines.first(where: { $0.hasPrefix("data: ") }) else { return nil }
      let name = lines.first { $0.hasPrefix("event: ") }?.dropFirst(7) ?? ""
      return (String(name), String(data.dropFirst(6)))
    }
  }
}

extension Gateway {
  static func stub(
    _ backend: Backend = StubBackend.make(), keys: String? = nil, host: String = "127.0.0.1",
    limits: HTTPLimits = .patient
  ) throws -> Gateway {
    let keys = try keys.map { try APIKeys(parsing: $0, file: "keys") }
    var log = Logger(label: "test")
    log.logLevel = .critical
    return Gateway(
      backend: backend, configuration: HTTPConfiguration(host: host, keys: keys, limits: limits), log: log)
  }

  func ask(
    _ method: String, _ target: String, _ body: String = "", headers: [String: String] = [:]
  ) async throws -> Reply {
    try await ask(method, target, bytes: Array(body.utf8), headers: headers)
  }

  func ask(
    _ method: String, _ target: String, bytes: [UInt8], headers: [String: String] = [:]
  ) async throws -> Reply {
    let input = HTTPInput(
      method: method, target: target, headers: headers.map { ($0.key, $0.value) }
    ) { limit in
      if bytes.count > limit { throw HTTPFailure.bodyTooLarge(limit: limit) }
      return bytes
    }
    let output = await respond(to: input)
    var all: [UInt8] = []
    switch output.body {
    case .bytes(let bytes): all = bytes
    case .stream(let stream): try await stream { all += $0 }
    }
    return Reply(
      status: output.status, headers: Dictionary(output.headers, uniquingKeysWith: { $1 }),
      text: String(decoding: all, as: UTF8.self))
  }
}

extension HTTPLimits {
  /// Limits under which no request runs out of time, however busy the machine that runs the tests is.
  static var patient: HTTPLimits {
    var limits = HTTPLimits()
    limits.requestSeconds = 3600
    return limits
  }
}
