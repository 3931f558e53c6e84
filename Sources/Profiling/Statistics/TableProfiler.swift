package import Domain

/// Counts what stands in the columns of one table as its records are read, in bounded memory.
package final class TableProfiler: RecordObserver {
  /// Values of all columns of one table that are told apart.
  package static let mostDistinct = 24_000_000

  private(set) var columns: [ColumnStatistics]
  package private(set) var records = 0
  private let marks: [[UInt8]]
  private let longestMark: Int

  /// - Parameters:
  ///   - columns: of each record.
  ///   - missing: what may be written for a missing value.
  package init(columns: Int, missing: [String]) {
    marks = missing.map { Array($0.utf8) }
    longestMark = marks.map(\.count).max() ?? 0
    let limit = max(100_000, min(4_000_000, Self.mostDistinct / max(columns, 1)))
    self.columns = (0..<columns).map { _ in ColumnStatistics(marks: missing.count, distinctLimit: limit) }
  }

  package func cell(_ column: Int, _ form: CellForm, _ bytes: UnsafeBufferPointer<UInt8>) {
    if form.types.isEmpty, bytes.count <= longestMark,
      let mark = marks.firstIndex(where: { $0.elementsEqual(bytes) })
    {
      columns[column].addMark(mark)
    } else {
      columns[column].add(form, bytes)
    }
  }

  package func endRecord() { records += 1 }
}
