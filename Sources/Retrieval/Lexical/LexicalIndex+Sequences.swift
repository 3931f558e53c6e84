// The terms of a row in their order.
extension LexicalIndex {
  /// Stands before the terms of each field.
  static let fieldStart = UInt32.max

  /// The last bytes of some numbers as sequences hold them: most bytes of a row are passed over by them.
  struct LastBytes {
    /// By byte: 1 where it is one of them.
    fileprivate let marks: [UInt8]

    init(_ numbers: [UInt32]) {
      var marks = [UInt8](repeating: 0, count: 256)
      for number in numbers {
        var value = number &+ 1
        while value >= 0x80 { value >>= 7 }
        marks[Int(value)] = 1
      }
      self.marks = marks
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
      ends.marks.withUnsafeBufferPointer { marks in
        guard let source = bytes.baseAddress, let marks = marks.baseAddress else { return }
        // Ends of numbers passed.
        var passed = 0
        func look(at place: Int) {
          let byte = source[place]
          guard byte < 0x80 else { return }
          passed &+= 1
          guard marks[Int(byte)] != 0 else { return }
          var start = place
          while start > range.lowerBound, source[start - 1] >= 0x80 { start -= 1 }
          body(Self.number(in: bytes, start...place), passed)
        }
        var place = range.lowerBound
        while place + 8 <= range.upperBound {
          let eight = UnsafeRawPointer(source + place).loadUnaligned(as: UInt64.self)
          var marked: UInt8 = 0
          for byte in 0..<8 { marked |= marks[Int(truncatingIfNeeded: eight >> UInt64(8 * byte)) & 0xFF] }
          if marked == 0 {
            passed &+= (~eight & 0x8080_8080_8080_8080).nonzeroBitCount
          } else {
            for byte in 0..<8 { look(at: place + byte) }
          }
          place += 8
        }
        while place < range.upperBound {
          look(at: place)
          place += 1
        }
      }
    }
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
