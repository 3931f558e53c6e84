import Foundation
import Glibc
import Testing

/// The built program as a server, while its database is rebuilt beside it.
@Suite(.serialized, .enabled(if: Program.file != nil, "the program is not built beside the tests"))
struct ServedRebuildTests {
  private static let clients = 4

  /// No question fails while generations come and go, each is taken up, and none comes back.
  @Test(.timeLimit(.minutes(10))) func questionsGoOnDuringRebuilds() throws {
    let business = try SmallBusiness()
    defer { business.remove() }
    var generations = [try business.rebuild()]
    let server = try RunningServer(business)
    defer { server.kill9() }
    let askers = try Askers(Self.clients, port: server.port)
    #expect(askers.sees(generations[0]))
    for _ in 0..<3 {
      generations.append(try business.rebuild())
      #expect(askers.sees(generations[generations.count - 1]))
    }
    try business.changeData()
    generations.append(try rebuildByRequest(server.port))
    #expect(askers.sees(generations[generations.count - 1]))
    #expect(Set(generations).count == 5)
    for record in askers.stop() {
      #expect(record.failures == [])
      #expect(record.generations == generations)
      #expect(record.answers > record.streams && record.streams > 0)
    }
    #expect(try business.leftovers() == [])
    #expect(try server.end() == 0)
  }

  /// `POST /v1/rebuild`, and the generation in the report of its job.
  private func rebuildByRequest(_ port: Int) throws -> String {
    let accepted = try Exchange.send("POST", "/v1/rebuild", port: port)
    #expect(accepted.status == 202)
    let id = try #require(JSONText.object(accepted.body)["job"] as? String)
    let deadline = ContinuousClock.now + .seconds(Program.longestRun)
    while ContinuousClock.now < deadline {
      let job = try JSONText.object(Exchange.send("GET", "/v1/jobs/\(id)", port: port).body)
      switch job["state"] as? String {
      case "done": return try #require((job["report"] as? [String: Any])?["generation"] as? String)
      case "failed": throw Program.Failure(description: "\(job)")
      default: usleep(20_000)
      }
    }
    throw Program.Failure(description: "job \(id): expected an end, found none")
  }

  /// A rebuild that is killed leaves the old generation in service; the next one finds nothing in its way.
  @Test(.timeLimit(.minutes(10))) func aKilledRebuildChangesNothing() throws {
    let business = try SmallBusiness()
    defer { business.remove() }
    let begun = ContinuousClock.now
    var generation = try business.rebuild()
    let duration = (ContinuousClock.now - begun) / .seconds(1)
    let server = try RunningServer(business)
    defer { server.kill9() }
    let askers = try Askers(1, port: server.port)
    let rounds = 5
    for round in 0..<rounds {
      #expect(askers.sees(generation))
      // A moment in each fifth of a rebuild.
      let moment = duration * (Double(round) + Double.random(in: 0..<1)) / Double(rounds)
      let before = try business.fileNumber()
      let run = try business.startRebuild()
      usleep(UInt32(moment * 1e6))
      kill(run.process.processIdentifier, SIGKILL)
      try Program.wait(for: run.process, "a killed rebuild")
      // Killed so late that its generation was in place already: then that is the one to answer.
      if try business.fileNumber() != before { generation = try business.generation() }
      usleep(150_000)
      // What is in place already, a busy machine may take a while to serve.
      var served = try Askers.generation("how many?", port: server.port)
      for _ in 0..<600 where served != generation {
        usleep(50_000)
        served = try Askers.generation("how many?", port: server.port)
      }
      #expect(served == generation, "killed after \(moment) s")
      generation = try business.rebuild()
      #expect(try business.leftovers() == [], "killed after \(moment) s")
    }
    #expect(askers.sees(generation))
    #expect(askers.stop().flatMap(\.failures) == [])
    #expect(try server.end() == 0)
  }

  /// A request that has begun when SIGTERM comes is answered in full; then the program ends with 0.
  @Test(.timeLimit(.minutes(10)), arguments: [false, true])
  func whatIsInFlightIsAnsweredAfterSIGTERM(isStream: Bool) throws {
    let business = try SmallBusiness()
    defer { business.remove() }
    let generation = try business.rebuild()
    let server = try RunningServer(business)
    defer { server.kill9() }
    let request = Exchange.request(
      "POST", "/v1/chat", body: #"{"message":"how many of everything are there","stream":\#(isStream)}"#)
    let begun = try (0..<Self.clients).map { _ in
      let exchange = try Exchange(port: server.port)
      try exchange.send(String(request.dropLast(10)))
      return exchange
    }
    #expect(try Exchange.send("GET", "/health", port: server.port).status == 200)
    usleep(200_000)
    server.process.terminate()
    usleep(200_000)
    #expect(server.process.isRunning)
    for exchange in begun {
      try exchange.send(String(request.suffix(10)))
      #expect(try Askers.generation(of: exchange.reply(), isStream: isStream) == generation)
    }
    #expect(try server.ended() == 0)
    #expect(throws: Program.Failure.self) { try Exchange.send("GET", "/health", port: server.port) }
  }
}
