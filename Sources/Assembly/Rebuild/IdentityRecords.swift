import Curation
import Domain

/// The rows that an identity is to be found of, gathered while they are curated: only the cells that matter.
final class IdentityRecords {
  private let wanted: [IdentityDatasets]
  /// By declaration, the rows kept.
  private(set) var kept: [[[Value]]]
  /// By declaration, the rows of deletion requests; they never leave the memory.
  private(set) var deleted: [[[Value]]]

  init(_ wanted: [IdentityDatasets]) {
    self.wanted = wanted
    kept = wanted.map { _ in [] }
    deleted = kept
  }

  var count: Int { kept.reduce(0) { $0 + $1.count } + deleted.reduce(0) { $0 + $1.count } }

  func add(_ rows: RowBlock, of dataset: Int, _ columns: [Column]) {
    for (index, wanted) in wanted.enumerated() where wanted.records == dataset {
      for row in 0..<rows.rowCount {
        kept[index].append(
          wanted.places.map { rows.value(row: row, column: $0, as: columns[$0].type) })
      }
    }
  }

  func addDeleted(_ row: [Value], of dataset: Int) {
    for (index, wanted) in wanted.enumerated()
    where wanted.records == dataset && wanted.resolver.declaration.linksDeleted {
      deleted[index].append(wanted.places.map { row[$0] })
    }
  }
}
