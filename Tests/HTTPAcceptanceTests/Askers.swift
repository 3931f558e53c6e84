import Foundation
import Glibc
import Synchronization
import Testing

/// Threads that ask one question after the other, every third as a stream, until they are stopped; between two
/// they rest for `pause`, so that a rebuild beside them gets its share of the processor.
final class Askers: Sendable {
  /// What a thread has seen.
  struct Record: Sendable {
    var answers = 0
    var streams = 0
    /// The generations of the answers in order, repeats left out.
    var generations: [String] = []
    var failures: [String] = []
  }

  /// Microseconds.
  private static let pause: UInt32 = 10_000

  private let port: Int
  private let questions: [String]
  private let records: Mutex<[Record]>
  private let isStopped = Atomic(false)
  private let group = DispatchGroup()

  init(_ count: Int, port: Int) throws {
    self.port = port
    let file = SmallBusiness.root.appendingPathComponent("Benchmarks/HTTP/questions.txt")
    questions = Program.text(file).split(separator: "\n").map(String.init)
    try #require(!questions.isEmpty)
    records = Mutex(Array(repeating: Record(), count: count))
    for client in 0..<count {
      group.enter()
      Thread { [self] in
        ask(client)
        group.leave()
      }.start()
    }
  }

  private func ask(_ client: Int) {
    var turn = client
    while !isStopped.load(ordering: .relaxed) {
      let question = questions[turn % questions.count]
      let isStream = turn % 3 == 0
      usleep(Self.pause)
      turn += 1
      let result = Result { try Self.generation(question, isStream: isStream, port: port) }
      records.withLock { records in
        switch result {
        case .success(let generation):
          records[client].answers += 1
          records[client].streams += isStream ? 1 : 0
          if records[client].generations.last != generation { records[client].generations.append(generation) }
        case .failure(let error): records[client].failures.append("\(question): \(error)")
        }
      }
    }
  }

  /// Asks once; the generation that answered. A reply that is not whole or no 200 is an error.
  static func generation(_ question: String, isStream: Bool = false, port: Int) throws -> String {
    let body = try JSONSerialization.data(withJSONObject: ["message": question, "stream": isStream])
    let reply = try Exchange.send(
      "POST", "/v1/chat", body: String(decoding: body, as: UTF8.self), port: port)
    return try generation(of: reply, isStream: isStream)
  }

  /// The generation in a whole reply. A stream ends with one event `done`, the whole answer.
  static func generation(of reply: Exchange.Reply, isStream: Bool) throws -> String {
    guard reply.status == 200 else {
      throw Program.Failure(description: "expected 200, found \(reply.status) \(reply.body.prefix(200))")
    }
    guard isStream else { return try #require(JSONText.object(reply.body)["generation"] as? String) }
    let events = reply.body.components(separatedBy: "\n\n").filter { !$0.isEmpty && !$0.hasPrefix(":") }
    let done = events.filter { $0.hasPrefix("event: done\n") }
    guard done.count == 1, let last = events.last, last == done[0] else {
      throw Program.Failure(description: "expected one event 'done' at the end, found \(events.count) events")
    }
    let data = last.split(separator: "\n").filter { $0.hasPrefix("data:") }.map { $0.dropFirst(5) }
    return try #require(JSONText.object(data.joined(separator: "\n"))["generation"] as? String)
  }

  /// What each thread has seen so far.
  var seen: [Record] { records.withLock { $0 } }

  /// Lets the threads finish what they ask, and returns what they saw.
  func stop() -> [Record] {
    isStopped.store(true, ordering: .relaxed)
    group.wait()
    return seen
  }

  /// Waits until every thread has been answered by `generation`; false after `Program.longestRun`.
  func sees(_ generation: String) -> Bool {
    let deadline = ContinuousClock.now + .seconds(Program.longestRun)
    while !seen.allSatisfy({ $0.generations.last == generation }) {
      guard ContinuousClock.now < deadline else { return false }
      usleep(10_000)
    }
    return true
  }
}
