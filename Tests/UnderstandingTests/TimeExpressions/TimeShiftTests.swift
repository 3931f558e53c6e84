import Domain
import Foundation
import Testing
import Understanding

/// The independent side: Foundation's calendar, in UTC.
private let gregorian: Calendar = {
  var calendar = Calendar(identifier: .iso8601)
  calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? calendar.timeZone
  return calendar
}()

private func text(_ date: Date) -> String {
  let parts = gregorian.dateComponents([.year, .month, .day], from: date)
  func padded(_ number: Int?) -> String { (number ?? 0) < 10 ? "0\(number ?? 0)" : "\(number ?? 0)" }
  return "\(parts.year ?? 0)-\(padded(parts.month))-\(padded(parts.day))"
}

/// The calendar period of `unit` that holds `day`, moved by `offset`.
private func period(_ unit: Calendar.Component, _ day: Date, _ offset: Int) -> String {
  if unit == .quarter {
    let parts = gregorian.dateComponents([.year, .month], from: day)
    let index = (parts.year ?? 0) * 4 + ((parts.month ?? 1) - 1) / 3 + offset
    func first(_ index: Int) -> String {
      let month = index % 4 * 3 + 1
      return "\(index / 4)-\(month < 10 ? "0" : "")\(month)-01"
    }
    return "\(first(index))..\(first(index + 1))"
  }
  let start = gregorian.dateInterval(of: unit == .weekOfYear ? .weekOfYear : unit, for: day)?.start ?? day
  let moved = gregorian.date(byAdding: unit, value: offset, to: start) ?? start
  return "\(text(moved))..\(text(gregorian.date(byAdding: unit, value: 1, to: moved) ?? moved))"
}

private func trailing(_ unit: Calendar.Component, _ count: Int, _ day: Date) -> String {
  let end = gregorian.date(byAdding: .day, value: 1, to: day) ?? day
  let from = unit == .day ? day : end
  return "\(text(gregorian.date(byAdding: unit, value: -count, to: from) ?? end))..\(text(end))"
}

private func newestMonth(_ month: Int, _ day: Date) -> String {
  var start = gregorian.dateInterval(of: .month, for: day)?.start ?? day
  while gregorian.component(.month, from: start) != month {
    start = gregorian.date(byAdding: .month, value: -1, to: start) ?? start
  }
  return period(.month, start, 0)
}

private func newestWeekday(_ weekday: Int, _ day: Date) -> String {
  var start = day
  while (gregorian.component(.weekday, from: start) + 5) % 7 + 1 != weekday {
    start = gregorian.date(byAdding: .day, value: -1, to: start) ?? start
  }
  return period(.day, start, 0)
}

private struct RelativePhrase: Sendable, CustomStringConvertible {
  let phrase: String
  let expected: @Sendable (Date) -> String
  var description: String { phrase }
}

private let relativePhrases: [RelativePhrase] = [
  RelativePhrase(phrase: "today") { period(.day, $0, 0) },
  RelativePhrase(phrase: "yesterday") { period(.day, $0, -1) },
  RelativePhrase(phrase: "this week") { period(.weekOfYear, $0, 0) },
  RelativePhrase(phrase: "last week") { period(.weekOfYear, $0, -1) },
  RelativePhrase(phrase: "this month") { period(.month, $0, 0) },
  RelativePhrase(phrase: "last month") { period(.month, $0, -1) },
  RelativePhrase(phrase: "3 months ago") { period(.month, $0, -3) },
  RelativePhrase(phrase: "this quarter") { period(.quarter, $0, 0) },
  RelativePhrase(phrase: "last quarter") { period(.quarter, $0, -1) },
  RelativePhrase(phrase: "this year") { period(.year, $0, 0) },
  RelativePhrase(phrase: "last year") { period(.year, $0, -1) },
  RelativePhrase(phrase: "last 90 days") { trailing(.day, 90, $0) },
  RelativePhrase(phrase: "past three months") { trailing(.month, 3, $0) },
  RelativePhrase(phrase: "last 2 weeks") { trailing(.day, 14, $0) },
  RelativePhrase(phrase: "in october") { newestMonth(10, $0) },
  RelativePhrase(phrase: "on thursday") { newestWeekday(4, $0) },
]

@Test(arguments: relativePhrases)
private func agreesWithFoundationOnEveryDay(row: RelativePhrase) {
  let tokens = Splitting.spaces.tokens(row.phrase)
  var day = CalendarDate(dayNumber: 17_897)  // 2019-01-01
  while day.year <= 2032 {
    let context = TimeContext(asOf: day)
    let found = timeParser.matches(in: tokens, context: context).map { match in
      guard case .window(let window) = match.meaning else { return "no window" }
      return "\(window.start?.description ?? "")..\(window.end?.description ?? "")"
    }
    let expected = row.expected(Date(timeIntervalSince1970: Double(day.dayNumber) * 86_400))
    if found != [expected] {
      Issue.record("\(row.phrase) on \(day): \(found), expected \(expected)")
      return
    }
    day = day.adding(days: 1)
  }
}

@Test(arguments: [
  ("in 2023", "and the year before?", "2022-01-01..2023-01-01"),
  ("in 2022 to 2023", "and the year before?", "2021-01-01..2022-01-01"),
  ("in march 2024", "previous month", "2024-02-01..2024-03-01"),
  ("in march 2024", "the year before", "2023-03-01..2023-04-01"),
  ("in q1 2024", "previous quarter", "2023-10-01..2024-01-01"),
  ("in q3 2024", "same period last year", "2023-07-01..2023-10-01"),
  ("in q3 2024", "previous month", "2024-06-01..2024-07-01"),
  ("in 2024", "the following year", "2025-01-01..2026-01-01"),
  ("in h1 2024", "previous period", "2023-07-01..2024-01-01"),
  ("march 5 2024", "previous period", "2024-03-04..2024-03-05"),
  ("feb 29 2024", "same period last year", "2023-02-28..2023-03-01"),
  ("in 2023", "two years earlier", "2021-01-01..2022-01-01"),
  ("since 2023", "the year before", "2023-01-01.."),
])
func movesTheWindowSpokenOfBefore(before: String, question: String, expected: String) {
  let context = timeContext()
  let first = timeParser.matches(in: Splitting.spaces.tokens(before), context: context).first
  let next = timeParser.matches(in: Splitting.spaces.tokens(question), context: context).first
  guard case .window(let window) = first?.meaning, case .relative(let shift) = next?.meaning else {
    Issue.record("no window and shift: \(String(describing: first)) \(String(describing: next))")
    return
  }
  let moved = timeParser.resolve(shift, of: window)
  #expect("\(moved.start?.description ?? "")..\(moved.end?.description ?? "")" == expected)
}

@Test(arguments: [
  ("previous month", "2024-11-01"), ("the year before", "2023-01-01"), ("same month last year", "2023-12-01"),
])
func standsAloneWithoutAWindowBefore(question: String, start: String) {
  let match = timeParser.matches(in: Splitting.spaces.tokens(question), context: timeContext()).first
  guard case .relative(let shift) = match?.meaning else {
    Issue.record("no shift in \(question)")
    return
  }
  #expect(shift.standalone?.start?.description == start)
}
