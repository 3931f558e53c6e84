/// A 64-bit hash that is the same in every run and on every machine; Swift's own is seeded by chance.
///
/// FNV-1a over the bytes, then the finalizer of SplitMix64, so that all bits depend on all bytes.
///
/// - SeeAlso: Fowler, Noll, Vo; Steele, Lea, Flood, *Fast Splittable Pseudorandom Number Generators*.
package struct FeatureHash: Sendable, Hashable {
  package private(set) var state: UInt64 = 0xCBF2_9CE4_8422_2325

  package init() {}

  package mutating func combine(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }

  package mutating func combine(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { combine(byte) }
  }

  package mutating func combine(_ number: UInt64) {
    for shift in stride(from: 0, to: 64, by: 8) { combine(UInt8(truncatingIfNeeded: number >> shift)) }
  }

  package var value: UInt64 { Self.finalized(state) }

  static func finalized(_ state: UInt64) -> UInt64 {
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// A feature of a text, hashed.
struct Feature: Sendable, Hashable {
  let hash: UInt64

  /// Where the feature adds to a vector, and with which sign (signed feature hashing).
  ///
  /// A feature that is spread over several places meets another feature in few of them: chance likeness of two
  /// texts becomes small and even, instead of rare and large. `copy` counts the places from 0.
  ///
  /// - SeeAlso: Weinberger, Dasgupta, Langford, Smola, Attenberg, *Feature Hashing for Large Scale Multitask
  ///   Learning*, 2009.
  func place(in dimension: Int, copy: Int = 0) -> (index: Int, sign: Float) {
    let hash = copy == 0 ? hash : FeatureHash.finalized(hash &+ UInt64(copy) &* 0x9E37_79B9_7F4A_7C15)
    let (high, _) = (hash >> 1).multipliedFullWidth(by: UInt64(dimension) << 1)
    return (Int(high), hash & 1 == 0 ? 1 : -1)
  }
}

extension Feature {
  static func term(_ term: String) -> Feature { Feature(kind: 1, term.utf8) }

  /// Two neighbouring terms, in their order.
  static func pair(_ first: Feature, _ second: Feature) -> Feature {
    var hash = FeatureHash()
    hash.combine(2 as UInt8)
    hash.combine(first.hash)
    hash.combine(second.hash)
    return Feature(hash: hash.value)
  }

  /// The runs of `sizes` bytes in a word, its ends marked: what misspelled and inflected words share.
  /// None for a word with a digit, whose letters mean nothing, or longer than `longestGramWord`.
  static func grams(of word: String, sizes: ClosedRange<Int>) -> [Feature] {
    guard !word.utf8.contains(where: { $0 >= 48 && $0 < 58 }) else { return [] }
    let bytes = [UInt8(ascii: "<")] + Array(word.utf8) + [UInt8(ascii: ">")]
    guard bytes.count <= longestGramWord else { return [] }
    var grams: [Feature] = []
    for size in sizes where size < bytes.count {
      for start in 0...(bytes.count - size) { grams.append(Feature(kind: 3, bytes[start..<(start + size)])) }
    }
    return grams
  }

  /// Bytes of the longest word that is cut into grams.
  static let longestGramWord = 64

  private init(kind: UInt8, _ bytes: some Sequence<UInt8>) {
    var hash = FeatureHash()
    hash.combine(kind)
    hash.combine(bytes)
    self.init(hash: hash.value)
  }
}
