import Domain

/// The surviving values of one column, to which other sources refer. O(1) to add and to ask.
///
/// Filled by one thread, then only asked, which several may do at once.
final class KeySet: @unchecked Sendable {
  private var hasZero = false
  /// Integers, hashed; 0 is free.
  private var integers = [Int64](repeating: 0, count: 1024)
  private var integerCount = 0
  /// Texts: offset of each in `arena` plus one; 0 is free. A text stands there behind its length in 4 bytes.
  private var texts = [Int](repeating: 0, count: 1024)
  private var textCount = 0
  private var arena: [UInt8] = []

  /// NULL is in no set.
  func contains(_ cell: Cell) -> Bool {
    switch cell {
    case .integer(let value): value == 0 ? hasZero : integers[slot(value)] == value
    case .bytes, .text: cell.withBytes { texts[slot($0)] != 0 } ?? false
    default: false
    }
  }

  private func slot(_ value: Int64) -> Int {
    let mask = integers.count - 1
    var index = Int(truncatingIfNeeded: KeyHash.mix(0, UInt64(bitPattern: value))) & mask
    while integers[index] != 0, integers[index] != value { index = (index + 1) & mask }
    return index
  }

  /// Nothing of a value that is no key.
  func insert(_ value: Value) {
    switch value {
    case .integer(let value): insert(value)
    case .text(var text): text.withUTF8 { insert($0) }
    case .null, .decimal, .real: break
    }
  }

  func insert(_ value: Int64) {
    guard value != 0 else { return hasZero = true }
    if integerCount * 5 > integers.count * 3 {
      let old = integers
      integers = [Int64](repeating: 0, count: old.count * 2)
      for value in old where value != 0 { integers[slot(value)] = value }
    }
    let place = slot(value)
    if integers[place] == 0 {
      integers[place] = value
      integerCount += 1
    }
  }

  private func slot(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    let mask = texts.count - 1
    var index = Int(truncatingIfNeeded: KeyHash.text(0, text)) & mask
    while texts[index] != 0, !isEqual(texts[index] - 1, text) { index = (index + 1) & mask }
    return index
  }

  private func length(at offset: Int) -> Int {
    Int(arena[offset]) | Int(arena[offset + 1]) << 8 | Int(arena[offset + 2]) << 16 | Int(arena[offset + 3])
      << 24
  }

  private func isEqual(_ offset: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    length(at: offset) == text.count && arena[(offset + 4)..<(offset + 4 + text.count)].elementsEqual(text)
  }

  func insert(_ text: UnsafeBufferPointer<UInt8>) {
    if textCount * 5 > texts.count * 3 {
      let old = texts
      texts = [Int](repeating: 0, count: old.count * 2)
      let held = arena
      held.withUnsafeBufferPointer { held in
        for place in old where place != 0 {
          let bytes = held[(place + 3)..<(place + 3 + length(at: place - 1))]
          texts[slot(UnsafeBufferPointer(rebasing: bytes))] = place
        }
      }
    }
    let place = slot(text)
    guard texts[place] == 0 else { return }
    texts[place] = arena.count + 1
    textCount += 1
    for shift in [0, 8, 16, 24] { arena.append(UInt8(truncatingIfNeeded: text.count >> shift)) }
    arena.append(contentsOf: text)
  }
}
