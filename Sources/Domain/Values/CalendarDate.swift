/// A day of the proleptic Gregorian calendar, without a time zone.
///
/// - SeeAlso: Howard Hinnant, *chrono-Compatible Low-Level Date Algorithms*.
package struct CalendarDate: Sendable, Hashable, Comparable {
  package let year: Int
  /// 1 to 12.
  package let month: Int
  /// 1 to 31.
  package let day: Int

  /// The years that are taken as dates; others are refused at the door.
  package static let years = 1...9999

  /// - Returns: nil when there is no such day.
  package init?(_ year: Int, _ month: Int, _ day: Int) {
    guard Self.years.contains(year), (1...12).contains(month), day >= 1,
      day <= Self.days(inMonth: month, of: year)
    else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  private init(unchecked year: Int, _ month: Int, _ day: Int) {
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// The day `number` days after 1970-01-01, held within the years that are dates.
  package init(dayNumber number: Int) {
    let bounded = min(max(number, -719_162), 2_932_896)
    let z = bounded + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    self.init(
      unchecked: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  /// Days since 1970-01-01.
  package var dayNumber: Int {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// 1 (Monday) to 7 (Sunday), as ISO 8601 counts.
  package var weekday: Int { ((dayNumber + 3) % 7 + 7) % 7 + 1 }

  package static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  package func adding(days: Int) -> CalendarDate {
    let (sum, overflow) = dayNumber.addingReportingOverflow(days)
    return CalendarDate(dayNumber: overflow ? (days > 0 ? .max : .min) : sum)
  }

  /// The same day of another month; the last day of it when it is shorter.
  package func adding(months: Int) -> CalendarDate {
    let bounded = min(max(months, -120_000), 120_000)
    let index = year * 12 + month - 1 + bounded
    let year = min(max(index / 12, Self.years.lowerBound), Self.years.upperBound)
    let month = (index % 12 + 12) % 12 + 1
    return CalendarDate(unchecked: year, month, min(day, Self.days(inMonth: month, of: year)))
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}

extension CalendarDate: CustomStringConvertible {
  /// ISO 8601: "2024-03-01".
  package var description: String {
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// Reads "2024-03-01", also as the head of a timestamp; nil for anything else.
  package init?(iso text: some StringProtocol) {
    let parts = text.prefix(10).split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    self.init(year, month, day)
  }
}
