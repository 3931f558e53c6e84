import Domain
import Foundation
import Testing

@testable import KnowledgePacks

private let days = "weekdays: [[monday, mon], tuesday, wednesday, thursday, friday, saturday, sunday]\n"
private let months =
  "months: {January: [january, jan], February: feb, March: mar, April: apr, May: may, June: jun, July: jul,"
  + " August: aug, September: sep, October: oct, November: nov, December: dec}\n"

private func load(_ text: String) throws -> TimeVocabulary {
  let pack = FileManager.default.temporaryDirectory.appendingPathComponent("pack-\(UUID().uuidString)")
  defer { try? FileManager.default.removeItem(at: pack) }
  let folder = pack.appendingPathComponent("language")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  try text.write(to: folder.appendingPathComponent("time.yaml"), atomically: true, encoding: .utf8)
  return try loadTimeVocabulary(pack: pack)
}

@Suite struct TimeVocabularies {
  @Test func readsOne() throws {
    let times = try load(
      months + days + """
        plural_weekdays: [mondays, [], [], [], [], [], sundays]
        week_start: sunday
        fiscal_year_start: 7
        grains: {day: [day, days]}
        adverbs: {month: monthly}
        numbers: {two: 2}
        ordinals: {second: 2}
        uses: {modal: may}
        words: {"on": ["on"], last: [last, past]}
        holidays:
          - {names: [xmas], month: 12, day: 25}
          - {names: black friday, month: 11, weekday: thursday, nth: 4, offset: 1}
          - {names: [good friday], easter: -2}
        times_of_day:
          - {names: [night], alone: [overnight], from: 22, to: 2}
        """)
    #expect(times.monthNames.first == "January" && times.months["jan"] == 1 && times.months["dec"] == 12)
    #expect(times.weekdays["mon"] == 1 && times.weekdays["sunday"] == 7)
    #expect(times.pluralWeekdays == ["mondays": 1, "sundays": 7])
    #expect(times.weekStart == 7 && times.fiscalYearStart == 7)
    #expect(times.grains == ["day": .day, "days": .day] && times.adverbs == ["monthly": .month])
    #expect(times.numbers == ["two": 2] && times.ordinals == ["second": 2] && times.uses == ["may": .modal])
    #expect(times.classes == [.on: ["on"], .last: ["last", "past"]])
    #expect(
      times.holidays == [
        Holiday(names: ["xmas"], rule: .date(month: 12, day: 25)),
        Holiday(names: ["black friday"], rule: .weekday(4, nth: 4, month: 11), offset: 1),
        Holiday(names: ["good friday"], rule: .easter, offset: -2),
      ])
    #expect(
      times.dayParts == [
        TimeVocabulary.DayPart(names: ["night"], alone: ["overnight"], hours: [22, 23, 0, 1])
      ])
  }

  @Test(
    arguments: [
      (days, "1: file: expected the key 'months'"),
      ("months: {January: jan}\n", "1: months: expected 12 months, found '1 months'"),
      (months + "weekdays: [monday]", "2: weekdays: expected 7 days, found '1 days'"),
      (months + days + "word: {}", "3: file: expected one of the keys months,"),
      (months + days + "words:\n  lats: [x]", "4: words.lats: expected one of last, latest,"),
      (
        months + days + "grains: {hour: [x]}",
        "3: grains.hour: expected one of day, week, month, quarter, year"
      ),
      (months + days + "week_start: noday", "3: week_start: expected a day of 'weekdays', found 'noday'"),
      (months + days + "fiscal_year_start: 13", "3: fiscal_year_start: expected 1 to 12, found '13'"),
      (months + days + "numbers: {two: x}", "3: numbers.two: expected a whole number, found 'x'"),
      (
        months + days + "holidays: [{names: x}]",
        "3: holidays.1: expected the key 'month', found 'no 'month''"
      ),
      (
        months + days + "holidays: [{names: x, month: 2, weekday: monday, nth: 0}]",
        "3: holidays.1.nth: expected 1 to 5"
      ),
      (
        months + days + "holidays: [{names: x, dya: 2}]",
        "3: holidays.1: expected one of the keys names, month,"
      ),
      (
        months + days + "times_of_day: [{names: x, from: 25, to: 2}]",
        "3: times_of_day.1.from: expected 0 to 23"
      ),
    ] as [(String, String)])
  func refuses(text: String, expected: String) {
    let error = #expect(throws: PackError.self) { try load(text) }
    #expect(
      error?.description.hasPrefix("language/time.yaml:\(expected)") == true,
      "\(error?.description ?? "none")")
  }
}
