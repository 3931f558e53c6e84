import Foundation
import Glibc
import Testing

/// What comes in while the program serves is soon in its answers, and is not lost.
@Suite(.serialized, .enabled(if: Program.file != nil, "the program is not built beside the tests"))
struct FreshnessTests {
  private static let question = "how many service records are there"

  private static func record(_ id: String, cost: String = "100000.0") -> String {
    #"{"service_record_id":"\#(id)","dealer":{"dealer_id":"DLR-1","dealer_name":"D","dealer_location":"Medan"},"#
      + #""vehicle":{"vin":"0PS2NMZS37JZ7EJP8","model":"Xpander","year":2021,"odometer_reading":5},"#
      + #""service_details":{"service_date":"2024-12-20T02:45:00Z","total_cost":\#(cost)},"#
      + #""customer":{"customer_id":"C-1","customer_name":"A"}}"#
  }

  /// The number that answers the question.
  private func count(_ port: Int) throws -> Int {
    let reply = try Exchange.send("POST", "/v1/chat", body: #"{"message":"\#(Self.question)"}"#, port: port)
    let table = try #require(try JSONText.object(reply.body)["table"] as? [String: Any], "\(reply.body)")
    return try #require((table["rows"] as? [[Any]])?.first?.first as? Int)
  }

  /// Waits until the question is answered by `number`; the last number is the result.
  private func counts(_ number: Int, _ port: Int) throws -> Int {
    let deadline = ContinuousClock.now + .seconds(Program.longestRun)
    while ContinuousClock.now < deadline {
      if try count(port) == number { return number }
      usleep(20_000)
    }
    return try count(port)
  }

  private func verdicts(_ body: String, _ port: Int) throws -> [String] {
    let reply = try Exchange.send("POST", "/v1/service-records", body: body, port: port)
    #expect(reply.status == 202, "\(reply.body)")
    let records = try JSONText.object(reply.body)["records"] as? [[String: Any]] ?? []
    return records.compactMap { $0["verdict"] as? String }
  }

  @Test(.timeLimit(.minutes(10))) func aDroppedFileAndSentRecordsAreAnsweredFromWhileQuestionsGoOn() throws {
    let business = try SmallBusiness()
    defer { business.remove() }
    _ = try business.rebuild()
    let server = try RunningServer(business, ["--watch"])
    defer { server.kill9() }
    let before = try count(server.port)
    let askers = try Askers(2, port: server.port)

    let folder = business.data.appendingPathComponent("service-records/date=2024-12-31")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data("[\(Self.record("NEW-1")), \(Self.record("NEW-2"))]".utf8)
      .write(to: folder.appendingPathComponent("batch_new.json"))
    #expect(try counts(before + 2, server.port) == before + 2)

    let sent =
      "[\(Self.record("NEW-2", cost: "5")), \(Self.record("NEW-3")), \(Self.record("NEW-4", cost: "-1"))]"
    #expect(try verdicts(sent, server.port) == ["accepted", "accepted", "rejected"])
    #expect(try counts(before + 3, server.port) == before + 3)
    #expect(try verdicts(sent, server.port) == ["duplicate", "duplicate", "rejected"])
    let rejected = try Exchange.send("GET", "/v1/quarantine?source=service_records", port: server.port).body
    #expect(rejected.contains(#""file":"posted/service-records.jsonl","line":3"#))

    let seen = askers.stop()
    #expect(seen.flatMap(\.failures) == [] && seen.allSatisfy { $0.answers > 0 })
    #expect(try server.end() == 0)
  }

  /// A record that was acknowledged is there after the server was killed at once.
  @Test(.timeLimit(.minutes(10))) func anAcknowledgedRecordSurvivesAKill() throws {
    let business = try SmallBusiness()
    defer { business.remove() }
    _ = try business.rebuild()
    let first = try RunningServer(business)
    defer { first.kill9() }
    let before = try count(first.port)
    for number in 1...3 { #expect(try verdicts(Self.record("NEW-\(number)"), first.port) == ["accepted"]) }
    first.kill9()
    _ = try first.ended()
    let second = try RunningServer(business)
    defer { second.kill9() }
    #expect(try counts(before + 3, second.port) == before + 3)
    #expect(try verdicts(Self.record("NEW-3"), second.port) == ["duplicate"])
    #expect(try second.end() == 0)
  }
}
