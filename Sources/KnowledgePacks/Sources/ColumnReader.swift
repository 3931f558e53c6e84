import Domain

/// Turns YAML into declarations of columns: `name: type`, or `name: {type: …, …}`.
enum ColumnReader {
  private enum TypeName: String, CaseIterable {
    case text, integer, real, boolean, date, timestamp, money, decimal
  }

  /// Digits after the point of money, where none are declared.
  static let standardScale = 2

  static func columns(_ node: PackNode, currency: String?) throws(PackError) -> [ColumnDeclaration] {
    var columns: [ColumnDeclaration] = []
    for (name, node) in try node.entries() {
      try node.checkName(name)
      columns.append(try column(name, node, currency: currency))
    }
    return columns
  }

  private static func column(
    _ name: String, _ node: PackNode, currency: String?
  ) throws(PackError) -> ColumnDeclaration {
    guard node.isMapping else {
      let type = try node.choice(TypeName.self)
      var column = ColumnDeclaration(
        name: name, place: node.packPlace, type: columnType(type, scale: standardScale),
        origin: .field([name]))
      if type == .money { column.unit = currency }
      return column
    }
    let fields = try node.fields(
      "type", "scale", "unit", "from", "value", "personal", "optional", "required", "valid", "default",
      "values", "replace", "letters", "in", "order", "months", "missing")
    let type = try fields.required("type").choice(TypeName.self)
    var column = ColumnDeclaration(
      name: name, place: node.packPlace, type: columnType(type, scale: try scale(fields, type)),
      origin: try origin(fields, name))
    column.unit = try fields.optionalString("unit") ?? (type == .money ? currency : nil)
    column.isPersonal = try fields.boolean("personal", or: false)
    column.isOptional = try fields.boolean("optional", or: false)
    column.required = try fields.optionalString("required")
    column.valid = try fields.optionalString("valid")
    column.standard = try fields.optionalString("default")
    column.missing = try fields.strings("missing")
    column.written = try written(fields)
    column.values = try fields.strings("values")
    for (spelling, node) in try fields.entries("replace") {
      column.replacements[spelling] = try node.string()
    }
    if let letters = fields["letters"] { column.letters = try letters.choice() }
    if let reference = fields["in"] { column.reference = try self.reference(reference) }
    return column
  }

  private static func columnType(_ name: TypeName, scale: Int) -> ColumnType {
    switch name {
    case .text: .text
    case .integer: .integer
    case .real: .real
    case .boolean: .boolean
    case .date: .date
    case .timestamp: .timestamp
    case .money, .decimal: .decimal(scale: scale)
    }
  }

  private static func scale(_ fields: PackNode.Fields, _ type: TypeName) throws(PackError) -> Int {
    let scale = try fields.integer("scale", or: standardScale)
    guard let node = fields["scale"] else { return scale }
    guard type == .money || type == .decimal else {
      throw node.error(found: "scale beside \(type.rawValue)", expected: "scale beside money or decimal")
    }
    guard (0...9).contains(scale) else { throw node.error(found: "\(scale)", expected: "0 to 9 digits") }
    return scale
  }

  /// `from: name`, `from: [name, alias]`, `from: "{location}"` of the path, `from: "{row}"`; `value: formula`.
  private static func origin(
    _ fields: PackNode.Fields, _ name: String
  ) throws(PackError) -> ColumnDeclaration.Origin {
    if let value = fields["value"] {
      if let from = fields["from"] {
        throw from.error(found: "'from' beside 'value'", expected: "one of them")
      }
      return .formula(try value.formula())
    }
    guard let from = fields["from"] else { return .field([name]) }
    let names = try from.strings()
    guard let first = names.first else { throw from.error(found: "nothing", expected: "a name") }
    guard names.count == 1, first.hasPrefix("{"), first.hasSuffix("}") else { return .field(names) }
    let capture = String(first.dropFirst().dropLast())
    return capture == "row" ? .rowNumber : .path(capture)
  }

  /// `order: day`, and the names of months where they are written as words.
  private static func written(_ fields: PackNode.Fields) throws(PackError) -> WrittenTime? {
    let months = try fields.strings("months")
    if let node = fields["months"], months.count != 12 || fields["order"] == nil {
      throw node.error(found: "\(months.count) months", expected: "12 names beside 'order'")
    }
    guard let order = fields["order"] else { return nil }
    return WrittenTime(order: try order.choice(), months: months)
  }

  /// "parts.sku".
  private static func reference(_ node: PackNode) throws(PackError) -> ColumnDeclaration.Reference {
    let text = try node.string()
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
      throw node.error(found: text, expected: "SOURCE.COLUMN")
    }
    return ColumnDeclaration.Reference(source: String(parts[0]), column: String(parts[1]))
  }
}
