import Domain
import Testing

@testable import HTTPInterface

@Suite struct AdmissionTests {
  static let keys = """
    # who may do what
    reader-key read
    feeder-key\tingest  # the workshop

    chief-key-1 admin
    """

  static let matrix: [(method: String, target: String, none: Int, read: Int, ingest: Int, admin: Int)] = [
    ("GET", "/", 200, 200, 200, 200), ("GET", "/health", 200, 200, 200, 200),
    ("GET", "/metrics", 200, 200, 200, 200), ("GET", "/openapi.json", 200, 200, 200, 200),
    ("POST", "/v1/chat", 401, 200, 200, 200), ("POST", "/v1/search", 401, 200, 200, 200),
    ("POST", "/v1/chat/completions", 401, 200, 200, 200), ("GET", "/v1/models", 401, 200, 200, 200),
    ("GET", "/v1/status", 401, 200, 200, 200), ("GET", "/v1/quarantine", 401, 200, 200, 200),
    ("POST", "/v1/visits", 401, 403, 202, 202), ("POST", "/v1/rebuild", 401, 403, 403, 202),
    ("GET", "/v1/jobs/x", 401, 404, 404, 404), ("GET", "/v1/nothing", 401, 404, 404, 404),
    ("GET", "/v1", 401, 404, 404, 404), ("GET", "/v1/chat", 401, 405, 405, 405),
    ("GET", "/v2", 404, 404, 404, 404),
  ]

  @Test(arguments: matrix)
  func asksForTheKey(
    row: (method: String, target: String, none: Int, read: Int, ingest: Int, admin: Int)
  ) async throws {
    let backend = StubBackend.make(intake: { records, _ in
      records.map { _ in RecordVerdict(kind: .accepted, id: nil) }
    })
    let gateway = try Gateway.stub(backend, keys: Self.keys)
    let body = #"{"message":"a","query":"a","messages":[{"role":"user","content":"a"}]}"#
    let cases: [(String?, Int)] = [
      (nil, row.none), ("Bearer reader-key", row.read), ("bearer feeder-key", row.ingest),
      ("Bearer  chief-key-1", row.admin), ("Bearer reader-kez", row.none), ("Bearer reader-key1", row.none),
      ("Bearer", row.none), ("Basic reader-key", row.none), ("reader-key", row.none),
    ]
    for (header, status) in cases {
      let headers = header.map { ["authorization": $0] } ?? [:]
      let reply = try await gateway.ask(row.method, row.target, body, headers: headers)
      #expect(reply.status == status, "\(header ?? "no key")")
      if status == 401 { #expect(reply.headers["www-authenticate"] == "Bearer") }
    }
  }

  @Test func showsRawRowsOnlyToThoseWhoMaySendThem() async throws {
    let gateway = try Gateway.stub(keys: Self.keys)
    for (key, raw) in [("reader-key", ""), ("feeder-key", "a,b"), ("chief-key-1", "a,b")] {
      let reply = try await gateway.ask(
        "GET", "/v1/quarantine?source=a%20b&limit=5&offset=2", headers: ["authorization": "Bearer \(key)"])
      #expect(
        reply.text
          == #"{"rows":[{"source":"a b","rule":"R1","reason":"limit 5 offset 2","file":"f.csv","line":1,"#
          + #""raw":"\#(raw)"}],"offset":2,"limit":5}"#)
    }
  }

  static let files: [(text: String, error: String)] = [
    ("", "keys: expected at least one line 'KEY ROLE', found none"),
    ("# none\n\n", "keys: expected at least one line 'KEY ROLE', found none"),
    ("long-enough", "keys:1: expected a key and a role, found 1 words"),
    ("long-enough read twice", "keys:1: expected a key and a role, found 3 words"),
    ("\nlong-enough root", "keys:2: expected the role read, ingest or admin, found role 'root'"),
    ("short read", "keys:1: expected 8 to 512 bytes, found a key of 5 bytes"),
    ("long-enough read\nlong-enough admin", "keys:2: expected each key once, found a key that stands above"),
  ]

  @Test(arguments: files) func refusesAKeyFile(text: String, error: String) {
    let thrown = #expect(throws: APIKeyError.self) { try APIKeys(parsing: text, file: "keys") }
    #expect(thrown?.description == error)
  }

  static let visitors: [(host: String, headers: [String: String], status: Int)] = [
    ("127.0.0.1", [:], 200), ("127.0.0.1", ["host": "localhost:8080"], 200),
    ("127.0.0.1", ["host": "[::1]:8080"], 200), ("localhost", ["host": "127.0.0.1:8080"], 200),
    ("127.0.0.1", ["host": "evil.example:8080"], 403), ("127.0.0.1", ["host": "127.0.0.1.evil.example"], 403),
    ("0.0.0.0", ["host": "pitwall.example"], 200),
    ("127.0.0.1", ["host": "localhost:8080", "origin": "http://localhost:8080"], 200),
    ("127.0.0.1", ["host": "localhost:8080", "origin": "http://evil.example"], 403),
    ("127.0.0.1", ["host": "localhost:8080", "origin": "null"], 403),
    ("0.0.0.0", ["host": "pitwall.example", "origin": "https://pitwall.example"], 200),
  ]

  @Test(arguments: visitors)
  func withoutKeysNoOtherSiteIsLetIn(host: String, headers: [String: String], status: Int) async throws {
    let gateway = try Gateway.stub(host: host)
    #expect(
      try await gateway.ask("POST", "/v1/rebuild", headers: headers).status == (status == 200 ? 202 : 403))
  }
}
