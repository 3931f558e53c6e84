import Testing

@testable import Profiling

@Suite struct DistinctSetTests {
  @Test func countsAsASetDoes() {
    var (set, plain) = (DistinctSet(limit: 100_000), Set<UInt64>())
    var state: UInt64 = 7
    for _ in 0..<20_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = state >> 50
      #expect(set.insert(value) == plain.insert(value).inserted)
    }
    #expect(set.count == plain.count)
    #expect(plain.allSatisfy { set.contains($0) })
    #expect(!set.contains(1 << 60))
  }

  @Test func isBounded() {
    var set = DistinctSet(limit: 10)
    for value in 1...20 { _ = set.insert(UInt64(value)) }
    #expect(set.isFull)
    #expect(set.count == 10)
  }

  @Test func hashesAreTheSameInEveryRun() {
    var text = "the same value"
    #expect(text.withUTF8 { stableHash($0) } == text.withUTF8 { stableHash($0) })
    let hashes = (0..<5000).map { number in
      var text = "value \(number)"
      return text.withUTF8 { stableHash($0) }
    }
    #expect(Set(hashes).count == 5000)
  }
}
