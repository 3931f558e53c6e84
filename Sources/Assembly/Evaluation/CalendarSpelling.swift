import Foundation

/// Spellings of days, months, quarters and years, brought to one.
enum CalendarSpelling {
  static let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
  static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
  ]
  /// Characters of the longest text that is looked at.
  static let longest = 40

  /// 1 to 12 for a month's name or its first letters, three at least.
  static func month(_ word: some StringProtocol) -> Int? {
    var word = word.lowercased()
    while word.hasSuffix(".") { word.removeLast() }
    guard word.count >= 3 else { return nil }
    return months.firstIndex { $0.hasPrefix(word) }.map { $0 + 1 }
  }

  /// "2024-03-01" may stand for that day and for March 2024; "Q1 2024" for "2024-Q1". Empty for what is no period.
  static func periods(_ text: String) -> Set<String> {
    guard text.utf8.count <= longest, text.utf8.contains(where: { (0x30...0x39).contains($0) }) else {
      return []
    }
    let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
    if let (year, month, day) = day(text) { return of(year, month, day) }
    return self.months(text) ?? quarter(text)
  }

  /// Whether `text` is a quarter or month without a year ("Q1", "March"), and one of `periods` is it in any year.
  static func isBare(_ text: String, of periods: Set<String>) -> Bool {
    let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
    if text.wholeMatch(of: #/[Qq][1-4]/#) != nil {
      return periods.contains { $0.hasSuffix("-\(text.uppercased())") }
    }
    guard let month = month(text) else { return false }
    return periods.contains { $0.count == 7 && $0.hasSuffix("-\(two(month))") }
  }

  private static func of(_ year: Substring, _ month: Int, _ day: Int) -> Set<String> {
    var found: Set = ["\(year)-\(two(month))-\(two(day))"]
    if day == 1 {
      found.insert("\(year)-\(two(month))")
      if month % 3 == 1 { found.insert("\(year)-Q\(month / 3 + 1)") }
      if month == 1 { found.insert(String(year)) }
    }
    return found
  }

  private static func day(_ text: String) -> (Substring, Int, Int)? {
    let iso =
      #/([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?/#
    if let found = text.wholeMatch(of: iso), let month = Int(found.2), let day = Int(found.3) {
      return (found.1, month, day)
    }
    let dayFirst = #/([0-9]{1,2})(?:st|nd|rd|th)? ([A-Za-z]+\.?),? ([0-9]{4})/#
    if let found = text.wholeMatch(of: dayFirst), let month = month(found.2), let day = Int(found.1) {
      return (found.3, month, day)
    }
    let monthFirst = #/([A-Za-z]+\.?) ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})/#
    if let found = text.wholeMatch(of: monthFirst), let month = month(found.1), let day = Int(found.2) {
      return (found.3, month, day)
    }
    return nil
  }

  private static func months(_ text: String) -> Set<String>? {
    if let found = text.wholeMatch(of: #/([0-9]{4})[-\/]([0-9]{1,2})/#), let month = Int(found.2) {
      return ["\(found.1)-\(two(month))"]
    }
    if let found = text.wholeMatch(of: #/([0-9]{1,2})\/([0-9]{4})/#), let month = Int(found.1) {
      return ["\(found.2)-\(two(month))"]
    }
    if let found = text.wholeMatch(of: #/([A-Za-z]+\.?)[ ,\-]+([0-9]{4})/#), let month = month(found.1) {
      return ["\(found.2)-\(two(month))"]
    }
    if let found = text.wholeMatch(of: #/([0-9]{4}) ([A-Za-z]+\.?)/#), let month = month(found.2) {
      return ["\(found.1)-\(two(month))"]
    }
    return nil
  }

  private static func quarter(_ text: String) -> Set<String> {
    if let found = text.wholeMatch(of: #/([0-9]{4})[ \-]?[Qq]([1-4])/#) { return ["\(found.1)-Q\(found.2)"] }
    if let found = text.wholeMatch(of: #/[Qq]([1-4])[ \-]?([0-9]{4})/#) { return ["\(found.2)-Q\(found.1)"] }
    return text.wholeMatch(of: #/(?:19|20)[0-9]{2}/#) == nil ? [] : [text]
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
