import Domain

/// How the files of one source become rows: its declaration, checked.
struct SourcePlan: Sendable {
  struct Nested: Sendable {
    let declaration: NestedDeclaration
    let plan: RowPlan
    /// Index among the curator's datasets.
    let dataset: Int
    /// Place among the wanted fields of the record.
    let field: Int
  }

  enum Precedence: Sendable { case last, first, largest(Int), smallest(Int) }

  let declaration: SourceDeclaration
  let patterns: [FilePattern]
  let plan: RowPlan
  /// Index among the curator's datasets.
  let dataset: Int
  let nested: [Nested]
  /// Of the record, then the arrays.
  let wanted: [WantedField]
  /// Places of the key's columns.
  let key: [Int]
  let wins: [Precedence]
  /// Columns that decide which row of a key wins, in the order of `wins`.
  let ranking: [Int]

  /// Checks `declaration`; `dataset` is the index that its dataset will have.
  init(_ declaration: SourceDeclaration, dataset: Int) throws(PackError) {
    self.declaration = declaration
    self.dataset = dataset
    patterns = try Self.patterns(declaration)
    try Self.checkCaptures(declaration, patterns)
    let plan = try RowPlan(columns: declaration.columns, rules: declaration.rules, place: declaration.place)
    self.plan = plan
    key = try Self.key(declaration, plan)
    wins = try Self.wins(declaration, plan)
    ranking = wins.compactMap { term in
      switch term {
      case .largest(let place), .smallest(let place): place
      case .first, .last: nil
      }
    }
    try Self.checkIndexes(declaration.indexes, declaration.columns.map(\.name), declaration.place)
    if let route = declaration.posts, declaration.format == .csv || key.isEmpty {
      throw declaration.place.error(
        found: "posts: \(route)", expected: "'posts' beside a key, of a source that can be read as JSON")
    }
    var nested: [Nested] = []
    var wanted = plan.wanted
    for array in declaration.nested {
      guard declaration.format != .csv else {
        throw array.place.error(found: "an array in CSV", expected: "the format json or jsonl")
      }
      let parent = key.map { (column: declaration.columns[$0], place: $0) }
      let rows = try RowPlan(columns: array.columns, rules: array.rules, parent: parent, place: array.place)
      guard rows.deletions.isEmpty else {
        throw array.place.error(found: "a 'delete' rule", expected: "it on the record")
      }
      try Self.checkIndexes(array.indexes, rows.columns.map(\.name), array.place)
      nested.append(
        Nested(declaration: array, plan: rows, dataset: dataset + 1 + nested.count, field: wanted.count))
      wanted.append(WantedField(column: array.name, names: [array.path], isOptional: true))
    }
    (self.nested, self.wanted) = (nested, wanted)
  }

  /// A column holds the number of the row in its file.
  var numbersRows: Bool {
    plan.columns.contains { if case .rowNumber = $0.source { true } else { false } }
  }

  /// The dataset of the rows, then those of the arrays.
  var datasets: [Dataset] {
    func columns(_ plan: RowPlan) -> [Column] {
      plan.columns.map {
        Column(
          name: $0.name, type: $0.type, unit: $0.declaration.unit, isPersonal: $0.declaration.isPersonal)
      }
    }
    return [
      Dataset(
        name: declaration.name, columns: columns(plan), key: declaration.key, indexes: declaration.indexes)
    ]
      + nested.map {
        Dataset(
          name: $0.declaration.name, columns: columns($0.plan), key: [], indexes: $0.declaration.indexes)
      }
  }

  /// The format of a file: that of records sent in, declared, or told by the ending of its path, `.gz` aside.
  func format(of file: SourceFile) -> SourceDeclaration.Format? {
    file.isPosted ? .jsonl : declaration.format ?? Self.format(file.path)
  }

  private static func format(_ path: String) -> SourceDeclaration.Format? {
    let name = path.hasSuffix(".gz") ? String(path.dropLast(3)) : path
    return SourceDeclaration.Format.allCases.first { name.lowercased().hasSuffix(".\($0.rawValue)") }
  }

  private static func patterns(_ declaration: SourceDeclaration) throws(PackError) -> [FilePattern] {
    var patterns: [FilePattern] = []
    for text in declaration.files {
      guard let pattern = FilePattern(text) else {
        throw declaration.place.error(
          found: text, expected: "a pattern of paths in the data folder: orders/*.csv, {branch}_sales.csv")
      }
      if declaration.format == nil, format(text) == nil {
        throw declaration.place.error(
          found: text, expected: "the ending .csv, .json or .jsonl (also with .gz), or 'format'")
      }
      patterns.append(pattern)
    }
    guard !patterns.isEmpty else { throw declaration.place.error(found: "no files", expected: "a pattern") }
    return patterns
  }

  private static func checkCaptures(
    _ declaration: SourceDeclaration, _ patterns: [FilePattern]
  ) throws(PackError) {
    let nested = declaration.nested.flatMap(\.columns)
    for column in declaration.columns + nested {
      guard case .path(let name) = column.origin else { continue }
      let known = Array(Set(patterns.flatMap(\.captures))).sorted()
      if !known.contains(name), !patterns.contains(where: { $0.text.contains("**") }) {
        throw column.place.error(
          found: name, expected: "a name that the pattern captures, or {row}", candidates: known + ["row"])
      }
    }
  }

  private static func place(
    _ name: String, _ plan: RowPlan, _ declaration: SourceDeclaration
  ) throws(PackError) -> Int {
    guard let place = plan.columns.firstIndex(where: { $0.name == name }) else {
      throw declaration.place.error(found: name, expected: "a column", candidates: plan.columns.map(\.name))
    }
    return place
  }

  private static func key(_ declaration: SourceDeclaration, _ plan: RowPlan) throws(PackError) -> [Int] {
    var key: [Int] = []
    for name in declaration.key {
      let place = try place(name, plan, declaration)
      let column = plan.columns[place].declaration
      switch column.origin {
      case .formula: throw column.place.error(found: "a formula as key", expected: "a column that is read")
      case .field, .path:
        guard column.required != nil else {
          throw column.place.error(found: "a key that may be missing", expected: "'required' with a rule")
        }
      case .rowNumber: break
      }
      switch column.type {
      case .text, .integer, .date, .timestamp: break
      default: throw column.place.error(found: column.type.words, expected: "a key of text, integer or time")
      }
      guard !plan.repairs.contains(where: { $0.column == place }) else {
        throw column.place.error(found: "a key that is repaired", expected: "a key as it is read")
      }
      key.append(place)
    }
    return key
  }

  private static func wins(_ declaration: SourceDeclaration, _ plan: RowPlan) throws(PackError)
    -> [Precedence]
  {
    guard declaration.wins.isEmpty || !declaration.key.isEmpty else {
      throw declaration.place.error(found: "'wins' without a key", expected: "'key' beside it")
    }
    var wins: [Precedence] = []
    for term in declaration.wins {
      switch term {
      case .last: wins.append(.last)
      case .first: wins.append(.first)
      case .largest(let column): wins.append(.largest(try place(column, plan, declaration)))
      case .smallest(let column): wins.append(.smallest(try place(column, plan, declaration)))
      }
    }
    return wins
  }

  private static func checkIndexes(
    _ indexes: [[String]], _ columns: [String], _ place: PackPlace
  ) throws(PackError) {
    for name in indexes.joined() where !columns.contains(name) {
      throw place.error(found: name, expected: "a column to index", candidates: columns)
    }
  }
}
