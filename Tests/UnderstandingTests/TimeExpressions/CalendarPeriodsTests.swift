import Domain
import Testing
import Understanding

private let periods = CalendarPeriods(
  context: TimeContext(asOf: CalendarDate(dayNumber: 0)), vocabulary: .english)

@Test(arguments: [
  (Grain.day, "24 December 2023"), (.week, "week of 18 December 2023"), (.month, "December 2023"),
  (.quarter, "Q4 2023"), (.year, "2023"),
])
func namesThePeriodOfADay(grain: Grain, label: String) throws {
  let day = try #require(CalendarDate(2023, 12, 24))
  #expect(periods.period(grain, containing: day).label == label)
}
