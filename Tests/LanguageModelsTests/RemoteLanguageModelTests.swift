import Testing

@testable import LanguageModels

private func head(_ status: String = "200 OK", type: String = "text/event-stream") -> ScriptedServer.Step {
  .send(Array("HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\nConnection: close\r\n\r\n".utf8))
}

private func chunk(_ text: String) -> [UInt8] {
  Array(
    "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\(text)\"},\"finish_reason\":null}]}\n\n".utf8)
}

private let stop = Array(
  "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n".utf8)

private func remote(
  _ url: String, provider: Provider = .openai, key: String? = "sk-secret",
  change: (inout RemoteLanguageModel.Limits) -> Void = { _ in }
) throws -> LanguageModel {
  var limits = RemoteLanguageModel.Limits()
  // Longer than a busy machine takes; what tests a limit sets its own.
  limits.totalSeconds = 600
  change(&limits)
  return try RemoteLanguageModel(provider: provider, url: url, model: "m", key: key, limits: limits)
    .languageModel()
}

/// The pieces of a completion, and what it failed with.
private func outcome(_ model: LanguageModel) async -> (pieces: [String], error: LanguageModelError?) {
  var pieces: [String] = []
  do {
    for try await piece in model.complete("Say it.") { pieces.append(piece) }
    return (pieces, nil)
  } catch { return (pieces, error as? LanguageModelError) }
}

@Test func streamsPiecesThoughBytesAreSplitInsideACharacter() async throws {
  let bytes = chunk("Größe ") + chunk("12 €") + stop
  let server = try ScriptedServer([head()] + bytes.map { .send([$0]) })
  defer { server.stop() }
  let (pieces, error) = await outcome(try remote(server.url))
  #expect(pieces == ["Größe ", "12 €"])
  #expect(error == nil)
  let request = try #require(server.requests.first)
  #expect(request.hasPrefix("POST /v1/chat/completions HTTP/1.1\r\n"))
  #expect(request.contains("Authorization: Bearer sk-secret\r\n"))
  #expect(request.contains("{\"content\":\"Say it.\",\"role\":\"user\"}"))
}

@Test func anEndedTextEndsTheStreamThoughTheServerGoesOn() async throws {
  let server = try ScriptedServer([head(), .send(chunk("ok") + stop), .hang])
  defer { server.stop() }
  let (pieces, error) = await outcome(try remote(server.url))
  #expect(pieces == ["ok"] && error == nil)
}

@Test func speaksTheShapeOfMessages() async throws {
  let reply = """
    event: message_start\ndata: {"type":"message_start","message":{}}\n
    event: ping\ndata: {"type":"ping"}\n
    event: content_block_delta\ndata: {"type":"content_block_delta","delta":{"type":"text_delta","text":"Hi"}}\n
    event: message_delta\ndata: {"type":"message_delta","delta":{"stop_reason":"end_turn"}}\n
    event: message_stop\ndata: {"type":"message_stop"}\n\n
    """
  let server = try ScriptedServer([head(), .send(Array(reply.utf8))])
  defer { server.stop() }
  let (pieces, error) = await outcome(try remote(server.url, provider: .anthropic))
  #expect(pieces == ["Hi"] && error == nil)
  let request = try #require(server.requests.first)
  #expect(request.hasPrefix("POST /v1/messages HTTP/1.1\r\n"))
  #expect(
    request.contains("x-api-key: sk-secret\r\n") && request.contains("anthropic-version: 2023-06-01\r\n"))
}

@Test func speaksTheShapeOfConverse() async throws {
  let frames =
    frame(["event", "contentBlockDelta"], #"{"contentBlockIndex":0,"delta":{"text":"Hi"}}"#)
    + frame(["event", "messageStop"], #"{"stopReason":"end_turn"}"#)
  let server = try ScriptedServer(
    [head(type: "application/vnd.amazon.eventstream")] + frames.map { .send([$0]) })
  defer { server.stop() }
  let base = "http://127.0.0.1:\(server.port)"
  let (pieces, error) = await outcome(try remote(base, provider: .bedrock))
  #expect(pieces == ["Hi"] && error == nil)
  #expect(server.requests.first?.hasPrefix("POST /model/m/converse-stream HTTP/1.1\r\n") == true)
}

@Test(
  arguments: [
    (
      "401 Unauthorized", #"{"error":{"message":"Incorrect key sk-secret."}}"#,
      LanguageModelError.status(401, message: "Incorrect key (key).")
    ),
    ("500 Internal Server Error", "<html>oh\n no</html>", .status(500, message: "<html>oh no</html>")),
    ("404 Not Found", #"{"message":"no model"}"#, .status(404, message: "no model")),
    ("302 Found\r\nLocation: http://127.0.0.1:1/", "", .status(302, message: "")),
    (
      "200 OK", "<html>hello</html>",
      .notUnderstood(found: "<html>hello</html>", expected: "a stream of the openai shape")
    ),
    (
      "200 OK", "data: nonsense sk-secret\n\n",
      .notUnderstood(found: "nonsense (key)", expected: "a chat.completion.chunk")
    ),
    ("200 OK", "data: {\"error\":{\"message\":\"overloaded\"}}\n\n", .failed(message: "overloaded")),
    (
      "200 OK", "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"length\"}]}\n\n",
      .stoppedAtLimit(tokens: 400)
    ),
  ] as [(String, String, LanguageModelError)])
func tellsWhatTheServerSaid(status: String, body: String, expected: LanguageModelError) async throws {
  let server = try ScriptedServer([head(status), .send(Array(body.utf8))])
  defer { server.stop() }
  let (pieces, error) = await outcome(try remote(server.url))
  #expect(pieces.isEmpty && error == expected)
  #expect(error.map { "\($0)".contains("sk-secret") } == false)
}

@Test func aSilentServerRunsIntoTheTimeLimit() async throws {
  let server = try ScriptedServer([head(), .send(chunk("one")), .hang])
  defer { server.stop() }
  let (pieces, error) = await outcome(try remote(server.url) { $0.totalSeconds = 0.3 })
  #expect(pieces == ["one"] && error == .timedOut(seconds: 0.3))
}

@Test(arguments: [[], [ScriptedServer.Step.reset]])
func aCutConnectionIsNoEnd(end: [ScriptedServer.Step]) async throws {
  let server = try ScriptedServer([head(), .send(chunk("one"))] + end)
  defer { server.stop() }
  let (_, error) = await outcome(try remote(server.url))
  guard case .cut = error else {
    Issue.record("expected a cut connection, found \(String(describing: error))")
    return
  }
}

@Test func aReplyBeyondTheLimitIsDropped() async throws {
  let server = try ScriptedServer([head(), .send([UInt8](repeating: 0x20, count: 100_000))])
  defer { server.stop() }
  let (_, error) = await outcome(try remote(server.url) { $0.replyBytes = 50_000 })
  #expect(error == .tooLarge(limit: 50_000))
}

@Test func droppingTheStreamEndsTheTransfer() async throws {
  let server = try ScriptedServer([head(), .send(chunk("one")), .hang])
  defer { server.stop() }
  let model = try remote(server.url) { $0.requests = 1 }
  let task = Task { await outcome(model) }
  while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
  #expect(await outcome(model).error == .busy(limit: 1))
  task.cancel()
  _ = await task.value
  // The server sees the client go, long before the time limit: its wait ends with an end of file.
  var waits = 0
  while server.gone == 0, waits < 12_000 {
    waits += 1
    try await Task.sleep(for: .milliseconds(5))
  }
  #expect(server.gone == 1)
}

@Test func aClosedPortIsUnreachable() async throws {
  let server = try ScriptedServer([])
  server.stop()
  let (_, error) = await outcome(try remote("http://127.0.0.1:1/v1"))
  #expect(error == .unreachable(host: "127.0.0.1:1", reason: "Couldn't connect to server"))
}

@Test func theProxyOfTheEnvironmentIsAsked() async throws {
  let server = try ScriptedServer([head(), .send(chunk("by proxy") + stop)])
  defer { server.stop() }
  let proxied = try RemoteLanguageModel(
    provider: .openai, url: "http://model.invalid/v1", model: "m", key: nil,
    environment: ["http_proxy": "http://127.0.0.1:\(server.port)"])
  #expect(await outcome(proxied.languageModel()).pieces == ["by proxy"])
  #expect(server.requests.first?.hasPrefix("POST http://model.invalid/v1/chat/completions ") == true)
}

@Test(arguments: [
  ("ftp://host/v1", "m", "k"), ("file:///etc/passwd", "m", "k"), ("http://", "m", "k"), ("", "m", "k"),
  ("http://user:pass@host/", "m", "k"), ("http://host/?a=b", "m", "k"), ("http://ho st/", "m", "k"),
  ("http://host/", "", "k"), ("http://host/", "m\r\nX: y", "k"), ("http://host/", "m", "k\r\nX: y"),
])
func refusesOptions(url: String, model: String, key: String) {
  #expect(throws: LanguageModelError.self) {
    try RemoteLanguageModel(provider: .openai, url: url, model: model, key: key)
  }
}

@Test func bedrockHasNoStandardURL() {
  #expect(throws: LanguageModelError.self) {
    try RemoteLanguageModel(provider: .bedrock, url: nil, model: "m", key: "k")
  }
}

@Test(arguments: [
  (Provider.openai, "http://h:1", "m", "http://h:1/v1/chat/completions"),
  (.openai, "http://h/api/v2/", "m", "http://h/api/v2/chat/completions"),
  (.openai, "http://h/v1/chat/completions", "m", "http://h/v1/chat/completions"),
  (.anthropic, "https://h", "m", "https://h/v1/messages"),
  (.bedrock, "https://h", "a.b-v1:0", "https://h/model/a.b-v1%3A0/converse-stream"),
])
func completesTheAddress(provider: Provider, base: String, model: String, expected: String) throws {
  let remote = try RemoteLanguageModel(provider: provider, url: base, model: model, key: "sk-secret")
  #expect(remote.url == expected)
  #expect(!"\(remote) \(String(reflecting: remote))".contains("sk-secret"))
  var dumped = ""
  dump(remote, to: &dumped)
  #expect(!dumped.contains("sk-secret"))
}

/// Speaks with a real server: see `script/model-server`.
@Test(.enabled(if: testModelURL != nil, "PITWALL_TEST_MODEL_URL names no model server"))
func aRealServerStreams() async throws {
  let model = try remote(try #require(testModelURL), key: nil) {
    $0.tokens = 60
    $0.totalSeconds = 120
  }
  let (pieces, error) = await outcome(model)
  #expect(error == nil || error == .stoppedAtLimit(tokens: 60))
  #expect(pieces.count > 1)
}
