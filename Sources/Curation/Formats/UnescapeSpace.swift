/// Room for the unescaped fields of one record, which does not move while the record is in use.
struct UnescapeSpace: ~Copyable {
  private var space = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1024)
  private var used = 0

  deinit { space.deallocate() }

  /// Forgets what was unescaped and makes room for a record of `bytes` bytes.
  mutating func reset(bytes: Int) {
    used = 0
    guard bytes > space.count else { return }
    space.deallocate()
    space = .allocate(capacity: bytes * 2)
  }

  /// The text with each pair of quotes as one.
  mutating func unescape(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    let start = used
    var index = 0
    while index < bytes.count, used < space.count {
      space[used] = bytes[index]
      used += 1
      index += bytes[index] == UInt8(ascii: "\"") ? 2 : 1
    }
    return UnsafeBufferPointer(rebasing: space[start..<used])
  }

  /// Appends bytes of a text being unescaped from `mark`.
  mutating func append(_ byte: UInt8) {
    guard used < space.count else { return }
    space[used] = byte
    used += 1
  }

  var mark: Int { used }

  func text(from mark: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: space[mark..<used])
  }
}
