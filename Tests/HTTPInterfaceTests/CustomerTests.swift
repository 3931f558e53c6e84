import Testing

@testable import HTTPInterface

@Suite struct CustomerTests {
  private let keys = "reader-key read\nsender-key ingest\n"

  @Test func showsRowRecordsAndLinks() async throws {
    let reply = try await Gateway.stub().ask("GET", "/v1/customers/C1")
    #expect(reply.status == 200)
    #expect(
      reply.text
        == #"{"id":"C1","value":12.5,"lastname":"Lee","sources":[{"custno":"a"},{"custno":"b"}],"links":["#
        + #"{"first":{"custno":"a"},"second":{"custno":"b"},"decided_by_hand":false,"weight":8.5,"threshold":3.25,"#
        + #""score":0.75,"evidence":[{"comparison":"last name","level":"same","weight":2,"values":["#
        + #"{"column":"lastname","first":"Lee","second":"LEE"}]}]},"#
        + #"{"first":{"custno":"a"},"second":{"custno":"c"},"decided_by_hand":true,"weight":null,"threshold":3.25,"#
        + #""score":1,"evidence":[]}]}"#)
  }

  @Test func personalDataWantsMoreThanReading() async throws {
    let gateway = try Gateway.stub(keys: keys)
    func text(_ key: String) async throws -> String {
      try await gateway.ask("GET", "/v1/customers/C1", headers: ["authorization": "Bearer \(key)"]).text
    }
    let (reader, sender) = (try await text("reader-key"), try await text("sender-key"))
    #expect(reader.contains(#""value":12.5"#) && !reader.contains("Lee") && !reader.contains("LEE"))
    #expect(sender.contains("Lee") && sender.contains("LEE"))
    #expect(try await gateway.ask("GET", "/v1/customers/C1").status == 401)
  }

  @Test func knowsNoOther() async throws {
    let gateway = try Gateway.stub()
    #expect(try await gateway.ask("GET", "/v1/customers/C2").failure == "404 not_found")
    #expect(try await gateway.ask("GET", "/v1/customers/C2").message == "no such customer: 'C2'")
    #expect(try await gateway.ask("POST", "/v1/customers/C1").status == 405)
    #expect(
      try await gateway.ask("GET", "/v1/customers/" + String(repeating: "C", count: 5000)).status == 422)
    #expect(try await gateway.ask("GET", "/v1/customers").status == 404)
  }
}
