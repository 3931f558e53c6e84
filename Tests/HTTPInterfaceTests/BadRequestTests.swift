import Domain
import Testing

@testable import HTTPInterface

@Suite struct BadRequestTests {
  static let requests: [(method: String, target: String, body: String, failure: String, says: String)] = [
    ("POST", "/v1/chat", "", "400 invalid_json", "found nothing"),
    ("POST", "/v1/chat", "{", "400 invalid_json", "no JSON"),
    ("POST", "/v1/chat", "{\"message\":\"a\"} x", "400 invalid_json", "no JSON"),
    ("POST", "/v1/chat", String(repeating: "[", count: 100_000), "400 invalid_json", "deeper than 32"),
    ("POST", "/v1/chat", "[]", "422 invalid_field", "body: expected an object, found an array"),
    ("POST", "/v1/chat", "{}", "422 invalid_field", "message: expected a text, found nothing"),
    ("POST", "/v1/chat", #"{"message":null}"#, "422 invalid_field", "message: expected a text, found null"),
    ("POST", "/v1/chat", #"{"message":7}"#, "422 invalid_field", "message: expected a text, found a number"),
    ("POST", "/v1/chat", #"{"message":" \n"}"#, "422 invalid_field", "found an empty text"),
    (
      "POST", "/v1/chat", #"{"message":"\#(String(repeating: "é", count: 2001))"}"#, "422 invalid_field",
      "message: expected a text of 4000 bytes at most, found 4002 bytes"
    ),
    (
      "POST", "/v1/chat", #"{"message":"a","as_of":"2024-02-30"}"#, "422 invalid_field",
      "as_of: expected a date, YYYY-MM-DD, found '2024-02-30'"
    ),
    ("POST", "/v1/chat", #"{"message":"a","as_of":"+024-02-03"}"#, "422 invalid_field", "as_of"),
    ("POST", "/v1/chat", #"{"message":"a","as_of":"2024-02-03T10:00"}"#, "422 invalid_field", "as_of"),
    ("POST", "/v1/chat", #"{"message":"a","as_of":20240203}"#, "422 invalid_field", "found a number"),
    (
      "POST", "/v1/chat", #"{"message":"a","stream":"yes"}"#, "422 invalid_field",
      "true or false, found a text"
    ),
    (
      "POST", "/v1/chat", #"{"message":"a","stream":1}"#, "422 invalid_field", "true or false, found a number"
    ),
    ("POST", "/v1/chat", #"{"message":"a","conversation_id":7}"#, "422 invalid_field", "conversation_id"),
    ("POST", "/v1/search", #"{"query":"a","top_k":0}"#, "422 invalid_field", "from 1 to 100, found 0"),
    ("POST", "/v1/search", #"{"query":"a","top_k":1e30}"#, "422 invalid_field", "top_k"),
    ("POST", "/v1/search", #"{"query":"a","top_k":2.5}"#, "422 invalid_field", "found 2.5"),
    ("POST", "/v1/search", #"{"query":"a","kinds":"part"}"#, "422 invalid_field", "an array of texts"),
    ("POST", "/v1/search", #"{"query":"a","kinds":["part",1]}"#, "422 invalid_field", "kinds[1]"),
    ("POST", "/v1/search", #"{"message":"a"}"#, "422 invalid_field", "query"),
    ("GET", "/v1/quarantine?limit=x", "", "422 invalid_field", "query limit"),
    ("GET", "/v1/quarantine?limit=1001", "", "422 invalid_field", "1 to 1000"),
    ("GET", "/v1/quarantine?offset=-1", "", "422 invalid_field", "query offset"),
    ("POST", "/v1/chat/completions", "{}", "422 invalid_field", "messages"),
    ("POST", "/v1/chat/completions", #"{"messages":[]}"#, "422 invalid_field", "role user"),
    (
      "POST", "/v1/chat/completions", #"{"messages":[{"role":"user"}]}"#, "422 invalid_field",
      "messages[0].content"
    ),
    ("POST", "/v1/chat/completions", #"{"messages":["a"]}"#, "422 invalid_field", "messages[0]"),
    ("GET", "/v1/chat", "", "405 method_not_allowed", "expected POST, found GET"),
    ("DELETE", "/v1/status", "", "405 method_not_allowed", "expected GET or HEAD"),
    ("BREW", "/", "", "405 method_not_allowed", "BREW"),
    ("GET", "/v1/nothing", "", "404 not_found", "/v1/nothing"),
    ("GET", "//", "", "404 not_found", "no such path"),
    ("GET", "nonsense", "", "404 not_found", "nonsense"),
    ("GET", "/v1/jobs/", "", "404 not_found", "no such path"),
    ("GET", "/v1/jobs/id-99", "", "404 not_found", "no such job: 'id-99'"),
    ("POST", "/v1/visits", "{}", "404 not_found", "/v1/visits"),
    ("POST", "/v1/chat", #"{"message":"break"}"#, "503 failed", "the log of the server says why"),
  ]

  @Test(arguments: requests)
  func tellsWhatIsWrong(
    request: (method: String, target: String, body: String, failure: String, says: String)
  ) async throws {
    let gateway = try Gateway.stub()
    let reply = try await gateway.ask(request.method, request.target, request.body)
    #expect(reply.failure == request.failure)
    #expect(reply.message.contains(request.says), "\(reply.message)")
    #expect(reply.headers["content-type"] == "application/json")
    #expect(!reply.text.contains("Broken"))
  }

  @Test(arguments: [
    #"{"message":"a"}"#,
    #"{"message":"a","as_of":null,"conversation_id":null,"stream":false,"other":{"x":[1]}}"#,
    #" {"message":"a","as_of":"2024-02-29"} "#,
  ])
  func takesGoodRequests(body: String) async throws {
    let reply = try await Gateway.stub().ask("POST", "/v1/chat/", body)
    #expect(reply.status == 200)
    #expect(reply.object["kind"] as? String == "answer")
  }

  @Test func namesTheMethodsOfAPath() async throws {
    let gateway = try Gateway.stub()
    #expect(try await gateway.ask("GET", "/v1/chat").headers["allow"] == "POST")
    #expect(try await gateway.ask("POST", "/health").headers["allow"] == "GET, HEAD")
  }

  @Test(arguments: [
    ("application/json", 200), ("Application/JSON; charset=utf-8", 200), ("text/plain", 415),
    ("application/x-www-form-urlencoded", 415), ("application/jsonp", 415), ("", 415),
  ])
  func wantsJSON(type: String, status: Int) async throws {
    let reply = try await Gateway.stub()
      .ask("POST", "/v1/chat", #"{"message":"a"}"#, headers: ["content-type": type])
    #expect(reply.status == status)
  }

  @Test func refusesBytesThatAreNoText() async throws {
    let bytes = Array(#"{"message":""#.utf8) + [0xFF, 0xC0] + Array(#""}"#.utf8)
    let reply = try await Gateway.stub().ask("POST", "/v1/chat", bytes: bytes)
    #expect(reply.failure == "400 invalid_json")
    #expect(reply.message.contains("UTF-8"))
  }

  @Test func refusesALongBodyBeforeReadingIt() async throws {
    let gateway = try Gateway.stub()
    let byLength = try await gateway.ask("POST", "/v1/chat", "{}", headers: ["content-length": "1048577"])
    #expect(byLength.failure == "413 body_too_large")
    #expect(byLength.message.contains("1048576 bytes"))
    let byCount = try await gateway.ask("POST", "/v1/search", String(repeating: " ", count: 1_048_577))
    #expect(byCount.failure == "413 body_too_large")
  }

  @Test func isNotReadyWithoutAGeneration() async throws {
    let gateway = try Gateway.stub(StubBackend.make(isReady: false))
    #expect(try await gateway.ask("GET", "/health").failure == "503 not_ready")
    #expect(try await gateway.ask("POST", "/v1/chat", #"{"message":"break"}"#).failure == "503 not_ready")
    #expect(try await gateway.ask("GET", "/metrics").text.contains("pitwall_ready 0"))
  }

  @Test func endsAtTheTimeLimit() async throws {
    var limits = HTTPLimits.patient
    limits.requestSeconds = 0.05
    let gateway = try Gateway.stub(limits: limits)
    #expect(try await gateway.ask("POST", "/v1/chat", #"{"message":"wait"}"#).failure == "503 time_limit")
    let stream = try await gateway.ask("POST", "/v1/chat", #"{"message":"wait late","stream":true}"#)
    #expect(stream.events.last?.name == "error")
    #expect(stream.events.last?.data.contains("time_limit") == true)
  }

  @Test func endsAtTheTimeLimitThoughTheWorkDoesNot() async throws {
    var limits = HTTPLimits.patient
    limits.requestSeconds = 0.05
    let (gate, opener) = AsyncStream<Void>.makeStream()
    let gateway = try Gateway.stub(
      StubBackend.make(wait: {
        await Task.detached { for await _ in gate { break } }.value
      }), limits: limits)
    #expect(try await gateway.ask("POST", "/v1/chat", #"{"message":"wait"}"#).failure == "503 time_limit")
    // The work keeps its slot for as long as it goes on.
    for _ in 0..<1_000_000 where gateway.slots.taken == 0 { await Task.yield() }
    #expect(gateway.slots.taken == 1)
    opener.finish()
  }

  @Test func refusesOneAnswerTooMany() async throws {
    var limits = HTTPLimits.patient
    limits.concurrentAnswers = 1
    let (arrivals, arrived) = AsyncStream<Void>.makeStream()
    let (gate, opener) = AsyncStream<Void>.makeStream()
    let gateway = try Gateway.stub(
      StubBackend.make(wait: {
        arrived.yield()
        for await _ in gate { break }
      }), limits: limits)
    async let first = gateway.ask("POST", "/v1/chat", #"{"message":"wait"}"#)
    for await _ in arrivals { break }
    for body in [#"{"message":"a"}"#, #"{"message":"a","stream":true}"#] {
      let second = try await gateway.ask("POST", "/v1/chat", body)
      #expect(second.failure == "429 too_many_requests")
      #expect(second.headers["retry-after"] == "1")
    }
    opener.finish()
    #expect(try await first.status == 200)
    #expect(try await gateway.ask("POST", "/v1/chat", #"{"message":"a"}"#).status == 200)
  }
}
