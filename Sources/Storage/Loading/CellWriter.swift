/// Makes the cells of a b-tree of records; what is too large for a page goes on in overflow pages.
///
/// - SeeAlso: <https://www.sqlite.org/fileformat2.html#record_format>
struct CellWriter {
  /// The cell made last.
  private(set) var cell: [UInt8] = []
  private var header: [UInt8] = []
  private var body: [UInt8] = []
  private var record: [UInt8] = []
  private let file: PageFile
  /// The largest record that stays in its page whole.
  private let mostLocal: Int

  /// Of a record that does not fit, at least this stays in its page.
  private static let leastLocal = (PageImages.pageSize - 12) * 32 / 255 - 23
  /// Bytes of a record that an overflow page takes.
  private static let overflow = PageImages.pageSize - 4

  init(_ file: PageFile, isTable: Bool) {
    self.file = file
    mostLocal = isTable ? PageImages.pageSize - 35 : (PageImages.pageSize - 12) * 64 / 255 - 23
  }

  mutating func begin() {
    header.removeAll(keepingCapacity: true)
    body.removeAll(keepingCapacity: true)
  }

  @inline(__always)
  mutating func addNull() { header.append(0) }

  @inline(__always)
  mutating func add(_ value: Int64) {
    let bits = UInt64(bitPattern: value)
    let significant = 65 - (value < 0 ? ~bits : bits).leadingZeroBitCount
    switch significant {
    case ...8:
      if value == 0 || value == 1 { return header.append(value == 0 ? 8 : 9) }
      header.append(1)
      body.append(UInt8(truncatingIfNeeded: bits))
    case ...16: integer(bits, type: 2, count: 2)
    case ...24: integer(bits, type: 3, count: 3)
    case ...32: integer(bits, type: 4, count: 4)
    case ...48: integer(bits, type: 5, count: 6)
    default: integer(bits, type: 6, count: 8)
    }
  }

  @inline(__always)
  private mutating func integer(_ bits: UInt64, type: UInt8, count: Int) {
    header.append(type)
    BigEndian.append(bits, count: count, to: &body)
  }

  mutating func add(real bits: UInt64) {
    header.append(7)
    BigEndian.append(bits, count: 8, to: &body)
  }

  @inline(__always)
  mutating func add(_ text: UnsafeRawBufferPointer) {
    Varint.append(UInt64(text.count) * 2 + 13, to: &header)
    body.append(contentsOf: text)
  }

  /// Makes the cell of the values added, with the number of its row in a table.
  mutating func end(row: Int64?) throws {
    // The size of the header counts itself.
    var headerSize = header.count + 1
    if headerSize > 0x7F { headerSize = header.count + Varint.size(UInt64(header.count) + 2) }
    let size = headerSize + body.count
    cell.removeAll(keepingCapacity: true)
    Varint.append(UInt64(size), to: &cell)
    if let row { Varint.append(UInt64(bitPattern: row), to: &cell) }
    if size <= mostLocal {
      Varint.append(UInt64(headerSize), to: &cell)
      cell.append(contentsOf: header)
      cell.append(contentsOf: body)
      return
    }
    record.removeAll(keepingCapacity: true)
    Varint.append(UInt64(headerSize), to: &record)
    record.append(contentsOf: header)
    record.append(contentsOf: body)
    try overflow()
  }

  /// The head of `record` into the cell, the rest into pages of its own, each with the number of the next.
  private mutating func overflow() throws {
    let wanted = Self.leastLocal + (record.count - Self.leastLocal) % Self.overflow
    let local = wanted <= mostLocal ? wanted : Self.leastLocal
    // The last page first: each has to know the number of the one that follows it.
    var next: UInt32 = 0
    var starts = Array(stride(from: local, to: record.count, by: Self.overflow))
    while let start = starts.popLast() {
      var page = BigEndian.bytes(next)
      page.append(contentsOf: record[start..<min(start + Self.overflow, record.count)])
      page.append(contentsOf: repeatElement(0, count: PageImages.pageSize - page.count))
      next = try file.append(page).first ?? 0
    }
    cell.append(contentsOf: record[..<local])
    cell.append(contentsOf: BigEndian.bytes(next))
  }
}
