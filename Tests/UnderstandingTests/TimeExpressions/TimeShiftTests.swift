import Domain
import Testing
import Understanding

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
