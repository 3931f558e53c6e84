/// What is wrong with a gzip file.
enum InflateError: Error, Equatable, CustomStringConvertible {
  case cutOff, badHeader, badBlock, badCode, badDistance, badChecksum

  var description: String {
    switch self {
    case .cutOff: "the gzip file is cut off"
    case .badHeader: "no gzip header where one must be"
    case .badBlock: "a gzip block of no known kind"
    case .badCode: "a gzip code that is not in its table"
    case .badDistance: "a gzip copy from before the start"
    case .badChecksum: "the gzip checksum does not match"
    }
  }
}

/// Unpacks gzip, several members in a row too, checking each member's checksum and length.
///
/// - SeeAlso: RFC 1952, *GZIP file format specification*.
final class GzipReader {
  private var input: BitReader
  private var inflater: Inflater?
  private var checksum = CRC32()
  private var length: UInt32 = 0
  private var isFirst = true
  private var isDone = false

  init(_ packed: ByteStream) { input = BitReader(packed) }

  /// Fills the buffer from its start; 0 at the end only.
  func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws -> Int {
    while !isDone, buffer.count > 0 {
      if inflater == nil {
        guard try readHeader() else { break }
        (inflater, checksum, length) = (Inflater(), CRC32(), 0)
      }
      let count = try inflater?.read(from: &input, into: buffer) ?? 0
      if count > 0 {
        checksum.add(UnsafeBufferPointer(rebasing: buffer[..<count]))
        length &+= UInt32(truncatingIfNeeded: count)
        return count
      }
      input.dropToByte()
      let sum = try word()
      let size = try word()
      guard sum == checksum.value, size == length else { throw InflateError.badChecksum }
      inflater = nil
    }
    isDone = true
    return 0
  }

  private func word() throws -> UInt32 {
    let low = try input.bits(16)
    return try input.bits(16) << 16 | low
  }

  /// False at the end of the file. Zero bytes after the last member are padding.
  private func readHeader() throws -> Bool {
    guard var first = try input.byteOrEnd() else { return false }
    if !isFirst, first == 0 {
      while let byte = try input.byteOrEnd() {
        first = byte
        if byte != 0 { throw InflateError.badHeader }
      }
      return false
    }
    isFirst = false
    guard first == 0x1f, try input.bits(8) == 0x8b, try input.bits(8) == 8 else {
      throw InflateError.badHeader
    }
    let flags = try input.bits(8)
    for _ in 0..<6 { _ = try input.bits(8) }
    if flags & 4 != 0 { for _ in 0..<(try input.bits(16)) { _ = try input.bits(8) } }
    if flags & 8 != 0 { while try input.bits(8) != 0 {} }
    if flags & 16 != 0 { while try input.bits(8) != 0 {} }
    if flags & 2 != 0 { _ = try input.bits(16) }
    return true
  }
}

/// Bits of a stream, the least significant of each byte first.
struct BitReader {
  private let source: ByteStream
  private var buffer = [UInt8](repeating: 0, count: 64 * 1024)
  private var next = 0
  private var end = 0
  private var held: UInt64 = 0
  private var count = 0

  init(_ source: ByteStream) { self.source = source }

  mutating func byteOrEnd() throws -> UInt8? {
    if count >= 8 { return UInt8(truncatingIfNeeded: try bits(8)) }
    return try refill() ? UInt8(truncatingIfNeeded: try bits(8)) : nil
  }

  private mutating func refill() throws -> Bool {
    if next == end {
      end = try buffer.withUnsafeMutableBufferPointer { try source.read($0) }
      next = 0
      if end == 0 { return false }
    }
    held |= UInt64(buffer[next]) << UInt64(count)
    next += 1
    count += 8
    return true
  }

  /// The next `wanted` bits, 0 to 16.
  @inline(__always)
  mutating func bits(_ wanted: Int) throws -> UInt32 {
    while count < wanted { guard try refill() else { throw InflateError.cutOff } }
    let value = UInt32(truncatingIfNeeded: held & ((1 << UInt64(wanted)) - 1))
    held >>= UInt64(wanted)
    count -= wanted
    return value
  }

  /// Up to `wanted` bits without taking them; those past the end are 0.
  @inline(__always)
  mutating func peek(_ wanted: Int) throws -> Int {
    while count < wanted { guard try refill() else { break } }
    return Int(truncatingIfNeeded: held & ((1 << UInt64(wanted)) - 1))
  }

  @inline(__always)
  mutating func drop(_ taken: Int) throws {
    guard taken <= count else { throw InflateError.cutOff }
    held >>= UInt64(taken)
    count -= taken
  }

  mutating func dropToByte() {
    held >>= UInt64(count % 8)
    count -= count % 8
  }
}

/// The checksum of gzip: CRC-32, polynomial EDB88320.
struct CRC32 {
  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
  }
  private var state: UInt32 = ~0
  var value: UInt32 { ~state }

  mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    Self.table.withUnsafeBufferPointer { table in
      for byte in bytes { state = table[Int(UInt8(truncatingIfNeeded: state) ^ byte)] ^ state >> 8 }
    }
  }
}
