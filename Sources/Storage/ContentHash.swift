package import Domain

/// A 64-bit FNV-1a hash over texts, each closed by a byte that UTF-8 does not use; stable over runs and versions.
///
/// It tells a changed text from an unchanged one; it is no defence against forgery.
/// - SeeAlso: Fowler, Noll, Vo, *The FNV Non-Cryptographic Hash Algorithm* (RFC 9923).
struct ContentHash {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ text: String) {
    for byte in text.utf8 { add(byte) }
    add(0xFF)
  }

  /// Bytes, closed by their number.
  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    for byte in bytes { add(byte) }
    add("\(bytes.count)")
  }

  private mutating func add(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x0100_0000_01B3 }

  /// 16 hexadecimal digits.
  var text: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension Document {
  /// Changes when anything of the document but its id does: 16 hexadecimal digits.
  package var contentHash: String {
    var hash = ContentHash()
    for text in [kind, title, text] + identifiers { hash.add(text) }
    return hash.text
  }
}

extension Chunk {
  /// Changes when the text of the chunk, its title or kind does: 16 hexadecimal digits.
  package var contentHash: String {
    var hash = ContentHash()
    for text in [kind, title, text] + identifiers { hash.add(text) }
    return hash.text
  }
}
