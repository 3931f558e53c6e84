import Domain

/// Vectors in one byte a number, by column: for vectors most of whose numbers are zero, as those of words are.
///
/// A query of such vectors has few numbers that are not zero, and a search reads their columns only. A row whose largest
/// number is m has the step s = m / 127; a number v has the code v / s, rounded, which says code · s. Numbers that are
/// zero are known exactly, so that a vector is known to about a hundredth of its length.
struct ColumnCodes: Sendable {
  /// Rows of a tile: their sums stay in the first cache.
  static let tileRows = 2_048
  /// Rows that are added at a time (`dot_products.h`).
  private static let lanes = 16
  /// Numbers of the longest rows that can have codes; no sum of whole numbers overflows up to here.
  static let mostNumbers = 8_192
  /// The largest whole number of a query.
  static let mostOfQuery: Float = 2_047
  /// Starts the head: "VS" and the version of the layout and of the codes.
  private static let magic: UInt32 = 0x5653_0001
  private static let headBytes = 64

  let count: Int
  let dimension: Int
  /// No row that has codes is longer, nor is what its codes say.
  let longest: Float
  let memory: MemoryRegion

  /// Those that were kept with `vectors`; nil when there are none.
  init?(keptWith vectors: StoredVectors) {
    guard let kept = vectors.codes, vectors.dimension <= Self.mostNumbers,
      let longest = Self.longest(in: kept, count: vectors.count, dimension: vectors.dimension)
    else { return nil }
    (count, dimension, memory, self.longest) = (vectors.count, vectors.dimension, kept, longest)
  }

  /// Made of `vectors` in O(numbers).
  ///
  /// - Returns: nil when half of the numbers or more are not zero, or when a vector has more than `mostNumbers`.
  init?(of vectors: StoredVectors) {
    guard vectors.dimension <= Self.mostNumbers, let made = Self.made(of: vectors) else { return nil }
    (count, dimension) = (vectors.count, vectors.dimension)
    (memory, longest) = made
  }

  /// One after the other: a head of 64 bytes; the codes, tile by tile, of a tile column by column; of each row its step
  /// and its distance from what its codes say, as little-endian 32-bit floats.
  private static func byteCount(_ count: Int, _ dimension: Int) -> Int {
    headBytes + height(count) * dimension + 2 * count * MemoryLayout<Float>.size
  }

  /// `rows` of a tile with those that are added together with them.
  static func wholeLanes(_ rows: ClosedRange<Int>) -> Range<Int> {
    rows.lowerBound / lanes * lanes..<height(rows.upperBound + 1)
  }

  /// `rows`, rounded up.
  private static func height(_ rows: Int) -> Int { (rows + lanes - 1) / lanes * lanes }

  private static func longest(in memory: MemoryRegion, count: Int, dimension: Int) -> Float? {
    guard memory.bytes.count == byteCount(count, dimension) else { return nil }
    let words = (0..<4).map {
      UInt32(littleEndian: memory.bytes.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self))
    }
    guard words.prefix(3) == [magic, UInt32(clamping: count), UInt32(clamping: dimension)] else { return nil }
    return Float(bitPattern: words[3])
  }
}

// What is valid while `memory` is held.
extension ColumnCodes {
  /// The codes of `column` in the tile that begins with `row`, those of `height(ofTileAt:)` rows.
  func column(_ column: Int, ofTileAt row: Int) -> UnsafePointer<Int8>? {
    let offset = Self.headBytes + row * dimension + column * height(ofTileAt: row)
    return memory.bytes.baseAddress?.advanced(by: offset).assumingMemoryBound(to: Int8.self)
  }

  /// Rows of the tile that begins with `row`, rounded up to what is added at a time.
  func height(ofTileAt row: Int) -> Int { Self.height(min(Self.tileRows, count - row)) }

  /// The step of each row; 0 for one without codes, and for zeros.
  var scales: UnsafePointer<Float>? { floats(0) }
  /// The distance of each row from what its codes say; infinite for one without codes.
  var errors: UnsafePointer<Float>? { floats(count) }

  private func floats(_ place: Int) -> UnsafePointer<Float>? {
    memory.bytes.baseAddress?.advanced(by: Self.headBytes + Self.height(count) * dimension)
      .assumingMemoryBound(to: Float.self).advanced(by: place)
  }
}

extension ColumnCodes {
  private static func made(of vectors: StoredVectors) -> (memory: MemoryRegion, longest: Float)? {
    guard let numbers = vectors.floats else { return nil }
    let (count, dimension) = (vectors.count, vectors.dimension)
    let tiles = (count + tileRows - 1) / tileRows
    // Each tile is written by itself.
    nonisolated(unsafe) let source = numbers
    return withExtendedLifetime(vectors.numbers) {
      let filled = concurrently(tiles) { tile in
        let part = tile * tileRows * dimension..<min((tile + 1) * tileRows, count) * dimension
        return part.reduce(0) { source[$1] != 0 ? $0 + 1 : $0 }
      }.reduce(0, +)
      guard 2 * filled < count * dimension else { return nil }
      var longest: Float = 0
      let memory = MemoryRegion(byteCount: byteCount(count, dimension)) { bytes in
        guard let base = bytes.baseAddress else { return }
        nonisolated(unsafe) let target = base
        longest =
          concurrently(tiles) { tile in
            (tile * tileRows..<min((tile + 1) * tileRows, count)).reduce(0) { longest, row in
              max(longest, write(source + row * dimension, row, count, dimension, to: target))
            }
          }.max() ?? 0
        let words = [magic, UInt32(clamping: count), UInt32(clamping: dimension), longest.bitPattern]
        for (place, word) in words.enumerated() {
          base.storeBytes(of: word.littleEndian, toByteOffset: 4 * place, as: UInt32.self)
        }
      }
      return (memory, longest)
    }
  }

  /// Codes one row; gives a length that neither the row has more of, nor what its codes say.
  private static func write(
    _ vector: UnsafePointer<Float>, _ row: Int, _ count: Int, _ dimension: Int,
    to memory: UnsafeMutableRawPointer
  ) -> Float {
    let (first, place) = (row / tileRows * tileRows, row % tileRows)
    let tileHeight = height(min(tileRows, count - first))
    let codes = (memory + headBytes + first * dimension + place).assumingMemoryBound(to: Int8.self)
    let floats = (memory + headBytes + height(count) * dimension).assumingMemoryBound(to: Float.self)
    var (largest, squares): (Float, Double) = (0, 0)
    for column in 0..<dimension {
      largest = max(largest, abs(vector[column]))
      squares += Double(vector[column]) * Double(vector[column])
    }
    if squares == 0 { return 0 }
    guard VectorCodes.lengths.contains(Float(squares.squareRoot())) else {
      floats[count + row] = .infinity
      return 0
    }
    let scale = largest / 127
    var (missed, said) = (0.0, 0.0)
    for column in 0..<dimension where vector[column] != 0 {
      let code = max(-127, min(127, (vector[column] / scale).rounded()))
      codes[column * tileHeight] = Int8(code)
      let value = Double(code) * Double(scale)
      missed += (Double(vector[column]) - value) * (Double(vector[column]) - value)
      said += value * value
    }
    floats[row] = scale
    floats[count + row] = Float(missed.squareRoot()).nextUp
    return Float(max(squares, said).squareRoot()).nextUp
  }
}
