import Domain

extension PreparedStatement {
  /// Binds a value as a column of `type` stores it.
  ///
  /// - Returns: false, with nothing bound, when the value is not of the type.
  func bind(_ value: Value, as type: ColumnType, at index: Int) throws -> Bool {
    switch (type, value) {
    case (_, .null): try bind(null: index)
    case (.integer, .integer(let integer)): try bind(integer, at: index)
    case (.boolean, .integer(let integer)) where integer == 0 || integer == 1: try bind(integer, at: index)
    case (.real, .real(let real)) where real.isFinite: try bind(real, at: index)
    case (.real, .integer(let integer)): try bind(Double(integer), at: index)
    case (.text, .text(let text)), (.timestamp, .text(let text)): try bind(text, at: index)
    case (.date, .text(let text)) where DeclaredType.isDate(text): try bind(text, at: index)
    case (.decimal(let scale), .decimal(let decimal)):
      guard let units = decimal.scale == scale ? decimal.units : decimal.rescaled(to: scale)?.units else {
        return false
      }
      try bind(units, at: index)
    case (.decimal(let scale), .integer(let integer)):
      guard let decimal = FixedDecimal(units: integer, scale: 0)?.rescaled(to: scale) else { return false }
      try bind(decimal.units, at: index)
    default: return false
    }
    return true
  }
}

extension DeclaredType {
  /// Whether the text has the shape of a date: ten characters, digits but for two hyphens.
  static func isDate(_ text: String) -> Bool {
    guard text.utf8.count == 10 else { return false }
    for (index, byte) in text.utf8.enumerated() {
      let isRight = index == 4 || index == 7 ? byte == 0x2D : (0x30...0x39).contains(byte)
      if !isRight { return false }
    }
    return true
  }

  static func inWords(_ type: ColumnType) -> String {
    switch type {
    case .text: "text"
    case .integer: "an integer"
    case .real: "a finite real"
    case .boolean: "0 or 1"
    case .date: "a date, YYYY-MM-DD"
    case .timestamp: "a timestamp as text"
    case .decimal(let scale): "a decimal of at most \(scale) digits after the point"
    }
  }
}
