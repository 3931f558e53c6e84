import Domain
import Testing
import Understanding

private let plain = PlainCalendar()

/// A phrase, and its window on an as-of day; nil where the window has no bound.
private struct Form: Sendable, CustomStringConvertible {
  let phrase: String
  let expected: @Sendable (Int) -> (Int?, Int?)
  var description: String { phrase }
  init(_ phrase: String, _ expected: @escaping @Sendable (Int) -> (Int?, Int?)) {
    (self.phrase, self.expected) = (phrase, expected)
  }
}

private func day(_ day: Int) -> (Int?, Int?) { (day, day + 1) }

/// The newest stretch of `size` months from `month` that has begun.
private func newest(_ month: Int, _ size: Int, _ asOf: Int) -> (Int?, Int?) {
  let year = plain.days[asOf].year - (plain.days[asOf].month < month ? 1 : 0)
  let first = (year - 2010) * 12 + month - 1
  return (plain.months[first], plain.months[first + size])
}

private let forms: [Form] = [
  // Days.
  Form("today") { day($0) }, Form("yesterday") { day($0 - 1) }, Form("tomorrow") { day($0 + 1) },
  Form("the day before yesterday") { day($0 - 2) }, Form("10 days ago") { day($0 - 10) },
  Form("last tuesday") { asOf in day(plain.newest(asOf - 1) { $1 == 1 }) },
  Form("on thursday") { asOf in day(plain.newest(asOf) { $1 == 3 }) },
  Form("this monday") { day(plain.week($0).0) },
  // Weeks.
  Form("this week") { (plain.week($0).0, $0 + 1) }, Form("last week") { plain.week($0, -1) },
  Form("next week") { plain.week($0, 1) }, Form("2 weeks ago") { plain.week($0, -2) },
  Form("the week before last") { plain.week($0, -2) },
  Form("last weekend") { asOf in
    let sunday = plain.newest(asOf - 1) { $1 == 6 }
    return (sunday - 1, sunday + 1)
  },
  Form("the weekend before last") { asOf in
    let sunday = plain.newest(asOf - 1) { $1 == 6 } - 7
    return (sunday - 1, sunday + 1)
  },
  Form("this weekend") { (plain.week($0).0 + 5, plain.week($0).1) },
  Form("in week 23") { asOf in
    // The Monday of the week that holds the 23rd Thursday of a year.
    let monday = plain.newest(asOf) { date, weekday in
      guard weekday == 0 else { return false }
      let thursday = plain.date(date.year, date.month, date.day) + 3
      return (thursday - plain.date(plain.days[thursday].year, 1, 1)) / 7 == 22
    }
    return (monday, monday + 7)
  },
  // Months, quarters, years.
  Form("this month") { (plain.stretch(1, $0).0, $0 + 1) }, Form("last month") { plain.stretch(1, $0, -1) },
  Form("next month") { plain.stretch(1, $0, 1) }, Form("month before last") { plain.stretch(1, $0, -2) },
  Form("next-to-last month") { plain.stretch(1, $0, -2) },
  Form("three months ago") { plain.stretch(1, $0, -3) },
  Form("this quarter") { (plain.stretch(3, $0).0, $0 + 1) },
  Form("last quarter") { plain.stretch(3, $0, -1) },
  Form("a quarter ago") { plain.stretch(3, $0, -1) },
  Form("this year") { (plain.stretch(12, $0).0, $0 + 1) }, Form("last year") { plain.stretch(12, $0, -1) },
  Form("a year ago") { plain.stretch(12, $0, -1) }, Form("two years ago") { plain.stretch(12, $0, -2) },
  Form("last fiscal year") { plain.stretch(12, $0, -1) },
  Form("first half of last year") {
    (plain.stretch(12, $0, -1).0, plain.months[plain.month(plain.stretch(12, $0, -1).0) + 6])
  },
  Form("Q3 last year") { newest(7, 3, plain.stretch(12, $0, -1).1 - 1) },
  // Counted back, both ends included.
  Form("last 7 days") { ($0 - 7, $0 + 1) }, Form("last 90 days") { ($0 - 90, $0 + 1) },
  Form("past three months") { (plain.back(3, months: $0 + 1), $0 + 1) },
  Form("last 2 quarters") { (plain.back(6, months: $0 + 1), $0 + 1) },
  Form("past year") { (plain.back(12, months: $0 + 1), $0 + 1) },
  Form("last half year") { (plain.back(6, months: $0 + 1), $0 + 1) },
  Form("last four full quarters") { plain.stretch(3, $0, -4, count: 4) },
  Form("last 3 full months") { plain.stretch(1, $0, -3, count: 3) },
  // To date.
  Form("ytd") { (plain.stretch(12, $0).0, $0 + 1) },
  Form("quarter to date") { (plain.stretch(3, $0).0, $0 + 1) },
  Form("mtd") { (plain.stretch(1, $0).0, $0 + 1) }, Form("week to date") { (plain.week($0).0, $0 + 1) },
  Form("so far this year") { (plain.stretch(12, $0).0, $0 + 1) },
  Form("since the start of the quarter") { (plain.stretch(3, $0).0, nil) },
  Form("until the end of the month") { (nil, plain.stretch(1, $0).1) },
  Form("since last month") { (plain.stretch(1, $0, -1).0, nil) },
  // The newest that has begun.
  Form("in october") { newest(10, 1, $0) }, Form("q3") { newest(7, 3, $0) },
  Form("in h2") { newest(7, 6, $0) },
  Form("third quarter") { newest(7, 3, $0) }, Form("last march") { newest(3, 1, $0 - 1) },
  Form("march 5") { asOf in day(plain.newest(asOf) { date, _ in date.month == 3 && date.day == 5 }) },
  Form("leap day") { asOf in day(plain.newest(asOf) { date, _ in date.month == 2 && date.day == 29 }) },
  Form("christmas") { asOf in day(plain.newest(asOf) { date, _ in date.month == 12 && date.day == 25 }) },
  Form("thanksgiving") { asOf in
    day(plain.newest(asOf) { $0.month == 11 && $1 == 3 && (22...28).contains($0.day) })
  },
  Form("easter") { asOf in day(plain.newest(asOf) { date, _ in plain.isEaster(date) }) },
]

@Test(arguments: forms)
private func agreesWithDaysCountedOneByOne(form: Form) {
  let tokens = Splitting.spaces.tokens(form.phrase)
  for asOf in plain.date(2019, 1, 1)...plain.date(2032, 12, 31) {
    let today = plain.days[asOf]
    guard let date = CalendarDate(today.year, today.month, today.day) else { continue }
    let found = timeParser.matches(in: tokens, context: TimeContext(asOf: date))
    let expected = form.expected(asOf)
    guard found.count == 1, case .window(let window) = found.first?.meaning, isDay(window.start, expected.0),
      isDay(window.end, expected.1)
    else {
      Issue.record("\(form.phrase) on \(date): \(found.map { wording($0.meaning) })")
      return
    }
  }
}

private func isDay(_ date: CalendarDate?, _ position: Int?) -> Bool {
  guard let date, let position else { return date == nil && position == nil }
  return plain.days[position] == PlainCalendar.Day(year: date.year, month: date.month, day: date.day)
}
