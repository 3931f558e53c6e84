/// Rows of one dataset on their way to storage, packed: nothing is allocated for a row or a cell.
///
/// Cells stand row by row, in the order of the dataset's columns. A decimal stands as units of its column's scale, a
/// truth value as 0 or 1; dates and timestamps are texts.
package struct RowBlock: Sendable {
  package enum Kind: UInt8, Sendable { case null, integer, real, text }

  package let columnCount: Int
  package private(set) var kinds: [Kind] = []
  /// By cell: the integer, the bits of the real, or where the text stands: its start in `texts` in the upper 32
  /// bits, its length in bytes in the lower ones.
  package private(set) var words: [UInt64] = []
  /// The texts, in UTF-8, one behind the other.
  package private(set) var texts: [UInt8] = []

  package init(columnCount: Int) { self.columnCount = columnCount }

  package var rowCount: Int { columnCount == 0 ? 0 : kinds.count / columnCount }

  /// Rows, or bytes of texts, beyond which a block is better handed on.
  package static let (fullRows, fullTexts) = (4096, 1 << 20)

  package var isFull: Bool { rowCount >= Self.fullRows || texts.count >= Self.fullTexts }

  @inline(__always)
  package mutating func appendNull() {
    kinds.append(.null)
    words.append(0)
  }

  @inline(__always)
  package mutating func append(_ value: Int64) {
    kinds.append(.integer)
    words.append(UInt64(bitPattern: value))
  }

  @inline(__always)
  package mutating func append(_ value: Double) {
    kinds.append(.real)
    words.append(value.bitPattern)
  }

  /// Appends a text of less than 2^32 bytes.
  @inline(__always)
  package mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    kinds.append(.text)
    words.append(UInt64(texts.count) << 32 | UInt64(text.count))
    texts.append(contentsOf: text)
  }

  /// Where the text of a cell stands in `texts`.
  @inline(__always)
  package static func range(_ word: UInt64) -> Range<Int> {
    let start = Int(word >> 32)
    return start..<(start + Int(word & 0xFFFF_FFFF))
  }

  /// One cell, from 0, as a value of a column of `type`.
  package func value(row: Int, column: Int, as type: ColumnType) -> Value {
    let cell = row * columnCount + column
    switch kinds[cell] {
    case .null: return .null
    case .integer:
      let number = Int64(bitPattern: words[cell])
      guard case .decimal(let scale) = type else { return .integer(number) }
      return FixedDecimal(units: number, scale: scale).map(Value.decimal) ?? .null
    case .real: return .real(Double(bitPattern: words[cell]))
    case .text: return .text(String(decoding: texts[Self.range(words[cell])], as: UTF8.self))
    }
  }

  /// One row, from 0, as values of `columns`.
  package func values(row: Int, of columns: [Column]) -> [Value] {
    columns.indices.map { value(row: row, column: $0, as: columns[$0].type) }
  }
}
