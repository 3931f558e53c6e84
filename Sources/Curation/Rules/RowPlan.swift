import Domain

/// How the rows of one dataset are made: a declaration, checked, with names turned into places.
struct RowPlan: Sendable {
  struct PlannedColumn: Sendable {
    enum Source: Sendable {
      /// Place among the wanted fields.
      case field(Int)
      case path(String)
      case rowNumber
      /// Place in the row of the record that holds this one.
      case parent(Int)
      case formula(Expression)
    }

    let name: String
    let type: ColumnType
    let source: Source
    let declaration: ColumnDeclaration
    var standard: Cell = .null
    /// How moments are written, and what stands for a missing value.
    var written: WrittenTimeParser?
    var missing: [[UInt8]] = []
    /// Values, spellings or letters are to be seen to.
    var isMapped: Bool {
      !declaration.values.isEmpty || !declaration.replacements.isEmpty || declaration.letters != nil
    }
    var required: String? { declaration.required }
    var faultRule: String? { declaration.faultRule }
  }

  struct Condition: Sendable {
    let id: String
    let expression: Expression
    let text: String
    let because: String?
  }

  struct Repair: Sendable {
    let id: String
    let column: Int
    let when: Expression
    let with: Expression
  }

  struct Reference: Sendable {
    let column: Int
    let target: ColumnDeclaration.Reference
    let rule: String
  }

  let columns: [PlannedColumn]
  let wanted: [WantedField]
  let deletions: [Condition]
  let quarantines: [Condition]
  let repairs: [Repair]
  let references: [Reference]

  /// Plans the rows of a source, or of an array inside its records, whose rows begin with `parent`.
  init(
    columns declared: [ColumnDeclaration], rules: [RuleDeclaration],
    parent: [(column: ColumnDeclaration, place: Int)] = [], place: PackPlace
  ) throws(PackError) {
    var columns: [PlannedColumn] = parent.map {
      PlannedColumn(
        name: $0.column.name, type: $0.column.type, source: .parent($0.place), declaration: $0.column)
    }
    guard !declared.isEmpty else { throw place.error(found: "no columns", expected: "one column at least") }
    var wanted: [WantedField] = []
    var names = Set(columns.map(\.name))
    for column in declared where !names.insert(column.name).inserted {
      throw column.place.error(found: column.name, expected: "each column once")
    }
    let types = (parent.map(\.column) + declared).map { ($0.name, ExpressionType($0.type)) }
    let isDerived = (parent.map(\.column) + declared).map {
      if case .formula = $0.origin { true } else { false }
    }
    let asRead = zip(types, isDerived).map { type, derived in (derived ? "" : type.0, type.1) }
    for column in declared {
      let source: PlannedColumn.Source
      switch column.origin {
      case .field(let names):
        source = .field(wanted.count)
        wanted.append(WantedField(column: column.name, names: names, isOptional: column.isOptional))
      case .path(let name): source = .path(name)
      case .rowNumber: source = .rowNumber
      case .formula(let formula):
        let known = asRead.enumerated().map { $0.offset < columns.count ? types[$0.offset] : $0.element }
        let typed = try ExpressionParser.parse(formula, columns: known)
        try Self.check(typed.type, fits: column, formula)
        source = .formula(typed.expression)
      }
      columns.append(try Self.planned(column, source))
    }
    (self.columns, self.wanted) = (columns, wanted)
    var (deletions, quarantines, repairs): ([Condition], [Condition], [Repair]) = ([], [], [])
    for rule in rules {
      guard !rule.id.isEmpty else { throw rule.place.error(found: "no id", expected: "a rule id") }
      switch rule.effect {
      case .delete(let formula): deletions.append(try Self.condition(rule, formula, asRead))
      case .quarantine(let formula): quarantines.append(try Self.condition(rule, formula, asRead))
      case .repair(let column, let when, let with):
        repairs.append(try Self.repair(rule, column, when, with, columns, asRead))
      }
    }
    (self.deletions, self.quarantines, self.repairs) = (deletions, quarantines, repairs)
    var references: [Reference] = []
    for (index, column) in columns.enumerated() {
      if case .parent = column.source { continue }
      guard let target = column.declaration.reference else { continue }
      guard let rule = column.required ?? column.faultRule else {
        throw column.declaration.place.error(
          found: "'in' without a rule", expected: "'required' or 'valid' with the rule to blame")
      }
      references.append(Reference(column: index, target: target, rule: rule))
    }
    self.references = references
  }

  private static func planned(
    _ column: ColumnDeclaration, _ source: PlannedColumn.Source
  ) throws(PackError) -> PlannedColumn {
    var planned = PlannedColumn(name: column.name, type: column.type, source: source, declaration: column)
    if planned.isMapped, column.type != .text {
      throw column.place.error(
        found: "'values', 'replace' or 'letters'", expected: "them beside the type text only")
    }
    planned.missing = column.missing.map { Array($0.utf8) }
    if let written = column.written {
      guard column.type == .date || column.type == .timestamp else {
        throw column.place.error(found: "'order'", expected: "it beside the types date and timestamp only")
      }
      planned.written = WrittenTimeParser(written)
    }
    if let text = column.standard {
      guard let cell = CellReader.cell(text, as: column.type) else {
        throw column.place.error(found: text, expected: "a default that is \(column.type.words)")
      }
      planned.standard = cell
    }
    return planned
  }

  private static func condition(
    _ rule: RuleDeclaration, _ formula: Formula, _ columns: [(name: String, type: ExpressionType)]
  ) throws(PackError) -> Condition {
    Condition(
      id: rule.id, expression: try ExpressionParser.condition(formula, columns: columns), text: formula.text,
      because: rule.because)
  }

  private static func repair(
    _ rule: RuleDeclaration, _ name: String, _ when: Formula, _ with: Formula, _ columns: [PlannedColumn],
    _ asRead: [(name: String, type: ExpressionType)]
  ) throws(PackError) -> Repair {
    guard let index = asRead.firstIndex(where: { $0.name == name }) else {
      throw rule.place.error(
        found: name, expected: "a column that is read", candidates: asRead.map(\.name).filter { !$0.isEmpty })
    }
    let value = try ExpressionParser.parse(with, columns: asRead)
    try check(value.type, fits: columns[index].declaration, with)
    return Repair(
      id: rule.id, column: index, when: try ExpressionParser.condition(when, columns: asRead),
      with: value.expression)
  }

  private static func check(
    _ type: ExpressionType, fits column: ColumnDeclaration, _ formula: Formula
  ) throws(PackError) {
    guard type.fits(ExpressionType(column.type)) else {
      throw formula.place.error(
        found: "\(formula.text), which is \(type)",
        expected: "a value that fits \(column.name), \(ExpressionType(column.type))")
    }
  }
}

extension ColumnType {
  /// "an integer": what a value must be.
  var words: String {
    switch self {
    case .text: "a text"
    case .integer: "an integer"
    case .real: "a number"
    case .boolean: "true or false"
    case .date: "a date YYYY-MM-DD"
    case .timestamp: "a timestamp YYYY-MM-DD HH:MM:SS"
    case .decimal(let scale): "an amount with at most \(scale) digits after the point"
    }
  }
}
