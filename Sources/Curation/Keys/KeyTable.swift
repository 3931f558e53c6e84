import Domain
import Glibc

/// The keys of one source, each with the row that holds it at the moment. O(1) to ask and to add.
///
/// A key is compared by its bytes; its hash only says where to look.
struct KeyTable {
  /// Of a slot: the upper 32 bits of the hash, of which the lowest say where to look, above the number of the entry
  /// plus one; 0 is free.
  private var slots = [UInt64](repeating: 0, count: 1024)
  /// Where the key of each entry ends in `keys`.
  private var ends: [Int] = []
  private var keys: [UInt8] = []
  /// The number of the row that holds the key, by entry.
  private(set) var rows: [Int] = []

  var count: Int { rows.count }

  /// The entry of a key, if it has one.
  func entry(_ key: UnsafeBufferPointer<UInt8>, hash: UInt64) -> Int? {
    let slot = slots[self.slot(key, hash)]
    return slot == 0 ? nil : Int(slot & 0xFFFF_FFFF) - 1
  }

  /// The entry of a key, which is a new one held by `row` when it had none.
  mutating func insert(
    _ key: UnsafeBufferPointer<UInt8>, hash: UInt64, row: Int
  ) -> (entry: Int, isNew: Bool) {
    if rows.count * 5 > slots.count * 3 { grow() }
    let place = slot(key, hash)
    if slots[place] != 0 { return (Int(slots[place] & 0xFFFF_FFFF) - 1, false) }
    keys.append(contentsOf: key)
    ends.append(keys.count)
    rows.append(row)
    slots[place] = hash & Self.tag | UInt64(rows.count)
    return (rows.count - 1, true)
  }

  mutating func setRow(_ row: Int, of entry: Int) { rows[entry] = row }

  private static let tag: UInt64 = 0xFFFF_FFFF_0000_0000

  private func slot(_ key: UnsafeBufferPointer<UInt8>, _ hash: UInt64) -> Int {
    let mask = slots.count - 1
    var index = Int(truncatingIfNeeded: hash >> 32) & mask
    while slots[index] != 0 {
      if (slots[index] ^ hash) & Self.tag == 0, isKey(Int(slots[index] & 0xFFFF_FFFF) - 1, key) { break }
      index = (index + 1) & mask
    }
    return index
  }

  private func isKey(_ entry: Int, _ key: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = entry == 0 ? 0 : ends[entry - 1]
    guard ends[entry] - start == key.count else { return false }
    return keys.withUnsafeBytes { keys in
      guard let one = keys.baseAddress, let other = key.baseAddress else { return true }
      return memcmp(one + start, other, key.count) == 0
    }
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: old.count * 2)
    let mask = slots.count - 1
    for slot in old where slot != 0 {
      var index = Int(truncatingIfNeeded: slot >> 32) & mask
      while slots[index] != 0 { index = (index + 1) & mask }
      slots[index] = slot
    }
  }
}

/// Keys one behind the other, as bytes.
struct PackedKeys: Sendable {
  private(set) var bytes: [UInt8] = []
  private(set) var ends: [Int] = []
  private(set) var hashes: [UInt64] = []

  var count: Int { ends.count }

  /// Appends the key that stands in these cells; false, with nothing appended, when one is NULL.
  @inline(__always)
  mutating func append(_ places: [Int], of cells: UnsafeMutableBufferPointer<Cell>) -> Bool {
    let start = bytes.count
    for place in places {
      switch cells[place] {
      case .integer(let value): withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
      case .bytes(let text): append(text)
      case .text(var text): text.withUTF8 { append($0) }
      case .null, .decimal, .real:
        bytes.removeLast(bytes.count - start)
        return false
      }
    }
    ends.append(bytes.count)
    hashes.append(
      bytes.withUnsafeBufferPointer { KeyHash.text(0, UnsafeBufferPointer(rebasing: $0[start...])) })
    return true
  }

  @inline(__always)
  private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    withUnsafeBytes(of: UInt32(truncatingIfNeeded: text.count).littleEndian) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: text)
  }

  /// Calls `body` with the bytes of key `index`.
  @inline(__always)
  func withKey<T>(_ index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> T) -> T {
    bytes.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[(index == 0 ? 0 : ends[index - 1])..<ends[index]]))
    }
  }
}
