import Domain

/// The type of a formula.
enum ExpressionType: Hashable, CustomStringConvertible {
  case text, integer, real, boolean, date, timestamp, decimal(scale: Int)
  /// Of `null` alone, which fits everywhere.
  case null

  init(_ type: ColumnType) {
    switch type {
    case .text: self = .text
    case .integer: self = .integer
    case .real: self = .real
    case .boolean: self = .boolean
    case .date: self = .date
    case .timestamp: self = .timestamp
    case .decimal(let scale): self = .decimal(scale: scale)
    }
  }

  var isNumber: Bool {
    switch self {
    case .integer, .real, .decimal, .null: true
    default: false
    }
  }

  var isTime: Bool { self == .date || self == .timestamp }

  /// The type that values of both types can have; nil when there is none.
  func joined(with other: ExpressionType) -> ExpressionType? {
    switch (self, other) {
    case _ where self == other: self
    case (.null, _): other
    case (_, .null): self
    case (.decimal(let a), .decimal(let b)): .decimal(scale: max(a, b))
    case (.decimal(let scale), .integer), (.integer, .decimal(let scale)): .decimal(scale: scale)
    case (.real, _) where other.isNumber: .real
    case (_, .real) where isNumber: .real
    default: nil
    }
  }

  /// True when a value of this type may stand in a column of type `column`.
  func fits(_ column: ExpressionType) -> Bool {
    switch (self, column) {
    case _ where self == column: true
    case (.null, _), (.date, .timestamp): true
    case (.integer, .decimal), (.integer, .real), (.decimal, .real): true
    case (.decimal(let scale), .decimal(let wider)): scale <= wider
    default: false
    }
  }

  var description: String {
    switch self {
    case .text: "text"
    case .integer: "integer"
    case .real: "real"
    case .boolean: "a condition"
    case .date: "date"
    case .timestamp: "timestamp"
    case .decimal(let scale): "decimal with \(scale) digits after the point"
    case .null: "null"
    }
  }
}
