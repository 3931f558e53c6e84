package import Domain

extension GenerationWriter {
  /// Gives a dataset its place among all, after those before it, for the time when it is created, kept or borrowed.
  package func announce(_ dataset: Dataset) throws { try write { try describe(dataset, on: $0) } }

  /// Makes the empty table of a dataset, which is the next one where it was not announced.
  package func create(_ dataset: Dataset) throws {
    try write { connection in
      if Schema.isReserved(dataset.name) { throw StorageError.reserved(name: dataset.name) }
      if datasets[dataset.name] != nil { throw StorageError.duplicate(kind: "dataset", name: dataset.name) }
      var names: Set<String> = []
      for column in dataset.columns where !names.insert(column.name.lowercased()).inserted {
        throw StorageError.duplicate(kind: "column", name: "\(dataset.name).\(column.name)")
      }
      for list in [dataset.key] + dataset.indexes {
        for name in list where !dataset.columns.contains(where: { $0.name == name }) {
          throw StorageError.unknown(
            kind: "column of dataset '\(dataset.name)'", name: name, candidates: dataset.columns.map(\.name))
        }
      }
      let columns = dataset.columns.map { "\(Schema.quoted($0.name)) \(DeclaredType.name(of: $0.type))" }
      try run(
        "CREATE TABLE \(Schema.quoted(dataset.name))(\(columns.joined(separator: ", ")))", on: connection)
      try describe(dataset, on: connection)
      let marks = dataset.columns.map { _ in "?" }.joined(separator: ", ")
      let insert = try PreparedStatement(
        connection, "INSERT INTO \(Schema.quoted(dataset.name)) VALUES (\(marks))")
      datasets[dataset.name] = (dataset, insert, false)
      show(dataset.name)
    }
  }

  func describe(_ dataset: Dataset, on connection: OpaquePointer) throws {
    let position = described.count
    guard described.insert(dataset.name).inserted else { return }
    try run(
      "INSERT INTO pitwall_datasets(name, position, key, indexes) VALUES (?, ?, ?, ?)",
      [
        .text(dataset.name), .integer(Int64(position)), .text(StringList.encoded(dataset.key)),
        .text(StringList.encoded(dataset.indexes)),
      ], on: connection)
    for (position, column) in dataset.columns.enumerated() {
      try run(
        "INSERT INTO pitwall_columns VALUES (?, ?, ?, ?, ?, ?)",
        [
          .text(dataset.name), .integer(Int64(position)), .text(column.name),
          .text(DeclaredType.name(of: column.type)), column.unit.map(Value.text) ?? .null,
          .integer(column.isPersonal ? 1 : 0),
        ], on: connection)
    }
  }

  /// Adds a row: one value per column, in column order, each of its column's type or null.
  ///
  /// A decimal may come at another scale when no digit is lost.
  package func insert(into dataset: String, row: [Value]) throws {
    try insert(into: dataset, rows: CollectionOfOne(row))
  }

  package func insert(into name: String, rows: some Sequence<[Value]>) throws {
    try write { _ in
      guard let (dataset, insert, _) = datasets[name], let statement = insert else {
        throw StorageError.unknown(kind: "dataset", name: name, candidates: datasets.keys.sorted())
      }
      for row in rows {
        guard row.count == dataset.columns.count else {
          throw StorageError.rowWidth(dataset: name, found: row.count, expected: dataset.columns.count)
        }
        for (index, column) in dataset.columns.enumerated() {
          guard try statement.bind(row[index], as: column.type, at: index + 1) else {
            throw StorageError.cell(
              dataset: name, column: column.name, found: row[index].kindInWords,
              expected: DeclaredType.inWords(column.type))
          }
        }
        do {
          try statement.run()
        } catch let failure as SQLiteFailure where failure.code == SQLiteFailure.constraint {
          close(because: "the key of dataset '\(name)' is not unique")
          throw StorageError.duplicateKey(dataset: name, key: dataset.key)
        }
      }
    }
  }

  /// Makes the unique index of a dataset's key and its further indexes; best after its load. Also `finish()` does.
  ///
  /// - Throws: `StorageError.duplicateKey`.
  package func createIndexes(of dataset: String) throws {
    try write { try createIndexes(of: dataset, on: $0) }
  }

  func createIndexes(of name: String, on connection: OpaquePointer) throws {
    guard let entry = datasets[name] else {
      throw StorageError.unknown(kind: "dataset", name: name, candidates: datasets.keys.sorted())
    }
    if entry.isIndexed { return }
    datasets[name]?.isIndexed = true
    let dataset = entry.dataset
    for index in indexes(of: dataset) {
      let list = index.columns.map(Schema.quoted).joined(separator: ", ")
      let kind = index.isUnique ? "UNIQUE INDEX" : "INDEX"
      do {
        try run(
          "CREATE \(kind) \(Schema.quoted(index.name)) ON \(Schema.quoted(name))(\(list))", on: connection)
      } catch let failure as SQLiteFailure where index.isUnique && failure.code == SQLiteFailure.constraint {
        close(because: "the key of dataset '\(name)' is not unique")
        throw StorageError.duplicateKey(dataset: name, key: dataset.key)
      }
    }
  }

  /// The unique index of the key, when there is one, then the others, each name once.
  func indexes(of dataset: Dataset) -> [(name: String, columns: [String], isUnique: Bool)] {
    var indexes: [(name: String, columns: [String], isUnique: Bool)] = []
    for columns in [dataset.key] + dataset.indexes where !columns.isEmpty {
      let name = "\(dataset.name)_by_\(columns.joined(separator: "_"))"
      if indexes.contains(where: { $0.name.lowercased() == name.lowercased() }) { continue }
      indexes.append((name, columns, indexes.isEmpty && columns == dataset.key))
    }
    return indexes
  }
}

extension Value {
  /// What a message calls the value, without showing it: it may be personal.
  fileprivate var kindInWords: String {
    switch self {
    case .null: "null"
    case .integer: "an integer"
    case .decimal(let value): "a decimal of scale \(value.scale)"
    case .real(let value): value.isFinite ? "a real" : "a real that is not finite"
    case .text: "text"
    }
  }
}
