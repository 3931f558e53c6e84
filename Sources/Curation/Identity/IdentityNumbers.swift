/// Gives clusters their numbers, so that a number stays with its person from one rebuild to the next.
///
/// A number goes to the cluster that holds most of the records that had it. Of several numbers that want one cluster
/// the smallest, that is the oldest, wins, and the others are not given again. What has none gets the next free one.
package enum IdentityNumbers {
  /// - Parameters:
  ///   - clusters: By record, its cluster: any number that its members share.
  ///   - order: All records in the order in which new numbers are given.
  ///   - previous: By record, the number it had; nil for a new one.
  ///   - last: The largest number ever given.
  /// - Returns: by record, its number; and the largest number ever given.
  package static func assign(
    clusters: [Int32], order: [Int], previous: [Int?], last: Int
  ) -> (numbers: [Int], last: Int) {
    var members: [Int: [Int32: Int]] = [:]
    var rank: [Int32: Int] = [:]
    for (place, record) in order.enumerated() where rank[clusters[record]] == nil {
      rank[clusters[record]] = place
    }
    for record in clusters.indices {
      if let number = previous[record] { members[number, default: [:]][clusters[record], default: 0] += 1 }
    }
    var given: [Int32: Int] = [:]
    for number in members.keys.sorted() {
      let best = members[number]?.max {
        $0.value != $1.value ? $0.value < $1.value : rank[$0.key] ?? 0 > rank[$1.key] ?? 0
      }
      if let best, given[best.key] == nil { given[best.key] = number }
    }
    var last = max(last, members.keys.max() ?? 0)
    for record in order where given[clusters[record]] == nil {
      last += 1
      given[clusters[record]] = last
    }
    return (clusters.map { given[$0] ?? 0 }, last)
  }
}
