/// A formula as it was written.
indirect enum FormulaNode: Equatable {
  case literal(Cell)
  /// `order_date`, `parent.order_date`, `customer.city`.
  case path([String])
  case call(String, [FormulaNode])
  /// `-` or `not`.
  case unary(String, FormulaNode)
  /// `or and == != < <= > >= + - * / %`.
  case binary(String, FormulaNode, FormulaNode)

  /// Whether it, or a part of it, calls one of `functions`.
  func calls(_ functions: Set<String>) -> Bool {
    switch self {
    case .literal, .path: false
    case .call(let name, let arguments):
      functions.contains(name) || arguments.contains { $0.calls(functions) }
    case .unary(_, let node): node.calls(functions)
    case .binary(_, let left, let right): left.calls(functions) || right.calls(functions)
    }
  }
}
