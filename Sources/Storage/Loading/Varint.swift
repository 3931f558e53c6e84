/// SQLite's integers of 1 to 9 bytes: 7 bits a byte, the most significant first; a ninth byte has 8.
enum Varint {
  @inline(__always)
  static func append(_ value: UInt64, to bytes: inout [UInt8]) {
    if value < 0x80 { return bytes.append(UInt8(truncatingIfNeeded: value)) }
    if value < 0x4000 {
      bytes.append(UInt8(truncatingIfNeeded: value >> 7) | 0x80)
      return bytes.append(UInt8(truncatingIfNeeded: value) & 0x7F)
    }
    appendLong(value, to: &bytes)
  }

  private static func appendLong(_ value: UInt64, to bytes: inout [UInt8]) {
    if value >> 56 != 0 {
      for shift in stride(from: 57, through: 8, by: -7) {
        bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift)) | 0x80)
      }
      return bytes.append(UInt8(truncatingIfNeeded: value))
    }
    var shift = 49
    while shift > 0, value >> UInt64(shift) == 0 { shift -= 7 }
    while shift > 0 {
      bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift)) | 0x80)
      shift -= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: value) & 0x7F)
  }

  static func bytes(_ value: UInt64) -> [UInt8] {
    var bytes: [UInt8] = []
    append(value, to: &bytes)
    return bytes
  }

  /// Bytes that `append` takes.
  @inline(__always)
  static func size(_ value: UInt64) -> Int {
    if value < 0x80 { return 1 }
    if value >> 56 != 0 { return 9 }
    return (64 - value.leadingZeroBitCount + 6) / 7
  }
}

enum BigEndian {
  static func bytes(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
  }

  /// Appends the lowest `count` bytes of a number.
  @inline(__always)
  static func append(_ value: UInt64, count: Int, to bytes: inout [UInt8]) {
    var shift = UInt64(8 * count)
    while shift > 0 {
      shift -= 8
      bytes.append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }
}
