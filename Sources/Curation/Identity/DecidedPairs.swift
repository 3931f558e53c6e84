import Domain

/// What people decided, by record. A decision about a record that does not exist waits until it does.
struct DecidedPairs {
  /// Links that no score overrules.
  let same: [RecordClusters.Link]
  private var units: [Int32: [Int32]] = [:]
  private var aparts: Set<UInt64> = []

  init(_ decisions: [IdentityDecision], keys: [[String]]) {
    var same: [RecordClusters.Link] = []
    if !decisions.isEmpty {
      let places = Dictionary(
        keys.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
      for decision in decisions {
        guard let a = places[decision.first], let b = places[decision.second], a != b else { continue }
        switch decision.verdict {
        case .same: same.append(RecordClusters.Link(a: min(a, b), b: max(a, b), weight: .infinity))
        case .apart: aparts.insert(Self.pair(a, b))
        }
      }
    }
    self.same = same
    for link in same {
      let first = unit(link.a)
      let both = first + unit(link.b).filter { !first.contains($0) }
      for member in both { units[member] = both }
    }
  }

  /// The records that people found to be one with this one, itself among them.
  private func unit(_ record: Int32) -> [Int32] { units[record] ?? [record] }

  /// Whether people found two records to be apart.
  func areApart(_ a: Int32, _ b: Int32) -> Bool { !aparts.isEmpty && aparts.contains(Self.pair(a, b)) }

  /// Whether `test` holds for each record that is one with `a` and each that is one with `b`: of a person under two
  /// names either may agree.
  func holdsThroughout(_ a: Int32, _ b: Int32, _ test: (Int32, Int32) -> Bool) -> Bool {
    if units.isEmpty { return test(a, b) }
    return unit(a).allSatisfy { a in unit(b).allSatisfy { b in test(a, b) } }
  }

  private static func pair(_ a: Int32, _ b: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: min(a, b))) << 32 | UInt64(UInt32(bitPattern: max(a, b)))
  }
}
