import Domain
import Testing
import Understanding

@Test(arguments: timeCorpus + timeWays)
func readsTheOneMeaning(row: TimeCase) {
  for splitting in Splitting.allCases {
    let found = readings(row.question, timeContext(), splitting).joined(separator: "; ")
    #expect(found == row.reading, "\(splitting)")
  }
}

@Test(arguments: timeNegatives)
func readsNoTime(question: String) {
  let isCar = { (index: Int) in question == "2019 camry" && index == 0 }
  for splitting in Splitting.allCases {
    let found = timeParser.matches(
      in: splitting.tokens(question), context: timeContext(), isNotTime: isCar)
    #expect(found.isEmpty, "\(splitting) \(found.map(\.rule))")
  }
}

@Test(arguments: [
  ("2026-11-20", "how many tickets were raised this month?", "2026-11-01..2026-11-21 month"),
  ("2025-11-20", "purchases last month", "2025-10-01..2025-11-01 month"),
  ("2025-11-20", "in december", "2024-12-01..2025-01-01 month"),
  ("2025-11-20", "in november", "2025-11-01..2025-12-01 month"),
  ("2024-03-01", "last march", "2023-03-01..2023-04-01 month"),
  ("2024-03-02", "last march", "2024-03-01..2024-04-01 month"),
  ("2025-11-20", "q4", "2025-10-01..2026-01-01 quarter"),
  ("2025-11-20", "ytd", "2025-01-01..2025-11-21"),
  ("2025-11-20", "last 2 weeks", "2025-11-06..2025-11-21"),
  ("2025-11-20", "from nov to feb", "2024-11-01..2025-03-01"),
  ("2023-06-15", "feb 29", "2020-02-29..2020-03-01 day"),
  ("2024-05-30", "last 3 months", "2024-02-29..2024-05-31"),
])
func readsAgainstTheDay(asOf: String, question: String, reading: String) {
  #expect(readings(question, timeContext(asOf)) == [reading])
}

@Test func aFiscalYearHasTheNumberOfItsEnd() {
  #expect(readings("fy2024", timeContext(fiscal: 7)) == ["2023-07-01..2024-07-01"])
  #expect(
    readings("this fiscal year", timeContext(fiscal: 7)) == ["2024-07-01..2025-01-01"]
      && readings("last fiscal year", timeContext(fiscal: 7)) == ["2023-07-01..2024-07-01"]
      && readings("q1 fy24", timeContext(fiscal: 7)) == ["2023-07-01..2023-10-01 quarter"])
}

@Test func aWeekBeginsWhenTheContextSays() {
  var context = timeContext()
  context.weekStart = 7
  #expect(readings("this week", context) == ["2024-12-29..2025-01-01 week"])
}

@Test(arguments: [
  ("q3 2024", "Q3 2024"), ("last month", "November 2024"), ("in the last 90 days", "last 90 days"),
  ("since 1 july 2024", "since 1 July 2024"), ("2022 thru 2023", "2022 to 2023"), ("ever", "all time"),
  ("week of 9 november 2026", "week of 9 November 2026"), ("h1 2024", "H1 2024"), ("fy2024", "FY2024"),
])
func labelsTheWindow(question: String, label: String) {
  let found = timeParser.matches(in: Splitting.spaces.tokens(question), context: timeContext())
  guard case .window(let window) = found.first?.meaning else {
    Issue.record("no window in \(question)")
    return
  }
  #expect(window.label == label)
}

@Test(arguments: [
  ("revenue during all of 2023 please", 1..<5), ("orders in the last 90 days", 1..<6), ("by month", 0..<2),
  ("sales, 2022 vs 2023", 1..<4),
])
func coversTheWordsThatBelongToIt(question: String, tokens: Range<Int>) {
  let found = timeParser.matches(in: Splitting.spaces.tokens(question), context: timeContext())
  #expect(found.map(\.tokens) == [tokens])
}

@Test(arguments: timeNegativeCompounds)
func readsNoTimeInACode(question: String) {
  #expect(readings("total of \(question) please", timeContext()) == [])
}

@Test func everyWordOfARuleIsAClass() {
  #expect(timeParser.unknownClasses.isEmpty)
  #expect(TimeVocabulary.WordClass.allCases.filter { TimeVocabulary.english.classes[$0] == nil }.isEmpty)
}

/// Every row of the tables earns its place: some phrase is read by it, alone or within another.
@Test func everyRuleReadsAPhraseOfTheCorpus() {
  var rules: Set<String> = []
  for row in timeCorpus + timeWays {
    for splitting in Splitting.allCases {
      let tokens = splitting.tokens(row.question)
      for match in timeParser.matches(in: tokens, context: timeContext()) { rules.insert(match.rule) }
    }
  }
  let never = timeParser.rules.filter { !rules.contains($0) }
  #expect(never.isEmpty, "\(never.joined(separator: "\n"))")
}

@Test func longAndOddInputEnds() {
  let words = [
    "may", "-", "2023", "and", "'", "last", "of", ",", "q", "3", "to", "between", "é", "", "\u{0}",
    "99999999999999999999",
  ]
  var seed: UInt64 = 7
  for _ in 0..<300 {
    var tokens: [TimeToken] = []
    for _ in 0..<40 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      tokens.append(TimeToken(words[Int(seed >> 33) % words.count]))
    }
    let found = timeParser.matches(in: tokens, context: timeContext())
    for (left, right) in zip(found, found.dropFirst()) {
      #expect(left.tokens.upperBound <= right.tokens.upperBound)
    }
    #expect(found.allSatisfy { $0.tokens.upperBound <= tokens.count })
  }
}
