import Domain
import Rendering
import Testing

/// Raw bytes, the last field of their CSV record, and whether JSON needs base64 to carry them.
@Test(
  arguments: [
    ("1,2", #""1,2""#, false), ("", #""""#, false), (#"a "b""#, #""a ""b""""#, false),
    ("a\r\nb", "\"a\r\nb\"", false),
  ] as [(String, String, Bool)])
func rawRowsKeepTheirBytes(raw: String, field: String, isBinary: Bool) {
  let row = QuarantinedRow(source: "s", rule: "R", reason: "a, b", file: "f", line: 2, raw: Array(raw.utf8))
  #expect(QuarantineFile.csv(row) == Array("s,R,\"a, b\",f,2,\(field)\r\n".utf8))
  #expect(String(decoding: QuarantineFile.jsonLine(row), as: UTF8.self).contains("raw_base64") == isBinary)
}

@Test func rawBytesThatAreNoTextAreKept() {
  let row = QuarantinedRow(source: "s", rule: "R", reason: "r", file: "f", line: 2, raw: [0xFF, 0x00, 0x22])
  #expect(QuarantineFile.csv(row) == Array("s,R,r,f,2,\"".utf8) + [0xFF, 0x00, 0x22, 0x22, 0x22, 0x0D, 0x0A])
  #expect(
    String(decoding: QuarantineFile.jsonLine(row), as: UTF8.self).hasSuffix("\"raw_base64\":\"/wAi\"}\n"))
}
