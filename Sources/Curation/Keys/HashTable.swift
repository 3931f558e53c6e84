import Domain

/// Which of many 64-bit hashes occur more than once. 8 bytes a slot, 13 to 27 bytes a distinct hash.
///
/// Two keys of one hash look like one key that occurs twice; who asks compares the keys themselves then.
struct RepeatedHashes {
  /// Hash with the lowest bit cleared, which then says that it came again; 0 is free.
  private var slots = [UInt64](repeating: 0, count: 1024)
  private var count = 0
  private(set) var hasRepeated = false

  mutating func insert(_ hash: UInt64) {
    if count * 5 > slots.count * 3 { grow() }
    let mask = slots.count - 1
    let kept = hash & ~1 == 0 ? 2 : hash & ~1
    var index = Int(truncatingIfNeeded: kept >> 1) & mask
    while slots[index] != 0 {
      if slots[index] & ~1 == kept {
        slots[index] |= 1
        hasRepeated = true
        return
      }
      index = (index + 1) & mask
    }
    slots[index] = kept
    count += 1
  }

  func isRepeated(_ hash: UInt64) -> Bool {
    let mask = slots.count - 1
    let kept = hash & ~1 == 0 ? 2 : hash & ~1
    var index = Int(truncatingIfNeeded: kept >> 1) & mask
    while slots[index] != 0 {
      if slots[index] & ~1 == kept { return slots[index] & 1 == 1 }
      index = (index + 1) & mask
    }
    return false
  }

  /// A table of the repeated hashes alone, which are few.
  var repeatedOnly: RepeatedHashes {
    var few = RepeatedHashes()
    for slot in slots where slot & 1 == 1 {
      few.insert(slot)
      few.insert(slot)
    }
    return few
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: old.count * 2)
    let mask = slots.count - 1
    for slot in old where slot != 0 {
      var index = Int(truncatingIfNeeded: slot >> 1) & mask
      while slots[index] != 0 { index = (index + 1) & mask }
      slots[index] = slot
    }
  }
}

/// Hashes of cells; the same for the same value, in whatever form it is held.
enum CellHash {
  @inline(__always)
  static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low &+ 0x2545_F491_4F6C_DD1D
  }

  static func hash(_ hash: UInt64, _ cell: Cell) -> UInt64 {
    switch cell {
    case .null: mix(hash, 1)
    case .integer(let value): mix(hash, UInt64(bitPattern: value))
    case .decimal(let value): mix(hash, UInt64(bitPattern: value.units))
    case .real(let value): mix(hash, value.bitPattern)
    case .bytes(let bytes): text(hash, bytes)
    case .text: cell.withBytes { text(hash, $0) } ?? hash
    }
  }

  static func text(_ hash: UInt64, _ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = mix(hash, UInt64(bytes.count))
    var index = 0
    let raw = UnsafeRawBufferPointer(bytes)
    while index + 8 <= bytes.count {
      hash = mix(hash, raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    var rest: UInt64 = 0
    while index < bytes.count {
      rest = rest << 8 | UInt64(bytes[index])
      index += 1
    }
    return mix(hash, rest)
  }
}
