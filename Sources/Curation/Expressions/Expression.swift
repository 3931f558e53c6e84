import Domain

/// A checked formula: names are places in the row, types fit.
indirect enum Expression: Sendable {
  enum Comparison: Sendable { case equal, unequal, less, lessOrEqual, greater, greaterOrEqual }
  enum Operation: Sendable { case add, subtract, multiply, divide }

  case constant(Cell)
  case column(Int)
  case negated(Expression)
  case not(Expression)
  case and(Expression, Expression)
  case or(Expression, Expression)
  case compare(Comparison, Expression, Expression)
  /// `column < constant`, the common case, in one step.
  case compareColumn(Comparison, Int, Cell)
  case isNull(Expression)
  case among(Expression, [Cell])
  case arithmetic(Operation, Expression, Expression)
  case call(Function, [Expression])

  /// The columns it reads, each once, in the order of the text.
  var columns: [Int] {
    var found: [Int] = []
    collect(into: &found)
    return found
  }

  private func collect(into found: inout [Int]) {
    switch self {
    case .constant: break
    case .column(let index), .compareColumn(_, let index, _):
      if !found.contains(index) { found.append(index) }
    case .negated(let inner), .not(let inner), .isNull(let inner), .among(let inner, _):
      inner.collect(into: &found)
    case .and(let a, let b), .or(let a, let b), .compare(_, let a, let b), .arithmetic(_, let a, let b):
      a.collect(into: &found)
      b.collect(into: &found)
    case .call(_, let arguments): for argument in arguments { argument.collect(into: &found) }
    }
  }
}

/// The functions of formulas, by their names.
enum Function: String, Sendable, CaseIterable {
  /// Text to text.
  case lower, upper, trim
  /// The digits of a text, nothing else of it; NULL when it has none.
  case digits
  /// What stands before the last @; the whole text when there is none.
  case localPart = "local_part"
  /// Characters of a text.
  case length
  /// True when all the digits of a text are one and the same, and there is one at least.
  case repeatedDigit = "repeated_digit"
  case startsWith = "starts_with"
  case contains
  /// join(' ', a, b …): the texts that are not NULL with the first between them; NULL when there are none.
  case join
  /// The first that is not NULL.
  case coalesce
  /// when(condition, a, b): a where the condition is true, else b.
  case when
  /// lookup(x, key, value, …, otherwise): the value beside the first key that equals x; NULL without one.
  case lookup
  /// Hours, or days, from the first moment to the second; real.
  case hoursBetween = "hours_between"
  case daysBetween = "days_between"
  case abs
}
