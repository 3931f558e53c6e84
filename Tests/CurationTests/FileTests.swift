import Foundation
import Testing

@testable import Curation

@Suite struct Patterns {
  @Test(
    arguments: [
      ("a/b.csv", "a/b.csv", [:]),
      ("a/*.csv", "a/b.csv", [:]),
      ("**/*.csv", "b.csv", [:]),
      ("**/*.csv", "x/y/b.csv", [:]),
      ("p/**/*.csv", "p/year=2025/month=08/c.csv", ["year": "2025", "month": "08"]),
      ("p/year={y}/*.csv", "p/year=2025/c.csv", ["year": "2025", "y": "2025"]),
      ("d/{place}_Master_*.csv", "d/North_Master_2025.csv", ["place": "North"]),
      ("d/?.csv", "d/x.csv", [:]),
      ("**", "a/b", [:]),
    ] as [(String, String, [String: String])])
  func matches(pattern: String, path: String, captures: [String: String]) {
    #expect(FilePattern(pattern)?.match(path) == captures)
  }

  @Test(arguments: [
    ("a/*.csv", "a/b/c.csv"), ("a/*.csv", "b/b.csv"), ("*.csv", "b.csv.gz"), ("d/{x}_M.csv", "d/_M.csv"),
    ("d/?.csv", "d/xy.csv"), ("a/b.csv", "A/b.csv"), ("**/x/*.csv", "y/b.csv"),
  ])
  func matchesNot(pattern: String, path: String) { #expect(FilePattern(pattern)?.match(path) == nil) }

  @Test(arguments: ["", "/etc/passwd", "a/../b.csv", "a//b.csv", "{x.csv", "{}.csv"])
  func refuses(pattern: String) { #expect(FilePattern(pattern) == nil) }
}

@Suite struct Gzip {
  /// Packed by Python's gzip, levels 0 (stored), 1 and 9, and by `zlib` with fixed codes.
  static let samples: [(packed: String, text: String)] = GzipSamples.all

  @Test(arguments: samples.indices) func unpacks(index: Int) throws {
    let (packed, text) = Self.samples[index]
    let bytes = [UInt8](Data(base64Encoded: packed) ?? Data())
    for block in [1, 7, 1 << 20] {
      let all = try ByteStream.detectingGzip(.bytes(bytes, block: block)).readAll(limit: 1 << 20)
      #expect(all == Array(text.utf8))
    }
    let twice = try ByteStream.detectingGzip(.bytes(bytes + bytes)).readAll(limit: 1 << 20)
    #expect(twice == Array((text + text).utf8))
  }

  @Test(arguments: samples.indices) func noticesEveryCut(index: Int) throws {
    let bytes = [UInt8](Data(base64Encoded: Self.samples[index].packed) ?? Data())
    for length in stride(from: 2, to: bytes.count, by: 1 + bytes.count / 60) {
      #expect(throws: InflateError.self) {
        try ByteStream.detectingGzip(.bytes(Array(bytes[..<length]))).readAll(limit: 1 << 20)
      }
    }
  }

  /// A changed byte gives an error or, in the parts of the header that say nothing, the same text; never a crash.
  @Test(arguments: samples.indices) func survivesEveryChangedByte(index: Int) {
    let (packed, text) = Self.samples[index]
    let bytes = [UInt8](Data(base64Encoded: packed) ?? Data())
    for place in stride(from: 2, to: bytes.count, by: 1 + bytes.count / 60) {
      var changed = bytes
      changed[place] ^= 0x5A
      let result = try? ByteStream.detectingGzip(.bytes(changed)).readAll(limit: 1 << 20)
      #expect(result == nil || result == Array(text.utf8))
    }
  }

  @Test func plainBytesStayAsTheyAre() throws {
    for text in ["", "a", "ab", "\u{1f}x"] {
      #expect(
        try ByteStream.detectingGzip(.bytes(Array(text.utf8), block: 1)).readAll(limit: 9) == Array(text.utf8)
      )
    }
  }
}

@Test func rowsBeforeTheCutOfAGzipFileAreRead() throws {
  let text = "a,b\n" + (0..<200).map { "\($0),x\($0 * 7919 % 1000)\n" }.joined()
  let sample = try #require(GzipSamples.all.first { $0.text == text })
  let bytes = [UInt8](Data(base64Encoded: sample.packed) ?? Data())
  let read = try readCSV(Array(bytes.dropLast(200)))
  #expect(read.rows.count > 10 && read.rows.count < 200)
  #expect(read.refused.count == 1)
  #expect(read.refused.first?.reason == "found the gzip file is cut off")
}
