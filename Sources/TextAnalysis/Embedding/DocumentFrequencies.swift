import Foundation

/// How many passages of a corpus have a feature, by buckets of the feature's hash.
struct DocumentFrequencies: Sendable {
  /// Bits of a bucket's number.
  private static let bucketBits: UInt64 = 18
  /// The first four bytes of stored weights: the format and its version.
  private static let magic: UInt32 = 0x5446_0001
  /// Numbers per vector that stored weights may ask for.
  private static let dimensions = 1...65_536

  private let passages: UInt32
  private let counts: [UInt32]
  /// ln((1 + N) / (1 + df)) + 1 for each bucket in use, else 0.
  private let weights: [Float]

  init(_ passages: [Passage], analyzer: Analyzer) {
    var counts = [UInt32](repeating: 0, count: 1 << Int(Self.bucketBits))
    var stems = StemMemo(analyzer.language)
    var seen = Set<UInt64>()
    for passage in passages {
      seen.removeAll(keepingCapacity: true)
      FeatureVectors.distinct(in: passage, analyzer: analyzer, stems: &stems, into: &seen)
      for hash in seen { counts[Self.bucket(hash)] &+= 1 }
    }
    self.init(passages: UInt32(clamping: passages.count), counts: counts)
  }

  private init(passages: UInt32, counts: [UInt32]) {
    (self.passages, self.counts) = (passages, counts)
    var known: [UInt32: Float] = [:]
    weights = counts.map { count in
      if count == 0 { return 0 }
      if let weight = known[count] { return weight }
      let ratio = (1 + Double(passages)) / (1 + Double(min(count, passages)))
      let weight = Float(Logarithm.natural(ratio) + 1)
      known[count] = weight
      return weight
    }
  }

  func weight(of feature: Feature) -> Float { weights[Self.bucket(feature.hash)] }

  private static func bucket(_ hash: UInt64) -> Int { Int(hash >> (64 - bucketBits)) }

  /// A hash of everything that was counted.
  var fingerprint: UInt64 {
    var hash = FeatureHash()
    hash.combine(UInt64(passages))
    for (bucket, count) in counts.enumerated() where count > 0 {
      hash.combine(UInt64(bucket) << 32 | UInt64(count))
    }
    return hash.value
  }

  /// Little-endian 32-bit words: magic, dimension, passages, then bucket and count of each bucket in use.
  func data(dimension: Int) -> Data {
    var words = [Self.magic, UInt32(clamping: dimension), passages]
    for (bucket, count) in counts.enumerated() where count > 0 { words += [UInt32(bucket), count] }
    var data = Data(capacity: words.count * 4)
    for word in words {
      for shift in stride(from: 0, to: 32, by: 8) { data.append(UInt8(truncatingIfNeeded: word >> shift)) }
    }
    return data
  }

  /// What `data(dimension:)` wrote; nil when it is anything else.
  static func read(_ data: Data) -> (DocumentFrequencies, dimension: Int)? {
    guard data.count % 4 == 0, data.count >= 12 else { return nil }
    let bytes = [UInt8](data)
    let words = stride(from: 0, to: bytes.count, by: 4).map { start in
      bytes[start..<start + 4].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    }
    guard words[0] == magic, dimensions.contains(Int(words[1])), words.count % 2 == 1 else { return nil }
    var counts = [UInt32](repeating: 0, count: 1 << Int(bucketBits))
    for index in stride(from: 3, to: words.count, by: 2) {
      guard Int(words[index]) < counts.count else { return nil }
      counts[Int(words[index])] = words[index + 1]
    }
    return (DocumentFrequencies(passages: words[2], counts: counts), Int(words[1]))
  }
}
