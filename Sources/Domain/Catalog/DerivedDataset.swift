/// A dataset made by SQL from curated ones, once per rebuild: distinct technicians, monthly totals.
package struct DerivedDataset: Sendable, Hashable {
  package let dataset: Dataset
  /// A SELECT whose columns are those of the dataset, in order.
  package let sql: String

  package init(dataset: Dataset, sql: String) { (self.dataset, self.sql) = (dataset, sql) }
}
