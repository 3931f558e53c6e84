/// Texts one after the other in one array of UTF-8 bytes, numbered from 0.
struct PackedTexts: Sendable {
  private var bytes: [UInt8] = []
  /// Where each text ends in `bytes`; it starts where the one before ends.
  private var ends: [Int] = []

  var count: Int { ends.count }
  /// Bytes held, of texts and of their places.
  var footprint: Int { bytes.count + ends.count * MemoryLayout<Int>.size }

  mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    ends.append(bytes.count)
  }

  /// - Precondition: `number` is in `0..<count`.
  func utf8(_ number: Int) -> ArraySlice<UInt8> { bytes[(number == 0 ? 0 : ends[number - 1])..<ends[number]] }
  func text(_ number: Int) -> String { String(decoding: utf8(number), as: UTF8.self) }
}

/// Pairs of a hash and a number, sorted: all numbers of a hash stand together, in increasing order.
///
/// Hashes have 32 bits, so two keys may share one: whoever looks up checks what is found.
struct HashedNumbers: Sendable {
  private var pairs: [UInt64] = []
  /// Where the pairs begin whose hashes have the same first `runBits` bits, and behind the last where all end.
  private var starts: [UInt32] = []
  private var runBits = 0

  /// Pairs whose hashes begin alike, on average at most.
  private static let pairsOfRun = 4

  var footprint: Int {
    pairs.count * MemoryLayout<UInt64>.size + starts.count * MemoryLayout<UInt32>.size
  }

  mutating func append(_ key: some Sequence<UInt8>, _ number: Int) {
    pairs.append(UInt64(Self.hash(key)) << 32 | UInt64(UInt32(truncatingIfNeeded: number)))
  }

  /// To be called once, after the last `append`; what was appended twice counts once. O(n log n).
  mutating func finish() {
    pairs.sort()
    var kept = 0
    for index in pairs.indices where index == 0 || pairs[index] != pairs[kept - 1] {
      pairs[kept] = pairs[index]
      kept += 1
    }
    pairs = Array(pairs[..<kept])
    while kept >> runBits > Self.pairsOfRun { runBits += 1 }
    starts = [UInt32](repeating: 0, count: (1 << runBits) + 1)
    for pair in pairs { starts[run(of: pair) + 1] += 1 }
    for run in 1..<starts.count { starts[run] += starts[run - 1] }
  }

  /// The numbers of a key. O(log n) at worst, O(1) on average.
  func numbers(of key: some Sequence<UInt8>) -> Numbers {
    let hash = UInt64(Self.hash(key)) << 32
    let run = run(of: hash)
    guard run + 1 < starts.count else { return Numbers(pairs: pairs, range: 0..<0) }
    let (low, high) = (Int(starts[run]), Int(starts[run + 1]))
    let start = firstIndex(from: hash, in: low..<high)
    return Numbers(
      pairs: pairs, range: start..<firstIndex(from: hash | 0xffff_ffff, in: start..<high, orAfter: true))
  }

  private func run(of pair: UInt64) -> Int { Int(truncatingIfNeeded: pair >> UInt64(64 - runBits)) }

  /// One run of increasing numbers within the pairs.
  struct Numbers {
    fileprivate let pairs: [UInt64]
    fileprivate let range: Range<Int>

    var count: Int { range.count }
    subscript(_ index: Int) -> Int { Int(pairs[range.lowerBound + index] & 0xffff_ffff) }

    /// The first index, not before `start`, of a number that is not below `number`; steps double. O(log distance).
    func firstIndex(of number: Int, from start: Int) -> Int {
      var step = 1
      var low = start
      while low + step < count, self[low + step] < number {
        low += step
        step *= 2
      }
      var (first, last) = (low, min(low + step, count))
      while first < last {
        let middle = (first + last) / 2
        if self[middle] < number { first = middle + 1 } else { last = middle }
      }
      return first
    }
  }

  private func firstIndex(from pair: UInt64, in range: Range<Int>, orAfter: Bool = false) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if pairs[middle] < pair || orAfter && pairs[middle] == pair { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// FNV-1a, folded to 32 bits.
  private static func hash(_ key: some Sequence<UInt8>) -> UInt32 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in key { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
  }
}
