import Domain
import Foundation
import Rendering
import Testing

@Suite struct JSONWriterTests {
  static let reals: [(Double, String)] = [
    (0, "0"), (-0.0, "0"), (1, "1"), (-12.5, "-12.5"), (0.1, "0.1"), (1.0 / 3, "0.3333333333333333"),
    (1e-7, "1e-07"), (9_007_199_254_740_991, "9007199254740991"), (1e300, "1e+300"),
    (.leastNonzeroMagnitude, "5e-324"),
    (.nan, "null"), (.infinity, "null"), (-.infinity, "null"),
  ]

  @Test(arguments: reals) func writesAReal(value: Double, expected: String) {
    #expect(JSONWriter.text(of: value) == expected)
  }

  static let decimals: [(Int64, Int, String)] = [
    (123_450, 2, "1234.5"), (123_400, 2, "1234"), (5, 2, "0.05"), (-5, 2, "-0.05"), (-100, 2, "-1"),
    (0, 4, "0"),
    (9_223_372_036_854_775_807, 0, "9223372036854775807"),
    (9_223_372_036_854_775_807, 18, "9.223372036854775807"),
    (-9_223_372_036_854_775_808, 2, "-92233720368547758.08"), (100, 0, "100"),
  ]

  @Test(arguments: decimals) func writesADecimalDigitForDigit(units: Int64, scale: Int, expected: String)
    throws
  {
    let value = try #require(FixedDecimal(units: units, scale: scale))
    #expect(JSONWriter.text(of: Value.decimal(value)) == expected)
  }

  static let strings: [(String, String)] = [
    ("", #""""#), ("plain", #""plain""#), ("a\"b\\c/d", #""a\"b\\c/d""#), ("\n\r\t", #""\n\r\t""#),
    ("\u{0}\u{1F}\u{7F}", #""\u0000\u001f\u007f""#), ("</script>", #""</script>""#),
    ("\u{2028}\u{2029}", #""\u2028\u2029""#), ("é – 日本 🏎️", "\"é – 日本 🏎️\""),
  ]

  @Test(arguments: strings) func writesAString(value: String, expected: String) {
    #expect(JSONWriter.text(of: value) == expected)
  }

  @Test func keepsMembersInOrder() {
    var json = JSONWriter()
    json.object { json in
      json.member("z", 1)
      json.member("a") { json in
        json.array { json in
          json.element("x")
          json.element { $0.object { _ in } }
          json.element { $0.array { _ in } }
          json.element(String?.none)
        }
      }
      json.member("m", true)
    }
    #expect(String(decoding: json.bytes, as: UTF8.self) == #"{"z":1,"a":["x",{},[],null],"m":true}"#)
  }

  /// Any text and any number come back from another reader as they went in.
  @Test(arguments: 0..<200) func readsBackTheSame(seed: Int) throws {
    var random = SeededGenerator(state: UInt64(seed))
    let text = String(
      String.UnicodeScalarView(
        (0..<Int.random(in: 0...40, using: &random)).map { _ in
          Unicode.Scalar(UInt32.random(in: 0...0x11_FFFF, using: &random) % 0x3000) ?? " "
        }))
    let real = Double(bitPattern: UInt64.random(in: 0...UInt64.max, using: &random))
    let integer = Int.random(in: -9_007_199_254_740_992...9_007_199_254_740_992, using: &random)
    var json = JSONWriter()
    json.object { json in
      json.member(text + "key", text)
      json.member("real", real)
      json.member("integer", integer)
    }
    let read = try #require(
      try JSONSerialization.jsonObject(with: Data(json.bytes)) as? [String: Any])
    #expect(read[text + "key"] as? String == text)
    #expect(read["integer"] as? Int == integer)
    // Foundation's reader is not exact to the last bit; the standard library's is.
    if real.isFinite { #expect(Double(JSONWriter.text(of: real)) == real) }
  }
}

/// Numbers by SplitMix64: the same for one seed.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
