/// The kinds of page that a b-tree is made of, by their first byte.
///
/// - SeeAlso: <https://www.sqlite.org/fileformat2.html#b_tree_pages>
enum PageKind: UInt8 {
  case indexInterior = 0x02
  case tableInterior = 0x05
  case indexLeaf = 0x0A
  case tableLeaf = 0x0D

  var isInterior: Bool { self == .indexInterior || self == .tableInterior }
  var headerSize: Int { isInterior ? 12 : 8 }
}

/// Pages of one kind, being filled one behind the other.
///
/// A page begins with its header and the places of its cells; the cells themselves grow from its end.
struct PageImages {
  /// Bytes of a page of every file of ours.
  static let pageSize = 4096

  let kind: PageKind
  private(set) var bytes: [UInt8] = []
  private var page = 0
  private var cellCount = 0
  private var cellStart = PageImages.pageSize

  init(_ kind: PageKind) { self.kind = kind }

  /// Pages begun, the last of which may take more cells.
  var count: Int { bytes.count / Self.pageSize }
  /// Cells of the page being filled.
  var cells: Int { cellCount }

  mutating func beginPage() {
    sealPage()
    page = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: Self.pageSize))
    bytes[page] = kind.rawValue
    (cellCount, cellStart) = (0, Self.pageSize)
  }

  func fits(_ size: Int) -> Bool {
    kind.headerSize + 2 * (cellCount + 1) + size <= cellStart
  }

  /// Adds a cell that fits.
  mutating func add(_ cell: UnsafeRawBufferPointer) {
    cellStart -= cell.count
    let place = page + kind.headerSize + 2 * cellCount
    bytes[place] = UInt8(truncatingIfNeeded: cellStart >> 8)
    bytes[place + 1] = UInt8(truncatingIfNeeded: cellStart)
    let start = page + cellStart
    bytes.withUnsafeMutableBytes { bytes in
      UnsafeMutableRawBufferPointer(rebasing: bytes[start..<(start + cell.count)]).copyMemory(from: cell)
    }
    cellCount += 1
  }

  /// Takes the last cell of the page being filled out again.
  mutating func removeLast(size: Int) -> [UInt8] {
    let start = page + cellStart
    let cell = Array(bytes[start..<(start + size)])
    for index in start..<(start + size) { bytes[index] = 0 }
    cellCount -= 1
    cellStart += size
    let place = page + kind.headerSize + 2 * cellCount
    (bytes[place], bytes[place + 1]) = (0, 0)
    return cell
  }

  /// The child with the largest keys, of an interior page.
  mutating func setRight(_ child: UInt32) {
    for (index, shift) in [24, 16, 8, 0].enumerated() {
      bytes[page + 8 + index] = UInt8(truncatingIfNeeded: child >> UInt32(shift))
    }
  }

  /// Writes the counts into the header of the page being filled.
  mutating func sealPage() {
    if bytes.isEmpty { return }
    bytes[page + 3] = UInt8(truncatingIfNeeded: cellCount >> 8)
    bytes[page + 4] = UInt8(truncatingIfNeeded: cellCount)
    bytes[page + 5] = UInt8(truncatingIfNeeded: cellStart >> 8)
    bytes[page + 6] = UInt8(truncatingIfNeeded: cellStart)
  }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    (page, cellCount, cellStart) = (0, 0, Self.pageSize)
  }
}
