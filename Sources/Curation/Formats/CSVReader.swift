/// Finds the fields of CSV records in a buffer, in place.
///
/// Fields are divided by a delimiter, a comma unless another is given, records by line feeds with or without a carriage return; a field in double
/// quotes may hold all three, and two quotes stand for one. A quote inside an unquoted field is a quote.
///
/// - SeeAlso: RFC 4180, *Common Format and MIME Type for CSV Files*.
struct CSVReader {
  struct FieldRange: Equatable {
    var start: Int
    var end: Int
    /// Two quotes stand for one somewhere in it.
    var hasEscapes: Bool
  }

  enum Fault: Equatable { case openQuote, textAfterQuote, tooManyColumns }

  enum Outcome: Equatable {
    /// A record, and where the next one starts.
    case record(next: Int)
    /// The buffer ends before the record does.
    case incomplete
    case malformed(Fault, next: Int)
  }

  /// Of the last record.
  private(set) var fields: ContiguousArray<FieldRange> = []
  /// Line feeds of the last record, the one that ends it too.
  private(set) var lineFeeds = 0
  let mostColumns: Int
  private let delimiter: UInt8

  init(mostColumns: Int, delimiter: UInt8 = UInt8(ascii: ",")) {
    (self.mostColumns, self.delimiter) = (mostColumns, delimiter)
    fields.reserveCapacity(64)
  }

  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// Reads the record that starts at `start`; `isLast` says that nothing follows the buffer.
  mutating func next(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int, isLast: Bool
  ) -> Outcome {
    fields.removeAll(keepingCapacity: true)
    lineFeeds = 0
    var index = start
    let end = bytes.count
    while true {
      if index < end, bytes[index] == Self.quote {
        var hasEscapes = false
        index += 1
        let fieldStart = index
        while true {
          guard index < end else { return isLast ? .malformed(.openQuote, next: end) : .incomplete }
          let byte = bytes[index]
          if byte == Self.quote {
            if index + 1 < end, bytes[index + 1] == Self.quote {
              hasEscapes = true
              index += 2
              continue
            }
            if index + 1 == end, !isLast { return .incomplete }
            break
          }
          if byte == Self.lineFeed { lineFeeds += 1 }
          index += 1
        }
        fields.append(FieldRange(start: fieldStart, end: index, hasEscapes: hasEscapes))
        index += 1
        while index < end, bytes[index] != delimiter,
          bytes[index] == 0x20 || bytes[index] == 0x09 || bytes[index] == Self.carriageReturn
        {
          index += 1
        }
        if index < end, bytes[index] != delimiter, bytes[index] != Self.lineFeed {
          return malformed(.textAfterQuote, bytes, index, isLast)
        }
      } else {
        let fieldStart = index
        index = endOfField(in: bytes, from: index)
        var fieldEnd = index
        if index < end || isLast, fieldEnd > fieldStart, index == end || bytes[index] == Self.lineFeed,
          bytes[fieldEnd - 1] == Self.carriageReturn
        {
          fieldEnd -= 1
        }
        fields.append(FieldRange(start: fieldStart, end: fieldEnd, hasEscapes: false))
      }
      guard index < end else { return isLast ? .record(next: end) : .incomplete }
      if bytes[index] == Self.lineFeed {
        lineFeeds += 1
        return .record(next: index + 1)
      }
      if fields.count == mostColumns { return malformed(.tooManyColumns, bytes, index, isLast) }
      index += 1
    }
  }

  /// The next delimiter or line feed, or the end; eight bytes at a time.
  @inline(__always)
  private func endOfField(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    var index = start
    let raw = UnsafeRawBufferPointer(bytes)
    while index + 8 <= bytes.count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      // A byte of zero, the lowest one at least, is marked in its highest bit.
      let (commas, feeds) = (word ^ ones &* UInt64(delimiter), word ^ ones &* UInt64(Self.lineFeed))
      let marks = ((commas &- ones) & ~commas | (feeds &- ones) & ~feeds) & highs
      if marks != 0 { return index + marks.trailingZeroBitCount >> 3 }
      index += 8
    }
    while index < bytes.count, bytes[index] != delimiter, bytes[index] != Self.lineFeed { index += 1 }
    return index
  }

  /// A malformed record ends with the line it became malformed on.
  private mutating func malformed(
    _ fault: Fault, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ isLast: Bool
  ) -> Outcome {
    var index = start
    while index < bytes.count, bytes[index] != Self.lineFeed { index += 1 }
    guard index < bytes.count else { return isLast ? .malformed(fault, next: index) : .incomplete }
    lineFeeds += 1
    return .malformed(fault, next: index + 1)
  }
}
