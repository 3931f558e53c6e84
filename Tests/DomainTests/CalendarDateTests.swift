import Domain
import Testing

@Test func everyDayOfFourCenturiesHasOneNumberAndBack() {
  var date = CalendarDate(dayNumber: CalendarDate(iso: "1800-01-01")?.dayNumber ?? 0)
  for _ in 0..<150_000 {
    let next = date.adding(days: 1)
    #expect(CalendarDate(dayNumber: date.dayNumber) == date)
    #expect(next > date && next.weekday == date.weekday % 7 + 1)
    date = next
  }
}

@Test(arguments: ["2024-02-30", "2023-02-29", "2024-13-01", "24-01-01", "2024-1-1", "", "2024"])
func refusesWhatIsNoDay(text: String) { #expect(CalendarDate(iso: text) == nil) }
