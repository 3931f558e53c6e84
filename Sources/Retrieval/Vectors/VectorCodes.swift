import Dispatch
import Domain

/// Vectors in one byte a number, halves of the bytes apart, with how far each vector is from what its bytes say.
///
/// A vector, rotated, whose largest number is m, has the step s = m / 127.5; a number v has the code
/// v / s + 127.5, rounded, which is in 0...255 and says (code − 127.5) · s. The upper four bits of a code alone say
/// (16 · bits − 120) · s. So a vector is known to about a ninth of its length from the upper halves, and to a
/// hundredth from both. A scan that the upper halves decide reads nothing else: an eighth of what floats take.
struct VectorCodes: Sendable {
  /// Lengths for which floats neither overflow nor lose digits on the way; other vectors have no codes.
  static let lengths: ClosedRange<Float> = 1e-12...1e12
  /// Numbers of the longest rows that can have codes; no sum of whole numbers overflows up to here.
  static let mostNumbers = 65_536
  /// Rows that are coded at a time.
  private static let batch = 1024

  let rotation: Rotation
  let layout: CodeLayout
  /// No row that has codes is longer, nor is what its codes say, nor what their upper halves say.
  let longest: Float
  let memory: MemoryRegion

  /// Whether codes were kept with `vectors`.
  static func areKept(with vectors: StoredVectors) -> Bool {
    let blocks = Rotation.padded(vectors.dimension) / CodeLayout.blockCodes
    return vectors.codes.flatMap { CodeLayout(count: vectors.count, blocks: blocks).longest(in: $0.bytes) }
      != nil
  }

  /// Codes of `vectors`: those that were kept with them, or else new ones, in O(numbers × log dimension) on all
  /// processors.
  ///
  /// - Returns: nil when vectors have more than `mostNumbers`.
  init?(_ vectors: StoredVectors) {
    guard (1...Self.mostNumbers).contains(vectors.dimension) else { return nil }
    rotation = Rotation(dimension: vectors.dimension)
    layout = CodeLayout(count: vectors.count, blocks: rotation.padded / CodeLayout.blockCodes)
    if let kept = vectors.codes, let longest = layout.longest(in: kept.bytes) {
      (memory, self.longest) = (kept, longest)
      return
    }
    let (rotation, layout) = (rotation, layout)
    var longest: Float = 0
    memory = MemoryRegion(byteCount: layout.byteCount) { bytes in
      guard let base = bytes.baseAddress else { return }
      longest = withExtendedLifetime(vectors.numbers) {
        Self.write(vectors.floats, rotation, layout, to: base)
      }
      layout.writeHead(longest: longest, to: base)
    }
    self.longest = longest
  }

  /// Gives the greatest length among rows and what is said of them.
  private static func write(
    _ numbers: UnsafePointer<Float>?, _ rotation: Rotation, _ layout: CodeLayout,
    to memory: UnsafeMutableRawPointer
  ) -> Float {
    guard let numbers else { return 0 }
    // Each batch writes rows of its own.
    nonisolated(unsafe) let (source, target) = (numbers, memory)
    return concurrently((layout.count + batch - 1) / batch) { index in
      let parts = rotation.padded / RowCoder.Numbers.scalarCount
      return withUnsafeTemporaryAllocation(of: RowCoder.Numbers.self, capacity: 2 * parts) { scratch in
        guard let rotated = scratch.baseAddress else { return 0 }
        let numbers = UnsafeMutableRawPointer(rotated).assumingMemoryBound(to: Float.self)
        var longest: Float = 0
        for row in index * batch..<min(layout.count, (index + 1) * batch) {
          rotation.apply(
            to: source + row * rotation.dimension, numbers, scratch: numbers + rotation.padded)
          longest = max(longest, RowCoder(row: row, layout: layout, memory: target).write(rotated))
        }
        return longest
      }
    }.max() ?? 0
  }

  // What follows is valid while `memory` is held.

  var coarse: UnsafePointer<UInt8>? { pointer(layout.coarse) }
  var fine: UnsafePointer<UInt8>? { pointer(layout.fine) }
  /// The step of each row; 0 for one without codes, and for zeros.
  var scales: UnsafePointer<Float>? { pointer(layout.scales) }
  /// The distance of each row from what the upper halves of its codes say; infinite for one without codes.
  var coarseErrors: UnsafePointer<Float>? { pointer(layout.coarseErrors) }
  /// The distance of each row from what its codes say; infinite for one without codes.
  var fineErrors: UnsafePointer<Float>? { pointer(layout.fineErrors) }

  private func pointer<T>(_ offset: Int) -> UnsafePointer<T>? {
    memory.bytes.baseAddress?.advanced(by: offset).assumingMemoryBound(to: T.self)
  }
}
