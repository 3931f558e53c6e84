import Domain
import Foundation
import Testing

@testable import HTTPInterface

@Suite struct StateTests {
  @Test func runsARebuildAsAJob() async throws {
    let (gate, opener) = AsyncStream<Void>.makeStream()
    let gateway = try Gateway.stub(
      StubBackend.make(rebuild: {
        for await _ in gate { return RebuildReport(generation: "g2") }
        throw StubBackend.Broken()
      }))
    let first = try await gateway.ask("POST", "/v1/rebuild")
    #expect(first.status == 202)
    #expect(first.text == #"{"job":"id-1"}"#)
    #expect(first.headers["location"] == "/v1/jobs/id-1")
    try await untilState("running", of: "id-1", gateway)
    // One waits; a third request is answered with the one that waits.
    #expect(try await gateway.ask("POST", "/v1/rebuild").text == #"{"job":"id-2"}"#)
    #expect(try await gateway.ask("POST", "/v1/rebuild").text == #"{"job":"id-2"}"#)
    #expect(try await gateway.ask("GET", "/v1/jobs/id-2").object["state"] as? String == "queued")
    opener.yield()
    try await untilState("done", of: "id-1", gateway)
    let done = try await gateway.ask("GET", "/v1/jobs/id-1")
    #expect(
      done.text.hasPrefix(
        #"{"job":"id-1","kind":"rebuild","state":"done","created":"2024-03-01T14:06:26Z","#
          + #""started":"2024-03-01T14:06:26Z","finished":"2024-03-01T14:06:26Z","report":{"generation":"g2","#
      ))
    opener.finish()
    try await untilState("failed", of: "id-2", gateway)
    #expect(try await gateway.ask("GET", "/v1/jobs/id-2").object["error"] as? String == "Broken()")
  }

  private func untilState(_ state: String, of job: String, _ gateway: Gateway) async throws {
    for _ in 0..<100_000 {
      if try await gateway.ask("GET", "/v1/jobs/\(job)").object["state"] as? String == state { return }
      await Task.yield()
    }
    Issue.record("job \(job) did not become \(state)")
  }

  @Test func forgetsTheOldestFinishedJobs() async throws {
    var limits = HTTPLimits.patient
    limits.jobs = 2
    let gateway = try Gateway.stub(limits: limits)
    for number in 1...4 {
      #expect(try await gateway.ask("POST", "/v1/rebuild").text == #"{"job":"id-\#(number)"}"#)
      try await untilState("done", of: "id-\(number)", gateway)
    }
    #expect(try await gateway.ask("GET", "/v1/jobs/id-2").status == 404)
    #expect(try await gateway.ask("GET", "/v1/jobs/id-3").status == 200)
  }

  @Test func metricsAreTextThatPrometheusReads() async throws {
    let gateway = try Gateway.stub()
    _ = try await gateway.ask("POST", "/v1/chat", #"{"message":"a"}"#)
    _ = try await gateway.ask("POST", "/v1/chat", #"{"message":"none","stream":true}"#)
    _ = try await gateway.ask("POST", "/v1/chat", "{")
    _ = try await gateway.ask("GET", "/v1/jobs/secret-name")
    _ = try await gateway.ask("GET", "/secret-path")
    _ = try await gateway.ask("SECRET", "/v1/chat")
    let reply = try await gateway.ask("GET", "/metrics")
    #expect(reply.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
    #expect(!reply.text.lowercased().contains("secret"))
    let sample =
      /[a-z_]+(\{[a-z_]+="(?:[^"\\\n]|\\["\\n])*"(?:,[a-z_]+="(?:[^"\\\n]|\\["\\n])*")*\})? [0-9.e+-]+/
    #expect(reply.text.hasSuffix("\n"))
    for line in reply.text.split(separator: "\n") where !line.hasPrefix("# ") {
      #expect(line.wholeMatch(of: sample) != nil, "\(line)")
    }
    for line in [
      #"pitwall_http_requests_total{method="POST",route="/v1/chat",status="200"} 2"#,
      #"pitwall_http_requests_total{method="POST",route="/v1/chat",status="400"} 1"#,
      #"pitwall_http_requests_total{method="other",route="/v1/chat",status="405"} 1"#,
      #"pitwall_http_requests_total{method="GET",route="/v1/jobs/{id}",status="404"} 1"#,
      #"pitwall_http_requests_total{method="GET",route="none",status="404"} 1"#,
      #"pitwall_http_request_duration_seconds_bucket{route="/v1/chat",le="+Inf"} 4"#,
      #"pitwall_http_request_duration_seconds_count{route="/v1/chat"} 4"#,
      #"pitwall_answers_total{kind="answer"} 1"#, #"pitwall_answers_total{kind="no_answer"} 1"#,
      #"pitwall_generation_info{generation="g\"1",built="2024-12-31T00:00:00Z"} 1"#,
      "# TYPE pitwall_http_request_duration_seconds histogram",
    ] {
      #expect(reply.text.split(separator: "\n").contains(Substring(line)), "\(line)")
    }
  }

  @Test func takesRecordsOneByOneAndInArrays() async throws {
    let backend = StubBackend.make(intake: { records, key in
      records.map {
        RecordVerdict(kind: key == nil ? .accepted : .duplicate, id: String(decoding: $0, as: UTF8.self))
      }
    })
    let gateway = try Gateway.stub(backend)
    let bodies: [(String, [String])] = [
      (#" {"a":1.10} "#, [#" {"a":1.10} "#]),
      (#"[{"a":"]},[{"}, {"b":[1,2]}]"#, [#"{"a":"]},[{"}"#, #"{"b":[1,2]}"#]),
      (#"[ {"a":{"b":[]}} ]"#, [#"{"a":{"b":[]}} "#]),
    ]
    for (body, records) in bodies {
      let reply = try await gateway.ask("POST", "/v1/visits", body)
      #expect(reply.status == 202)
      let verdicts = reply.object["records"] as? [[String: Any]] ?? []
      #expect(verdicts.map { $0["id"] as? String } == records)
    }
    let lines = "{\"a\":1}\r\n\n \nno JSON\n{\"b\":2}"
    let reply = try await gateway.ask(
      "POST", "/v1/visits", lines, headers: ["content-type": "application/x-ndjson"])
    let verdicts = reply.object["records"] as? [[String: Any]] ?? []
    #expect(verdicts.map { $0["id"] as? String } == ["{\"a\":1}", "no JSON", "{\"b\":2}"])
    let again = try await gateway.ask(
      "POST", "/v1/visits", "{}", headers: ["idempotency-key": "k"])
    #expect(again.object["duplicate"] as? Int == 1)
    for (body, failure) in [
      ("[]", "422 invalid_field"), ("[1]", "422 invalid_field"), ("[{}", "400 invalid_json"),
    ] {
      #expect(try await gateway.ask("POST", "/v1/visits", body).failure == failure)
    }
  }

  @Test func searches() async throws {
    let reply = try await Gateway.stub().ask(
      "POST", "/v1/search", #"{"query":"q","top_k":1,"kinds":["service"]}"#)
    #expect(
      reply.text
        == #"{"hits":[{"id":"part/0#0","title":"q","kind":"service","text":"text","score":1,"#
        + #""score_parts":{"terms":0.5}}]}"#)
  }

  /// Why records are not taken, with the status, code and Retry-After that say so.
  @Test(
    arguments: [
      (.tooManyWaiting(waiting: 7, limit: 5), "429 too_many_requests", "1"),
      (.keyReused("k"), "422 idempotency_key_reused", nil),
      (.full(route: "visits", limit: 9), "503 not_stored", nil),
      (.notStored(file: "f", reason: "no space"), "503 not_stored", nil),
    ] as [(IntakeError, String, String?)])
  func saysWhyRecordsAreNotTaken(error: IntakeError, failure: String, retry: String?) async throws {
    let gateway = try Gateway.stub(StubBackend.make(intake: { _, _ in throw error }))
    let reply = try await gateway.ask("POST", "/v1/visits", "{}")
    #expect(reply.failure == failure && reply.headers["retry-after"] == retry)
    #expect(reply.text.contains(error.description.prefix(20)))
  }

  @Test func describesEveryRoute() async throws {
    let intake: Backend.Intake = { _, _ in [] }
    let document = try await Gateway.stub(StubBackend.make(intake: intake)).ask("GET", "/openapi.json").object
    let paths = try #require(document["paths"] as? [String: [String: Any]])
    let described = Set(paths.flatMap { path, methods in methods.keys.map { "\($0.uppercased()) \(path)" } })
    #expect(described == Set(Route.all(["visits": intake]).map { "\($0.method) \($0.label)" }))
    #expect(document["openapi"] as? String == "3.1.0")
  }

  @Test func thePageLoadsNothingFromElsewhere() async throws {
    let reply = try await Gateway.stub().ask("GET", "/")
    #expect(reply.headers["content-type"] == "text/html; charset=utf-8")
    #expect(reply.headers["content-security-policy"]?.hasPrefix("default-src 'none'") == true)
    for word in [
      "http:", "https:", "//cdn", "@import", "url(", "innerHTML", "outerHTML", "insertAdjacent", "eval(",
    ] {
      #expect(!reply.text.contains(word), "\(word)")
    }
    #expect(reply.text.utf8.count < 40_000)
  }

  @Test(arguments: [
    (0.0, "1970-01-01T00:00:00Z"), (1_709_301_986.9, "2024-03-01T14:06:26Z"), (-1, "1969-12-31T23:59:59Z"),
    (951_827_696, "2000-02-29T12:34:56Z"),
  ])
  func writesMoments(seconds: Double, text: String) {
    #expect(UTCTime.text(of: Date(timeIntervalSince1970: seconds)) == text)
  }
}
