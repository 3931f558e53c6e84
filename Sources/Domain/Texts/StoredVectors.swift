/// Vectors as a generation keeps them: made once, read in place.
package struct StoredVectors: Sendable {
  package let dimension: Int
  package let count: Int
  /// `count` rows of `dimension` little-endian 32-bit floats, each of length 1 or 0.
  package let numbers: MemoryRegion
  /// What search made of `numbers` to be fast, if that was kept; only search knows what is in it.
  package let codes: MemoryRegion?

  /// - Returns: nil when `numbers` are not `count` rows of `dimension`, which is at least 1.
  package init?(dimension: Int, count: Int, numbers: MemoryRegion, codes: MemoryRegion? = nil) {
    let (floats, isTooLarge) = dimension.multipliedReportingOverflow(by: count)
    guard dimension > 0, count >= 0, !isTooLarge, floats <= Int.max / MemoryLayout<Float>.size,
      numbers.bytes.count == floats * MemoryLayout<Float>.size
    else { return nil }
    (self.dimension, self.count, self.numbers, self.codes) = (dimension, count, numbers, codes)
  }

  /// A copy of `matrix`.
  package init(_ matrix: EmbeddingMatrix) {
    (dimension, count, codes) = (matrix.dimension, matrix.count, nil)
    numbers = MemoryRegion(byteCount: matrix.values.count * MemoryLayout<Float>.size) { bytes in
      matrix.values.withUnsafeBytes { bytes.copyMemory(from: $0) }
    }
  }

  /// The first number; valid while `numbers` is held.
  package var floats: UnsafePointer<Float>? { numbers.bytes.baseAddress?.assumingMemoryBound(to: Float.self) }
}
