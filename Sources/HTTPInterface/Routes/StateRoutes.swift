import Domain
import Rendering

/// What the server and its knowledge base are like now.
enum StateRoutes {
  /// `GET /health`: 200 when questions can be answered, else 503.
  static func health(_ call: RouteCall) async throws -> HTTPOutput {
    guard await call.backend.isReady() else { throw HTTPFailure.notReady }
    return .text(#"{"status":"ok"}"#, type: MediaType.json)
  }

  /// `GET /v1/status`.
  static func status(_ call: RouteCall) async throws -> HTTPOutput {
    .json(try await call.backend.assistant.status())
  }

  /// `GET /v1/generations`.
  static func generations(_ call: RouteCall) async throws -> HTTPOutput {
    .json(GenerationList(generations: try await call.backend.assistant.generations()))
  }

  /// Rejected rows of a page where `limit` is absent.
  static let standardRows = 100

  /// `GET /v1/quarantine?source=&rule=&limit=&offset=`. Raw rows may hold personal data: a key that may only read gets
  /// them empty.
  static func quarantine(_ call: RouteCall) async throws -> HTTPOutput {
    let filter = QuarantineFilter(source: try call.text("source"), rule: try call.text("rule"))
    let limit = try call.integer("limit", in: 1...call.limits.quarantineRows, standard: standardRows)
    let offset = try call.integer("offset", in: 0...1_000_000_000, standard: 0)
    var rows = try await call.backend.assistant.quarantine(filter, limit, offset)
    if call.role < .ingest { rows = rows.map(\.withoutRaw) }
    return .json(QuarantinePage(rows: rows, offset: offset, limit: limit))
  }

  /// `GET /metrics`. The gauges of the knowledge base are left out while there is none.
  static func metrics(_ call: RouteCall) async throws -> HTTPOutput {
    let isReady = await call.backend.isReady()
    var gauges = [
      Gauge(
        name: "pitwall_answers_in_progress", help: "Answers and searches being made.",
        value: call.gateway.slots.taken),
      Gauge(name: "pitwall_ready", help: "1 when questions can be answered.", value: isReady ? 1 : 0),
    ]
    if isReady, let status = try? await call.backend.assistant.status() {
      gauges += [
        Gauge(
          name: "pitwall_generation_info", help: "The open generation.",
          labels: [("generation", status.generation), ("built", status.built)], value: 1),
        Gauge(name: "pitwall_documents", help: "Documents of the open generation.", value: status.documents),
        Gauge(name: "pitwall_chunks", help: "Chunks of the open generation.", value: status.chunks),
        Gauge(name: "pitwall_database_bytes", help: "Size of the database.", value: status.databaseBytes),
      ]
      gauges += status.sources.map { source in
        Gauge(
          name: "pitwall_quarantined_rows", help: "Rejected rows by source.",
          labels: [("source", source.count.name)], value: source.count.quarantined)
      }
    }
    return .text(call.gateway.metrics.text(gauges: gauges), type: MediaType.metrics)
  }
}
