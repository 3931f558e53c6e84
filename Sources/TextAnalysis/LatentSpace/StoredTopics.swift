import Foundation

/// What `LSAEmbedder` learned, as bytes.
///
/// Little-endian 32-bit words: magic, dimension, number of terms, bytes of all terms; then the weight of each term as
/// a float, its topics as floats, the bytes of each term as a word; then the terms in UTF-8, without a gap.
struct StoredTopics {
  private static let magic: UInt32 = 0x4C53_0001

  let dimension: Int
  let terms: [String]
  let weights: [Float]
  let topics: [Float]

  init(dimension: Int, terms: [String], weights: [Float], topics: [Float]) {
    (self.dimension, self.terms, self.weights, self.topics) = (dimension, terms, weights, topics)
  }

  var data: Data {
    let lengths = terms.map { UInt32(clamping: $0.utf8.count) }
    let size = lengths.reduce(0) { $0 + Int($1) }
    var data = Data(capacity: 4 * (4 + terms.count * (2 + dimension)) + size)
    func append(_ words: some Sequence<UInt32>) {
      for word in words { withUnsafeBytes(of: word.littleEndian) { data.append(contentsOf: $0) } }
    }
    append([Self.magic, UInt32(clamping: dimension), UInt32(clamping: terms.count), UInt32(clamping: size)])
    append(weights.lazy.map(\.bitPattern))
    append(topics.lazy.map(\.bitPattern))
    append(lengths)
    for term in terms { data.append(contentsOf: term.utf8) }
    return data
  }

  /// - Returns: nil when `data` is anything but what `data` wrote.
  init?(_ data: Data) {
    var rest = data[...]
    func words(_ count: Int) -> [UInt32]? {
      guard rest.count >= 4 * count else { return nil }
      defer { rest = rest.dropFirst(4 * count) }
      return rest.withUnsafeBytes { bytes in
        (0..<count).map { UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self)) }
      }
    }
    guard let head = words(4), head[0] == Self.magic, LSAEmbedder.dimensions.contains(Int(head[1])),
      Int(head[2]) <= Vocabulary.mostTerms
    else { return nil }
    let (dimension, count) = (Int(head[1]), Int(head[2]))
    guard let weights = words(count), let topics = words(count * dimension), let lengths = words(count),
      rest.count == Int(head[3]), lengths.reduce(0, { $0 + Int($1) }) == rest.count
    else { return nil }
    self.dimension = dimension
    self.weights = weights.map(Float.init(bitPattern:))
    self.topics = topics.map(Float.init(bitPattern:))
    terms = lengths.map { length in
      defer { rest = rest.dropFirst(Int(length)) }
      return String(decoding: rest.prefix(Int(length)), as: UTF8.self)
    }
    guard (self.weights + self.topics).allSatisfy(\.isFinite) else { return nil }
  }
}
