/// How many letters are added, left out, changed or swapped with their neighbour to make one text of another: the
/// optimal string alignment distance, where no letter is edited twice.
///
/// - SeeAlso: Boytsov, *Indexing methods for approximate dictionary searching*, 2011, section 2.2.
enum EditDistance {
  /// Bytes of a text that are compared; longer ones are as far apart as can be.
  static let longest = 64

  /// Whether the distance of two texts is at most `most`. O(`a.count` × `most`) time.
  static func isWithin(_ most: Int, _ a: [UInt8], _ b: [UInt8]) -> Bool {
    if a == b { return true }
    guard abs(a.count - b.count) <= most, max(a.count, b.count) <= longest, most > 0 else { return false }
    return withUnsafeTemporaryAllocation(of: Int.self, capacity: 3 * (longest + 1)) { rows in
      var (before, above, row) = (0, longest + 1, 2 * (longest + 1))
      for column in 0...b.count { rows[above + column] = column }
      for i in 1...max(a.count, 1) where i <= a.count {
        var smallest = i
        rows[row] = i
        for j in 1...max(b.count, 1) where j <= b.count {
          // Outside the band no path stays within `most`.
          if abs(i - j) > most {
            rows[row + j] = most + 1
            continue
          }
          var distance = min(
            rows[above + j] + 1, rows[row + j - 1] + 1, rows[above + j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
          if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
            distance = min(distance, rows[before + j - 2] + 1)
          }
          rows[row + j] = distance
          smallest = min(smallest, distance)
        }
        if smallest > most { return false }
        (before, above, row) = (above, row, before)
      }
      return rows[above + b.count] <= most
    }
  }

  /// The bytes that occur, as bits; two texts within `n` edits differ in at most `2 n` bits.
  static func letters(of text: [UInt8]) -> UInt64 {
    text.reduce(0) { $0 | 1 << UInt64($1 & 63) }
  }
}
