/// Keys of an index as bytes that compare, from the first to the last, as SQLite compares the values: NULL before
/// numbers before texts. A key tells where it ends, so that none is the beginning of another.
///
/// NULL is 0x01. An integer is 0x80 and its bytes, as few as it needs, for the negative ones counted down from 0x7F.
/// A real is 0x90 and 8 bytes. A text is 0xF0, its bytes with 0x00 0xFF for 0x00, and 0x00.
enum IndexKey {
  private static let (null, integers, real, text): (UInt8, UInt8, UInt8, UInt8) = (0x01, 0x80, 0x90, 0xF0)

  static func appendNull(to key: inout [UInt8]) { key.append(null) }

  @inline(__always)
  static func append(_ value: Int64, to key: inout [UInt8]) {
    let bits = UInt64(bitPattern: value)
    let count = (71 - (value < 0 ? ~bits : bits).leadingZeroBitCount) / 8
    key.append(value < 0 ? integers - 1 - UInt8(count) : integers + UInt8(count))
    BigEndian.append(bits, count: count, to: &key)
  }

  static func append(real bits: UInt64, to key: inout [UInt8]) {
    let bits = bits == 1 << 63 ? 0 : bits  // -0 is 0
    key.append(real)
    BigEndian.append(bits >> 63 == 1 ? ~bits : bits | 1 << 63, count: 8, to: &key)
  }

  @inline(__always)
  static func append(_ bytes: UnsafeRawBufferPointer, to key: inout [UInt8]) {
    key.append(text)
    if bytes.contains(0) {
      for byte in bytes {
        key.append(byte)
        if byte == 0 { key.append(0xFF) }
      }
    } else {
      key.append(contentsOf: bytes)
    }
    key.append(0)
  }

  /// Adds the values of a key to a record; true when one is NULL.
  @discardableResult
  static func decode(_ key: UnsafeRawBufferPointer, columns: Int, into writer: inout CellWriter) -> Bool {
    var place = 0
    var hasNull = false
    for _ in 0..<columns where place < key.count {
      let tag = key[place]
      place += 1
      switch tag {
      case null:
        writer.addNull()
        hasNull = true
      case real:
        let bits = number(key, &place, count: 8, from: 0)
        writer.add(real: bits >> 63 == 1 ? bits & ~(1 << 63) : ~bits)
      case text: decodeText(key, &place, into: &writer)
      case integers...:
        writer.add(Int64(bitPattern: number(key, &place, count: Int(tag - integers), from: 0)))
      default:
        writer.add(Int64(bitPattern: number(key, &place, count: Int(integers - 1 - tag), from: .max)))
      }
    }
    return hasNull
  }

  private static func decodeText(
    _ key: UnsafeRawBufferPointer, _ place: inout Int, into writer: inout CellWriter
  ) {
    let start = place
    var hasZero = false
    while place < key.count {
      if key[place] == 0 {
        guard place + 1 < key.count, key[place + 1] == 0xFF else { break }
        hasZero = true
        place += 1
      }
      place += 1
    }
    let bytes = UnsafeRawBufferPointer(rebasing: key[start..<place])
    place += 1
    guard hasZero else { return writer.add(bytes) }
    // What follows a zero byte inside a text only marks it.
    let text = bytes.indices.filter { $0 == 0 || bytes[$0 - 1] != 0 }.map { bytes[$0] }
    text.withUnsafeBytes { writer.add($0) }
  }

  private static func number(
    _ key: UnsafeRawBufferPointer, _ place: inout Int, count: Int, from start: UInt64
  ) -> UInt64 {
    var value = start
    for _ in 0..<count where place < key.count {
      value = value << 8 | UInt64(key[place])
      place += 1
    }
    return value
  }
}
