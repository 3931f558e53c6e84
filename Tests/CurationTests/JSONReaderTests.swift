import Testing

@testable import Curation

private func readJSON(
  _ text: String, lines: Bool, block: Int = 1 << 20, limits: ReadingLimits = ReadingLimits()
) throws -> Recorder {
  let recorder = Recorder("id", "in.x")
  let reader = JSONFileReader(limits: limits, block: block)
  let stream = ByteStream.bytes(Array(text.utf8), block: block)
  if lines { try reader.readLines(stream, recorder) } else { try reader.readDocument(stream, recorder) }
  return recorder
}

@Suite struct JSON {
  @Test(
    arguments: [
      (#"[{"id": 1, "in": {"x": "a"}}, {"id": 2}]"#, [["1", "a"], ["2", nil]]),
      (#"{"id": "one"}"#, [["one", nil]]),
      (#" [ ] "#, []),
      (#"[{"in": {"y": {"x": 1}, "x": 1.50}, "id": null}]"#, [[nil, "1.50"]]),
      (#"[{"id": "\u00e9\n\ud83d\ude00\\\"\/", "in": {"x": true}}]"#, [["é\n😀\\\"/", "true"]]),
      (#"[{"\u0069d": 7}]"#, [["7", nil]]),
      (#"[{"id": 1, "id": 2}]"#, [["2", nil]]),
      (#"[{"id": "  ", "in": {"x": " a "}}]"#, [[nil, "a"]]),
      (#"[{"id": NaN}]"#, [["NaN", nil]]),
      (#"[{"id": "\ud800"}]"#, [["\u{FFFD}", nil]]),
      (#"[{"id": [1, {"a": "]"}], "in": "x"}]"#, [[#"[1, {"a": "]"}]"#, nil]]),
      (
        #"[{"id": 12345678901234567890.123456789012345678}]"#,
        [["12345678901234567890.123456789012345678", nil]]
      ),
    ] as [(String, [[String?]])])
  func readsDocuments(text: String, rows: [[String?]]) throws {
    let read = try readJSON(text, lines: false)
    #expect(read.rows == rows)
    #expect(read.refused.isEmpty)
  }

  @Test(arguments: [
    (#"[{"id": 1}, {"id": "#, "the end, expected a value"),
    (#"[{"id": 1}"#, "the end, expected ',' or ']'"),
    (#"[{"id": 1}] x"#, "'x', expected the end of the document"),
    (#"[{"id": 01}]"#, "'0', expected a number without a leading zero"),
    (#"[{"id": 1.}]"#, "'}', expected a digit"),
    (#"[{"id": "a"#, "the end, expected a closing quote"),
    ("[{\"id\": \"a\u{1}\"}]", "expected no control character in a text"),
    (#"[{'id': 1}]"#, "''', expected a text in quotes"),
    (#"[{"id": "\x"}]"#, "'x', expected an escape"),
    (#"[{"id": 1},]"#, "']', expected a value"),
  ])
  func refusesWholeDocuments(text: String, reason: String) throws {
    let read = try readJSON(text, lines: false)
    #expect(read.rows.isEmpty)
    #expect(read.refused.count == 1)
    #expect(read.refused.first?.line == 1)
    #expect(read.refused.first?.reason.contains(reason) == true, "\(read.refused)")
  }

  @Test func refusesARecordThatIsNoObject() throws {
    let read = try readJSON("[\n{\"id\": 1},\n17,\n{\"id\": 2}\n]", lines: false)
    #expect(read.rows == [["1", nil], ["2", nil]])
    #expect(read.lines == [2, 4])
    #expect(read.refused.map(\.line) == [3])
  }

  @Test(arguments: [1, 5, 1 << 20]) func readsLines(block: Int) throws {
    let text = "{\"id\": 1}\r\n\n{\"id\": 2, \"in\": {\"x\": 3}}\n{\"id\": 4\nno\n{\"id\": 5}"
    let read = try readJSON(text, lines: true, block: block)
    #expect(read.rows == [["1", nil], ["2", "3"], ["5", nil]])
    #expect(read.lines == [1, 3, 6])
    #expect(read.refused.map(\.line) == [4, 5])
  }

  @Test func nestingHasALimit() throws {
    let deep = String(repeating: "[", count: 100_000)
    let read = try readJSON("[{\"id\": \(deep)", lines: false)
    #expect(read.refused.first?.reason.contains("more than 65 arrays and objects inside each other") == true)
    let line = try readJSON("{\"id\": \(deep)\n{\"id\": 1}", lines: true)
    #expect(line.refused.count == 1 && line.rows.count == 1)
  }

  @Test func linesAndDocumentsHaveALimit() throws {
    let limits = ReadingLimits(longestRecord: 64, largestDocument: 64)
    let long = "{\"id\": \"\(String(repeating: "x", count: 1000))\"}"
    let read = try readJSON("{\"id\": 1}\n\(long)\n{\"id\": 2}\n", lines: true, block: 32, limits: limits)
    #expect(read.rows == [["1", nil], ["2", nil]])
    #expect(read.lines == [1, 3])
    #expect(read.refused.map(\.line) == [2])
    let document = try readJSON("[\(long)]", lines: false, limits: limits)
    #expect(document.refused.first?.reason == "the whole file: found a document of more than 64 bytes")
  }

  /// Every cut of a valid document is refused as a whole, and never read past its end.
  @Test func everyCutIsRefused() throws {
    let text = #"[{"id": "a\u00e9", "in": {"x": -1.5e3}}, {"id": true, "in": {"x": [null, {}]}}]"#
    for length in 1..<text.utf8.count {
      let read = try readJSON(String(text.prefix(length)), lines: false)
      #expect(read.rows.isEmpty && read.refused.count == 1, "\(length)")
    }
  }
}
