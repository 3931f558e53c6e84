/// What is wrong with a JSON text, and at which byte of it.
struct JSONFault: Error, Equatable, CustomStringConvertible {
  let found: String
  let offset: Int

  var description: String { found }
}

/// Walks over JSON in a buffer, in place, checking it.
///
/// `NaN`, `Infinity` and `-Infinity`, which some exporters write, are taken as texts, so that the rule about the
/// number is broken and not the whole file.
///
/// - SeeAlso: RFC 8259, *The JavaScript Object Notation (JSON) Data Interchange Format*.
struct JSONScanner {
  let bytes: UnsafeBufferPointer<UInt8>
  var index: Int
  let deepestNesting: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>, deepestNesting: Int) {
    (self.bytes, self.deepestNesting) = (bytes, deepestNesting)
    index = 0
  }

  /// The byte at `index`; 0 at the end.
  @inline(__always)
  var byte: UInt8 { index < bytes.count ? bytes[index] : 0 }

  func fault(_ expected: String) -> JSONFault {
    guard index < bytes.count else { return JSONFault(found: "the end, expected \(expected)", offset: index) }
    let found = String(decoding: bytes[index...].prefix(1), as: UTF8.self)
    return JSONFault(found: "'\(found)', expected \(expected)", offset: index)
  }

  @inline(__always)
  mutating func skipSpace() {
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x0A, 0x0D, 0x09: index += 1
      default: return
      }
    }
  }

  mutating func expect(_ wanted: UInt8, _ name: String) throws(JSONFault) {
    guard index < bytes.count, bytes[index] == wanted else { throw fault(name) }
    index += 1
  }

  /// Goes over one value; white space before it is skipped.
  mutating func skipValue(depth: Int = 0) throws(JSONFault) {
    skipSpace()
    switch byte {
    case UInt8(ascii: "{"):
      try skipMembers(depth: depth, close: UInt8(ascii: "}"), hasKeys: true)
    case UInt8(ascii: "["):
      try skipMembers(depth: depth, close: UInt8(ascii: "]"), hasKeys: false)
    case UInt8(ascii: "\""): _ = try string()
    default: _ = try scalar()
    }
  }

  private mutating func skipMembers(depth: Int, close: UInt8, hasKeys: Bool) throws(JSONFault) {
    guard depth < deepestNesting else {
      throw JSONFault(
        found: "more than \(deepestNesting) arrays and objects inside each other", offset: index)
    }
    index += 1
    skipSpace()
    if index < bytes.count, bytes[index] == close {
      index += 1
      return
    }
    while true {
      if hasKeys {
        skipSpace()
        _ = try string()
        skipSpace()
        try expect(UInt8(ascii: ":"), "':'")
      }
      try skipValue(depth: depth + 1)
      skipSpace()
      if index < bytes.count, bytes[index] == close {
        index += 1
        return
      }
      try expect(UInt8(ascii: ","), hasKeys ? "',' or '}'" : "',' or ']'")
    }
  }

  struct StringRange { let range: Range<Int>, hasEscapes: Bool }

  /// Goes over a string; the range is what stands between the quotes.
  mutating func string() throws(JSONFault) -> StringRange {
    try expect(UInt8(ascii: "\""), "a text in quotes")
    let start = index
    var hasEscapes = false
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        index += 1
        return StringRange(range: start..<(index - 1), hasEscapes: hasEscapes)
      }
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        try escape()
      } else if byte < 0x20 {
        throw fault("no control character in a text")
      } else {
        index += 1
      }
    }
    throw fault("a closing quote")
  }

  private mutating func escape() throws(JSONFault) {
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      index += 1
    case UInt8(ascii: "u"):
      index += 1
      for _ in 0..<4 {
        guard hexDigit(byte) != nil else { throw fault("four hexadecimal digits") }
        index += 1
      }
    default: throw fault("an escape")
    }
  }

  enum Scalar { case number(Range<Int>), literal(Range<Int>), null }

  /// Goes over a number, `true`, `false` or `null`.
  mutating func scalar() throws(JSONFault) -> Scalar {
    let start = index
    for (word, kind) in Self.words where bytes[index...].starts(with: word.utf8) {
      index += word.utf8.count
      return kind ? .null : .literal(start..<index)
    }
    if byte == UInt8(ascii: "-") { index += 1 }
    let first = index
    let count = try digits("a value")
    if count > 1, bytes[first] == UInt8(ascii: "0") {
      index = first
      throw fault("a number without a leading zero")
    }
    if byte == UInt8(ascii: ".") {
      index += 1
      _ = try digits("a digit")
    }
    if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
      index += 1
      if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { index += 1 }
      _ = try digits("a digit")
    }
    return .number(start..<index)
  }

  private static let words: [(StaticWord, Bool)] = [
    (StaticWord("null"), true), (StaticWord("true"), false), (StaticWord("false"), false),
    (StaticWord("NaN"), false), (StaticWord("Infinity"), false), (StaticWord("-Infinity"), false),
  ]

  private mutating func digits(_ expected: String) throws(JSONFault) -> Int {
    let start = index
    while index < bytes.count, (0x30...0x39).contains(bytes[index]) { index += 1 }
    guard index > start else { throw fault(expected) }
    return index - start
  }
}

/// A word as bytes.
private struct StaticWord: Sendable {
  let utf8: [UInt8]
  init(_ word: String) { utf8 = Array(word.utf8) }
}

/// 0 to 15, or nil.
@inline(__always)
func hexDigit(_ byte: UInt8) -> UInt32? {
  switch byte {
  case 0x30...0x39: UInt32(byte - 0x30)
  case 0x41...0x46: UInt32(byte - 0x41 + 10)
  case 0x61...0x66: UInt32(byte - 0x61 + 10)
  default: nil
  }
}
