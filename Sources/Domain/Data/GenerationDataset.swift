/// Rows to generate: so many in all, or so many for each row of a parent.
package struct GenerationDataset: Sendable {
  /// Columns that get another value in a share of the rows.
  package struct Change: Sendable {
    /// 0 to 1, before it is multiplied by the factor asked for.
    package let share: Double
    /// In this order; a formula sees the values set before it.
    package let set: [(column: String, formula: GenerationFormula)]
    package let place: GenerationPlace

    package init(
      share: Double, set: [(column: String, formula: GenerationFormula)], place: GenerationPlace
    ) {
      (self.share, self.set, self.place) = (share, set, place)
    }
  }

  package let name: String
  package let parent: String?
  /// Over `orders` (the number asked for) without a parent, else over `parent` and `number`.
  package let rows: GenerationFormula
  /// The column whose values differ among the children of one parent.
  package let distinct: String?
  /// In the order of evaluation; a formula sees the columns before it.
  package let columns: [(name: String, formula: GenerationFormula)]
  /// At most one of them befalls a row.
  package let faults: [Change]
  /// Rows that are written again, changed so, after all others.
  package let repeats: [Change]
  /// Whether the duplicates asked for apply: every row, with its children, is written that often on average.
  package let isRedelivered: Bool
  package let place: GenerationPlace

  package init(
    name: String, parent: String?, rows: GenerationFormula, distinct: String?,
    columns: [(name: String, formula: GenerationFormula)], faults: [Change], repeats: [Change],
    isRedelivered: Bool, place: GenerationPlace
  ) {
    (self.name, self.parent, self.rows, self.distinct) = (name, parent, rows, distinct)
    (self.columns, self.faults, self.repeats) = (columns, faults, repeats)
    (self.isRedelivered, self.place) = (isRedelivered, place)
  }
}

/// A file, or a family of files, that the rows of one dataset are written to.
package struct GenerationFile: Sendable {
  package enum Format: String, Sendable, CaseIterable { case csv, jsonl, json }

  /// What a record looks like; for CSV an object of columns.
  package indirect enum Shape: Sendable {
    case column(String, GenerationPlace)
    case object([(key: String, shape: Shape)])
    /// An array of the children of that dataset.
    case each(dataset: String, shape: Shape, GenerationPlace)
  }

  package struct CutOff: Sendable, Hashable {
    package let path: String
    /// Bytes left of the file.
    package let bytes: Int
    package init(path: String, bytes: Int) { (self.path, self.bytes) = (path, bytes) }
  }

  package let dataset: String
  /// A template over the row: "day={date}/rows.csv".
  package let path: GenerationFormula
  package let format: Format
  package let shape: Shape
  /// Files that look as if a transfer had broken off.
  package let cutOff: [CutOff]

  package init(
    dataset: String, path: GenerationFormula, format: Format, shape: Shape, cutOff: [CutOff]
  ) {
    (self.dataset, self.path, self.format) = (dataset, path, format)
    (self.shape, self.cutOff) = (shape, cutOff)
  }
}
