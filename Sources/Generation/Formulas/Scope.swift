import Domain

/// A row while it is made, and what formulas read of it.
final class Frame {
  var cells: [Cell]
  /// Stands for (seed, dataset, row) in every random draw of the row.
  let key: UInt64
  /// Position in the dataset, or among the children of the parent, from 1.
  let number: Int
  /// Its owner owns this row, too: it is alive as long as rows are used from the outside in.
  unowned let parent: Frame?
  /// The row this one is a changed copy of; keeps the parent of the children alive.
  private var original: Frame?
  /// The rows of each child dataset, in the order the datasets are declared in.
  var children: [[Frame]] = []

  init(cells: [Cell], key: UInt64, number: Int, parent: Frame?) {
    (self.cells, self.key, self.number, self.parent) = (cells, key, number, parent)
  }

  /// The same row, to be changed without changing the original.
  func copy() -> Frame {
    let copy = Frame(cells: cells, key: key, number: number, parent: parent)
    (copy.children, copy.original) = (children, self)
    return copy
  }
}

typealias Evaluate = (Frame) throws(EvaluationError) -> Cell

/// A compiled formula.
struct Compiled {
  let evaluate: Evaluate
  /// The table that `Cell.row` values of it are rows of.
  var table: RowTable?
}

/// The names a formula may use: the columns made before it, those of its parent, its children.
final class Scope {
  struct Name {
    let slot: Int
    let table: RowTable?
  }

  private(set) var names: [String: Name] = [:]
  private(set) var order: [String] = []
  let parent: Scope?
  /// Child datasets by name, with their place among the children.
  var children: [String: (index: Int, scope: Scope)] = [:]

  init(parent: Scope?) { self.parent = parent }

  @discardableResult
  func add(_ name: String, table: RowTable? = nil) -> Int {
    let slot = order.count
    names[name] = Name(slot: slot, table: table)
    order.append(name)
    return slot
  }
}
