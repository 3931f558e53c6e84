import Domain

/// How a column's type is written in a table's definition and read back from it.
///
/// The words carry SQLite's affinity (INTEGER, TEXT, REAL) and our type at once: "DECIMAL_2_INTEGER".
enum DeclaredType {
  static func name(of type: ColumnType) -> String {
    switch type {
    case .text: "TEXT"
    case .integer: "INTEGER"
    case .real: "REAL"
    case .boolean: "BOOLEAN_INTEGER"
    case .date: "DATE_TEXT"
    case .timestamp: "TIMESTAMP_TEXT"
    case .decimal(let scale): "DECIMAL_\(scale)_INTEGER"
    }
  }

  /// - Returns: nil for a name that is none of ours.
  static func type(named name: String) -> ColumnType? {
    switch name.uppercased() {
    case "TEXT": return .text
    case "INTEGER", "INT": return .integer
    case "REAL": return .real
    case "BOOLEAN_INTEGER": return .boolean
    case "DATE_TEXT": return .date
    case "TIMESTAMP_TEXT": return .timestamp
    case let name:
      let parts = name.split(separator: "_")
      guard parts.count == 3, parts[0] == "DECIMAL", parts[2] == "INTEGER", let scale = Int(parts[1]),
        (0...FixedDecimal.largestScale).contains(scale)
      else { return nil }
      return .decimal(scale: scale)
    }
  }
}
