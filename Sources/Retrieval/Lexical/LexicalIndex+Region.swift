package import Domain

/// How an index is stored: a head of 64-bit numbers, then each list of the index, as `RegionWriter` writes them.
extension LexicalIndex {
  /// The first number: the format and its version. Raised whenever what follows changes.
  private static let magic: UInt64 = 0x5077_4C65_7800_0002

  /// A copy of all of it. O(bytes).
  package var region: MemoryRegion {
    var writer = RegionWriter()
    let lists = [
      hashes.count, numbers.count, scales.count, runStarts.count, segments.count, postingStarts.count,
      rows.count, impacts.count, sequenceStarts.count, sequences.count,
    ]
    writer.append([Self.magic, UInt64(count), UInt64(filled)] + lists.map(UInt64.init))
    writer.append(settings.numbers)
    writer.append(hashes)
    writer.append(numbers)
    writer.append(scales)
    writer.append(runStarts)
    writer.append(segments)
    writer.append(postingStarts)
    writer.append(rows)
    writer.append(impacts)
    writer.append(sequenceStarts)
    writer.append(sequences)
    return writer.region
  }

  /// The index that `region` holds; nil when it holds none. O(1): lists are looked at when they are searched.
  package init?(_ region: MemoryRegion) {
    guard let index = Self.read(RegionReader(region)), index.isWhole else { return nil }
    self = index
  }

  private static func read(_ reader: RegionReader) -> LexicalIndex? {
    var reader = reader
    guard let head = reader.list(13, of: UInt64.self), head[0] == magic,
      let numbers = reader.list(UInt64(LexicalSettings.numberCount), of: Float.self),
      let settings = LexicalSettings(numbers: numbers.withNumbers(Array.init)),
      let hashes = reader.list(head[3], of: UInt64.self), let terms = reader.list(head[4], of: UInt32.self),
      let scales = reader.list(head[5], of: Float.self),
      let runStarts = reader.list(head[6], of: UInt32.self),
      let segments = reader.list(head[7], of: UInt16.self),
      let postingStarts = reader.list(head[8], of: UInt64.self),
      let rows = reader.list(head[9], of: UInt16.self), let impacts = reader.list(head[10], of: UInt8.self),
      let sequenceStarts = reader.list(head[11], of: UInt64.self),
      let sequences = reader.list(head[12], of: UInt8.self)
    else { return nil }
    return LexicalIndex(
      count: Int(clamping: head[1]), filled: Int(clamping: head[2]), settings: settings, hashes: hashes,
      numbers: terms, scales: scales, runStarts: runStarts, segments: segments, postingStarts: postingStarts,
      rows: rows, impacts: impacts, sequenceStarts: sequenceStarts, sequences: sequences)
  }

  /// Whether the lists fit each other; what stands in them is cut to size where it is used.
  private var isWhole: Bool {
    let terms = hashes.count
    return count <= Int(UInt16.max) * Self.segmentRows && filled <= count && numbers.count == terms
      && scales.count == terms && runStarts.count == terms + 1 && postingStarts.count == segments.count + 1
      && impacts.count == rows.count && sequenceStarts.count == count + 1
  }
}

extension LexicalSettings {
  static let numberCount = 6 + 2 * Field.allCases.count

  /// All settings, for the file.
  fileprivate var numbers: [Float] {
    [saturation, proximityWeight, quietWeight, cosineWeight, leadWeight, leadLength]
      + Field.allCases.flatMap { [weights[$0] ?? 0, lengthNormalizations[$0] ?? 0] }
  }

  fileprivate init?(numbers: [Float]) {
    guard numbers.count == Self.numberCount, numbers.allSatisfy(\.isFinite) else { return nil }
    self.init()
    (saturation, proximityWeight, quietWeight, cosineWeight) = (
      numbers[0], numbers[1], numbers[2], numbers[3]
    )
    (leadWeight, leadLength) = (numbers[4], numbers[5])
    for field in Field.allCases {
      weights[field] = numbers[6 + 2 * field.rawValue]
      lengthNormalizations[field] = numbers[7 + 2 * field.rawValue]
    }
  }
}
