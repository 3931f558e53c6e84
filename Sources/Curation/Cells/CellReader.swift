import Domain

/// Typed cells out of fields.
enum CellReader {
  /// The value, which is NULL for an absent field; nil when the field is unreadable as `type`.
  @inline(__always)
  static func cell(_ field: Field, as type: ColumnType) -> Cell? {
    if field.kind == .absent { return .null }
    if field.kind == .container { return nil }
    switch type {
    case .text: return .bytes(field.bytes)
    case .integer:
      let value =
        field.kind == .number ? NumberParser.wholeNumber(field.bytes) : NumberParser.integer(field.bytes)
      return value.map(Cell.integer)
    case .decimal(let scale):
      let value =
        field.kind == .number
        ? NumberParser.exactNumber(field.bytes, scale: scale) : NumberParser.money(field.bytes, scale: scale)
      return value.map(Cell.decimal)
    case .real: return NumberParser.real(field.bytes).map(Cell.real)
    case .boolean: return NumberParser.boolean(field.bytes).map(Cell.boolean)
    case .date:
      return TimeParser.moment(field.bytes).map { $0.form == .date ? .bytes(field.bytes) : .text($0.date) }
    case .timestamp:
      return TimeParser.moment(field.bytes).map {
        $0.form == .timestamp ? .bytes(field.bytes) : .text($0.timestamp)
      }
    }
  }

  /// A value written in a pack, or part of a path.
  static func cell(_ text: String, as type: ColumnType) -> Cell? {
    var text = text
    let cell = text.withUTF8 { bytes -> Cell? in
      let trimmed = bytes.trimmed
      let cell = self.cell(Field(bytes: trimmed, kind: trimmed.isEmpty ? .absent : .text), as: type)
      if case .bytes(let bytes) = cell { return .text(String(decoding: bytes, as: UTF8.self)) }
      return cell
    }
    return cell
  }

  /// A computed value in the form of its column; NULL when it does not fit exactly.
  static func fitted(_ cell: Cell, to type: ColumnType) -> Cell {
    switch (cell, type) {
    case (.decimal(let value), .decimal(let scale)): value.rescaled(to: scale).map(Cell.decimal) ?? .null
    case (.integer(let value), .decimal(let scale)):
      FixedDecimal(units: value, scale: 0)?.rescaled(to: scale).map(Cell.decimal) ?? .null
    case (.integer(let value), .real): .real(Double(value))
    case (.decimal(let value), .real): .real(value.double)
    case (.text, .timestamp), (.bytes, .timestamp):
      cell.withBytes { $0.count == 10 } == true ? .text((cell.string ?? "") + " 00:00:00") : cell
    default: cell
    }
  }
}
