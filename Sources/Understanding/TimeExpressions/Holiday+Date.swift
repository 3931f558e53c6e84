import Domain

extension Holiday {
  /// The day in a year; nil when the year has none, as of 29 February.
  func date(in year: Int) -> CalendarDate? {
    let day: CalendarDate?
    switch rule {
    case .date(let month, let number): day = CalendarDate(year, month, number)
    case .weekday(let weekday, let nth, let month):
      guard let first = CalendarDate(year, month, 1) else { return nil }
      let last = CalendarDate.days(inMonth: month, of: year)
      let number =
        nth > 0
        ? 1 + (weekday - first.weekday + 7) % 7 + (nth - 1) * 7
        : last - (first.adding(days: last - 1).weekday - weekday + 7) % 7 + (nth + 1) * 7
      day = CalendarDate(year, month, number)
    case .easter: day = Self.easter(year)
    }
    return day?.adding(days: offset)
  }

  /// Western Easter Sunday.
  ///
  /// - SeeAlso: Meeus, *Astronomical Algorithms*, ch. 8.
  private static func easter(_ year: Int) -> CalendarDate? {
    let (a, b, c) = (year % 19, year / 100, year % 100)
    let g = (8 * b + 13) / 25
    let h = (19 * a + b - b / 4 - g + 15) % 30
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7
    let m = (a + 11 * h + 22 * l) / 451
    let n = h + l - 7 * m + 114
    return CalendarDate(year, n / 31, n % 31 + 1)
  }
}
