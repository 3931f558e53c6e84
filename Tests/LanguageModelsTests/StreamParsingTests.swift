import Foundation
import Testing

@testable import LanguageModels

/// The URL of the test model, from the environment of the tests.
let testModelURL = ProcessInfo.processInfo.environment["PITWALL_TEST_MODEL_URL"].flatMap {
  $0.isEmpty ? nil : $0
}

@Test(arguments: [
  ("data: a\n\n", ["message=a"]),
  ("data: a\r\n\r\n", ["message=a"]),
  ("data: a\r\rdata: b\r\r", ["message=a", "message=b"]),
  ("data:a\ndata: b\n\n", ["message=a\nb"]),
  (": comment\n\ndata: a\n\n", ["message=a"]),
  ("event: ping\ndata: {}\n\ndata: x\n\n", ["ping={}", "message=x"]),
  ("event: ping\n\n", []),
  ("data\n\n", ["message="]),
  ("id: 1\nretry: 5\nunknown: z\ndata:  two\n\n", ["message= two"]),
  ("\u{FEFF}data: größe €\n\n", ["message=größe €"]),
  ("data: unfinished\n", []), ("data: a", []), ("", []),
])
func readsEventsSplitAnywhere(text: String, expected: [String]) {
  let bytes = Array(text.utf8)
  for split in 0...bytes.count {
    var parser = ServerSentEvents()
    let events = parser.feed(bytes[..<split]) + parser.feed(bytes[split...])
    #expect(events.map { "\($0.name)=\($0.data)" } == expected, "split at \(split)")
  }
}

/// A frame with the headers `:message-type` and `:event-type`.
func frame(_ types: [String], _ payload: String) -> [UInt8] {
  func number(_ value: Int, bytes: Int) -> [UInt8] {
    (0..<bytes).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }
  let headers = zip([":message-type", ":event-type"], types).flatMap { (name, value) -> [UInt8] in
    number(name.utf8.count, bytes: 1) + Array(name.utf8) + [7] + number(value.utf8.count, bytes: 2)
      + Array(value.utf8)
  }
  let prelude = number(16 + headers.count + payload.utf8.count, bytes: 4) + number(headers.count, bytes: 4)
  let message =
    prelude + number(EventStreamFrames.checksum(prelude), bytes: 4) + headers + Array(payload.utf8)
  return message + number(EventStreamFrames.checksum(message), bytes: 4)
}

@Test func theChecksumIsThatOfTheCatalogue() {
  // "check" value of CRC-32/ISO-HDLC.
  #expect(EventStreamFrames.checksum(Array("123456789".utf8)) == 0xCBF4_3926)
}

@Test func readsFramesSplitAnywhere() throws {
  let bytes = frame(["event", "a"], "{}") + frame(["exception", "b"], "")
  for split in 0...bytes.count {
    var parser = EventStreamFrames()
    let frames = try parser.feed(bytes[..<split]) + parser.feed(bytes[split...])
    #expect(frames.map { $0.headers[":event-type"] } == ["a", "b"])
    #expect(frames.map(\.payload) == [Array("{}".utf8), []])
  }
}

@Test func refusesDamagedFrames() {
  let bytes = frame(["event", "a"], "{}")
  for place in bytes.indices {
    var damaged = bytes
    damaged[place] ^= 0x40
    var parser = EventStreamFrames()
    #expect(throws: EventStreamFrames.Fault.self, "byte \(place)") {
      if try !parser.feed(damaged).isEmpty { Issue.record("byte \(place) was taken") }
      throw EventStreamFrames.Fault.checksum
    }
  }
}
