package import Domain

extension GenerationWriter {
  /// Fills an empty dataset with the rows of a SELECT, those that are alike put together.
  ///
  /// `sql` has as many columns as `fold` and the dataset.
  ///
  /// - Throws: `StorageError.sql` when it is no SELECT of so many columns, or a sum cannot be exact. The build is closed
  ///   then.
  package func insert(into dataset: String, folding sql: String, by fold: RowFold) throws {
    try write { connection in
      guard let entry = datasets[dataset], let insert = entry.insert else {
        throw StorageError.unknown(kind: "dataset", name: dataset, candidates: datasets.keys.sorted())
      }
      var folder = RowFolder(fold)
      do {
        let rows = try guarded(.reading) { _ in try PreparedStatement(connection, sql) }
        let width = fold.keys + fold.functions.count
        guard rows.columnCount == width, entry.dataset.columns.count == width else {
          throw failure("expected \(width) columns, found \(rows.columnCount)", sql)
        }
        while try rows.step() { try folder.add(rows) }
      } catch let error as RowFolder.Failure {
        throw failure(error.reason(entry.dataset), sql)
      }
      try folder.forEach { row in
        try insert.bind(row)
        try insert.run()
      }
    }
  }

  private func failure(_ reason: String, _ sql: String) -> StorageError {
    close(because: "a roll-up failed (\(reason))")
    return .sql(message: reason, text: sql)
  }
}

extension RowFolder.Failure {
  fileprivate func reason(_ dataset: Dataset) -> String {
    switch self {
    case .tooManyRows: "expected at most \(RowFolder.mostRows) rows, found more"
    case .inexact(let column):
      "\(dataset.columns[column].name): expected a sum of whole numbers of 64 bits, found another"
    }
  }
}
