import Domain

/// Order and arithmetic of cells.
extension Expression {
  /// Below 0, 0 or above 0 as the first is smaller, equal or larger; nil when either is NULL.
  static func order(_ left: Cell, _ right: Cell) -> Int? {
    switch (left, right) {
    case (.null, _), (_, .null): return nil
    case (.integer(let a), .integer(let b)): return a < b ? -1 : a == b ? 0 : 1
    case (.decimal(let a), .integer(let b)):
      if b == 0 { return a.units < 0 ? -1 : a.units == 0 ? 0 : 1 }
      return FixedDecimal(units: b, scale: 0).map { a < $0 ? -1 : a == $0 ? 0 : 1 }
    case (.integer, .decimal): return order(right, left).map { -$0 }
    case (.decimal(let a), .decimal(let b)): return a < b ? -1 : a == b ? 0 : 1
    default: break
    }
    if let a = left.real, let b = right.real { return a < b ? -1 : a == b ? 0 : 1 }
    return left.withBytes { a in
      right.withBytes { b in
        a.elementsEqual(b) ? 0 : a.lexicographicallyPrecedes(b) ? -1 : 1
      } ?? nil
    } ?? nil
  }

  static func arithmetic(_ operation: Operation, _ left: Cell, _ right: Cell) -> Cell {
    if left.isNull || right.isNull { return .null }
    if case .integer(let a) = left, case .integer(let b) = right, operation != .divide {
      let (result, overflow) =
        switch operation {
        case .add: a.addingReportingOverflow(b)
        case .subtract: a.subtractingReportingOverflow(b)
        case .multiply, .divide: a.multipliedReportingOverflow(by: b)
        }
      return overflow ? .null : .integer(result)
    }
    if let a = left.exact, let b = right.exact, operation != .divide {
      if operation == .multiply {
        let (units, overflow) = a.units.multipliedReportingOverflow(by: b.units)
        return overflow
          ? .null : FixedDecimal(units: units, scale: a.scale + b.scale).map(Cell.decimal) ?? .null
      }
      let scale = max(a.scale, b.scale)
      guard let a = a.rescaled(to: scale), let b = b.rescaled(to: scale) else { return .null }
      let (units, overflow) =
        operation == .add
        ? a.units.addingReportingOverflow(b.units) : a.units.subtractingReportingOverflow(b.units)
      return overflow ? .null : FixedDecimal(units: units, scale: scale).map(Cell.decimal) ?? .null
    }
    guard let a = left.real, let b = right.real else { return .null }
    let result =
      switch operation {
      case .add: a + b
      case .subtract: a - b
      case .multiply: a * b
      case .divide: a / b
      }
    return result.isFinite ? .real(result) : .null
  }
}

extension Expression.Comparison {
  @inline(__always)
  func holds(_ order: Int?) -> Bool? {
    guard let order else { return nil }
    switch self {
    case .equal: return order == 0
    case .unequal: return order != 0
    case .less: return order < 0
    case .lessOrEqual: return order <= 0
    case .greater: return order > 0
    case .greaterOrEqual: return order >= 0
    }
  }
}

extension Cell {
  fileprivate var exact: FixedDecimal? {
    switch self {
    case .integer(let value): FixedDecimal(units: value, scale: 0)
    case .decimal(let value): value
    default: nil
    }
  }

  fileprivate var real: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .decimal(let value): value.double
    case .real(let value): value
    default: nil
    }
  }
}
