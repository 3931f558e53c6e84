/// Joins linked records to clusters, the strongest link first, and never two clusters with members that are apart:
/// a chain of links does not make one person of a household.
struct RecordClusters {
  /// Two records and what speaks for them being one, in bits.
  struct Link {
    let a: Int32
    let b: Int32
    let weight: Double
  }

  /// By record, the smallest member of its cluster.
  private(set) var roots: [Int32]
  /// Links that joined two clusters.
  private(set) var used: [Link] = []
  private var members: [[Int32]]

  /// Members of a cluster; a link that would make a larger one is left out.
  static let largest = 512

  init(records: Int) {
    roots = Array(0..<Int32(records))
    members = roots.map { [$0] }
  }

  /// Joins what is linked, unless two records cannot be of one cluster: `areApart` is asked of each pair across two
  /// clusters that a link would join.
  mutating func join(_ links: [Link], unless areApart: (Int32, Int32) -> Bool) {
    let sorted = links.sorted {
      $0.weight != $1.weight ? $0.weight > $1.weight : ($0.a, $0.b) < ($1.a, $1.b)
    }
    for link in sorted {
      let (first, second) = (roots[Int(link.a)], roots[Int(link.b)])
      if first == second { continue }
      let (left, right) = (members[Int(first)], members[Int(second)])
      if left.count + right.count > Self.largest { continue }
      if left.contains(where: { a in right.contains { b in areApart(a, b) } }) { continue }
      let (root, other) = (min(first, second), max(first, second))
      members[Int(root)] = left + right
      for member in members[Int(other)] { roots[Int(member)] = root }
      for member in right + left { roots[Int(member)] = root }
      members[Int(other)] = []
      used.append(link)
    }
  }
}
