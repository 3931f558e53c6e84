/// A set of row numbers from 0, one bit each.
struct RowSet: Sendable {
  private var words: [UInt64] = []

  mutating func insert(_ row: Int) {
    while row >> 6 >= words.count { words.append(0) }
    words[row >> 6] |= 1 << UInt64(row & 63)
  }

  mutating func remove(_ row: Int) {
    if row >> 6 < words.count { words[row >> 6] &= ~(1 << UInt64(row & 63)) }
  }

  @inline(__always)
  func contains(_ row: Int) -> Bool {
    row >> 6 < words.count && words[row >> 6] >> UInt64(row & 63) & 1 == 1
  }

  var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// Members among `rows`. O(`rows.count`).
  func count(in rows: Range<Int>) -> Int { rows.reduce(0) { $0 + (contains($1) ? 1 : 0) } }
}
