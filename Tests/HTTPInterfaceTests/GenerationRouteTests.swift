import Testing

@testable import HTTPInterface

/// Generations, rows behind answers and lineage over HTTP.
@Suite struct GenerationRouteTests {
  @Test func listsThoseThatCanBeAsked() async throws {
    let reply = try await Gateway.stub().ask("GET", "/v1/generations")
    #expect(
      reply.text
        == #"{"generations":[{"generation":"g1","label":null,"built":"2024-12-31T00:00:00Z","current":true,"#
        + #""bytes":4096,"sources":[{"name":"orders","read":0,"kept":0,"superseded":0,"quarantined":0,"#
        + #""repaired":0}]},{"generation":"g0","label":"old","built":null,"current":false,"bytes":1,"#
        + #""sources":[],"fault":"cut"}]}"#)
  }

  @Test(
    arguments: [
      (#"{"message":"a","generation":"g1"}"#, "200 -"), (#"{"message":"a","generation":null}"#, "200 -"),
      (#"{"message":"a","generation":"g7"}"#, "422 unknown_generation"),
      (#"{"message":"a","generation":7}"#, "422 invalid_field"),
      (#"{"message":"a","generation":""}"#, "422 invalid_field"),
      (#"{"message":"a","rows":0}"#, "422 invalid_field"),
      (#"{"message":"a","rows":1001}"#, "422 invalid_field"),
      (#"{"message":"a","rows_of":3}"#, "422 invalid_field"), (#"{"message":"a","rows_of":2}"#, "200 -"),
      // An answer that is made of no rows stays as it is.
      (#"{"message":"none","rows":5}"#, "200 -"),
    ])
  func aQuestionNamesAGeneration(body: String, outcome: String) async throws {
    #expect(try await Gateway.stub().ask("POST", "/v1/chat", body).failure == outcome)
  }

  @Test func rowsBehindAnAnswerStandOnlyWhereAskedFor() async throws {
    let gateway = try Gateway.stub()
    let plain = try await gateway.ask("POST", "/v1/chat", #"{"message":"a"}"#)
    #expect(plain.object["rows_behind"] == nil)
    let rows = try await gateway.ask("POST", "/v1/chat", #"{"message":"a","rows":1,"rows_of":2}"#).object
    let behind = try #require(rows["rows_behind"] as? [String: Any])
    #expect(behind["total"] as? Int == 9 && behind["row"] as? Int == 2)
    #expect((behind["table"] as? [String: Any])?["rows"] as? [[AnyHashable]] == [["2024-10", 1000]])
  }

  @Test func tellsWhereARowCameFrom() async throws {
    let reply = try await Gateway.stub().ask("GET", "/v1/datasets/orders/lineage?key=1&generation=old")
    #expect(
      reply.text
        == #"{"dataset":"orders","source":"orders","generation":"old","key":{"id":"1"},"in_generation":"same","#
        + #""files_unchanged":true,"changed_files":[],"records":[{"file":"a.csv","line":2,"fate":"superseded","#
        + #""because":{"kept_is":"larger","column":"rev","own":null,"kept":3},"fields":[]},{"file":"a.csv","#
        + #""line":3,"fate":"kept","fields":[{"column":"name","raw":"Lee","read":"Lee","value":"LEE","#
        + #""rule":"R"}]}]}"#)
  }

  @Test(
    arguments: [
      ("orders/lineage?key=9", "404 not_found"), ("parts/lineage?key=1", "404 not_found"),
      ("orders/lineage", "422 invalid_field"), ("orders/lineage?key=1&key=2", "422 no_lineage"),
      ("orders", "404 not_found"),
    ])
  func lineageThatCannotBeToldSaysWhy(path: String, failure: String) async throws {
    #expect(try await Gateway.stub().ask("GET", "/v1/datasets/\(path)").failure == failure)
  }

  @Test func personalFieldsWantMoreThanReading() async throws {
    let gateway = try Gateway.stub(keys: "reader-key read\nsender-key ingest\n")
    func text(_ key: String) async throws -> String {
      try await gateway.ask(
        "GET", "/v1/datasets/orders/lineage?key=1", headers: ["authorization": "Bearer \(key)"]
      ).text
    }
    let (reader, sender) = (try await text("reader-key"), try await text("sender-key"))
    #expect(!reader.contains("Lee") && !reader.contains("LEE") && reader.contains(#""personal":true"#))
    #expect(sender.contains("Lee"))
    #expect(try await gateway.ask("GET", "/v1/datasets/orders/lineage?key=1").status == 401)
  }
}
