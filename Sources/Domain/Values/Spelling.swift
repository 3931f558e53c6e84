/// How far two spellings are apart.
package enum Spelling {
  /// The number of insertions, deletions, substitutions and swaps of neighbours between two words (optimal
  /// string alignment), or nil when it is above `limit`. O(a × b) time, O(b) space.
  package static func distance(_ a: [UInt8], _ b: [UInt8], limit: Int) -> Int? {
    if abs(a.count - b.count) > limit { return nil }
    if a == b { return 0 }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    var current = last
    for i in a.indices {
      current[0] = i + 1
      var least = current[0]
      for j in b.indices {
        var cost = min(last[j + 1] + 1, current[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
        current[j + 1] = cost
        least = min(least, cost)
      }
      if least > limit { return nil }
      (beforeLast, last, current) = (last, current, beforeLast)
    }
    return last[b.count] <= limit ? last[b.count] : nil
  }

  /// The candidate nearest to `word`, letter case aside, within a third of its length; nil when none is near.
  package static func nearest(to word: String, among candidates: [String]) -> String? {
    let bytes = Array(word.lowercased().utf8)
    let limit = max(1, bytes.count / 3)
    return
      candidates
      .compactMap { name in distance(bytes, Array(name.lowercased().utf8), limit: limit).map { ($0, name) } }
      .min { $0 < $1 }?.1
  }
}
