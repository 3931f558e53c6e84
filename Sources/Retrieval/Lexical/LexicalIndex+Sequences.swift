// The terms of a row in their order.
extension LexicalIndex {
  /// Stands before the terms of each field.
  static let fieldStart = UInt32.max

  /// The last two bytes of some numbers as sequences hold them: most bytes of a row are passed over by them, sixteen
  /// at a time.
  struct LastBytes {
    /// A number's last byte, and the bits of the byte before it that must be `earlier`: all of them, or of a number of
    /// one byte the highest, since the end of another number stands before it.
    private struct Ending {
      let last: SIMD16<UInt8>
      let cared: SIMD16<UInt8>
      let earlier: SIMD16<UInt8>
    }

    private let endings: [Ending]

    init(_ numbers: [UInt32]) {
      endings = numbers.map { number in
        var value = number &+ 1
        var earlier: UInt32?
        while value >= 0x80 {
          earlier = value & 0x7F | 0x80
          value >>= 7
        }
        return Ending(
          last: SIMD16(repeating: UInt8(value)), cared: SIMD16(repeating: earlier == nil ? 0x80 : 0xFF),
          earlier: SIMD16(repeating: UInt8(earlier ?? 0)))
      }
    }

    /// Which of sixteen bytes may end one of the numbers, as bytes of all ones; `earlier` has the byte before each.
    @inline(__always)
    fileprivate func marks(_ bytes: SIMD16<UInt8>, after earlier: SIMD16<UInt8>) -> SIMD2<UInt64> {
      endings.withUnsafeBufferPointer { endings in
        var marks = SIMDMask<SIMD16<Int8>>()
        for ending in endings {
          marks .|= (bytes .== ending.last) .& ((earlier & ending.cared) .== ending.earlier)
        }
        return unsafeBitCast(marks, to: SIMD2<UInt64>.self)
      }
    }
  }

  /// Calls `body` with the terms of a row in their order, and with `fieldStart` before each field.
  @inline(__always)
  func forEachTerm(ofRow row: Int, _ body: (UInt32) -> Void) {
    let range = sequence(ofRow: row)
    sequences.withNumbers { bytes in
      var start = range.lowerBound
      for end in range where bytes[end] < 0x80 {
        body(Self.number(in: bytes, start...end))
        start = end + 1
      }
    }
  }

  /// As the other, but with those terms only whose last byte is one of `ends`, and with the place of each in the row's
  /// sequence, from 1, field starts counted.
  @inline(__always)
  func forEachTerm(
    ofRow row: Int, endingWith ends: LastBytes, _ body: (_ number: UInt32, _ place: Int) -> Void
  ) {
    let range = sequence(ofRow: row)
    sequences.withNumbers { bytes in
      // Ends of numbers passed.
      var passed = 0
      for start in stride(from: range.lowerBound, to: range.upperBound, by: 16) {
        let block = Self.sixteen(bytes, from: start)
        let marks = ends.marks(block, after: Self.sixteen(bytes, from: start - 1))
        let words = unsafeBitCast(block, to: SIMD2<UInt64>.self)
        let middle = passed + Self.ends(in: words[0])
        if marks[0] | marks[1] != 0 {
          Self.forEachMark(marks[0]) { byte in
            let end = start + byte
            // What follows the row is another one's.
            guard end < range.upperBound else { return }
            let place = passed + Self.ends(in: words[0], through: byte)
            body(Self.number(in: bytes, from: range.lowerBound, endingAt: end), place)
          }
          Self.forEachMark(marks[1]) { byte in
            let end = start + 8 + byte
            guard end < range.upperBound else { return }
            let place = middle + Self.ends(in: words[1], through: byte)
            body(Self.number(in: bytes, from: range.lowerBound, endingAt: end), place)
          }
        }
        passed = middle + Self.ends(in: words[1])
      }
    }
  }

  /// Calls `body` with the place of each byte of `marks` that is not zero, from 0.
  @inline(__always)
  private static func forEachMark(_ marks: UInt64, _ body: (_ byte: Int) -> Void) {
    var left = marks
    while left != 0 {
      let byte = left.trailingZeroBitCount / 8
      left &= ~(0xFF << UInt64(8 * byte))
      body(byte)
    }
  }

  /// Sixteen bytes from a place on: of this row and its neighbours, the end of a number before the first of all, and
  /// no end of a number after the last.
  @inline(__always)
  private static func sixteen(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> SIMD16<UInt8> {
    if start >= 0, start <= bytes.count - 16 {
      return UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: start, as: SIMD16<UInt8>.self)
    }
    var block = SIMD16<UInt8>()
    for lane in 0..<16 {
      let place = start + lane
      block[lane] = place < 0 ? 0 : place < bytes.count ? bytes[place] : 0xFF
    }
    return block
  }

  /// How many of eight bytes end a number: those below 0x80.
  @inline(__always)
  private static func ends(in eight: UInt64) -> Int {
    Int(truncatingIfNeeded: ((~eight & 0x8080_8080_8080_8080) >> 7 &* 0x0101_0101_0101_0101) >> 56)
  }

  /// The same of the first of the eight, up to and with that at place `last`.
  @inline(__always)
  private static func ends(in eight: UInt64, through last: Int) -> Int {
    ends(in: eight | ~(UInt64.max >> UInt64(56 - 8 * last)))
  }

  /// The number whose last byte is at `end`, and whose first is not before `start`.
  @inline(__always)
  private static func number(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int, endingAt end: Int
  ) -> UInt32 {
    var first = end
    while first > start, bytes[first - 1] >= 0x80 { first -= 1 }
    return number(in: bytes, first...end)
  }

  /// The number whose bytes are `places`, seven bits each, low bits first, plus 1.
  @inline(__always)
  private static func number(in bytes: UnsafeBufferPointer<UInt8>, _ places: ClosedRange<Int>) -> UInt32 {
    var value: UInt32 = 0
    var shift: UInt32 = 0
    for place in places where shift < 32 {
      value |= UInt32(bytes[place] & 0x7F) << shift
      shift += 7
    }
    return value &- 1
  }
}
