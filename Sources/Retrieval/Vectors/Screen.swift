import CDotProducts
import Domain

/// Bounds of scores from halves of codes.
struct Screen: VectorScreen {
  /// Rows of a tile: the whole numbers of one stay in the first cache.
  static let tileRows = 2_048
  static let triedOfEach = 2
  /// 16 · bits − 120 is what four upper bits say in steps (`VectorCodes`); 2 · bits − 15 what four lower bits add to
  /// it, in half steps.
  private static let (coarseFactor, coarseOffset): (Int32, Int32) = (16, 120)
  private static let (fineFactor, fineOffset): (Int32, Int32) = (2, 15)

  let codes: VectorCodes
  /// The rows that take part; nil for all.
  let isIncluded: [Bool]?

  var memory: MemoryRegion { codes.memory }

  func query(_ numbers: [Float]) -> ScreenQuery? { ScreenQuery(numbers, for: codes) }

  func score(
    _ row: Int, _ floats: UnsafePointer<Float>, _ numbers: [Float], by query: ScreenQuery
  ) -> Double { dot_floats(floats, numbers, numbers.count) }

  /// The rows of tile `index`.
  func rows(ofTile index: Int) -> Range<Int> {
    index * Self.tileRows..<min(codes.layout.count, (index + 1) * Self.tileRows)
  }

  var tileCount: Int { (codes.layout.count + Self.tileRows - 1) / Self.tileRows }

  /// The bounds of all rows of a tile from upper halves; of a row that takes no part, -∞.
  func bound(_ rows: Range<Int>, by query: ScreenQuery, into bounds: UnsafeMutablePointer<Float>) {
    guard let scales = codes.scales, let errors = codes.coarseErrors, let plane = codes.coarse else { return }
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: Self.tileRows) { dots in
      if let isIncluded {
        let wanted = rows.filter { isIncluded[$0] }.map { UInt32(truncatingIfNeeded: $0) }
        wanted.withUnsafeBufferPointer { multiply(plane, $0, by: query, into: dots) }
        for row in rows { bounds[row - rows.lowerBound] = -.infinity }
        for (place, row) in wanted.enumerated() {
          let sum = Float(dots[place] &* Self.coarseFactor &- query.sum &* Self.coarseOffset)
          bounds[Int(row) - rows.lowerBound] =
            sum * (scales[Int(row)] * query.step) + errors[Int(row)] * query.length
        }
      } else {
        query.numbers.withUnsafeBufferPointer { numbers in
          dot_codes(
            plane + rows.lowerBound * codes.layout.blocks * CodeLayout.blockBytes, codes.layout.blocks, nil,
            rows.count, numbers.baseAddress, dots.baseAddress)
        }
        for place in 0..<rows.count {
          let row = rows.lowerBound + place
          let sum = Float(dots[place] &* Self.coarseFactor &- query.sum &* Self.coarseOffset)
          bounds[place] = sum * (scales[row] * query.step) + errors[row] * query.length
        }
      }
    }
  }

  /// The rows of a tile whose bounds, `bounds`, and then bounds from whole codes are not below `cut`.
  func rows(
    of rows: Range<Int>, _ bounds: UnsafePointer<Float>, by query: ScreenQuery, notBelow cut: Float
  ) -> [UInt32] {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.tileRows) { near in
      var count = 0
      let least = max(cut, -.greatestFiniteMagnitude)
      for place in 0..<rows.count {
        near[count] = UInt32(truncatingIfNeeded: rows.lowerBound &+ place)
        // By the sign bit: a branch would be guessed wrong too often.
        count &+= 1 &- Int((bounds[place] - least).bitPattern >> 31)
      }
      return refine(UnsafeBufferPointer(rebasing: near[..<count]), bounds - rows.lowerBound, by: query, cut)
    }
  }

  private func refine(
    _ rows: UnsafeBufferPointer<UInt32>, _ bounds: UnsafePointer<Float>, by query: ScreenQuery, _ cut: Float
  ) -> [UInt32] {
    guard let scales = codes.scales, let coarse = codes.coarseErrors, let fine = codes.fineErrors,
      let plane = codes.fine, !rows.isEmpty
    else { return [] }
    return withUnsafeTemporaryAllocation(of: Int32.self, capacity: rows.count) { dots in
      multiply(plane, rows, by: query, into: dots)
      return rows.indices.filter { place in
        let row = Int(rows[place])
        let sum = Float(dots[place] &* Self.fineFactor &- query.sum &* Self.fineOffset)
        let known = bounds[row] - coarse[row] * query.length
        // Not "at least": what is no number, as of a row without codes, stays.
        return !(known + sum * (scales[row] * query.step * 0.5) + fine[row] * query.length < cut)
      }.map { rows[$0] }
    }
  }

  private func multiply(
    _ plane: UnsafePointer<UInt8>, _ rows: UnsafeBufferPointer<UInt32>, by query: ScreenQuery,
    into dots: UnsafeMutableBufferPointer<Int32>
  ) {
    query.numbers.withUnsafeBufferPointer { numbers in
      dot_codes(
        plane, codes.layout.blocks, rows.baseAddress, rows.count, numbers.baseAddress, dots.baseAddress)
    }
  }
}
