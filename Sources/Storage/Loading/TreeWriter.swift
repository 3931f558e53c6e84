/// Writes the b-tree of a table or an index from its cells, which come in the order of their keys.
///
/// Leaves are filled to the brim and written as they come; the levels above them hold one separator between each two
/// pages below. A table's separator is the largest row number on its left; an index's is an entry of its own.
struct TreeWriter {
  private let file: PageFile
  private let root: UInt32
  private let isTable: Bool
  private var leaves: PageImages
  private var lastSize = 0
  /// The separator that a leaf begun later will stand behind.
  private var level = Level()

  /// Leaves that wait to be written together.
  private static let batch = 256

  init(_ file: PageFile, root: UInt32, isTable: Bool) {
    (self.file, self.root, self.isTable) = (file, root, isTable)
    leaves = PageImages(isTable ? .tableLeaf : .indexLeaf)
  }

  /// Pages of one level, in order, and what stands between each two: one separator less than pages.
  private struct Level {
    var pages: [UInt32] = []
    var separators: [UInt8] = []
    var ends: [Int] = []

    mutating func separate(_ bytes: some Sequence<UInt8>) {
      separators.append(contentsOf: bytes)
      ends.append(separators.count)
    }

    func separator(_ index: Int) -> ArraySlice<UInt8> {
      separators[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }
  }

  /// Adds the cell of a table's row.
  mutating func add(_ cell: UnsafeRawBufferPointer, row: Int64) throws {
    if leaves.count == 0 { leaves.beginPage() }
    if !leaves.fits(cell.count) {
      level.separate(Varint.bytes(UInt64(bitPattern: row - 1)))
      try beginLeaf()
    }
    leaves.add(cell)
  }

  /// Adds an entry of an index; `isLast` says that it is the last one.
  mutating func add(_ cell: UnsafeRawBufferPointer, isLast: Bool) throws {
    if leaves.count == 0 { leaves.beginPage() }
    if leaves.fits(cell.count) {
      leaves.add(cell)
      lastSize = cell.count
    } else if isLast {
      // No leaf may be empty: the one before gives its last entry up.
      level.separate(leaves.removeLast(size: lastSize))
      try beginLeaf()
      leaves.add(cell)
    } else {
      level.separate(cell)
      try beginLeaf()
    }
  }

  private mutating func beginLeaf() throws {
    if leaves.count >= Self.batch { try flush() }
    leaves.beginPage()
  }

  private mutating func flush() throws {
    leaves.sealPage()
    level.pages += try file.append(leaves.bytes)
    leaves.removeAll()
  }

  /// Writes what is left; the top of the tree takes the place of the root.
  mutating func finish() throws {
    if leaves.count == 0 { return }
    if leaves.count == 1, level.pages.isEmpty {
      leaves.sealPage()
      return try file.replace(root, with: leaves.bytes)
    }
    try flush()
    while true {
      let (images, above) = levelAbove()
      if images.count == 1 { return try file.replace(root, with: images.bytes) }
      level = above
      level.pages = try file.append(images.bytes)
    }
  }

  /// Interior pages over `level`, and the separators between them.
  private func levelAbove() -> (PageImages, Level) {
    var images = PageImages(isTable ? .tableInterior : .indexInterior)
    var above = Level()
    var cell: [UInt8] = []
    var last: (size: Int, page: UInt32) = (0, 0)
    images.beginPage()
    for (index, page) in level.pages.enumerated() {
      guard index < level.ends.count else {
        images.setRight(page)
        break
      }
      cell.removeAll(keepingCapacity: true)
      cell.append(contentsOf: BigEndian.bytes(page))
      cell.append(contentsOf: level.separator(index))
      if !images.fits(cell.count) {
        if index + 1 == level.ends.count {
          // The last page needs a cell of its own: the one before gives its last up.
          let given = images.removeLast(size: last.size)
          images.setRight(last.page)
          above.separate(given.dropFirst(4))
          images.beginPage()
        } else {
          images.setRight(page)
          above.separate(level.separator(index))
          images.beginPage()
          continue
        }
      }
      cell.withUnsafeBytes { images.add($0) }
      last = (cell.count, page)
    }
    images.sealPage()
    return (images, above)
  }
}
