import Domain

/// A table as it was read: what was counted of its columns and what they are taken for.
struct ProfiledTable: Sendable {
  struct Column: Sendable {
    /// The field of the record, or the part of the path.
    let origin: String
    let isCapture: Bool
    let isOptional: Bool
    /// In the pack.
    let name: String
    let words: [String]
    let statistics: ColumnStatistics
    var decision: ColumnDecision
  }

  let input: TableInput
  /// In the pack.
  let dataset: String
  /// The words of its name, the last one singular.
  let entity: [String]
  let records: Int
  var columns: [Column]
  var key: KeyDiscovery.Key?
  /// Of the columns that come down from the record of an array.
  var parent: Int?

  /// Its records hold arrays and nothing else: it is no table of its own.
  var isContainer: Bool { columns.isEmpty }

  func column(named origin: String) -> Int? { columns.firstIndex { $0.origin == origin } }
}
