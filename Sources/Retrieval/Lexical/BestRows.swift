/// Keeps the best `limit` of the rows it is shown: a buffer that is cut back when full, so that a row costs a
/// comparison and a store.
///
/// A row and its score are one number: the bits of a score above 0 rise with it, and the row's complement below them
/// puts the lower row first among equals.
///
/// - SeeAlso: Hoare, *Algorithm 65: Find*, 1961.
struct BestRows {
  private let limit: Int
  private var keys: [UInt64] = []
  /// A row whose score is not above this is not kept.
  private(set) var threshold: Float = 0

  init(limit: Int) {
    self.limit = max(0, limit)
    keys.reserveCapacity(2 * self.limit + 64)
  }

  /// Shows a row, below 2^32; a score that is not above `threshold` is passed over. O(1) on average.
  mutating func insert(_ row: Int, _ score: Float) {
    guard limit > 0, score > threshold else { return }
    keys.append(UInt64(score.bitPattern) << 32 | UInt64(~UInt32(truncatingIfNeeded: row)))
    if keys.count >= 2 * limit + 64 { cut() }
  }

  /// The kept rows, best first. O(limit × log limit).
  mutating func sorted() -> [ScoredRow] {
    if keys.count > limit { cut() }
    return keys.sorted(by: >).map { key in
      ScoredRow(
        row: Int(~UInt32(truncatingIfNeeded: key)),
        score: Float(bitPattern: UInt32(truncatingIfNeeded: key >> 32)))
    }
  }

  /// Leaves the `limit` largest keys. O(keys) on average.
  private mutating func cut() {
    keys.withUnsafeMutableBufferPointer { keys in
      var (low, high) = (0, keys.count - 1)
      while low < high {
        // The middle of three, so that what is sorted already is no worst case.
        let middle = (low + high) / 2
        let pivot = max(min(keys[low], keys[middle]), min(max(keys[low], keys[middle]), keys[high]))
        var (left, right) = (low, high)
        while left <= right {
          while keys[left] > pivot { left += 1 }
          while keys[right] < pivot { right -= 1 }
          if left <= right {
            keys.swapAt(left, right)
            (left, right) = (left + 1, right - 1)
          }
        }
        if limit - 1 <= right { high = right } else if limit - 1 >= left { low = left } else { break }
      }
    }
    keys.removeLast(keys.count - limit)
    // A later row with the score of the worst kept one is the higher row, and stays out.
    threshold = keys.min().map { Float(bitPattern: UInt32(truncatingIfNeeded: $0 >> 32)) } ?? threshold
  }
}
