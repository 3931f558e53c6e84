package import Domain
package import Foundation
import Storage

/// The rows of one dataset, table or view of a database, one after the other.
package struct DatasetExport {
  /// The columns of a row, in order.
  package let columns: [ResultColumn]
  private let generation: Generation
  private let dataset: String

  /// Personal columns are left out unless `isPersonal`; those of a derived dataset that marks none as personal are
  /// so when a personal column of another dataset has their name.
  ///
  /// - Throws: `StorageError`; `StorageError.unknown` with the datasets that exist.
  package init(database: URL, dataset: String, isPersonal: Bool) throws {
    generation = try Generation(opening: database, connections: 1)
    self.dataset = dataset
    let all = try generation.columns(of: dataset)
    let personal = isPersonal ? [] : try generation.personal(dataset)
    columns = all.filter { !personal.contains($0.name) }.map(\.resultColumn)
  }

  /// Gives each row in which every column named has its value, text read as the column's type, to `body`.
  ///
  /// - Throws: `StorageError.unknown` for a column that is not exported, `StorageError.cell` for a value that
  ///   cannot be read.
  package func rows(where conditions: [(column: String, value: String)], body: ([Value]) throws -> Void)
    throws
  {
    for (column, _) in conditions where !columns.contains(where: { $0.name == column }) {
      throw StorageError.unknown(
        kind: "exported column of dataset '\(dataset)'", name: column, candidates: columns.map(\.name))
    }
    try generation.export(
      dataset, columns: columns.map(\.name), where: conditions.map { ($0.column, .text($0.value)) }, row: body
    )
  }
}
