import Domain

/// A formula in the form in which it is computed over the cells of a row: nodes that are only looked at, so that
/// nothing is counted or allocated on the way.
///
/// NULL is unknown: a condition is true, false or neither; arithmetic that has no exact result within 64 bits is NULL.
class Computation {
  typealias Row = UnsafeMutableBufferPointer<Cell>

  /// The value.
  func cell(_ row: Row) -> Cell { truth(row).map(Cell.boolean) ?? .null }

  /// The truth of a condition; nil is unknown.
  func truth(_ row: Row) -> Bool? {
    if case .integer(let value) = cell(row) { return value != 0 }
    return nil
  }

  /// True when the condition is true: neither false nor unknown.
  @inline(__always)
  final func isTrue(_ row: Row) -> Bool { truth(row) == true }
}

extension Expression {
  /// Ready to be computed, by one thread: another's would share what it counts.
  var computation: Computation {
    switch self {
    case .constant(let cell): Constant(cell)
    case .column(let place): ColumnValue(place)
    case .negated(let inner): Arithmetic(.subtract, Constant(.integer(0)), inner.computation)
    case .not(let inner): Not(inner.computation)
    case .and(let left, let right): And(left.computation, right.computation)
    case .or(let left, let right): Or(left.computation, right.computation)
    case .compare(let comparison, let left, let right):
      Compare(comparison, left.computation, right.computation)
    case .compareColumn(let comparison, let column, let constant):
      CompareColumn(comparison, column, constant)
    case .isNull(.column(let column)): ColumnIsNull(column)
    case .isNull(let inner): IsNull(inner.computation)
    case .among(let inner, let cells): Among(inner.computation, cells)
    case .arithmetic(let operation, let left, let right):
      Arithmetic(operation, left.computation, right.computation)
    case .call(let function, let arguments): Call(function, arguments.map(\.computation))
    }
  }
}

private final class Constant: Computation {
  private let value: Cell
  init(_ value: Cell) { self.value = value }
  override func cell(_ row: Row) -> Cell { value }
}

private final class ColumnValue: Computation {
  private let place: Int
  init(_ place: Int) { self.place = place }
  override func cell(_ row: Row) -> Cell { row[place] }
}

private final class Not: Computation {
  private let inner: Computation
  init(_ inner: Computation) { self.inner = inner }
  override func truth(_ row: Row) -> Bool? { inner.truth(row).map { !$0 } }
}

private final class And: Computation {
  private let left, right: Computation
  init(_ left: Computation, _ right: Computation) { (self.left, self.right) = (left, right) }
  override func truth(_ row: Row) -> Bool? {
    let first = left.truth(row)
    if first == false { return false }
    let second = right.truth(row)
    if second == false { return false }
    return first == nil || second == nil ? nil : true
  }
}

private final class Or: Computation {
  private let left, right: Computation
  init(_ left: Computation, _ right: Computation) { (self.left, self.right) = (left, right) }
  override func truth(_ row: Row) -> Bool? {
    let first = left.truth(row)
    if first == true { return true }
    let second = right.truth(row)
    if second == true { return true }
    return first == nil || second == nil ? nil : false
  }
}

private final class Compare: Computation {
  private let comparison: Expression.Comparison
  private let left, right: Computation
  init(_ comparison: Expression.Comparison, _ left: Computation, _ right: Computation) {
    (self.comparison, self.left, self.right) = (comparison, left, right)
  }
  override func truth(_ row: Row) -> Bool? {
    comparison.holds(Expression.order(left.cell(row), right.cell(row)))
  }
}

/// `column < constant`, the common case, in one step.
private final class CompareColumn: Computation {
  private let comparison: Expression.Comparison
  private let column: Int
  private let constant: Cell
  init(_ comparison: Expression.Comparison, _ column: Int, _ constant: Cell) {
    (self.comparison, self.column, self.constant) = (comparison, column, constant)
  }
  override func truth(_ row: Row) -> Bool? { comparison.holds(Expression.order(row[column], constant)) }
}

private final class ColumnIsNull: Computation {
  private let column: Int
  init(_ column: Int) { self.column = column }
  override func truth(_ row: Row) -> Bool? { row[column].isNull }
}

private final class IsNull: Computation {
  private let inner: Computation
  init(_ inner: Computation) { self.inner = inner }
  override func truth(_ row: Row) -> Bool? { inner.cell(row).isNull }
}

private final class Among: Computation {
  private let inner: Computation
  private let cells: [Cell]
  init(_ inner: Computation, _ cells: [Cell]) { (self.inner, self.cells) = (inner, cells) }
  override func truth(_ row: Row) -> Bool? {
    let cell = inner.cell(row)
    if cell.isNull { return nil }
    return cells.contains { Expression.order(cell, $0) == 0 }
  }
}

private final class Arithmetic: Computation {
  private let operation: Expression.Operation
  private let left, right: Computation
  init(_ operation: Expression.Operation, _ left: Computation, _ right: Computation) {
    (self.operation, self.left, self.right) = (operation, left, right)
  }
  override func cell(_ row: Row) -> Cell {
    Expression.arithmetic(operation, left.cell(row), right.cell(row))
  }
}
