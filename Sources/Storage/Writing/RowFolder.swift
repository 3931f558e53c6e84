import Domain
import GRDBSQLite
import Glibc

/// Rows put together in memory while they are read: a table of hashes finds those that are alike.
///
/// Many times faster than a GROUP BY of many rows into few, which sorts all of them first.
struct RowFolder {
  /// A fold that leaves more rows than this saves nothing, and they would not fit in memory.
  static let mostRows = 5_000_000

  enum Failure: Error {
    case tooManyRows
    /// A sum that is no whole number of 64 bits.
    case inexact(column: Int)
  }

  private let fold: RowFold
  /// The keys of all rows, one after the other.
  private var keys: [UInt8] = []
  private var starts = [0]
  private var key: [UInt8] = []
  /// Row numbers by hash, open addressing; -1 is free.
  private var slots = [Int32](repeating: -1, count: 1024)
  /// By row, then by function.
  private var sums: [Int64] = []
  private var isKnown: [Bool] = []
  /// The same, of extremes only.
  private var extremes: [Value] = []

  init(_ fold: RowFold) { self.fold = fold }

  private(set) var count = 0

  /// Takes the row at hand of a statement, which has as many columns as the fold.
  mutating func add(_ row: PreparedStatement) throws(Failure) {
    key.removeAll(keepingCapacity: true)
    for column in 0..<fold.keys { append(row, column) }
    let number = try place()
    let width = fold.functions.count
    for (index, function) in fold.functions.enumerated() {
      let (column, cell) = (fold.keys + index, number * width + index)
      let storage = row.storage(column)
      if storage == SQLITE_NULL { continue }
      switch function {
      case .sum:
        let (sum, overflow) = sums[cell].addingReportingOverflow(row.integer(column))
        guard storage == SQLITE_INTEGER, !overflow else { throw .inexact(column: column) }
        sums[cell] = sum
      case .minimum, .maximum:
        let value: Value =
          storage == SQLITE_INTEGER ? .integer(row.integer(column)) : .text(row.string(column))
        if !isKnown[cell] || Self.isLess(value, extremes[cell]) == (function == .minimum) {
          extremes[cell] = value
        }
      }
      isKnown[cell] = true
    }
  }

  /// The rows by their keys, column by column: what is missing, then numbers, then texts, shorter ones first.
  func forEach(_ body: ([Value]) throws -> Void) rethrows {
    let width = fold.functions.count
    let order = (0..<count).sorted { keys[range($0)].lexicographicallyPrecedes(keys[range($1)]) }
    for number in order {
      var row = values(of: keys[range(number)])
      for (index, function) in fold.functions.enumerated() {
        let cell = number * width + index
        let value = function == .sum ? .integer(sums[cell]) : extremes[cell]
        row.append(isKnown[cell] ? value : .null)
      }
      try body(row)
    }
  }

  private func range(_ number: Int) -> Range<Int> { starts[number]..<starts[number + 1] }

  private static func isLess(_ a: Value, _ b: Value) -> Bool {
    switch (a, b) {
    case (.integer(let a), .integer(let b)): a < b
    case (.text(let a), .text(let b)): a.utf8.lexicographicallyPrecedes(b.utf8)
    case (.integer, _): true
    default: false
    }
  }
}

// Finding the row of a key.
extension RowFolder {
  /// The number of the row with the key at hand; a new one when there is none.
  private mutating func place() throws(Failure) -> Int {
    var slot = key.withUnsafeBytes { Self.hash($0) } & (slots.count - 1)
    while slots[slot] >= 0 {
      let number = Int(slots[slot])
      if matches(number) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    guard count < Self.mostRows else { throw .tooManyRows }
    slots[slot] = Int32(count)
    keys += key
    starts.append(keys.count)
    for _ in fold.functions {
      sums.append(0)
      isKnown.append(false)
      extremes.append(.null)
    }
    count += 1
    if count * 2 > slots.count { grow() }
    return count - 1
  }

  private func matches(_ number: Int) -> Bool {
    let rows = range(number)
    guard rows.count == key.count else { return false }
    return key.withUnsafeBytes { a in
      keys.withUnsafeBytes { b in
        guard let a = a.baseAddress, let b = b.baseAddress else { return true }
        return memcmp(a, b + rows.lowerBound, rows.count) == 0
      }
    }
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for number in 0..<count {
      var slot = keys[range(number)].withUnsafeBytes { Self.hash($0) } & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number)
    }
  }

  /// Eight bytes at a time, mixed so that the lower bits depend on all.
  private static func hash(_ bytes: UnsafeRawBufferPointer) -> Int {
    let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
    var state = UInt64(bytes.count) &* factor
    var offset = 0
    while offset + 8 <= bytes.count {
      state = (state ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) &* factor
      state ^= state >> 29
      offset += 8
    }
    for byte in bytes[offset...] { state = (state ^ UInt64(byte)) &* factor }
    return Int(truncatingIfNeeded: (state ^ (state >> 32)) & 0x7FFF_FFFF)
  }
}

// Values as bytes.
extension RowFolder {
  private mutating func append(_ row: PreparedStatement, _ column: Int) {
    switch row.storage(column) {
    case SQLITE_NULL: key.append(0)
    case SQLITE_INTEGER:
      key.append(1)
      append(UInt64(bitPattern: row.integer(column)) ^ (1 << 63))
    case SQLITE_FLOAT:
      key.append(2)
      append(row.real(column).bitPattern)
    default:
      key.append(3)
      row.withBytes(column) { bytes in
        append(UInt64(bytes.count))
        key.append(contentsOf: bytes)
      }
    }
  }

  /// Biggest digits first, so that bytes are in the order of numbers.
  private mutating func append(_ number: UInt64) {
    withUnsafeBytes(of: number.bigEndian) { key.append(contentsOf: $0) }
  }

  private func values(of key: ArraySlice<UInt8>) -> [Value] {
    var (rest, values): (ArraySlice<UInt8>, [Value]) = (key, [])
    while let kind = rest.popFirst() {
      if kind == 0 {
        values.append(.null)
        continue
      }
      let number = rest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      rest = rest.dropFirst(8)
      switch kind {
      case 1: values.append(.integer(Int64(bitPattern: number ^ (1 << 63))))
      case 2: values.append(.real(Double(bitPattern: number)))
      default:
        values.append(.text(String(decoding: rest.prefix(Int(number)), as: UTF8.self)))
        rest = rest.dropFirst(Int(number))
      }
    }
    return values
  }
}
