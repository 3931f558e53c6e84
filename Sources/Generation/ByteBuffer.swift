import Domain

/// Bytes on their way to a file: numbers and dates are written digit by digit, without a `String` in between.
struct ByteBuffer {
  private(set) var bytes: [UInt8] = []

  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }
  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }
  mutating func append(byte: UInt8) { bytes.append(byte) }
  mutating func append(_ more: [UInt8]) { bytes.append(contentsOf: more) }
  mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func append(number: Int) {
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    append(digits: UInt64(number.magnitude), width: 1)
  }

  /// At least `width` digits, zeros in front.
  mutating func append(digits number: UInt64, width: Int) {
    let start = bytes.count
    var (rest, count) = (number, 0)
    while rest > 0 || count < width {
      bytes.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10))
      (rest, count) = (rest / 10, count + 1)
    }
    bytes[start...].reverse()
  }

  mutating func append(_ decimal: FixedDecimal) {
    if decimal.units < 0 { bytes.append(UInt8(ascii: "-")) }
    let power = UInt64(FixedDecimal.power(decimal.scale))
    append(digits: decimal.units.magnitude / power, width: 1)
    guard decimal.scale > 0 else { return }
    bytes.append(UInt8(ascii: "."))
    append(digits: decimal.units.magnitude % power, width: decimal.scale)
  }

  mutating func append(day: Int) {
    let date = CalendarDate(dayNumber: day)
    append(digits: UInt64(date.year), width: 4)
    bytes.append(UInt8(ascii: "-"))
    append(digits: UInt64(date.month), width: 2)
    bytes.append(UInt8(ascii: "-"))
    append(digits: UInt64(date.day), width: 2)
  }

  mutating func append(moment seconds: Int) {
    append(day: seconds.quotient(flooring: 86_400))
    bytes.append(UInt8(ascii: " "))
    append(time: seconds.remainder(flooring: 86_400))
  }

  /// "14:06:26" of seconds since midnight.
  mutating func append(time: Int) {
    append(digits: UInt64(time / 3600), width: 2)
    bytes.append(UInt8(ascii: ":"))
    append(digits: UInt64(time / 60 % 60), width: 2)
    bytes.append(UInt8(ascii: ":"))
    append(digits: UInt64(time % 60), width: 2)
  }

  /// The cell as plain text; null is nothing.
  mutating func append(plain cell: Cell) {
    switch cell {
    case .null, .absent: break
    case .boolean(let value): append(value ? "true" : "false")
    case .integer(let value): append(number: value)
    case .decimal(let value): append(value)
    case .real(let value): append(Value.real(value).description)
    case .text(let value): append(value)
    case .day(let value): append(day: value)
    case .moment(let value): append(moment: value)
    case .row(let value): append(number: value + 1)
    }
  }

  /// The cell as a field of RFC 4180: in quotes when it holds a comma, a quote or a line break.
  mutating func append(csv cell: Cell) {
    guard case .text(let text) = cell else { return append(plain: cell) }
    let needsQuotes = text.utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
    guard needsQuotes else { return append(text) }
    bytes.append(0x22)
    for byte in text.utf8 {
      if byte == 0x22 { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }

  /// The cell as a JSON value; days and moments are strings.
  mutating func append(json cell: Cell) {
    switch cell {
    case .null, .absent: append("null")
    case .boolean, .integer, .decimal, .real, .row: append(plain: cell)
    case .text(let text): append(quoted: text)
    case .day, .moment:
      bytes.append(0x22)
      append(plain: cell)
      bytes.append(0x22)
    }
  }

  /// A JSON string (RFC 8259); control characters are escaped, other characters stand as UTF-8.
  mutating func append(quoted text: String) {
    bytes.append(0x22)
    for byte in text.utf8 {
      switch byte {
      case 0x22, 0x5C:
        bytes.append(0x5C)
        bytes.append(byte)
      case 0x00..<0x20:
        let hexadecimal = Array("0123456789abcdef".utf8)
        append("\\u00")
        bytes.append(hexadecimal[Int(byte >> 4)])
        bytes.append(hexadecimal[Int(byte & 15)])
      default: bytes.append(byte)
      }
    }
    bytes.append(0x22)
  }
}
