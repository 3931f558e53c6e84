package import Foundation

/// How an index is stored: a head of 64-bit numbers, then each list of the index as it stands in memory,
/// little-endian, each on a multiple of eight bytes.
extension LexicalIndex {
  /// The first number: the format and its version. Raised whenever what follows changes.
  private static let magic: UInt64 = 0x5077_4C65_7800_0001

  package var data: Data {
    #if _endian(big)
      #error("Lists are stored in little-endian order and copied as they are.")
    #endif
    var data = Data(capacity: byteCount + 1024)
    let lists: [Int] = [
      hashes.count, numbers.count, scales.count, runStarts.count, segments.count, postingStarts.count,
      rows.count,
      impacts.count, sequenceStarts.count, sequences.count,
    ]
    Self.write([Self.magic, UInt64(count), UInt64(filled)] + lists.map(UInt64.init), to: &data)
    Self.write(settings.numbers, to: &data)
    Self.write(hashes, to: &data)
    Self.write(numbers, to: &data)
    Self.write(scales, to: &data)
    Self.write(runStarts, to: &data)
    Self.write(segments, to: &data)
    Self.write(postingStarts, to: &data)
    Self.write(rows, to: &data)
    Self.write(impacts, to: &data)
    Self.write(sequenceStarts, to: &data)
    Self.write(sequences, to: &data)
    return data
  }

  private static func write<Number>(_ list: [Number], to data: inout Data) {
    list.withUnsafeBytes { data.append(contentsOf: $0) }
    data.append(contentsOf: repeatElement(0, count: (8 - data.count % 8) % 8))
  }

  /// The index that `data` was made of; nil when it is anything else. O(bytes).
  package init?(data: some ContiguousBytes) {
    guard let index = data.withUnsafeBytes({ Self.read(LexicalBytes($0)) }), index.isWhole else { return nil }
    self = index
  }

  private static func read(_ bytes: LexicalBytes) -> LexicalIndex? {
    var bytes = bytes
    guard let head: [UInt64] = bytes.list(13), head[0] == magic else { return nil }
    let counts = head.map { Int(clamping: $0) }
    guard let numbers: [Float] = bytes.list(LexicalSettings.numberCount),
      let settings = LexicalSettings(numbers: numbers),
      let hashes: [UInt64] = bytes.list(counts[3]), let terms: [UInt32] = bytes.list(counts[4]),
      let scales: [Float] = bytes.list(counts[5]), let runStarts: [UInt32] = bytes.list(counts[6]),
      let segments: [UInt16] = bytes.list(counts[7]), let postingStarts: [UInt64] = bytes.list(counts[8]),
      let rows: [UInt16] = bytes.list(counts[9]), let impacts: [UInt8] = bytes.list(counts[10]),
      let sequenceStarts: [UInt64] = bytes.list(counts[11]), let sequences: [UInt8] = bytes.list(counts[12])
    else { return nil }
    return LexicalIndex(
      count: counts[1], filled: counts[2], settings: settings, hashes: hashes, numbers: terms, scales: scales,
      runStarts: runStarts, segments: segments, postingStarts: postingStarts, rows: rows, impacts: impacts,
      sequenceStarts: sequenceStarts, sequences: sequences)
  }

  /// Whether no list leads out of another, so that a search cannot.
  private var isWhole: Bool {
    let terms = hashes.count
    guard count >= 0, count <= Int(UInt16.max) * Self.segmentRows, filled <= count, numbers.count == terms,
      scales.count == terms, runStarts.count == terms + 1, postingStarts.count == segments.count + 1,
      impacts.count == rows.count, sequenceStarts.count == count + 1,
      numbers.allSatisfy({ Int($0) < terms }), scales.allSatisfy(\.isFinite),
      Self.rises(runStarts, to: UInt32(clamping: segments.count)),
      Self.rises(postingStarts, to: UInt64(rows.count)),
      Self.rises(sequenceStarts, to: UInt64(sequences.count))
    else { return false }
    for (run, segment) in segments.enumerated() {
      let height = min(Self.segmentRows, count - Int(segment) * Self.segmentRows)
      let postings = Int(postingStarts[run])..<Int(postingStarts[run + 1])
      if height <= 0 || rows[postings].contains(where: { Int($0) >= height }) { return false }
    }
    return true
  }

  /// Whether `starts` begins with 0, never falls, and ends with `end`.
  private static func rises<Number: FixedWidthInteger>(_ starts: [Number], to end: Number) -> Bool {
    starts.first == 0 && starts.last == end && zip(starts, starts.dropFirst()).allSatisfy(<=)
  }
}

/// Bytes that are read as lists, one after the other.
private struct LexicalBytes {
  private let bytes: UnsafeRawBufferPointer
  private var place = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// The next `count` numbers; nil when there are fewer.
  mutating func list<Number: BitwiseCopyable>(_ count: Int) -> [Number]? {
    let (size, overflow) = count.multipliedReportingOverflow(by: MemoryLayout<Number>.stride)
    guard count >= 0, !overflow, size <= bytes.count - place else { return nil }
    let source = UnsafeRawBufferPointer(rebasing: bytes[place..<place + size])
    place = min(bytes.count, (place + size + 7) / 8 * 8)
    return [Number](unsafeUninitializedCapacity: count) { target, initialized in
      UnsafeMutableRawBufferPointer(target).copyMemory(from: source)
      initialized = count
    }
  }
}

extension LexicalSettings {
  static let numberCount = 4 + 2 * Field.allCases.count

  /// All settings, for the file.
  fileprivate var numbers: [Float] {
    [saturation, proximityWeight, quietWeight, cosineWeight]
      + Field.allCases.flatMap { [weights[$0] ?? 0, lengthNormalizations[$0] ?? 0] }
  }

  fileprivate init?(numbers: [Float]) {
    guard numbers.count == Self.numberCount, numbers.allSatisfy(\.isFinite) else { return nil }
    self.init()
    (saturation, proximityWeight, quietWeight, cosineWeight) = (
      numbers[0], numbers[1], numbers[2], numbers[3]
    )
    for field in Field.allCases {
      weights[field] = numbers[4 + 2 * field.rawValue]
      lengthNormalizations[field] = numbers[5 + 2 * field.rawValue]
    }
  }
}
