package import Domain

/// Something that has a JSON form.
package protocol JSONWritable {
  func write(to json: inout JSONWriter)
}

/// Writes one JSON document (RFC 8259) as UTF-8, members in the order they are given, without white space.
///
/// Numbers are exact: a decimal is written digit for digit, never by way of a `Double`; a real is the shortest
/// text that reads back as the same `Double`; a real that is no number is null. Linear time and space.
package struct JSONWriter {
  package private(set) var bytes: [UInt8]
  /// Whether a value already stands before the next one in the array or object being written.
  private var hasPrevious = false

  package init(reserving capacity: Int = 1024) {
    bytes = []
    bytes.reserveCapacity(capacity)
  }

  /// The document of one value, as UTF-8.
  package static func bytes(of value: some JSONWritable) -> [UInt8] {
    var json = JSONWriter()
    json.value(value)
    return json.bytes
  }

  /// The document of one value, as text.
  package static func text(of value: some JSONWritable) -> String {
    String(decoding: bytes(of: value), as: UTF8.self)
  }

  /// An object; `members` writes it by `member`.
  package mutating func object(_ members: (inout JSONWriter) -> Void) {
    enclosed(UInt8(ascii: "{"), UInt8(ascii: "}"), members)
  }

  /// An array; `elements` writes it by `element`.
  package mutating func array(_ elements: (inout JSONWriter) -> Void) {
    enclosed(UInt8(ascii: "["), UInt8(ascii: "]"), elements)
  }

  /// The next member of the object being written, its value written by `body`: exactly one value.
  package mutating func member(_ name: String, _ body: (inout JSONWriter) -> Void) {
    separate()
    string(name)
    bytes.append(UInt8(ascii: ":"))
    body(&self)
    hasPrevious = true
  }

  package mutating func member(_ name: String, _ value: some JSONWritable) {
    member(name) { value.write(to: &$0) }
  }

  /// The next element of the array being written: exactly one value.
  package mutating func element(_ body: (inout JSONWriter) -> Void) {
    separate()
    body(&self)
    hasPrevious = true
  }

  package mutating func element(_ value: some JSONWritable) {
    element { value.write(to: &$0) }
  }

  /// The whole document, or the value of a member or element.
  package mutating func value(_ value: some JSONWritable) { value.write(to: &self) }

  package mutating func null() { bytes.append(contentsOf: "null".utf8) }

  package mutating func boolean(_ value: Bool) { bytes.append(contentsOf: (value ? "true" : "false").utf8) }

  package mutating func number(_ value: Int64) { bytes.append(contentsOf: String(value).utf8) }

  /// All digits that count: 1234.50 is written 1234.5, and 12.00 is written 12.
  package mutating func number(_ value: FixedDecimal) {
    var (units, scale) = (value.units, value.scale)
    while scale > 0, units % 10 == 0 { (units, scale) = (units / 10, scale - 1) }
    let trimmed = FixedDecimal(units: units, scale: scale) ?? value
    bytes.append(contentsOf: trimmed.description.utf8)
  }

  /// A whole number below 2^53 is written without a point; one that is infinite or no number is null.
  package mutating func number(_ value: Double) {
    guard value.isFinite else { return null() }
    if value == value.rounded(), abs(value) < 9_007_199_254_740_992 {
      number(Int64(value))
    } else {
      bytes.append(contentsOf: "\(value)".utf8)
    }
  }

  /// Control characters, quotation mark and backslash are escaped; so are U+2028 and U+2029, which some readers
  /// take for line ends.
  package mutating func string(_ value: String) {
    bytes.append(UInt8(ascii: "\""))
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": bytes.append(contentsOf: #"\""#.utf8)
      case "\\": bytes.append(contentsOf: #"\\"#.utf8)
      case "\n": bytes.append(contentsOf: #"\n"#.utf8)
      case "\r": bytes.append(contentsOf: #"\r"#.utf8)
      case "\t": bytes.append(contentsOf: #"\t"#.utf8)
      case "\u{2028}", "\u{2029}", "\u{0}"..."\u{1F}", "\u{7F}": escape(scalar)
      default: bytes.append(contentsOf: UTF8.encode(scalar) ?? .init())
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ scalar: Unicode.Scalar) {
    let digits = String(scalar.value, radix: 16)
    bytes.append(contentsOf: "\\u".utf8)
    bytes.append(contentsOf: String(repeating: "0", count: max(0, 4 - digits.count)).utf8)
    bytes.append(contentsOf: digits.utf8)
  }

  private mutating func separate() {
    if hasPrevious { bytes.append(UInt8(ascii: ",")) }
    hasPrevious = false
  }

  private mutating func enclosed(_ open: UInt8, _ close: UInt8, _ body: (inout JSONWriter) -> Void) {
    bytes.append(open)
    hasPrevious = false
    body(&self)
    bytes.append(close)
    hasPrevious = true
  }
}
