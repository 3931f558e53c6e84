/// Where the parts of `VectorCodes` lie in their memory.
///
/// One after the other: the upper halves of all codes, their lower halves, then of each row its step, the distance
/// from its upper halves and that from its codes, as little-endian 32-bit floats.
struct CodeLayout: Sendable, Hashable {
  /// Codes of a block, in 32 bytes of upper halves and 32 of lower ones (`dot_products.h`).
  static let blockCodes = 64
  static let blockBytes = 32

  /// Rows.
  let count: Int
  /// Blocks of a row.
  let blocks: Int

  var coarse: Int { 0 }
  var fine: Int { planeBytes }
  var scales: Int { 2 * planeBytes }
  var coarseErrors: Int { scales + count * MemoryLayout<Float>.stride }
  var fineErrors: Int { coarseErrors + count * MemoryLayout<Float>.stride }
  var byteCount: Int { fineErrors + count * MemoryLayout<Float>.stride }

  private var planeBytes: Int { count * blocks * Self.blockBytes }
}
