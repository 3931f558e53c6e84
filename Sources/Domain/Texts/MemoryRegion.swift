import Glibc

/// Bytes that never change once made, in memory of their own or of a mapped file; given back with the last user.
///
/// Whoever reads `bytes` holds the region while it does.
package final class MemoryRegion: @unchecked Sendable {
  package let bytes: UnsafeRawBufferPointer
  private let release: (UnsafeRawBufferPointer) -> Void

  /// Takes `bytes` over; `release` gives them back.
  package init(_ bytes: UnsafeRawBufferPointer, release: @escaping (UnsafeRawBufferPointer) -> Void) {
    (self.bytes, self.release) = (bytes, release)
  }

  /// Memory of `byteCount` bytes that start at a multiple of 64 and are zero before `fill`.
  package convenience init(byteCount: Int, fill: (UnsafeMutableRawBufferPointer) -> Void) {
    let isLarge = byteCount >= 2 * Self.largePage
    let bytes = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(0, byteCount), alignment: isLarge ? Self.largePage : 64)
    // Large pages make a scan of all bytes faster by a third; without them it works as well.
    if isLarge { _ = madvise(bytes.baseAddress, bytes.count, MADV_HUGEPAGE) }
    bytes.initializeMemory(as: UInt8.self, repeating: 0)
    fill(bytes)
    self.init(UnsafeRawBufferPointer(bytes)) { $0.deallocate() }
  }

  /// Bytes of a large page of the processor.
  private static let largePage = 2 << 20

  deinit { release(bytes) }
}
