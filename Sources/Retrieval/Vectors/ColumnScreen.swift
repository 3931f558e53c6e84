import CDotProducts
import Domain

/// A query in whole numbers, those of its columns that are not zero, and how far a score made with them may be from the
/// true one.
///
/// The bound is that of `ScreenQuery` without a rotation: q·x ≤ q̂·x̂ + ‖q − q̂‖ ‖x̂‖ + ‖q‖ e. The few operations that put
/// it together are within 16u ‖q‖ `longest`, with u = 2^-24, and so is the rounding of the true score; `allowance` has
/// 64u for both.
struct ColumnQuery: ScreenedQuery {
  /// Columns that are not zero, in order, and what they are in steps.
  let columns: [UInt32]
  let numbers: [Int16]
  let step: Float
  /// ‖q‖.
  let length: Float
  let allowance: Double

  /// - Returns: nil for a query that floats cannot be trusted with; the zero query is one.
  init?(_ query: [Float], for codes: ColumnCodes) {
    guard query.count == codes.dimension else { return nil }
    let length = query.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
    guard VectorCodes.lengths.contains(Float(length)) else { return nil }
    let step = query.reduce(0) { max($0, abs($1)) } / ColumnCodes.mostOfQuery
    var (columns, numbers): ([UInt32], [Int16]) = ([], [])
    var missed = 0.0
    for (column, value) in query.enumerated() where value != 0 {
      let number = max(-ColumnCodes.mostOfQuery, min(ColumnCodes.mostOfQuery, (value / step).rounded()))
      columns.append(UInt32(truncatingIfNeeded: column))
      numbers.append(Int16(number))
      let distance = Double(value) - Double(number) * Double(step)
      missed += distance * distance
    }
    (self.columns, self.numbers, self.step) = (columns, numbers, step)
    self.length = Float(length).nextUp
    let longest = Double(codes.longest)
    allowance = missed.squareRoot() * longest + 0x40p-24 * length * longest
  }
}

/// Bounds of scores from the columns of a query, a tile of rows at a time.
struct ColumnScreen: VectorScreen {
  /// Bounds are so close that the rows of the best ones are nearly the best rows.
  static let triedOfEach = 1

  let codes: ColumnCodes
  let isIncluded: [Bool]?

  var memory: MemoryRegion { codes.memory }
  var tileCount: Int { (codes.count + ColumnCodes.tileRows - 1) / ColumnCodes.tileRows }

  func rows(ofTile index: Int) -> Range<Int> {
    index * ColumnCodes.tileRows..<min(codes.count, (index + 1) * ColumnCodes.tileRows)
  }

  func query(_ numbers: [Float]) -> ColumnQuery? { ColumnQuery(numbers, for: codes) }

  func bound(_ rows: Range<Int>, by query: ColumnQuery, into bounds: UnsafeMutablePointer<Float>) {
    guard let scales = codes.scales, let errors = codes.errors,
      let first = codes.column(0, ofTileAt: rows.lowerBound)
    else { return }
    let height = codes.height(ofTileAt: rows.lowerBound)
    // Rows of a kind mostly stand together, so that few others are added up with them.
    var part = 0..<height
    if let isIncluded {
      for row in rows { bounds[row - rows.lowerBound] = -.infinity }
      guard let start = isIncluded[rows].firstIndex(of: true), let end = isIncluded[rows].lastIndex(of: true)
      else { return }
      part = ColumnCodes.wholeLanes(start - rows.lowerBound...end - rows.lowerBound)
    }
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: ColumnCodes.tileRows) { sums in
      add_columns(
        first + part.lowerBound, height, part.count, query.columns, query.numbers, query.columns.count,
        sums.baseAddress)
      for (place, row) in zip(part, rows.dropFirst(part.lowerBound)) where isIncluded?[row] != false {
        let sum = Float(sums[place - part.lowerBound])
        bounds[place] = sum * (scales[row] * query.step) + errors[row] * query.length
      }
    }
  }

  func rows(
    of rows: Range<Int>, _ bounds: UnsafePointer<Float>, by query: ColumnQuery, notBelow cut: Float
  ) -> [UInt32] {
    let least = max(cut, -.greatestFiniteMagnitude)
    var near: [UInt32] = []
    for row in rows where bounds[row - rows.lowerBound] >= least {
      near.append(UInt32(truncatingIfNeeded: row))
    }
    return near
  }

  /// Products with zeros add nothing, but of what is no number.
  func score(
    _ row: Int, _ floats: UnsafePointer<Float>, _ numbers: [Float], by query: ColumnQuery
  ) -> Double {
    guard let errors = codes.errors, errors[row].isFinite else {
      return dot_floats(floats, numbers, numbers.count)
    }
    return dot_floats_at(floats, numbers, query.columns, query.columns.count)
  }
}
