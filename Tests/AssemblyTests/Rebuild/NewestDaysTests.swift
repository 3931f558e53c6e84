import Testing

@testable import Assembly

/// Rows on the days 1, 2, 3 …, further days with one row each, and the newest day that is trusted.
@Test(
  arguments: [
    ([10, 10, 10, 10, 10, 10, 10], [:], 7),
    ([10, 10, 10, 10, 10, 10, 10], [400: 1, 900: 2], 7),
    ([10, 10, 10, 10, 10, 10, 10, 0, 0, 0, 10, 10], [400: 1], 12),
    ([10, 10, 10, 10, 10, 10, 1], [:], 7),
    ([1], [:], 1),
    ([1], [900: 1], 900),
    ([5, 0, 0, 0, 0, 0, 0, 0, 0, 5], [:], 10),
  ] as [([Int], [Int: Int], Int)])
func trustsTheNewestDayWithEnoughAroundIt(rows: [Int], far: [Int: Int], newest: Int) {
  var counts = far
  for (index, count) in rows.enumerated() where count > 0 { counts[index + 1] = count }
  #expect(NewestDays.newest(counts) == newest)
}

@Test func noRowsHaveNoNewestDay() { #expect(NewestDays.newest([:]) == nil) }
