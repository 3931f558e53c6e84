import Domain

/// ISO dates as a reader wants them.
enum DateText {
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
  ]

  /// "2024-03-01", whatever follows it, as "March 1, 2024"; nil for any other text.
  static func day(_ text: String) -> String? {
    let parts = text.prefix(10).split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
      let date = CalendarDate(year, month, day)
    else { return nil }
    return "\(months[date.month - 1]) \(date.day), \(date.year)"
  }

  /// "2024-03", whatever follows it, as "March 2024"; nil for any other text.
  static func month(_ text: String) -> String? {
    let parts = text.prefix(7).split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].count == 4, let year = Int(parts[0]), let month = Int(parts[1]),
      (1...12).contains(month)
    else { return nil }
    return "\(months[month - 1]) \(year)"
  }
}
