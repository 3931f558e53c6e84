/// Draws an index with given weights in constant time.
///
/// - SeeAlso: Vose, *A Linear Algorithm for Generating Random Numbers with a Given Distribution* (1991).
struct AliasTable {
  private let thresholds: [Double]
  private let aliases: [Int32]

  /// - Precondition: `weights` is not empty, has no negative number and a positive sum. O(`weights.count`).
  init(_ weights: [Double]) {
    let sum = weights.reduce(0, +)
    var scaled = weights.map { $0 * Double(weights.count) / sum }
    var thresholds = [Double](repeating: 1, count: weights.count)
    var aliases = [Int32](repeating: 0, count: weights.count)
    var small = scaled.indices.filter { scaled[$0] < 1 }
    var large = scaled.indices.filter { scaled[$0] >= 1 }
    while let low = small.popLast(), let high = large.popLast() {
      thresholds[low] = scaled[low]
      aliases[low] = Int32(high)
      scaled[high] -= 1 - scaled[low]
      if scaled[high] < 1 { small.append(high) } else { large.append(high) }
    }
    (self.thresholds, self.aliases) = (thresholds, aliases)
  }

  func index(_ bits: UInt64) -> Int {
    let index = RandomKey.index(bits, below: thresholds.count)
    let unit = RandomKey.unit(RandomKey.mixed(bits))
    return unit < thresholds[index] ? index : Int(aliases[index])
  }
}

/// A weighted choice among the rows of a table, with an alias table for each combination of its arguments.
struct WeightedPick {
  let table: RowTable
  let ranges: [ClosedRange<Int>]
  /// Row-major over `ranges`.
  let aliases: [AliasTable]

  /// Combinations of arguments times rows, at most.
  static let mostWeights = 20_000_000
}
