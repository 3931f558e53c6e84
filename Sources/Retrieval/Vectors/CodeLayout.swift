/// Where the parts of `VectorCodes` lie in their memory.
///
/// One after the other: a head of 64 bytes, the upper halves of all codes, their lower halves, then of each row its step, the distance
/// from its upper halves and that from its codes, as little-endian 32-bit floats.
struct CodeLayout: Sendable, Hashable {
  /// Codes of a block, in 32 bytes of upper halves and 32 of lower ones (`dot_products.h`).
  static let blockCodes = 64
  static let blockBytes = 32
  /// Starts the head: "VC" and the version of the layout, of the codes and of the rotation.
  static let magic: UInt32 = 0x5643_0001
  static let headBytes = 64

  /// Rows.
  let count: Int
  /// Blocks of a row.
  let blocks: Int

  var coarse: Int { Self.headBytes }
  var fine: Int { coarse + planeBytes }
  var scales: Int { fine + planeBytes }
  var coarseErrors: Int { scales + count * MemoryLayout<Float>.stride }
  var fineErrors: Int { coarseErrors + count * MemoryLayout<Float>.stride }
  var byteCount: Int { fineErrors + count * MemoryLayout<Float>.stride }

  /// Writes magic, rows, blocks and `longest`, each in four bytes.
  func writeHead(longest: Float, to memory: UnsafeMutableRawPointer) {
    let words = [Self.magic, UInt32(clamping: count), UInt32(clamping: blocks), longest.bitPattern]
    for (place, word) in words.enumerated() {
      memory.storeBytes(of: word.littleEndian, toByteOffset: 4 * place, as: UInt32.self)
    }
  }

  /// The greatest length that `writeHead` wrote to the head of `memory`.
  ///
  /// - Returns: nil when `memory` does not hold codes of this layout.
  func longest(in memory: UnsafeRawBufferPointer) -> Float? {
    guard memory.count == byteCount else { return nil }
    let words = (0..<4).map {
      UInt32(littleEndian: memory.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self))
    }
    guard words.prefix(3) == [Self.magic, UInt32(clamping: count), UInt32(clamping: blocks)] else {
      return nil
    }
    return Float(bitPattern: words[3])
  }

  private var planeBytes: Int { count * blocks * Self.blockBytes }
}
