/// How made-up data of one business is generated: the declaration of a pack, before its formulas are compiled.
///
/// Names refer to each other across the lists (a dataset picks from a table, a file writes a dataset); they are
/// resolved, and refused with their place, when generation begins.
package struct GenerationSpec: Sendable {
  /// Files of the hand-written data folder that are copied as they are, relative to it.
  package let handWritten: [String]
  package let tables: [GenerationTable]
  package let maps: [GenerationMap]
  package let calendars: [GenerationCalendar]
  package let picks: [GenerationPick]
  package let datasets: [GenerationDataset]
  package let files: [GenerationFile]

  package init(
    handWritten: [String], tables: [GenerationTable], maps: [GenerationMap],
    calendars: [GenerationCalendar], picks: [GenerationPick], datasets: [GenerationDataset],
    files: [GenerationFile]
  ) {
    (self.handWritten, self.tables, self.maps, self.calendars) = (handWritten, tables, maps, calendars)
    (self.picks, self.datasets, self.files) = (picks, datasets, files)
  }
}

/// Where a declaration stands in the pack, for messages.
package struct GenerationPlace: Sendable, Hashable {
  package let file: String
  /// 1-based.
  package let line: Int?
  /// "datasets.orders.columns.tax".
  package let name: String

  package init(file: String, line: Int?, name: String) {
    (self.file, self.line, self.name) = (file, line, name)
  }

  package func error(found: String, expected: String, candidates: [String] = []) -> PackError {
    PackError(
      file: file, line: line, place: name, found: found, expected: expected, candidates: candidates)
  }
}

/// The text of a formula (`round(subtotal * 0.08, 2)`), not compiled yet.
package struct GenerationFormula: Sendable, Hashable {
  package let text: String
  package let place: GenerationPlace

  package init(_ text: String, at place: GenerationPlace) { (self.text, self.place) = (text, place) }
}

/// Rows to pick from that no seed changes.
package struct GenerationTable: Sendable {
  package enum Content: Sendable {
    /// Values with their weights; picking gives the value. A value that is a whole number is one.
    case list([(value: String, weight: Double)])
    /// The text of a CSV file with a header; picking gives the row.
    case csv(String)
    /// The path of a hand-written CSV file, relative to the hand-written data folder.
    case handWritten(String)
  }

  package let name: String
  package let content: Content
  package let place: GenerationPlace

  package init(name: String, content: Content, place: GenerationPlace) {
    (self.name, self.content, self.place) = (name, content, place)
  }
}

/// A value for a path of one or more keys; `*` stands for every key that is not named.
package struct GenerationMap: Sendable {
  package let name: String
  /// Keys of one entry, joined by `GenerationMap.separator`; the members of a list have the keys 1, 2, 3 …
  package let entries: [String: String]

  package static let separator: Character = "\u{1F}"

  package init(name: String, entries: [String: String]) { (self.name, self.entries) = (name, entries) }
}

/// A profile of moments: how likely each day from `from` to `to`, and each hour of a day, is.
package struct GenerationCalendar: Sendable {
  package let name: String
  package let from: CalendarDate
  /// The last day that occurs.
  package let to: CalendarDate
  /// Growth per year: 0.1 makes a day 10 % likelier than the same day a year before.
  package let growth: Double
  /// 12 weights, January first.
  package let months: [Double]
  /// 7 weights, Monday first.
  package let weekdays: [Double]
  /// 24 weights, from midnight.
  package let hours: [Double]
  /// Factors of single days of every year, keyed by month × 100 + day.
  package let days: [Int: Double]

  package init(
    name: String, from: CalendarDate, to: CalendarDate, growth: Double, months: [Double],
    weekdays: [Double], hours: [Double], days: [Int: Double]
  ) {
    (self.name, self.from, self.to, self.growth) = (name, from, to, growth)
    (self.months, self.weekdays, self.hours, self.days) = (months, weekdays, hours, days)
  }
}

/// A weighted choice of a row of a table or dataset, with weights of its own for every value of its arguments.
package struct GenerationPick: Sendable {
  package struct Argument: Sendable, Hashable {
    package let name: String
    package let range: ClosedRange<Int>
    package init(name: String, range: ClosedRange<Int>) { (self.name, self.range) = (name, range) }
  }

  package let name: String
  package let table: String
  /// Over the columns of the table, `number` (the position of the row, from 1) and the arguments.
  package let weight: GenerationFormula
  package let arguments: [Argument]
  package let place: GenerationPlace

  package init(
    name: String, table: String, weight: GenerationFormula, arguments: [Argument], place: GenerationPlace
  ) {
    (self.name, self.table, self.weight) = (name, table, weight)
    (self.arguments, self.place) = (arguments, place)
  }
}
