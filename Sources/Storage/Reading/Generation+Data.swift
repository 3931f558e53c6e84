package import Domain

extension Generation {
  /// The columns of a dataset, or of a table or view that a script made, with the types, units and personal marks
  /// of the dataset columns they are taken from; a computed column is text, integer or real by its cells.
  ///
  /// - Throws: `StorageError.unknown` with the names that exist.
  package func columns(of table: String) throws -> [Column] {
    if let known = datasets.first(where: { $0.dataset.name == table }) { return known.dataset.columns }
    return try onFreest { connection in
      let names = try connection.read(
        "SELECT name FROM \(schemaTables) WHERE type IN ('table', 'view') ORDER BY name"
      ) { row in
        var names: [String] = []
        while try row.step() { names.append(row.string(0)) }
        return names.filter { !Schema.isReserved($0) }
      }
      guard names.contains(table) else {
        throw StorageError.unknown(kind: "dataset", name: table, candidates: names)
      }
      return try connection.read("SELECT * FROM \(Schema.quoted(table)) LIMIT 0") { statement in
        zip(statement.columnNames, statement.declaredTypes).enumerated().map { index, column in
          let origin = statement.origin(index).flatMap { place in
            datasets.first { $0.dataset.name == place.table }?.dataset.columns.first {
              $0.name == place.column
            }
          }
          return Column(
            name: column.0, type: column.1 ?? .text, unit: origin?.unit,
            isPersonal: origin?.isPersonal ?? false)
        }
      }
    }
  }

  /// Gives the rows of a dataset, table or view to `row`, one after the other, in the order of the key.
  ///
  /// `columns` are those wanted, in order; all when empty. Under `conditions` every column equals its value; text
  /// is read as the column's type ("12.50", "true").
  /// - Throws: `StorageError.unknown`, `StorageError.cell` for a condition that cannot be read, what `row` throws.
  package func export(
    _ table: String, columns: [String] = [], where conditions: [(column: String, value: Value)] = [],
    row: ([Value]) throws -> Void
  ) throws {
    let all = try self.columns(of: table)
    func column(_ name: String) throws -> Column {
      if let column = all.first(where: { $0.name == name }) { return column }
      throw StorageError.unknown(
        kind: "column of dataset '\(table)'", name: name, candidates: all.map(\.name))
    }
    let wanted = try columns.isEmpty ? all : columns.map(column)
    var clauses: [String] = []
    var values: [Value] = []
    for condition in conditions {
      let column = try column(condition.column)
      guard let value = column.type.read(condition.value) else {
        throw StorageError.cell(
          dataset: table, column: column.name, found: "'\(condition.value)'",
          expected: DeclaredType.inWords(column.type))
      }
      clauses.append("\(Schema.quoted(column.name)) IS ?")
      values.append(value)
    }
    let key = datasets.first { $0.dataset.name == table }?.dataset.key ?? []
    let text =
      "SELECT \(wanted.map { Schema.quoted($0.name) }.joined(separator: ", ")) FROM \(Schema.quoted(table))"
      + (clauses.isEmpty ? "" : " WHERE \(clauses.joined(separator: " AND "))")
      + (key.isEmpty ? "" : " ORDER BY \(key.map(Schema.quoted).joined(separator: ", "))")
    let forms = wanted.map { CellForm($0.type) }
    try onFreest { connection in
      try connection.read(text, values) { statement in
        while try statement.step() { try row(statement.row(forms)) }
      }
    }
  }

  /// The different values of a column, nulls aside, in SQLite's order, at most `limit`.
  package func distinctValues(dataset: String, column: String, limit: Int = 1_000_000) throws -> [Value] {
    let all = try columns(of: dataset)
    guard let known = all.first(where: { $0.name == column }) else {
      throw StorageError.unknown(
        kind: "column of dataset '\(dataset)'", name: column, candidates: all.map(\.name))
    }
    let name = Schema.quoted(column)
    return try onFreest { connection in
      try connection.read(
        "SELECT DISTINCT \(name) FROM \(Schema.quoted(dataset)) WHERE \(name) IS NOT NULL ORDER BY 1 LIMIT ?",
        [.integer(Int64(max(0, limit)))]
      ) { row in
        var values: [Value] = []
        while try row.step() { values.append(row.value(0, CellForm(known.type))) }
        return values
      }
    }
  }

  /// The text kept under a key; nil when there is none.
  package func text(key: String) throws -> String? { try onFreest { try $0.text(key: key) } }

  /// The bytes kept under a key; nil when there are none.
  package func bytes(key: String) throws -> [UInt8]? {
    try onFreest { connection in
      try connection.read("SELECT value FROM pitwall_metadata WHERE key = ?", [.text(key)]) { row in
        try row.step() ? row.withBytes(0) { Array($0) } : nil
      }
    }
  }
}
