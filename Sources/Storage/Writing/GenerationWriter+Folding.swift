import Dispatch
package import Domain
import Synchronization

extension GenerationWriter {
  /// An empty dataset, and the rows of a SELECT that are to be put together in it; `sql` has as many columns as `fold`
  /// and the dataset.
  package struct Folding: Sendable {
    let dataset: String
    let sql: String
    let fold: RowFold

    package init(_ dataset: String, _ sql: String, _ fold: RowFold) {
      (self.dataset, self.sql, self.fold) = (dataset, sql, fold)
    }
  }

  /// Fills datasets, each with the rows of a SELECT, those that are alike put together; several SELECTs run side by side.
  ///
  /// SQLite lets go of the file meanwhile, and nothing else of the build may be called.
  ///
  /// - Throws: `StorageError.sql` when one is no SELECT of so many columns, or a sum cannot be exact. The build is closed
  ///   then.
  package func insert(folding foldings: [Folding]) throws {
    try write { connection in
      for folding in foldings where datasets[folding.dataset]?.insert == nil {
        throw StorageError.unknown(
          kind: "dataset", name: folding.dataset, candidates: datasets.keys.sorted())
      }
      try letGo(connection)
    }
    let folded = Mutex([Result<RowFolder, any Error>?](repeating: nil, count: foldings.count))
    isLoading = true
    DispatchQueue.concurrentPerform(iterations: foldings.count) { index in
      let result = Result { try rows(of: foldings[index]) }
      folded.withLock { $0[index] = result }
    }
    isLoading = false
    try write { try takeBack($0) }
    for (folding, result) in zip(foldings, folded.withLock { $0 }) {
      try write { connection in
        guard let entry = datasets[folding.dataset], let insert = entry.insert, let result else { return }
        do {
          try result.get().forEach { row in
            try insert.bind(row)
            try insert.run()
          }
        } catch let error as RowFolder.Failure {
          throw failure(error.reason(entry.dataset), folding.sql)
        } catch StorageError.sql(let message, let text) {
          throw failure(message, text)
        }
      }
    }
  }

  private func rows(of folding: Folding) throws -> RowFolder {
    let reader = try ReadConnection(file: building)
    if let base { try reader.attach(base, showing: borrowed) }
    let width = datasets[folding.dataset]?.dataset.columns.count ?? 0
    return try reader.readGuarded(folding.sql) { rows in
      guard rows.columnCount == width, folding.fold.keys + folding.fold.functions.count == width else {
        throw StorageError.sql(
          message: "expected \(width) columns, found \(rows.columnCount)", text: folding.sql)
      }
      var folder = RowFolder(folding.fold)
      while try rows.step() { try folder.add(rows) }
      return folder
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
