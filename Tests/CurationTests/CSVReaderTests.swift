import Testing

@testable import Curation

/// Hands what a reader finds to lists.
final class Recorder: RecordVisitor {
  let wanted: [WantedField]
  var rows: [[String?]] = []
  var lines: [Int] = []
  var refused: [(line: Int, reason: String, raw: String)] = []
  var warnings: [String] = []

  init(_ names: String...) {
    wanted = names.map { WantedField(column: $0, names: [$0], isOptional: false) }
  }

  func record(_ record: RawRecord, _ fields: UnsafeMutableBufferPointer<Field>) {
    rows.append(fields.map { $0.kind == .absent ? nil : String(decoding: $0.bytes, as: UTF8.self) })
    lines.append(record.line)
  }
  func unreadable(_ record: RawRecord, reason: String) {
    refused.append((record.line, reason, String(decoding: record.raw(limit: 40), as: UTF8.self)))
  }
  func warn(_ text: String) { warnings.append(text) }
}

func readCSV(
  _ bytes: [UInt8], _ names: (String, String) = ("a", "b"), block: Int = 1 << 20,
  limits: ReadingLimits = ReadingLimits()
) throws -> Recorder {
  let recorder = Recorder(names.0, names.1)
  let reader = CSVFileReader(file: "f.csv", source: "s", limits: limits, block: block)
  try reader.read(.detectingGzip(.bytes(bytes, block: block)), recorder)
  return recorder
}

func readCSV(_ text: String, block: Int = 1 << 20) throws -> Recorder {
  try readCSV(Array(text.utf8), block: block)
}

@Suite struct CSV {
  @Test(
    arguments: [
      ("a,b\n1,2\n3,4\n", [["1", "2"], ["3", "4"]]),
      ("a,b\r\n1,2\r\n3,4", [["1", "2"], ["3", "4"]]),
      ("\u{FEFF}a,b\n1,2\n", [["1", "2"]]),
      ("b,a\n1,2\n", [["2", "1"]]),
      ("A , B\n1,2\n", [["1", "2"]]),
      ("a,b\n 1 ,\t2 \n", [["1", "2"]]),
      ("a,b\n\"x,y\",\"say \"\"hi\"\"\"\n", [["x,y", "say \"hi\""]]),
      ("a,b\n\"two\nlines\",2\n", [["two\nlines", "2"]]),
      ("a,b\n\"1\" ,2\n", [["1", "2"]]),
      ("a,b\n1\"2,3\n", [["1\"2", "3"]]),
      ("a,b\n\n1,2\n\r\n", [["1", "2"]]),
      ("x,a,y,b\n1,2,3,4\n", [["2", "4"]]),
      ("a,b\nä,日本\n", [["ä", "日本"]]),
      ("a,b\n", []),
    ] as [(String, [[String]])])
  func reads(text: String, rows: [[String]]) throws {
    for block in [1, 2, 3, 7, 1 << 20] {
      let read = try readCSV(text, block: block)
      #expect(read.rows == rows.map { $0.map(Optional.some) })
      #expect(read.refused.isEmpty)
    }
  }

  @Test func emptyFieldsAreAbsent() throws {
    #expect(try readCSV("a,b\n,\"\"\n  ,x\n").rows == [[nil, nil], [nil, "x"]])
  }

  @Test(
    arguments: [
      ("a,b\n1\n3,4\n", 2, "1 fields, expected 2", 1),
      ("a,b\n1,2,3\n3,4\n", 2, "3 fields, expected 2", 1),
      ("a,b\n3,4\n\"1,2\n5,6\n", 3, "a quote that is not closed", 2),
      ("a,b\n\"1\"x,2\n3,4\n", 2, "text after a closing quote", 1),
      ("a,b\n1\0,2\n3,4\n", 2, "a NUL byte", 1),
    ] as [(String, Int, String, Int)])
  func refuses(text: String, line: Int, reason: String, kept: Int) throws {
    let read = try readCSV(text)
    #expect(read.refused.map(\.line) == [line])
    #expect(read.refused.first?.reason.contains(reason) == true)
    #expect(read.rows.count == kept)
  }

  @Test func refusesWhatIsNotUTF8AndGoesOn() throws {
    let read = try readCSV(Array("a,b\n1,".utf8) + [0xFF, 0xC0] + Array("\n3,4\n".utf8))
    #expect(read.refused.first?.reason == "found bytes that are not UTF-8")
    #expect(read.refused.first?.raw == "1,\u{FFFD}\u{FFFD}")
    #expect(read.rows == [["3", "4"]])
  }

  @Test func aQuoteLeftOpenCostsOneLine() throws {
    let read = try readCSV("a,b\n1,2\n\"3,4\n5,6\n7,\"8\"\n9,10\n")
    #expect(read.rows == [["1", "2"], ["5", "6"], ["7", "8"], ["9", "10"]])
    #expect(read.refused.map(\.line) == [3])
    #expect(read.lines == [2, 4, 5, 6])
  }

  @Test func aLongLineIsRefusedAndPassedOver() throws {
    let long = [UInt8](repeating: 120, count: 10_000_000)
    let read = try readCSV(Array("a,b\n1,2\n".utf8) + long + Array("\n3,4\n".utf8))
    #expect(read.rows == [["1", "2"], ["3", "4"]])
    #expect(read.lines == [2, 4])
    #expect(read.refused.map(\.line) == [3])
    #expect(read.refused.first?.reason == "found a row of more than 4194304 bytes")
  }

  @Test func linesAreCountedThroughQuotedBreaks() throws {
    #expect(try readCSV("a,b\n\"1\n\n\",2\n3,4\n").lines == [2, 5])
  }

  @Test func nothingIsAWarning() throws {
    #expect(try readCSV("").warnings == ["the file is empty"])
    #expect(try readCSV("\u{FEFF}").warnings == ["the file is empty"])
  }

  @Test(arguments: [
    ("a,c\n1,2\n", "f.csv:1: s: expected the column 'b', found a, c"),
    ("a,b,b\n1,2,3\n", "f.csv:1: s: expected each column once, found 'b' twice"),
  ])
  func refusesHeaders(text: String, message: String) {
    #expect { try readCSV(text) } throws: { "\($0)" == message }
  }

  @Test func refusesTooManyColumns() {
    #expect(throws: CurationError.tooManyColumns(file: "f.csv", limit: 3)) {
      try readCSV(Array("a,b,c,d\n".utf8), limits: ReadingLimits(mostColumns: 3))
    }
  }

  /// Random rows, quoted at random, come back the same in blocks of any size; and a plain parser agrees.
  @Test(arguments: 0..<60) func agreesWithAPlainParser(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    let pieces = ["x", ",", "\"", "\n", "\r\n", " ", "é", "12", ""]
    var text = "a,b\n"
    var rows: [[String]] = []
    for _ in 0..<40 {
      let row = (0..<2).map { _ in
        "k" + (0..<random.below(6)).map { _ in pieces[random.below(pieces.count)] }.joined() + "k"
      }
      rows.append(row)
      text +=
        row.map { field in
          let mustQuote = field.contains { ",\"\n\r\n".contains($0) }
          return mustQuote || random.below(3) == 0
            ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
        }.joined(separator: ",") + (random.below(2) == 0 ? "\n" : "\r\n")
    }
    #expect(plainCSV(text).dropFirst() == rows[...])
    let read = try readCSV(text, block: 1 + random.below(64))
    #expect(read.rows == rows.map { $0.map(Optional.some) })
    #expect(read.refused.isEmpty)
  }
}

/// Rows of a well-formed CSV text, character by character.
private func plainCSV(_ text: String) -> [[String]] {
  var rows: [[String]] = []
  var row: [String] = []
  var field = ""
  var isQuoted = false
  var scalars = Array(text.unicodeScalars)[...]
  while let scalar = scalars.popFirst() {
    switch (scalar, isQuoted) {
    case ("\"", true) where scalars.first == "\"":
      field.unicodeScalars.append(scalar)
      scalars.removeFirst()
    case ("\"", _): isQuoted.toggle()
    case (",", false):
      row.append(field)
      field = ""
    case ("\r", false) where scalars.first == "\n": break
    case ("\n", false):
      rows.append(row + [field])
      (row, field) = ([], "")
    default: field.unicodeScalars.append(scalar)
    }
  }
  return rows
}

/// SplitMix64: random numbers that are the same for one seed.
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }

  mutating func below(_ bound: Int) -> Int { Int(truncatingIfNeeded: next() % UInt64(bound)) }
}
