import Domain

/// Names of result columns: snake case, each once.
struct ColumnNames {
  private var taken: Set<String> = []

  /// The first of the names that is free, else the last with a number.
  mutating func name(_ candidates: String...) -> String {
    for candidate in candidates.map(Self.snakeCase) where taken.insert(candidate).inserted {
      return candidate
    }
    let base = Self.snakeCase(candidates.last ?? "")
    var number = 2
    while !taken.insert("\(base)_\(number)").inserted { number += 1 }
    return "\(base)_\(number)"
  }

  /// ASCII letters in lower case, digits and single underscores; "column" when nothing is left.
  static func snakeCase(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case 65...90: result.unicodeScalars.append(Unicode.Scalar(byte + 32))
      case 97...122, 48...57: result.unicodeScalars.append(Unicode.Scalar(byte))
      default: if !result.isEmpty, !result.hasSuffix("_") { result += "_" }
      }
    }
    if result.hasSuffix("_") { result.removeLast() }
    if result.isEmpty { return "column" }
    return result.utf8.first.map { (48...57).contains($0) } == true ? "n_" + result : result
  }
}

/// What a result column of a value holds.
struct ColumnShape {
  var label: String
  var kind: ResultColumn.Kind
  var scale = 0
  var unit: String?

  init(label: String, kind: ResultColumn.Kind, scale: Int = 0, unit: String? = nil) {
    (self.label, self.kind, self.scale, self.unit) = (label, kind, scale, unit)
  }

  /// A column of the attribute's own values.
  init(_ attribute: Attribute) {
    self.init(label: attribute.label, kind: .text, unit: attribute.unit)
    switch attribute.type {
    case .text: kind = .text
    // A number that names a row is no amount.
    case .integer: kind = attribute.isIdentifier ? .text : .integer
    case .real: kind = .real
    case .boolean: kind = .boolean
    case .date: kind = .date
    case .timestamp: kind = .timestamp
    case .decimal(let digits): (kind, scale) = (.decimal, digits)
    }
  }

  func column(named name: String) -> ResultColumn {
    ResultColumn(name: name, label: label, kind: kind, scale: scale, unit: unit)
  }

  /// What the column's values are compared as.
  var type: ColumnType {
    switch kind {
    case .integer, .year: .integer
    case .decimal: .decimal(scale: scale)
    case .real, .percent: .real
    case .date, .week: .date
    case .timestamp: .timestamp
    case .boolean: .boolean
    case .text, .month, .quarter: .text
    }
  }
}
