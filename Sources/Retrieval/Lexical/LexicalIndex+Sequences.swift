// The terms of a row in their order.
extension LexicalIndex {
  /// Stands before the terms of each field.
  static let fieldStart = UInt32.max

  /// The last two bytes of some numbers as sequences hold them: most bytes of a row are passed over by them.
  struct LastBytes {
    /// By byte: the numbers, as bits, whose last byte it is. The number at place i has bit i mod 16.
    fileprivate var last = [UInt16](repeating: 0, count: 256)
    /// By byte: the numbers before whose last byte it may stand; of a number of one byte the end of another.
    fileprivate var before = [UInt16](repeating: 0, count: 256)

    init(_ numbers: [UInt32]) {
      for (place, number) in numbers.enumerated() {
        let bit = UInt16(1) << UInt16(place % 16)
        var value = number &+ 1
        var earlier: UInt32?
        while value >= 0x80 {
          earlier = value & 0x7F | 0x80
          value >>= 7
        }
        last[Int(value)] |= bit
        if let earlier {
          before[Int(earlier)] |= bit
        } else {
          for end in 0..<0x80 { before[end] |= bit }
        }
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
      ends.last.withUnsafeBufferPointer { last in
        ends.before.withUnsafeBufferPointer { before in
          guard let last = last.baseAddress, let before = before.baseAddress else { return }
          // Ends of numbers passed, and the byte before the next eight.
          var passed = 0
          var earlier: UInt64 = 0
          var start = range.lowerBound
          while start < range.upperBound {
            let eight = Self.eight(bytes, start..<range.upperBound)
            let shifted = eight << 8 | earlier
            var found: UInt16 = 0
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
              found |= last[Int(eight >> shift & 0xFF)] & before[Int(shifted >> shift & 0xFF)]
            }
            let ends = ~eight & 0x8080_8080_8080_8080
            if found != 0 {
              for byte in 0..<min(8, range.upperBound - start) {
                let shift = UInt64(8 * byte)
                guard last[Int(eight >> shift & 0xFF)] & before[Int(shifted >> shift & 0xFF)] != 0 else {
                  continue
                }
                let place = passed + (ends & (UInt64.max >> (56 - shift))).nonzeroBitCount
                body(Self.number(in: bytes, from: range.lowerBound, endingAt: start + byte), place)
              }
            }
            passed += ends.nonzeroBitCount
            earlier = eight >> 56
            start += 8
          }
        }
      }
    }
  }

  /// The first eight bytes of `range`, the first lowest; zeros where there are fewer.
  @inline(__always)
  private static func eight(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt64 {
    if range.count >= 8 {
      return UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: range.lowerBound, as: UInt64.self)
    }
    return bytes[range].reversed().reduce(0) { $0 << 8 | UInt64($1) }
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
