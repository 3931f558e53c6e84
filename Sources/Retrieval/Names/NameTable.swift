import Domain
import TextAnalysis

/// Names in order, each with the rows that have it, read in place.
///
/// A name is found by its hash in one or two looks, the names that begin with something by halving.
struct NameTable: Sendable {
  /// The bytes of all names, that of name i from number i of `starts` to the next.
  private let bytes: RegionList<UInt8>
  private let starts: RegionList<UInt32>
  /// The rows of all names, laid out alike.
  private let rows: RegionList<UInt32>
  private let rowStarts: RegionList<UInt32>
  /// Names plus 1 from the place on that their hash says, 0 where there is none; a power of two of places, at most
  /// half of them taken.
  private let slots: RegionList<UInt32>

  var count: Int { starts.count - 1 }
  /// Names, each counted as often as it has rows.
  var pairCount: Int { rows.count }

  /// The place of a name; nil when it is not there.
  func place(of name: String) -> Int? {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: TermNumbering.hash(of: name)) & mask
    for _ in slots.indices {
      let entry = Int(slots[slot])
      guard entry > 0, entry <= count else { return nil }
      if compare(entry - 1, name.utf8, upTo: .max) == 0 { return entry - 1 }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// The rows of a name, in order.
  func rows(of name: String) -> [Int]? { place(of: name).map { rows(at: $0) } }

  func rows(at place: Int) -> [Int] {
    rowStarts.part(place, of: rows.count).map { Int(rows[$0]) }
  }

  /// Places of names that begin with `part`, in order, `limit` at most. O(log names).
  func places(beginningWith part: some Collection<UInt8>, limit: Int) -> Range<Int> {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if compare(middle, part, upTo: .max) < 0 { low = middle + 1 } else { high = middle }
    }
    let length = part.count
    var end = low
    while end < count, end - low < limit, compare(end, part, upTo: length) == 0 { end += 1 }
    return low..<end
  }

  /// Whether the first `length` bytes of the name at `place` come before `other` (below 0), are it, or come after it.
  private func compare(_ place: Int, _ other: some Collection<UInt8>, upTo length: Int) -> Int {
    let range = starts.part(place, of: bytes.count).prefix(length)
    return bytes.withNumbers { bytes in
      var place = range.lowerBound
      for byte in other {
        guard place < range.upperBound else { return -1 }
        if bytes[place] != byte { return bytes[place] < byte ? -1 : 1 }
        place += 1
      }
      return place < range.upperBound ? 1 : 0
    }
  }
}

extension NameTable {
  /// Names of the pairs that `add` adds, each with its rows; `count` of them are likely.
  init(count: Int, _ add: (inout NamePairs) -> Void) {
    var pairs = NamePairs(count: count)
    add(&pairs)
    pairs.sort()
    var bytes: [UInt8] = []
    var (starts, rows, rowStarts): ([UInt32], [UInt32], [UInt32]) = ([], [], [])
    pairs.forEach { name, row, isNew in
      if isNew {
        starts.append(UInt32(clamping: bytes.count))
        rowStarts.append(UInt32(clamping: rows.count))
        bytes.append(contentsOf: name)
        rows.append(row)
      } else if rows.last != row {
        rows.append(row)
      }
    }
    let count = starts.count
    starts.append(UInt32(clamping: bytes.count))
    rowStarts.append(UInt32(clamping: rows.count))
    var width = 2
    while width < 2 * count { width *= 2 }
    var slots = [UInt32](repeating: 0, count: width)
    for place in 0..<count {
      let name = String(decoding: bytes[Int(starts[place])..<Int(starts[place + 1])], as: UTF8.self)
      var slot = Int(truncatingIfNeeded: TermNumbering.hash(of: name)) & (width - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (width - 1) }
      slots[slot] = UInt32(clamping: place + 1)
    }
    self.bytes = RegionList(bytes)
    (self.starts, self.rows) = (RegionList(starts), RegionList(rows))
    (self.rowStarts, self.slots) = (RegionList(rowStarts), RegionList(slots))
  }

  /// Reads what `write` wrote; nil when it is anything else.
  init?(_ reader: inout RegionReader) {
    guard let head = reader.list(5, of: UInt64.self),
      let bytes = reader.list(head[0], of: UInt8.self), let starts = reader.list(head[1], of: UInt32.self),
      let rows = reader.list(head[2], of: UInt32.self), let rowStarts = reader.list(head[3], of: UInt32.self),
      let slots = reader.list(head[4], of: UInt32.self),
      starts.count > 0, rowStarts.count == starts.count, slots.count > 0,
      slots.count & (slots.count - 1) == 0
    else { return nil }
    (self.bytes, self.starts, self.rows, self.rowStarts) = (bytes, starts, rows, rowStarts)
    self.slots = slots
  }

  func write(to writer: inout RegionWriter) {
    writer.append([bytes.count, starts.count, rows.count, rowStarts.count, slots.count].map(UInt64.init))
    writer.append(bytes)
    writer.append(starts)
    writer.append(rows)
    writer.append(rowStarts)
    writer.append(slots)
  }

  /// Calls `body` with the bytes of each name, in order; they are valid within the call.
  func forEachName(_ body: (_ place: Int, UnsafeBufferPointer<UInt8>) -> Void) {
    bytes.withNumbers { bytes in
      for place in 0..<count {
        body(place, UnsafeBufferPointer(rebasing: bytes[starts.part(place, of: bytes.count)]))
      }
    }
  }
}

/// Names, each with a row that has it, in any order.
struct NamePairs {
  /// The first sixteen bytes as two numbers, which decide nearly all comparisons, and where all of them are.
  private struct Pair {
    let first: UInt64
    let second: UInt64
    let start: UInt32
    let length: UInt32
    let row: UInt32

    var range: Range<Int> { Int(start)..<Int(start) + Int(length) }
  }

  private var bytes: [UInt8] = []
  private var pairs: [Pair] = []

  /// Makes room for `count` pairs.
  init(count: Int) { pairs.reserveCapacity(count) }

  /// `name` has no byte that is 0.
  mutating func add(_ name: some Collection<UInt8>, row: Int) {
    func number(_ bytes: some Sequence<UInt8>) -> UInt64 {
      var (number, shift): (UInt64, UInt64) = (0, 64)
      for byte in bytes {
        shift -= 8
        number |= UInt64(byte) << shift
      }
      return number
    }
    let start = bytes.count
    bytes.append(contentsOf: name)
    pairs.append(
      Pair(
        first: number(name.prefix(8)), second: number(name.dropFirst(8).prefix(8)),
        start: UInt32(clamping: start), length: UInt32(clamping: bytes.count - start),
        row: UInt32(clamping: row)))
  }

  /// Puts names in order, and those of one name in the order of their rows.
  fileprivate mutating func sort() {
    let bytes = bytes
    func rest(_ pair: Pair) -> ArraySlice<UInt8> { bytes[pair.range].dropFirst(16) }
    pairs.sort { a, b in
      if a.first != b.first { return a.first < b.first }
      if a.second != b.second { return a.second < b.second }
      if max(a.length, b.length) > 16 {
        let (a, b) = (rest(a), rest(b))
        if a != b { return a.lexicographicallyPrecedes(b) }
      }
      return a.row < b.row
    }
  }

  /// Calls `body` with each pair; `isNew` for the first of a name.
  fileprivate func forEach(_ body: (_ name: ArraySlice<UInt8>, _ row: UInt32, _ isNew: Bool) -> Void) {
    for (index, pair) in pairs.enumerated() {
      let isNew = index == 0 || bytes[pairs[index - 1].range] != bytes[pair.range]
      body(bytes[pair.range], pair.row, isNew)
    }
  }
}
