/// The independent side of the tests: days counted one by one from 1 January 2010, a Friday, to the end of 2040. Days
/// are positions in `days`; a window is two of them, half open.
struct PlainCalendar: Sendable {
  struct Day: Sendable, Equatable { let year, month, day: Int }

  private(set) var days: [Day] = []
  /// For each month from January 2010, its first day.
  private(set) var months: [Int] = []

  init() {
    for year in 2010...2040 {
      let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
      for (index, length) in [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].enumerated() {
        months.append(days.count)
        for day in 1...length { days.append(Day(year: year, month: index + 1, day: day)) }
      }
    }
  }

  /// 0 Monday.
  func weekday(_ day: Int) -> Int { (day + 4) % 7 }
  /// The number of the month that a day lies in, from January 2010.
  func month(_ day: Int) -> Int { (days[day].year - 2010) * 12 + days[day].month - 1 }
  func date(_ year: Int, _ month: Int, _ day: Int) -> Int { months[(year - 2010) * 12 + month - 1] + day - 1 }

  /// `size` months that begin `offset` such stretches after the one of `day`: months, quarters, years.
  func stretch(_ size: Int, _ day: Int, _ offset: Int = 0, count: Int = 1) -> (Int, Int) {
    let first = month(day) / size * size + offset * size
    return (months[first], months[first + size * count])
  }

  func week(_ day: Int, _ offset: Int = 0) -> (Int, Int) {
    let monday = day - weekday(day) + offset * 7
    return (monday, monday + 7)
  }

  /// The day `count` months before; the last of a shorter month.
  func back(_ count: Int, months from: Int) -> Int {
    let first = month(from) - count
    return min(months[first] + days[from].day - 1, months[first + 1] - 1)
  }

  /// The newest day up to `day` for which `isMeant` holds.
  func newest(_ day: Int, where isMeant: (Day, Int) -> Bool) -> Int {
    var day = day
    while !isMeant(days[day], weekday(day)) { day -= 1 }
    return day
  }

  /// Easter Sunday, by the table of Gauss for 1900 to 2099.
  func isEaster(_ day: Day) -> Bool {
    let (a, b, c) = (day.year % 19, day.year % 4, day.year % 7)
    let d = (19 * a + 24) % 30
    let e = (2 * b + 4 * c + 6 * d + 5) % 7
    var march = 22 + d + e
    if march == 57 || (march == 56 && d == 28 && a > 10) { march -= 7 }
    return march > 31 ? day.month == 4 && day.day == march - 31 : day.month == 3 && day.day == march
  }
}
