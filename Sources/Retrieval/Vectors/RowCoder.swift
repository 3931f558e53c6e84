/// Writes the codes of one row.
struct RowCoder {
  typealias Numbers = SIMD16<Float>

  let row: Int
  let layout: CodeLayout
  let memory: UnsafeMutableRawPointer

  /// Codes `vector`, which is rotated already and is overwritten; zeros need nothing written to memory that is zero.
  ///
  /// Gives a length that neither the vector has more of, nor what its codes say, nor what their upper halves say.
  func write(_ vector: UnsafeMutablePointer<Numbers>) -> Float {
    var (largest, squares) = (Numbers.zero, Numbers.zero)
    for index in 0..<4 * layout.blocks {
      let part = vector[index]
      largest.replace(with: part, where: part .> largest)
      largest.replace(with: -part, where: -part .> largest)
      squares += part * part
    }
    let length = squares.sum().squareRoot()
    if largest.max() == 0, length == 0 { return 0 }
    guard VectorCodes.lengths.contains(length) else {
      store(scale: 0, coarse: .infinity, fine: .infinity)
      return 0
    }
    let scale = largest.max() / 127.5
    let errors = code(vector, scale: scale)
    store(scale: scale, coarse: errors.coarse, fine: errors.fine)
    for block in 0..<layout.blocks { store(UnsafePointer(vector + 4 * block), block: block) }
    return length + max(errors.coarse, errors.fine)
  }

  /// Puts a code into the low byte of each number; gives the distances from what their upper halves say, and from
  /// what they say.
  private func code(_ vector: UnsafeMutablePointer<Numbers>, scale: Float) -> (coarse: Float, fine: Float) {
    var (coarse, fine) = (Numbers.zero, Numbers.zero)
    for index in 0..<4 * layout.blocks {
      let part = vector[index]
      // From 2^23 on, floats are whole numbers, and the last bits of their patterns are the number's own.
      let shifted = part / scale + 127.5 + 0x1p23
      let upper = unsafeBitCast(
        unsafeBitCast(shifted, to: SIMD16<UInt32>.self) & ~15, to: Numbers.self)
      let missed = part - (shifted - 0x1p23 - 127.5) * scale
      let far = part - (upper - 0x1p23 - 120) * scale
      fine += missed * missed
      coarse += far * far
      vector[index] = shifted
    }
    return (coarse.sum().squareRoot(), fine.sum().squareRoot())
  }

  /// Packs the 64 codes of a block.
  private func store(_ codes: UnsafePointer<Numbers>, block: Int) {
    let words = UnsafeRawPointer(codes).assumingMemoryBound(to: UInt32.self)
    let place = (row * layout.blocks + block) * CodeLayout.blockBytes
    let upper = (memory + layout.coarse + place).assumingMemoryBound(to: UInt8.self)
    let lower = (memory + layout.fine + place).assumingMemoryBound(to: UInt8.self)
    for index in 0..<CodeLayout.blockBytes {
      let first = UInt8(truncatingIfNeeded: words[index])
      let second = UInt8(truncatingIfNeeded: words[CodeLayout.blockBytes + index])
      upper[index] = first >> 4 | second & 0xF0
      lower[index] = first & 15 | second << 4
    }
  }

  private func store(scale: Float, coarse: Float, fine: Float) {
    let place = row * MemoryLayout<Float>.stride
    memory.storeBytes(of: scale, toByteOffset: layout.scales + place, as: Float.self)
    memory.storeBytes(of: coarse, toByteOffset: layout.coarseErrors + place, as: Float.self)
    memory.storeBytes(of: fine, toByteOffset: layout.fineErrors + place, as: Float.self)
  }
}
