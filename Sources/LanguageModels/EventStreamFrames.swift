/// Reads the binary frames of Amazon's event streams from bytes that may be split anywhere.
///
/// A frame: total length and headers length (4 bytes each, big-endian), CRC-32 of those 8 bytes, headers,
/// payload, CRC-32 of all before it. Only headers whose value is a string are kept. O(bytes).
///
/// - SeeAlso: the AWS SDK's *Amazon event stream specification*.
struct EventStreamFrames: Sendable {
  struct Frame: Sendable, Hashable {
    let headers: [String: String]
    let payload: [UInt8]
  }

  enum Fault: Error, Hashable { case length(Int), checksum, headers }

  /// Bytes of one frame: the specification's bound.
  static let longestFrame = 16 * 1024 * 1024
  private var bytes: [UInt8] = []

  /// The frames completed by `more`, in order.
  mutating func feed(_ more: some Sequence<UInt8>) throws(Fault) -> [Frame] {
    bytes.append(contentsOf: more)
    var frames: [Frame] = []
    var start = 0
    while bytes.count - start >= 12 {
      let total = Self.number(bytes[start..<start + 4])
      let headersLength = Self.number(bytes[start + 4..<start + 8])
      guard total >= 16, total <= Self.longestFrame, headersLength <= total - 16 else {
        throw .length(total)
      }
      guard Self.checksum(bytes[start..<start + 8]) == Self.number(bytes[start + 8..<start + 12]) else {
        throw .checksum
      }
      guard bytes.count - start >= total else { break }
      let end = start + total
      guard Self.checksum(bytes[start..<end - 4]) == Self.number(bytes[end - 4..<end]) else {
        throw .checksum
      }
      let payload = start + 12 + headersLength
      frames.append(
        Frame(
          headers: try Self.headers(bytes[start + 12..<payload]), payload: Array(bytes[payload..<end - 4])))
      start = end
    }
    bytes.removeFirst(start)
    return frames
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { $0 << 8 | Int($1) }
  }

  private static func headers(_ bytes: ArraySlice<UInt8>) throws(Fault) -> [String: String] {
    var rest = bytes
    func take(_ count: Int) throws(Fault) -> ArraySlice<UInt8> {
      guard rest.count >= count else { throw .headers }
      defer { rest = rest.dropFirst(count) }
      return rest.prefix(count)
    }
    var headers: [String: String] = [:]
    while !rest.isEmpty {
      let name = String(decoding: try take(number(try take(1))), as: UTF8.self)
      switch number(try take(1)) {
      case 0, 1: break
      case 2: _ = try take(1)
      case 3: _ = try take(2)
      case 4: _ = try take(4)
      case 5, 8: _ = try take(8)
      case 6: _ = try take(number(try take(2)))
      case 7: headers[name] = String(decoding: try take(number(try take(2))), as: UTF8.self)
      case 9: _ = try take(16)
      default: throw .headers
      }
    }
    return headers
  }

  /// CRC-32 as in gzip (reflected, polynomial 0xEDB88320). O(bytes).
  static func checksum(_ bytes: some Sequence<UInt8>) -> Int {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes { crc = crc >> 8 ^ table[Int((crc ^ UInt32(byte)) & 0xFF)] }
    return Int(~crc)
  }

  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
  }
}
