/// Names below a row of periods: "2024-03" as "Mar", "2024-Q3" as "Q3", the year below the first of each.
package enum PeriodLabels {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Two lines, or one where the periods have no part below the year; each label starts at column
  /// index × `step`, and is left out where the one before it has not ended.
  package static func lines(_ periods: [String], step: Int) -> [String] {
    let parts = periods.map(split)
    var lower = Line()
    var upper = Line()
    var year = ""
    for (index, part) in parts.enumerated() {
      if !part.name.isEmpty { upper.place(part.name, at: index * step) }
      if part.year != year { lower.place(part.year, at: index * step) }
      year = part.year
    }
    return [upper.text, lower.text].filter { !$0.isEmpty }
  }

  /// "2024-03-05" is ("2024", "Mar 5"); a text of another form is a year of its own.
  private static func split(_ period: String) -> (year: String, name: String) {
    let parts = period.split(separator: "-")
    guard parts.count > 1, parts[0].utf8.count == 4 else { return (DisplayWidth.printable(period), "") }
    let year = String(parts[0])
    guard let month = Int(parts[1]), months.indices.contains(month - 1) else {
      return (year, String(parts[1]))
    }
    let name = months[month - 1]
    guard parts.count > 2, let day = Int(parts[2].prefix(2)) else { return (year, name) }
    return (year, "\(name) \(day)")
  }

  private struct Line {
    var text = ""
    var used = 0
    mutating func place(_ label: String, at column: Int) {
      guard column == 0 || column > used else { return }
      text += String(repeating: " ", count: column - used) + label
      used = column + DisplayWidth.of(label)
    }
  }
}
