/// A matrix of which few numbers are not zero, by rows.
///
/// Row `i` has `values[k]` in column `columns[k]` for k in `starts[i]..<starts[i + 1]`; columns increase in a row.
package struct SparseMatrix: Sendable {
  package let columnCount: Int
  package private(set) var starts = [0]
  package private(set) var columns: [Int] = []
  package private(set) var values: [Double] = []

  package var rowCount: Int { starts.count - 1 }

  package init(columnCount: Int) { self.columnCount = columnCount }

  /// - Precondition: columns increase and are below `columnCount`.
  package mutating func append(row: [(column: Int, value: Double)]) {
    precondition(
      row.allSatisfy { (0..<columnCount).contains($0.column) }
        && zip(row, row.dropFirst()).allSatisfy { $0.column < $1.column },
      "columns of a row increase")
    columns += row.map(\.column)
    values += row.map(\.value)
    starts.append(columns.count)
  }
}
