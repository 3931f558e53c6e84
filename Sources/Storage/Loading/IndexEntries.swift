import Domain
import Glibc

/// The entries of one index while its table is loaded, sorted at the end.
struct IndexEntries {
  /// The key's first 16 bytes, the row, and where the rest of the key stands.
  private struct Entry {
    var (high, low): (UInt64, UInt64)
    var row: UInt32
    /// Offset in `tails`, where the length of the rest stands in 4 bytes before it; 0 for none.
    var tail: UInt32
  }

  /// Places of the columns in the rows.
  let columns: [Int]
  let isUnique: Bool
  private let root: UInt32
  private var entries: [Entry] = []
  private var tails: [UInt8] = [0]
  private var key: [UInt8] = []

  /// Rows of a table, and bytes of long keys of one index, that can be loaded.
  static let (mostRows, mostTails) = (Int(UInt32.max), Int(UInt32.max))

  init(columns: [Int], isUnique: Bool, root: UInt32) {
    (self.columns, self.isUnique, self.root) = (columns, isUnique, root)
  }

  /// The same index without entries.
  var emptied: IndexEntries { IndexEntries(columns: columns, isUnique: isUnique, root: root) }

  func names(of dataset: Dataset) -> [String] { columns.map { dataset.columns[$0].name } }

  /// Makes room for as many rows more.
  mutating func reserve(_ rows: Int) { entries.reserveCapacity(entries.count + rows) }

  /// Adds the keys of a block whose first row has number `first`; false when there is no room for them.
  mutating func add(_ block: borrowing RowBlock, first: Int64) -> Bool {
    guard first + Int64(block.rowCount) <= Self.mostRows,
      tails.count + block.texts.count * 2 <= Self.mostTails
    else { return false }
    block.texts.withUnsafeBytes { texts in
      for row in 0..<block.rowCount {
        key.removeAll(keepingCapacity: true)
        for column in columns {
          let cell = row * block.columnCount + column
          let word = block.words[cell]
          switch block.kinds[cell] {
          case .null: IndexKey.appendNull(to: &key)
          case .integer: IndexKey.append(Int64(bitPattern: word), to: &key)
          case .real: IndexKey.append(real: word, to: &key)
          case .text: IndexKey.append(UnsafeRawBufferPointer(rebasing: texts[RowBlock.range(word)]), to: &key)
          }
        }
        append(row: UInt32(truncatingIfNeeded: first + Int64(row)))
      }
    }
    return true
  }

  private mutating func append(row: UInt32) {
    var tail: UInt32 = 0
    if key.count > 16 {
      BigEndian.append(UInt64(key.count - 16), count: 4, to: &tails)
      tail = UInt32(truncatingIfNeeded: tails.count)
      tails.append(contentsOf: key[16...])
    } else {
      while key.count < 16 { key.append(0) }
    }
    let (high, low) = key.withUnsafeBytes {
      (
        UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)),
        UInt64(bigEndian: $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
      )
    }
    entries.append(Entry(high: high, low: low, row: row, tail: tail))
  }

  private static func tail(_ entry: Entry, _ tails: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    if entry.tail == 0 { return UnsafeRawBufferPointer(start: nil, count: 0) }
    let start = Int(entry.tail)
    let length = Int(UInt32(bigEndian: tails.loadUnaligned(fromByteOffset: start - 4, as: UInt32.self)))
    return UnsafeRawBufferPointer(rebasing: tails[start..<(start + length)])
  }

  /// Below 0, 0 or above 0 as SQLite orders the keys.
  private static func order(_ a: Entry, _ b: Entry, _ tails: UnsafeRawBufferPointer) -> Int {
    if a.high != b.high { return a.high < b.high ? -1 : 1 }
    if a.low != b.low { return a.low < b.low ? -1 : 1 }
    let (x, y) = (tail(a, tails), tail(b, tails))
    guard let left = x.baseAddress, let right = y.baseAddress else { return x.count - y.count }
    let order = Int(memcmp(left, right, min(x.count, y.count)))
    return order != 0 ? order : x.count - y.count
  }

  /// O(n log n), and O(n) for what comes sorted.
  mutating func sort() {
    tails.withUnsafeBytes { tails in
      entries.withUnsafeMutableBufferPointer { entries in
        entries.sort { a, b in
          if a.high != b.high { return a.high < b.high }
          if a.low != b.low { return a.low < b.low }
          if a.tail != 0 || b.tail != 0 {
            let order = Self.order(a, b, tails)
            if order != 0 { return order < 0 }
          }
          return a.row < b.row
        }
      }
    }
  }

  /// Writes the sorted entries; false when two have one key where each must have its own.
  func write(to file: PageFile) throws -> Bool {
    var tree = TreeWriter(file, root: root, isTable: false)
    var writer = CellWriter(file, isTable: false)
    var key: [UInt8] = []
    let isSound = try tails.withUnsafeBytes { tails in
      for (index, entry) in entries.enumerated() {
        let isRepeated = isUnique && index > 0 && Self.order(entries[index - 1], entry, tails) == 0
        key.removeAll(keepingCapacity: true)
        BigEndian.append(entry.high, count: 8, to: &key)
        BigEndian.append(entry.low, count: 8, to: &key)
        key.append(contentsOf: Self.tail(entry, tails))
        writer.begin()
        let hasNull = key.withUnsafeBytes { IndexKey.decode($0, columns: columns.count, into: &writer) }
        if isRepeated, !hasNull { return false }
        writer.add(Int64(entry.row))
        try writer.end(row: nil)
        try writer.cell.withUnsafeBytes { try tree.add($0, isLast: index == entries.count - 1) }
      }
      return true
    }
    try tree.finish()
    return isSound
  }
}
