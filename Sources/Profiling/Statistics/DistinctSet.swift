/// A set of the hashes of values, up to a number of them: which values a column has, without keeping them.
struct DistinctSet {
  /// 0 marks a free place.
  private var slots: [UInt64] = []
  private(set) var count = 0
  private var hasZero = false
  /// More values than this were met: the count is one of at least.
  private(set) var isFull = false
  private let limit: Int

  init(limit: Int) { self.limit = max(1, limit) }

  /// True when the value was not there; a full set takes no more and says false. O(1).
  mutating func insert(_ hash: UInt64) -> Bool {
    if isFull { return false }
    if hash == 0 {
      if hasZero { return false }
      (hasZero, count) = (true, count + 1)
      return true
    }
    if slots.isEmpty { slots = [UInt64](repeating: 0, count: 64) }
    if count * 2 >= slots.count { grow() }
    let mask = slots.count - 1
    var index = Int(truncatingIfNeeded: hash) & mask
    while slots[index] != 0 {
      if slots[index] == hash { return false }
      index = (index + 1) & mask
    }
    if count == limit {
      isFull = true
      return false
    }
    slots[index] = hash
    count += 1
    return true
  }

  func contains(_ hash: UInt64) -> Bool {
    if hash == 0 { return hasZero }
    guard !slots.isEmpty else { return false }
    let mask = slots.count - 1
    var index = Int(truncatingIfNeeded: hash) & mask
    while slots[index] != 0 {
      if slots[index] == hash { return true }
      index = (index + 1) & mask
    }
    return false
  }

  /// How many values the other set has too. O(values).
  func shared(with other: DistinctSet) -> Int {
    var shared = hasZero && other.hasZero ? 1 : 0
    for hash in slots where hash != 0 && other.contains(hash) { shared += 1 }
    return shared
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: old.count * 2)
    let mask = slots.count - 1
    for hash in old where hash != 0 {
      var index = Int(truncatingIfNeeded: hash) & mask
      while slots[index] != 0 { index = (index + 1) & mask }
      slots[index] = hash
    }
  }
}

/// A 64-bit hash of bytes, the same in every run.
///
/// - SeeAlso: FNV-1a, by words of eight bytes, with the finalizer of MurmurHash3.
@inline(__always)
func stableHash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(truncatingIfNeeded: bytes.count)
  let raw = UnsafeRawBufferPointer(bytes)
  var index = 0
  while index + 8 <= bytes.count {
    hash = (hash ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)) &* 0x0000_0100_0000_01B3
    hash ^= hash >> 29
    index += 8
  }
  while index < bytes.count {
    hash = (hash ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01B3
    index += 1
  }
  hash ^= hash >> 33
  hash = hash &* 0xFF51_AFD7_ED55_8CCD
  hash ^= hash >> 33
  hash = hash &* 0xC4CE_B9FE_1A85_EC53
  return hash ^ hash >> 33
}
