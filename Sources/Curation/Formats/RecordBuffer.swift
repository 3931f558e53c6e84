/// A window on a stream that always holds one whole record: it slides, and grows up to a limit.
final class RecordBuffer {
  private let stream: ByteStream
  private let limit: Int
  private var storage: UnsafeMutableBufferPointer<UInt8>
  private(set) var start = 0
  private(set) var end = 0
  /// The stream has no more to give.
  private(set) var isLast = false
  /// What broke the stream, when something did: its bytes up to there are good.
  private(set) var failure: InflateError?
  /// No byte is NUL or above 127, so that texts need no check.
  private(set) var isPlain = true

  /// A record of more than `limit` bytes does not fit.
  init(_ stream: ByteStream, limit: Int, block: Int = ByteStream.block) {
    self.stream = stream
    self.limit = max(limit, 16)
    storage = .allocate(capacity: max(16, min(block, self.limit)))
  }

  deinit { storage.deallocate() }

  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: storage[0..<end]) }

  /// Goes on to `next`, an offset in `bytes`.
  func advance(to next: Int) { start = min(next, end) }

  /// Makes room and reads on; `start` becomes 0. False when the record already fills the limit.
  func fill() throws -> Bool {
    if start > 0 {
      let rest = UnsafeMutableBufferPointer(rebasing: storage[0..<(end - start)])
      _ = rest.update(fromContentsOf: storage[start..<end])
      (start, end) = (0, end - start)
      isPlain = Self.isPlain(bytes)
    }
    if end == storage.count {
      guard storage.count < limit else { return false }
      let larger = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: min(limit, storage.count * 2))
      _ = larger[0..<end].update(fromContentsOf: storage[0..<end])
      storage.deallocate()
      storage = larger
    }
    do {
      let free = UnsafeMutableBufferPointer(rebasing: storage[end...])
      let count = try stream.read(free)
      if isPlain, count > 0 { isPlain = Self.isPlain(UnsafeBufferPointer(rebasing: free[..<count])) }
      end += count
      isLast = count == 0
    } catch let error as InflateError {
      (failure, isLast) = (error, true)
    }
    return true
  }

  /// Drops the byte order mark at the head of a file.
  func skipByteOrderMark() throws {
    while end - start < 3, !isLast { _ = try fill() }
    if end - start >= 3, storage[start] == 0xEF, storage[start + 1] == 0xBB, storage[start + 2] == 0xBF {
      start += 3
      isPlain = Self.isPlain(UnsafeBufferPointer(rebasing: storage[start..<end]))
    }
  }

  private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var high: UInt8 = 0
    var zeros: UInt8 = 0
    for byte in bytes {
      high |= byte
      zeros |= byte == 0 ? 1 : 0
    }
    return high < 0x80 && zeros == 0
  }
}

/// What is wrong with the bytes of a text, or nil.
func textFault(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
  if bytes.contains(0) { return "a NUL byte" }
  return isUTF8(bytes) ? nil : "bytes that are not UTF-8"
}

/// True for well-formed UTF-8, Unicode 16 table 3-7.
func isUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  var index = 0
  let end = bytes.count
  func isNext(_ offset: Int, _ range: ClosedRange<UInt8>) -> Bool {
    index + offset < end && range.contains(bytes[index + offset])
  }
  let any: ClosedRange<UInt8> = 0x80...0xBF
  while index < end {
    switch bytes[index] {
    case 0..<0x80: index += 1
    case 0xC2...0xDF:
      guard isNext(1, any) else { return false }
      index += 2
    case 0xE0...0xEF:
      let second: ClosedRange<UInt8> =
        bytes[index] == 0xE0 ? 0xA0...0xBF : bytes[index] == 0xED ? 0x80...0x9F : any
      guard isNext(1, second), isNext(2, any) else { return false }
      index += 3
    case 0xF0...0xF4:
      let second: ClosedRange<UInt8> =
        bytes[index] == 0xF0 ? 0x90...0xBF : bytes[index] == 0xF4 ? 0x80...0x8F : any
      guard isNext(1, second), isNext(2, any), isNext(3, any) else { return false }
      index += 4
    default: return false
    }
  }
  return true
}
