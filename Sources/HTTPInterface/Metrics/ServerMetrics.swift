import Synchronization

/// Counts and times of requests, in the text form that Prometheus reads (exposition format 0.0.4).
///
/// Labels come from the program's own tables (routes, methods, kinds) only, never from a request.
final class ServerMetrics: Sendable {
  /// Upper bounds of the latency buckets, seconds.
  static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

  private struct Request: Hashable {
    let method: String
    let route: String
    let status: Int
  }

  private struct Histogram {
    /// Per bucket, not summed up; one more than `bounds`, the last without bound.
    var counts = [Int](repeating: 0, count: ServerMetrics.bounds.count + 1)
    var sum = 0.0
  }

  private struct State {
    var requests: [Request: Int] = [:]
    var seconds: [String: Histogram] = [:]
    var answers: [String: Int] = [:]
  }

  private let state = Mutex(State())

  func countRequest(method: String, route: String, status: Int, seconds: Double) {
    let bucket = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
    state.withLock { state in
      state.requests[Request(method: method, route: route, status: status), default: 0] += 1
      state.seconds[route, default: Histogram()].counts[bucket] += 1
      state.seconds[route, default: Histogram()].sum += seconds
    }
  }

  func countAnswer(kind: String) {
    state.withLock { $0.answers[kind, default: 0] += 1 }
  }

  /// All counters, then `gauges`.
  func text(gauges: [Gauge]) -> String {
    let state = state.withLock { $0 }
    var lines = [
      "# HELP pitwall_http_requests_total Requests by method, route and status.",
      "# TYPE pitwall_http_requests_total counter",
    ]
    lines += state.requests.map { request, count in
      let labels = [("method", request.method), ("route", request.route), ("status", "\(request.status)")]
      return "pitwall_http_requests_total\(Gauge.text(labels)) \(count)"
    }.sorted()
    lines += [
      "# HELP pitwall_http_request_duration_seconds Time from request to end of reply.",
      "# TYPE pitwall_http_request_duration_seconds histogram",
    ]
    for (route, histogram) in state.seconds.sorted(by: { $0.key < $1.key }) {
      lines += Self.lines(of: histogram, route: route)
    }
    lines += ["# HELP pitwall_answers_total Answers by kind.", "# TYPE pitwall_answers_total counter"]
    lines += state.answers.sorted { $0.key < $1.key }
      .map { "pitwall_answers_total\(Gauge.text([("kind", $0.key)])) \($0.value)" }
    var last = ""
    for gauge in gauges {
      if gauge.name != last { lines += ["# HELP \(gauge.name) \(gauge.help)", "# TYPE \(gauge.name) gauge"] }
      last = gauge.name
      lines.append("\(gauge.name)\(Gauge.text(gauge.labels)) \(gauge.value)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func lines(of histogram: Histogram, route: String) -> [String] {
    let name = "pitwall_http_request_duration_seconds"
    var lines: [String] = []
    var sum = 0
    for (count, bound) in zip(histogram.counts, bounds.map { "\($0)" } + ["+Inf"]) {
      sum += count
      lines.append("\(name)_bucket\(Gauge.text([("route", route), ("le", bound)])) \(sum)")
    }
    let labels = Gauge.text([("route", route)])
    return lines + ["\(name)_sum\(labels) \(histogram.sum)", "\(name)_count\(labels) \(sum)"]
  }
}

/// A number that goes up and down, as it is now. Gauges of one name stand together.
struct Gauge: Sendable {
  let name: String
  let help: String
  var labels: [(String, String)] = []
  let value: Int

  /// `{name="value",…}`, with backslash, quotation mark and line break escaped; empty without labels.
  static func text(_ labels: [(String, String)]) -> String {
    guard !labels.isEmpty else { return "" }
    let pairs = labels.map { name, value in
      let escaped = value.reduce(into: "") { text, character in
        switch character {
        case "\\": text += #"\\"#
        case "\"": text += #"\""#
        case "\n": text += #"\n"#
        default: text.append(character)
        }
      }
      return "\(name)=\"\(escaped)\""
    }
    return "{" + pairs.joined(separator: ",") + "}"
  }
}
