import Domain
import GRDBSQLite

/// How the cells of a column are taken.
enum CellForm {
  /// As they are stored.
  case stored
  /// An integer is a number of units of 10^-scale; a real, which the statement divided itself, stays.
  case decimal(scale: Int)
  /// An integer is made a real.
  case real

  init(_ column: ResultColumn) {
    switch column.kind {
    case .decimal: self = .decimal(scale: column.scale)
    case .real, .percent: self = .real
    case .text, .integer, .date, .timestamp, .month, .quarter, .year, .week, .boolean: self = .stored
    }
  }

  init(_ type: ColumnType?) {
    switch type {
    case .decimal(let scale): self = .decimal(scale: scale)
    case .real: self = .real
    case .text, .integer, .boolean, .date, .timestamp, nil: self = .stored
    }
  }
}

extension PreparedStatement {
  /// The cell at `column`, from 0. A real that is not finite is null; bytes are read as text.
  func value(_ column: Int, _ form: CellForm) -> Value {
    switch storage(column) {
    case SQLITE_INTEGER:
      let integer = integer(column)
      switch form {
      case .stored: return .integer(integer)
      case .real: return .real(Double(integer))
      case .decimal(let scale):
        return FixedDecimal(units: integer, scale: scale).map(Value.decimal) ?? .integer(integer)
      }
    case SQLITE_FLOAT:
      let real = real(column)
      return real.isFinite ? .real(real) : .null
    case SQLITE_NULL: return .null
    default: return .text(string(column))
    }
  }

  func row(_ forms: [CellForm]) -> [Value] {
    forms.indices.map { value($0, forms[$0]) }
  }
}
