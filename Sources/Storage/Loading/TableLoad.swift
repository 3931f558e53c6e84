import Domain

/// One table being loaded: its rows go into pages as they come, the keys of its indexes wait until it is whole.
struct TableLoad {
  let dataset: Dataset
  private(set) var rowCount: Int64 = 0
  private var tree: TreeWriter
  private var writer: CellWriter
  private(set) var indexes: [IndexEntries]
  /// The first column is the number of the row itself.
  private let isNumbered: Bool

  init(_ dataset: Dataset, _ file: PageFile, root: UInt32, indexes: [IndexEntries], isNumbered: Bool = false)
  {
    (self.dataset, self.indexes, self.isNumbered) = (dataset, indexes, isNumbered)
    tree = TreeWriter(file, root: root, isTable: true)
    writer = CellWriter(file, isTable: true)
  }

  mutating func reserve(_ rows: Int) { for index in indexes.indices { indexes[index].reserve(rows) } }

  /// Adds the rows of a block, each cell of its column's type.
  mutating func add(_ block: borrowing RowBlock) throws {
    guard block.columnCount == dataset.columns.count else {
      throw StorageError.rowWidth(
        dataset: dataset.name, found: block.columnCount, expected: dataset.columns.count)
    }
    try check(block)
    let first = rowCount + 1
    for index in indexes.indices where !indexes[index].add(block, first: first) {
      throw StorageError.tooManyRows(dataset: dataset.name, limit: IndexEntries.mostRows)
    }
    try block.texts.withUnsafeBytes { texts in
      for row in 0..<block.rowCount {
        writer.begin()
        if isNumbered { writer.addNull() }
        for cell in (row * block.columnCount)..<((row + 1) * block.columnCount) {
          switch block.kinds[cell] {
          case .null: writer.addNull()
          case .integer: writer.add(Int64(bitPattern: block.words[cell]))
          case .real: writer.add(real: block.words[cell])
          case .text: writer.add(UnsafeRawBufferPointer(rebasing: texts[RowBlock.range(block.words[cell])]))
          }
        }
        rowCount += 1
        try writer.end(row: rowCount)
        try writer.cell.withUnsafeBytes { try tree.add($0, row: rowCount) }
      }
    }
  }

  private func check(_ block: borrowing RowBlock) throws {
    for (column, declared) in dataset.columns.enumerated() {
      let expected: RowBlock.Kind =
        switch declared.type {
        case .integer, .boolean, .decimal: .integer
        case .real: .real
        case .text, .date, .timestamp: .text
        }
      for cell in stride(from: column, to: block.kinds.count, by: block.columnCount) {
        if block.kinds[cell] == .null || block.kinds[cell] == expected { continue }
        throw StorageError.cell(
          dataset: dataset.name, column: declared.name, found: "\(block.kinds[cell])",
          expected: DeclaredType.inWords(declared.type))
      }
    }
  }

  mutating func finishRows() throws { try tree.finish() }

  /// Hands the indexes over, to be sorted and written.
  mutating func takeIndexes() -> [IndexEntries] {
    defer { indexes = [] }
    return indexes
  }
}
