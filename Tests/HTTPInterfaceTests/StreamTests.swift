import Domain
import Foundation
import Testing

@testable import HTTPInterface

@Suite struct StreamTests {
  static let chat: [(message: String, events: [String])] = [
    ("a", ["interpretation", "sql", "table", "sources", "text", "text", "done"]),
    ("silent", ["interpretation", "sql", "table", "sources", "text", "done"]),
    ("which", ["text", "done"]), ("none", ["text", "done"]), ("break", ["error"]),
    ("break late", ["interpretation", "sql", "table", "sources", "text", "text", "error"]),
  ]

  @Test(arguments: chat) func sendsEventsInOrder(message: String, events: [String]) async throws {
    let gateway = try Gateway.stub()
    let reply = try await gateway.ask("POST", "/v1/chat", #"{"message":"\#(message)","stream":true}"#)
    #expect(reply.status == 200)
    #expect(reply.headers["content-type"] == "text/event-stream")
    #expect(reply.events.map(\.name) == events)
    #expect(gateway.slots.taken == 0)
  }

  @Test func theLastEventIsTheBodyOfAnAnswerThatIsNotStreamed() async throws {
    let gateway = try Gateway.stub()
    let whole = try await gateway.ask("POST", "/v1/chat", #"{"message":"a"}"#)
    let stream = try await gateway.ask(
      "POST", "/v1/chat", #"{"message":"a"}"#, headers: ["accept": "text/plain;q=0.1, text/event-stream; q=1"]
    )
    #expect(stream.events.last?.data == whole.text)
    let pieces = stream.events.filter { $0.name == "text" }
      .compactMap { try? JSONDecoder().decode(String.self, from: Data($0.data.utf8)) }
    #expect(pieces.joined() == whole.object["answer"] as? String)
    let table = stream.events.first { $0.name == "table" }?.data ?? ""
    #expect(whole.text.contains("\"table\":" + table))
  }

  @Test func aReaderWhoLeavesStopsTheAnswer() async throws {
    struct Gone: Error {}
    var limits = HTTPLimits.patient
    limits.streamPieces = 1
    limits.heartbeatSeconds = 0.01
    let (ends, ended) = AsyncStream<Bool>.makeStream()
    let gateway = try Gateway.stub(
      StubBackend.make(wait: {
        do { try await Task.sleep(for: .seconds(3600)) } catch {
          ended.yield(Task.isCancelled)
          throw error
        }
      }), limits: limits)
    let body = Array(#"{"message":"wait","stream":true}"#.utf8)
    let output = await gateway.respond(
      to: HTTPInput(method: "POST", target: "/v1/chat", headers: [("accept", "text/event-stream")]) { _ in
        body
      })
    guard case .stream(let stream) = output.body else { throw Gone() }
    // The first thing written is a heartbeat, since the answer keeps waiting.
    await #expect(throws: Gone.self) { try await stream { _ in throw Gone() } }
    for await isCancelled in ends {
      #expect(isCancelled)
      break
    }
  }

  @Test(arguments: [1, 2, 7]) func aSlowReaderGetsEveryPieceInOrder(capacity: Int) async {
    let channel = PieceChannel<Int>(capacity: capacity)
    let sender = Task {
      for piece in 0..<500 { await channel.send(piece) }
      channel.finish()
    }
    var read: [Int] = []
    while let piece = await channel.next() {
      read.append(piece)
      if piece % 50 == 0 { await Task.yield() }
    }
    await sender.value
    #expect(read == Array(0..<500))
  }

  @Test func sendersGoOnWhenTheReaderIsGone() async {
    let channel = PieceChannel<Int>(capacity: 1)
    let sender = Task { for piece in 0..<10 { await channel.send(piece) } }
    _ = await channel.next()
    channel.finish()
    await sender.value
    channel.offer(1)
    await channel.send(2)
  }
}
