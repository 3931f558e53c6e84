package import Domain

/// How the cells of one column are written for a reader: exact, rounded only for display.
///
/// Currencies with a sign of their own carry it ("$1,234.50"), percents theirs ("12.3 %"); other units are words
/// that stand at the head of the column, or after a number that stands alone.
package struct NumberFormat: Sendable, Hashable {
  /// Before the digits: "$".
  package let prefix: String
  /// After the digits: " %".
  package let suffix: String
  /// A unit that is not in each cell: "hours"; nil when there is none.
  package let unitWord: String?
  /// Digits after the point; nil when cells are written as they are.
  package let digits: Int?
  package let isGrouped: Bool
  /// Cells stand at the right of their column.
  package let isNumeric: Bool

  /// What stands for a null.
  package static let missing = "–"
  /// Whole numbers without a unit are grouped in a column that reaches this number: years and small counts stay
  /// as they are usually written.
  package static let leastGrouped = 10_000.0

  private static let signs = ["USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"]

  /// The format of a column that holds `cells`.
  package init(_ column: ResultColumn, cells: some Sequence<Value>) {
    let values = cells.lazy.compactMap { column.plain($0).double }
    let sign = column.unit.flatMap { Self.signs[$0] }
    let isCurrency = column.unit.map(Self.isCurrencyCode) ?? false
    let isPercent = column.kind == .percent || column.unit == "%"
    prefix = sign ?? ""
    suffix = isPercent ? " %" : ""
    unitWord = isPercent || sign != nil || column.unit == "" ? nil : column.unit
    switch column.kind {
    case .integer:
      digits = 0
      isGrouped = column.unit != nil || values.contains { abs($0) >= Self.leastGrouped }
      isNumeric = true
    case .decimal where !isPercent:
      digits =
        isCurrency ? min(column.scale == 0 ? 2 : column.scale, 2) : Self.digits(of: values, column.scale)
      (isGrouped, isNumeric) = (true, true)
    case .real, .percent, .decimal:
      digits = isCurrency ? 2 : isPercent ? 1 : Self.digits(of: values, nil)
      (isGrouped, isNumeric) = (true, true)
    case .year: (digits, isGrouped, isNumeric) = (nil, false, false)
    case .text, .date, .timestamp, .month, .quarter, .week, .boolean:
      (digits, isGrouped, isNumeric) = (nil, false, false)
    }
  }

  /// 0 when all are whole, the scale when there is one (4 at most), 4 when some are below 0.05, else 2.
  private static func digits(of values: some Sequence<Double>, _ scale: Int?) -> Int {
    if let scale, scale > 0 { return min(scale, 4) }
    var (isWhole, isTiny) = (true, false)
    for value in values {
      if value != value.rounded() { isWhole = false }
      if value != 0, abs(value) < 0.05 { isTiny = true }
    }
    return isWhole ? 0 : isTiny ? 4 : 2
  }

  /// Three capital letters, as ISO 4217 has them.
  private static func isCurrencyCode(_ unit: String) -> Bool {
    unit.utf8.count == 3 && unit.utf8.allSatisfy { (65...90).contains($0) }
  }

  /// A cell for a table: safe on a terminal, on one line.
  package func cell(_ value: Value, of column: ResultColumn) -> String {
    let value = column.plain(value)
    if value.isNull { return Self.missing }
    if column.kind == .boolean, case .integer(let truth) = value { return truth == 0 ? "no" : "yes" }
    guard let digits, let number = DecimalDigits(value) else {
      return DisplayWidth.printable(value.description)
    }
    return number.rounded(to: digits).text(isGrouped: isGrouped, prefix: prefix) + suffix
  }

  /// A cell that stands alone: with the unit's word.
  package func text(_ value: Value, of column: ResultColumn) -> String {
    let text = cell(value, of: column)
    return value.isNull || unitWord == nil ? text : "\(text) \(unitWord ?? "")"
  }

  /// The head of the column: its label, with the unit's word unless the label has it.
  package func head(of column: ResultColumn) -> String {
    let label = DisplayWidth.printable(column.label.isEmpty ? column.name : column.label)
    guard let unitWord, !label.lowercased().contains(unitWord.lowercased()) else { return label }
    return "\(label) (\(DisplayWidth.printable(unitWord)))"
  }
}

extension DecimalDigits {
  /// nil for what is no number.
  package init?(_ value: Value) {
    switch value {
    case .integer(let number): self.init(number)
    case .decimal(let number): self.init(number)
    case .real(let number): self.init(number)
    case .null, .text: return nil
    }
  }
}

extension ResultColumn {
  /// The cell as the amount it means: whole numbers of a column with a scale are units of 10^-scale.
  package func plain(_ value: Value) -> Value {
    guard kind == .decimal, scale > 0, case .integer(let units) = value,
      let amount = FixedDecimal(units: units, scale: scale)
    else { return value }
    return .decimal(amount)
  }
}
