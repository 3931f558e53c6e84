import Domain

/// A dataset whose formulas are compiled: makes its rows one by one, each with its children.
final class DatasetPlan {
  struct Column {
    let evaluate: Evaluate
    let formula: GenerationFormula
  }

  /// Compiled `GenerationDataset.Change`s; the shares are multiplied and cumulated.
  struct Changes {
    var bounds: [Double] = []
    var sets: [[(slot: Int, column: Column)]] = []
  }

  let declaration: GenerationDataset
  let scope: Scope
  /// The columns are made up to here before the children, which see only those.
  let columnsBeforeChildren: Int
  let columns: [Column]
  let children: [DatasetPlan]
  let faults, repeats: Changes
  var files: [RecordFile] = []
  private let rowCount: Column
  private let distinctSlot: Int?
  private let hash: UInt64

  /// Attempts to make a child whose distinct column differs from its siblings'; then it is left out.
  static let mostAttempts = 64
  /// Children of one row, at most.
  static let mostChildren = 100_000

  private static let faultSite = RandomKey.hash("fault")
  private static let repeatSite = RandomKey.hash("repeat")

  init(
    declaration: GenerationDataset, scope: Scope, rowCount: Column, columns: [Column],
    columnsBeforeChildren: Int, children: [DatasetPlan], faults: Changes, repeats: Changes
  ) throws(PackError) {
    (self.declaration, self.scope, self.rowCount, self.columns) = (declaration, scope, rowCount, columns)
    (self.columnsBeforeChildren, self.children) = (columnsBeforeChildren, children)
    (self.faults, self.repeats) = (faults, repeats)
    hash = RandomKey.hash(declaration.name)
    if let name = declaration.distinct {
      guard let slot = scope.names[name]?.slot else {
        throw declaration.place.error(found: name, expected: "a column", candidates: scope.order)
      }
      distinctSlot = slot
    } else {
      distinctSlot = nil
    }
  }

  /// Rows of a dataset without a parent, for so many orders.
  func count(orders: Int, limit: Int) throws(GenerationError) -> Int {
    let frame = Frame(cells: [.integer(orders)], key: 0, number: 0, parent: nil)
    let count = try integer(rowCount, frame)
    guard (0...limit).contains(count) else {
      throw .tooManyRows(dataset: declaration.name, found: count, limit: limit)
    }
    return count
  }

  func key(seed: UInt64, number: Int) -> UInt64 {
    RandomKey.child(RandomKey.child(seed, hash), UInt64(truncatingIfNeeded: number))
  }

  /// The row of that number, from 1, with its children; the same for one seed whatever else is generated.
  func row(seed: UInt64, number: Int) throws(GenerationError) -> Frame {
    try row(key: key(seed: seed, number: number), number: number, parent: nil)
  }

  private func row(key: UInt64, number: Int, parent: Frame?) throws(GenerationError) -> Frame {
    let frame = Frame(cells: [], key: key, number: number, parent: parent)
    frame.cells.reserveCapacity(columns.count)
    for index in 0..<columnsBeforeChildren { frame.cells.append(try cell(columns[index], frame)) }
    for child in children { frame.children.append(try child.rows(of: frame)) }
    for index in columnsBeforeChildren..<columns.count {
      frame.cells.append(try cell(columns[index], frame))
    }
    return frame
  }

  private func rows(of parent: Frame) throws(GenerationError) -> [Frame] {
    let start = RandomKey.child(parent.key, hash)
    let count = try integer(rowCount, Frame(cells: [], key: start, number: 0, parent: parent))
    guard (0...Self.mostChildren).contains(count) else {
      throw .tooManyRows(dataset: declaration.name, found: count, limit: Self.mostChildren)
    }
    var rows: [Frame] = []
    rows.reserveCapacity(count)
    for index in 0..<count {
      let key = RandomKey.child(start, UInt64(index))
      var row = try row(key: key, number: rows.count + 1, parent: parent)
      guard let slot = distinctSlot else {
        rows.append(row)
        continue
      }
      var attempt = 1
      while rows.contains(where: { $0.cells[slot] == row.cells[slot] }), attempt < Self.mostAttempts {
        row = try self.row(
          key: RandomKey.child(key, UInt64(attempt)), number: rows.count + 1, parent: parent)
        attempt += 1
      }
      if attempt < Self.mostAttempts { rows.append(row) }
    }
    return rows
  }

  // MARK: - Changes

  /// The row as it is exported: itself, or with the fault that befalls it.
  func exported(_ row: Frame) throws(GenerationError) -> Frame {
    try changed(row, by: faults, site: Self.faultSite) ?? row
  }

  /// Whether the row of that number is written again.
  func isRepeated(seed: UInt64, number: Int) -> Bool {
    index(of: repeats, key: key(seed: seed, number: number), site: Self.repeatSite) != nil
  }

  /// The row as it is written again; nil when it is not.
  func repeated(_ row: Frame) throws(GenerationError) -> Frame? {
    try changed(exported(row), by: repeats, site: Self.repeatSite)
  }

  private func index(of changes: Changes, key: UInt64, site: UInt64) -> Int? {
    guard let last = changes.bounds.last, last > 0 else { return nil }
    let point = RandomKey.unit(RandomKey.child(key, site))
    return point < last ? changes.bounds.firstIndex { point < $0 } : nil
  }

  private func changed(_ row: Frame, by changes: Changes, site: UInt64) throws(GenerationError) -> Frame? {
    guard let index = index(of: changes, key: row.key, site: site) else { return nil }
    let copy = row.copy()
    for (slot, column) in changes.sets[index] { copy.cells[slot] = try cell(column, copy) }
    return copy
  }

  // MARK: - Formulas

  private func cell(_ column: Column, _ frame: Frame) throws(GenerationError) -> Cell {
    do throws(EvaluationError) {
      return try column.evaluate(frame)
    } catch {
      throw Self.error(error, column.formula, frame)
    }
  }

  private func integer(_ column: Column, _ frame: Frame) throws(GenerationError) -> Int {
    do throws(EvaluationError) {
      return try column.evaluate(frame).integer()
    } catch {
      throw Self.error(error, column.formula, frame)
    }
  }

  static func error(_ error: EvaluationError, _ formula: GenerationFormula, _ frame: Frame) -> GenerationError
  {
    .row(place: formula.place, number: frame.number, found: error.found, expected: error.expected)
  }
}
