import Domain

/// Draws moments whose days and hours are as likely as a calendar declares.
struct CalendarProfile {
  private let firstDay: Int
  private let days: AliasTable
  private let hours: AliasTable

  init(_ calendar: GenerationCalendar) {
    let (first, last) = (calendar.from.dayNumber, calendar.to.dayNumber)
    let growth = ExactMath.log(1 + calendar.growth) / 365.25
    var weights: [Double] = []
    for number in first...last {
      let date = CalendarDate(dayNumber: number)
      let single = calendar.days[date.month * 100 + date.day] ?? 1
      weights.append(
        ExactMath.exp(growth * Double(number - first)) * calendar.months[date.month - 1]
          * calendar.weekdays[date.weekday - 1] * single)
    }
    if !weights.contains(where: { $0 > 0 }) { weights = weights.map { _ in 1 } }
    firstDay = first
    days = AliasTable(weights)
    hours = AliasTable(calendar.hours)
  }

  /// Seconds since 1970-01-01T00:00:00Z.
  func moment(_ bits: UInt64) -> Int {
    let day = firstDay + days.index(RandomKey.child(bits, 0))
    let hour = hours.index(RandomKey.child(bits, 1))
    return (day * 24 + hour) * 3600 + RandomKey.index(RandomKey.child(bits, 2), below: 3600)
  }
}
