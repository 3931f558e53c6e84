/// What differs between two generations.
package struct GenerationChanges: Sendable, Hashable {
  /// The ids of the earlier and the later one, as they were asked for: rows of `to` that `from` has not were added.
  package let from: String
  package let to: String
  package let datasets: [DatasetChanges]
  /// Of the one dataset asked about; empty where none was.
  package let rows: [RowChange]
  /// Rows of each kind that are listed at most.
  package let limit: Int

  package init(
    from: String, to: String, datasets: [DatasetChanges], rows: [RowChange] = [], limit: Int = 0
  ) {
    (self.from, self.to, self.datasets, self.rows, self.limit) = (from, to, datasets, rows, limit)
  }
}

/// How many rows of a dataset differ.
package struct DatasetChanges: Sendable, Hashable {
  package let name: String
  /// Rows in either generation; nil where it has no such dataset.
  package let rowsBefore: Int?
  package let rowsAfter: Int?
  package var added = 0
  package var removed = 0
  /// Rows of the same key with other values; nil where rows have no key to know them again by.
  package var changed: Int? = 0
  /// Columns that only one generation has, or has as another type: their values are not compared.
  package var columnsAdded: [String] = []
  package var columnsRemoved: [String] = []
  package var columnsRetyped: [String] = []

  package init(name: String, rowsBefore: Int?, rowsAfter: Int?) {
    (self.name, self.rowsBefore, self.rowsAfter) = (name, rowsBefore, rowsAfter)
  }

  /// Nothing that is compared differs.
  package var isSame: Bool {
    added == 0 && removed == 0 && changed ?? 0 == 0 && rowsBefore != nil && rowsAfter != nil
      && columnsAdded.isEmpty && columnsRemoved.isEmpty && columnsRetyped.isEmpty
  }
}

/// A row that differs.
package struct RowChange: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable { case added, removed, changed }

  /// A value on both sides; neither is told of a personal column that is not to be shown.
  package struct Field: Sendable, Hashable {
    package let column: String
    package let old: Value
    package let new: Value
    package let isHidden: Bool

    package init(column: String, old: Value, new: Value, isHidden: Bool = false) {
      (self.column, self.isHidden) = (column, isHidden)
      (self.old, self.new) = isHidden ? (.null, .null) : (old, new)
    }
  }

  package let kind: Kind
  /// What names the row: its key, all its values where it has none. Old and new are the same.
  package let key: [Field]
  /// Of a changed row, what changed.
  package let fields: [Field]
  /// How many rows are alike.
  package let count: Int

  package init(kind: Kind, key: [Field], fields: [Field] = [], count: Int = 1) {
    (self.kind, self.key, self.fields, self.count) = (kind, key, fields, count)
  }
}
