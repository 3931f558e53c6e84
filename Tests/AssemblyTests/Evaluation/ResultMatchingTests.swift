import Testing

@testable import Assembly

private func cell(_ text: String) -> GradedCell {
  Double(text).map(GradedCell.init(number:)) ?? GradedCell(text: text)
}

@Test(arguments: [
  ("1837.5", "$1,837.50"), ("100", "100.4"), ("0.005", "0.012"), ("2024", "2024"), ("12", "12 %"),
  ("2024-03", "March 2024"), ("2024-03", "2024-03-01"), ("2024-03", "mar"), ("2024-Q1", "Q1 2024"),
  ("2024-Q1", "q1"), ("2024-01-05", "5 January 2024"), ("2024-01-05", "Jan 5th, 2024"), ("Monday", "mon"),
  ("O'Reilly  Auto", "o'reilly auto"), ("2024", "2024-01-01"),
])
func isTheSame(gold: String, got: String) {
  #expect(ResultMatching(isPercent: false).same(cell(gold), cell(got)))
}

@Test(arguments: [
  ("1837.5", "1848"), ("2024", "2024.4"), ("2024", "2023"), ("2024-03", "April 2024"),
  ("2024-03-02", "2024-03"),
  ("2024-Q1", "Q2"), ("12", "12 of 13"), ("Monday", "tue"), ("brake", "brakes"), ("5", ""),
])
func isNotTheSame(gold: String, got: String) {
  #expect(!ResultMatching(isPercent: false).same(cell(gold), cell(got)))
}

@Test func percentagesAreComparedByPoints() {
  #expect(ResultMatching(isPercent: true).same(cell("10"), cell("10.09")))
  #expect(!ResultMatching(isPercent: true).same(cell("10"), cell("10.2")))
  #expect(ResultMatching(isPercent: false).same(cell("1000"), cell("1004")))
}

private typealias Rows = [[String]]

@Test(
  arguments: [
    ([["A", "1"], ["B", "2"]], [["B", "2"], ["A", "1"]], false, true),
    ([["A", "1"], ["B", "2"]], [["B", "2"], ["A", "1"]], true, false),
    ([["A", "1"]], [["more", "A", "1", "columns"]], true, true),
    ([["A", "1"]], [["A", "1"], ["B", "2"]], false, false),
    ([["A", "1"], ["A", "1"]], [["A", "1"], ["B", "2"]], false, false),
    ([["Ada Lovelace", "3"]], [["Ada", "Lovelace", "3"]], true, true),
    // The first gold row fits both rows, the second only the first: one must move on.
    ([["100"], ["100.4"]], [["100.2"], ["99.9"]], false, true),
    ([["7", "7"]], [["7", "8"]], false, false),
  ] as [([[String]], [[String]], Bool, Bool)])
func matchesRows(gold: [[String]], rows: [[String]], isOrdered: Bool, expected: Bool) {
  let matching = ResultMatching(isPercent: false)
  #expect(
    matching.rows(gold.map { $0.map(cell) }, rows.map { $0.map(cell) }, isOrdered: isOrdered) == expected)
}

@Test(
  arguments: [
    ([["A"], ["B"]], [["1", "B"], ["2", "A"], ["3", "A"]], true),
    ([["A"], ["B"]], [["1", "B"], ["2", "A"], ["3", "C"]], false),
    ([["A"], ["B"]], [["B", "A"]], false),
    ([], [], true),
  ] as [([[String]], [[String]], Bool)])
func matchesSets(gold: [[String]], rows: [[String]], expected: Bool) {
  #expect(
    ResultMatching(isPercent: false).set(gold.map { $0.map(cell) }, rows.map { $0.map(cell) }) == expected)
}

@Test(
  arguments: [
    ("12", [["x", "12"]], "", true), ("12", [["12"], ["13"]], "", false), ("12", [], "There are 12.", true),
    ("12", [], "There are 1,200.", false), ("12", [], "v12 and 0.12", false),
    ("1200", [], "1,200 of them", true),
    ("2024-03", [], "in March 2024", true), ("Summit", [], "supplied by SUMMIT racing", true),
  ] as [(String, [[String]], String, Bool)])
func matchesScalars(gold: String, rows: [[String]], text: String, expected: Bool) {
  #expect(
    ResultMatching(isPercent: false).scalar(cell(gold), rows.map { $0.map(cell) }, text: text) == expected)
}
