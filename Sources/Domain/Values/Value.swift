/// One cell: of a curated row, of a binding, of a result.
///
/// Dates and timestamps are ISO 8601 text, truth values the integers 0 and 1.
package enum Value: Sendable, Hashable {
  case null
  case integer(Int64)
  case decimal(FixedDecimal)
  case real(Double)
  case text(String)

  package var isNull: Bool { self == .null }

  /// The number in the cell, as near as a `Double` comes; nil for text and null.
  package var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .decimal(let value): value.double
    case .real(let value): value
    case .null, .text: nil
    }
  }

  package var text: String? {
    if case .text(let value) = self { value } else { nil }
  }
}

extension Value: CustomStringConvertible {
  /// The plain form that CSV carries; null is the empty text.
  package var description: String {
    switch self {
    case .null: ""
    case .integer(let value): String(value)
    case .decimal(let value): value.description
    case .real(let value):
      value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    case .text(let value): value
    }
  }
}
