import Domain

/// Numbers of one kind in memory that never changes, read in place.
struct RegionList<Number: BitwiseCopyable & Sendable>: Sendable {
  private let region: MemoryRegion
  /// Valid while `region` is held.
  private nonisolated(unsafe) let numbers: UnsafeBufferPointer<Number>

  /// `count` numbers from byte `offset` of `region`, which has them, at a multiple of their size.
  fileprivate init(_ region: MemoryRegion, offset: Int, count: Int) {
    self.region = region
    numbers = UnsafeRawBufferPointer(
      rebasing: region.bytes[offset..<offset + count * MemoryLayout<Number>.stride]
    ).bindMemory(to: Number.self)
  }

  /// A copy of `list`.
  init(_ list: [Number]) {
    let region = MemoryRegion(byteCount: list.count * MemoryLayout<Number>.stride) { bytes in
      list.withUnsafeBytes { bytes.copyMemory(from: $0) }
    }
    self.init(region, offset: 0, count: list.count)
  }

  var count: Int { numbers.count }
  var indices: Range<Int> { 0..<numbers.count }

  /// - Precondition: `place` is in 0..<`count`.
  subscript(place: Int) -> Number {
    precondition(place >= 0 && place < numbers.count, "number \(place) of \(numbers.count)")
    return numbers[place]
  }

  /// The numbers, valid within `body`.
  @inline(__always)
  func withNumbers<T>(_ body: (UnsafeBufferPointer<Number>) -> T) -> T {
    withExtendedLifetime(region) { body(numbers) }
  }
}

extension RegionList where Number: FixedWidthInteger {
  /// Part `index` of a list of `limit` items that begins at this list's number `index` and ends at the next; cut to what
  /// there is, so that no damage of a file leads out of memory.
  ///
  /// - Precondition: `index` + 1 is in 0..<`count`.
  func part(_ index: Int, of limit: Int) -> Range<Int> {
    let start = min(max(0, Int(clamping: self[index])), limit)
    return start..<max(start, min(Int(clamping: self[index + 1]), limit))
  }
}

/// Reads a region as lists, one after the other, each on a multiple of eight bytes.
struct RegionReader {
  private let region: MemoryRegion
  private var place = 0

  init(_ region: MemoryRegion) { self.region = region }

  /// The next list of `count` numbers; nil when there are fewer.
  mutating func list<Number: BitwiseCopyable & Sendable>(
    _ count: UInt64, of: Number.Type = Number.self
  ) -> RegionList<Number>? {
    let count = Int(clamping: count)
    let (size, overflow) = count.multipliedReportingOverflow(by: MemoryLayout<Number>.stride)
    guard !overflow, size <= region.bytes.count - place else { return nil }
    defer { place = min(region.bytes.count, (place + size + 7) / 8 * 8) }
    return RegionList(region, offset: place, count: count)
  }
}

/// Writes lists as `RegionReader` reads them, little-endian.
struct RegionWriter {
  /// Lists to come, each with what copies it to where it stands.
  private var lists: [(place: Int, copy: (UnsafeMutableRawBufferPointer) -> Void)] = []
  private var byteCount = 0

  init() {
    #if _endian(big)
      #error("Lists are stored in little-endian order and read as they are.")
    #endif
  }

  mutating func append<Number: BitwiseCopyable>(_ list: [Number]) {
    append(byteCount: list.count * MemoryLayout<Number>.stride) { bytes in
      list.withUnsafeBytes { bytes.copyMemory(from: $0) }
    }
  }

  mutating func append<Number>(_ list: RegionList<Number>) {
    append(byteCount: list.count * MemoryLayout<Number>.stride) { bytes in
      list.withNumbers { bytes.copyMemory(from: UnsafeRawBufferPointer($0)) }
    }
  }

  private mutating func append(byteCount: Int, _ copy: @escaping (UnsafeMutableRawBufferPointer) -> Void) {
    lists.append((self.byteCount, copy))
    self.byteCount += (byteCount + 7) / 8 * 8
  }

  /// The only copy of the lists that is made.
  var region: MemoryRegion {
    MemoryRegion(byteCount: byteCount) { bytes in
      for (place, copy) in lists { copy(UnsafeMutableRawBufferPointer(rebasing: bytes[place...])) }
    }
  }
}
