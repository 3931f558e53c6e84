/// Unpacks one deflate stream. Stops between any two bytes of output and goes on later.
///
/// - SeeAlso: RFC 1951, *DEFLATE Compressed Data Format Specification*.
final class Inflater {
  private enum State { case blockHeader, stored(left: Int), coded, copying(left: Int, distance: Int), done }

  private var state = State.blockHeader
  private var isLast = false
  private var literals = HuffmanTable.fixedLiterals
  private var distances = HuffmanTable.fixedDistances
  /// The last 32 KiB of output, as a ring.
  private var window = [UInt8](repeating: 0, count: 1 << 15)
  private var position = 0
  private var written = 0
  private var fault: InflateError?

  private static let lengthBase = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
    227, 258,
  ]
  private static let lengthBits = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  private static let distanceBase = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073,
    4097, 6145, 8193, 12289, 16385, 24577,
  ]
  private static let distanceBits = [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
  ]

  /// Fills the buffer from its start as far as the stream goes; 0 at the end only. What stands before a fault is
  /// given first, the fault is thrown by the next call.
  func read(from input: inout BitReader, into output: UnsafeMutableBufferPointer<UInt8>) throws -> Int {
    if let fault { throw fault }
    var count = 0
    do {
      try unpack(&input, output, &count)
    } catch let error as InflateError where count > 0 {
      fault = error
    }
    return count
  }

  private func unpack(
    _ input: inout BitReader, _ output: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int
  ) throws {
    while count < output.count {
      switch state {
      case .done: return
      case .blockHeader:
        if isLast {
          state = .done
        } else {
          try readBlockHeader(&input)
        }
      case .stored(let left):
        if left == 0 {
          state = .blockHeader
        } else {
          emit(UInt8(truncatingIfNeeded: try input.bits(8)), output, &count)
          state = .stored(left: left - 1)
        }
      case .copying(let left, let distance):
        var left = left
        while left > 0, count < output.count {
          emit(window[(position &- distance) & 0x7fff], output, &count)
          left -= 1
        }
        state = left == 0 ? .coded : .copying(left: left, distance: distance)
      case .coded: try readSymbols(&input, output, &count)
      }
    }
  }

  @inline(__always)
  private func emit(_ byte: UInt8, _ output: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int) {
    output[count] = byte
    count += 1
    window[position] = byte
    position = (position + 1) & 0x7fff
    written += 1
  }

  private func readSymbols(
    _ input: inout BitReader, _ output: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int
  ) throws {
    while count < output.count {
      let symbol = try literals.symbol(&input)
      if symbol < 256 {
        emit(UInt8(truncatingIfNeeded: symbol), output, &count)
        continue
      }
      if symbol == 256 {
        state = .blockHeader
        return
      }
      guard symbol - 257 < Self.lengthBase.count else { throw InflateError.badCode }
      let length = Self.lengthBase[symbol - 257] + Int(try input.bits(Self.lengthBits[symbol - 257]))
      let code = try distances.symbol(&input)
      guard code < Self.distanceBase.count else { throw InflateError.badCode }
      let distance = Self.distanceBase[code] + Int(try input.bits(Self.distanceBits[code]))
      guard distance <= min(written, window.count) else { throw InflateError.badDistance }
      state = .copying(left: length, distance: distance)
      return
    }
  }

  private func readBlockHeader(_ input: inout BitReader) throws {
    isLast = try input.bits(1) == 1
    switch try input.bits(2) {
    case 0:
      input.dropToByte()
      let (length, check) = (try input.bits(16), try input.bits(16))
      guard length == ~check & 0xffff else { throw InflateError.badBlock }
      state = .stored(left: Int(length))
    case 1:
      (literals, distances) = (.fixedLiterals, .fixedDistances)
      state = .coded
    case 2:
      try readTables(&input)
      state = .coded
    default: throw InflateError.badBlock
    }
  }

  private static let codeOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

  private func readTables(_ input: inout BitReader) throws {
    let literalCount = Int(try input.bits(5)) + 257
    let distanceCount = Int(try input.bits(5)) + 1
    let codeCount = Int(try input.bits(4)) + 4
    var codeLengths = [UInt8](repeating: 0, count: 19)
    for index in 0..<codeCount { codeLengths[Self.codeOrder[index]] = UInt8(try input.bits(3)) }
    let codes = try HuffmanTable(codeLengths)
    var lengths: [UInt8] = []
    while lengths.count < literalCount + distanceCount {
      switch try codes.symbol(&input) {
      case let length where length < 16: lengths.append(UInt8(length))
      case 16:
        guard let last = lengths.last else { throw InflateError.badCode }
        lengths += [UInt8](repeating: last, count: Int(try input.bits(2)) + 3)
      case 17: lengths += [UInt8](repeating: 0, count: Int(try input.bits(3)) + 3)
      default: lengths += [UInt8](repeating: 0, count: Int(try input.bits(7)) + 11)
      }
    }
    guard lengths.count == literalCount + distanceCount else { throw InflateError.badCode }
    literals = try HuffmanTable(Array(lengths[..<literalCount]))
    distances = try HuffmanTable(Array(lengths[literalCount...]))
  }
}

/// A prefix code of at most 15 bits, as a table over all 15-bit inputs.
struct HuffmanTable {
  /// Per input: symbol × 16 + length; 0 where no code begins so.
  private let entries: [UInt16]
  private static let width = 15

  static let fixedLiterals = HuffmanTable(
    unchecked: (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
  static let fixedDistances = HuffmanTable(unchecked: [UInt8](repeating: 5, count: 30))

  /// - Throws: `InflateError.badCode` when the lengths claim more codes than there are.
  init(_ lengths: [UInt8]) throws {
    let claimed = lengths.reduce(0) { $1 == 0 ? $0 : $0 + 1 << (Self.width - Int($1)) }
    guard claimed <= 1 << Self.width else { throw InflateError.badCode }
    self.init(unchecked: lengths)
  }

  private init(unchecked lengths: [UInt8]) {
    var entries = [UInt16](repeating: 0, count: 1 << Self.width)
    var code = 0
    for length in 1...Self.width {
      for (symbol, its) in lengths.enumerated() where Int(its) == length {
        var reversed = 0
        for bit in 0..<length where code >> bit & 1 == 1 { reversed |= 1 << (length - 1 - bit) }
        for index in stride(from: reversed, to: entries.count, by: 1 << length) {
          entries[index] = UInt16(symbol << 4 | length)
        }
        code += 1
      }
      code <<= 1
    }
    self.entries = entries
  }

  @inline(__always)
  func symbol(_ input: inout BitReader) throws -> Int {
    let entry = Int(entries[try input.peek(Self.width)])
    guard entry != 0 else { throw InflateError.badCode }
    try input.drop(entry & 15)
    return entry >> 4
  }
}
