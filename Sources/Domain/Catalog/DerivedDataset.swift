/// A dataset made by SQL from curated ones, once per rebuild: distinct technicians, monthly totals.
package struct DerivedDataset: Sendable, Hashable {
  package let dataset: Dataset
  /// A SELECT whose columns are those of the dataset, in order.
  package let sql: String
  /// How its rows become one where they are alike; nil when they are the dataset's as they are.
  package let fold: RowFold?

  package init(dataset: Dataset, sql: String, fold: RowFold? = nil) {
    (self.dataset, self.sql, self.fold) = (dataset, sql, fold)
  }
}

/// Rows with the same values in their first columns become one; the other columns hold whole numbers, or what can be
/// compared, and are put together.
package struct RowFold: Sendable, Hashable {
  package enum Function: String, Sendable, Hashable {
    /// Of whole numbers, exact; nothing where all are missing.
    case sum
    case minimum, maximum
  }

  /// The first columns that must be the same.
  package let keys: Int
  /// One for each column after them.
  package let functions: [Function]

  package init(keys: Int, functions: [Function]) { (self.keys, self.functions) = (keys, functions) }
}
