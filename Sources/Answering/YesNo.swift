import Domain
import Understanding

/// The answer to a question that asks whether something is so: yes or no, by what the rows show.
enum YesNo {
  /// "Yes" or "No" of a result; nil when the rows do not settle it.
  ///
  /// Rows that were asked for exist or not; a number is more than nothing or not; of two numbers side by side the
  /// first is larger (or smaller, when the question compares so) or not.
  static func answer(_ table: ResultTable, comparison: Reading.YesNo) -> Bool? {
    let numbers = table.columns.indices.filter { column in table.rows.contains { $0[column].double != nil } }
    switch comparison {
    case .exists:
      if table.rows.count == 1, table.rows[0].allSatisfy(\.isNull) { return nil }
      guard table.rows.count == 1, let number = numbers.first, table.columns.count == 1 else {
        return !table.rows.isEmpty
      }
      return table.rows[0][number].double.map { $0 > 0 } ?? false
    case .firstIsLarger(let isLarger):
      guard table.rows.count == 2, let number = numbers.last, let first = table.rows[0][number].double,
        let second = table.rows[1][number].double
      else { return nil }
      return isLarger ? first > second : first < second
    }
  }
}
