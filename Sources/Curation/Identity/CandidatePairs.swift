import Domain

/// The pairs of records worth comparing: those that agree in all terms of a block.
///
/// A block of many records, as of a common name, is put in order of all values and each record is paired with its
/// next neighbours only (the sorted neighbourhood method), so that n records have O(n) pairs.
/// - SeeAlso: Christen, *Data Matching*, 2012, ch. 4.
struct CandidatePairs {
  /// Two records by number, the smaller first; ascending, each pair once.
  let pairs: [(Int32, Int32)]
  /// Blocks that were too large to pair all.
  let largeBlocks: Int

  /// Records of a block in which each is paired with each.
  static let largestBlock = 64
  /// The neighbours a record of a larger block is paired with.
  static let window = 12

  init(_ declaration: IdentityDeclaration, _ columns: [ValueColumn], records: Int) {
    let places = Dictionary(
      declaration.values.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    var found: [UInt64] = []
    var large = 0
    for terms in declaration.blocks {
      let keys = terms.map { Self.keys($0, columns[places[$0.value] ?? 0]) }
      var members: [(key: UInt64, record: Int32)] = []
      members.reserveCapacity(records)
      for record in 0..<records {
        var key: UInt64? = 0
        for term in keys { key = key.flatMap { key in term(record).map { Self.mixed(key, $0) } } }
        if let key { members.append((key, Int32(record))) }
      }
      members.sort { $0.key != $1.key ? $0.key < $1.key : $0.record < $1.record }
      var start = 0
      while start < members.count {
        var end = start + 1
        while end < members.count, members[end].key == members[start].key { end += 1 }
        if end - start > Self.largestBlock {
          large += 1
          Self.pairNeighbours(members[start..<end].map(\.record), columns, &found)
        } else {
          for i in start..<end {
            for j in (i + 1)..<max(end, i + 1) {
              found.append(Self.pair(members[i].record, members[j].record))
            }
          }
        }
        start = end
      }
    }
    found.sort()
    var pairs: [(Int32, Int32)] = []
    pairs.reserveCapacity(found.count)
    for (index, pair) in found.enumerated() where index == 0 || found[index - 1] != pair {
      pairs.append((Int32(truncatingIfNeeded: pair >> 32), Int32(truncatingIfNeeded: pair)))
    }
    (self.pairs, largeBlocks) = (pairs, large)
  }

  /// By record, the number of a term's text; nil where the record has none or one too short.
  private static func keys(
    _ term: IdentityDeclaration.BlockTerm, _ column: ValueColumn
  ) -> (Int) -> UInt64? {
    guard let prefix = term.prefix else {
      return { column.ids[$0] < 0 ? nil : UInt64(column.ids[$0]) }
    }
    let hashes = column.texts.map { text in
      text.prefix(prefix).reduce(14_695_981_039_346_656_037 as UInt64, mixed)
    }
    return { column.ids[$0] < 0 ? nil : hashes[Int(column.ids[$0])] }
  }

  private static func mixed(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 1_099_511_628_211
  }

  /// One number of two; unlike numbers may rarely meet, which makes a pair more, not one less.
  private static func mixed(_ hash: UInt64, _ key: UInt64) -> UInt64 {
    var mixed = (hash &+ 0x9E37_79B9_7F4A_7C15) ^ (key &* 0xBF58_476D_1CE4_E5B9)
    mixed = (mixed ^ (mixed >> 30)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  private static func pair(_ a: Int32, _ b: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: min(a, b))) << 32 | UInt64(UInt32(bitPattern: max(a, b)))
  }

  private static func pairNeighbours(_ records: [Int32], _ columns: [ValueColumn], _ found: inout [UInt64]) {
    let sorted = records.sorted { a, b in
      for column in columns {
        let (first, second) = (column.ids[Int(a)], column.ids[Int(b)])
        if first == second { continue }
        if first < 0 || second < 0 { return first > second }
        return column.texts[Int(first)].lexicographicallyPrecedes(column.texts[Int(second)])
      }
      return a < b
    }
    for i in sorted.indices {
      for j in (i + 1)..<max(i + 1, min(sorted.count, i + 1 + window)) {
        found.append(pair(sorted[i], sorted[j]))
      }
    }
  }
}
