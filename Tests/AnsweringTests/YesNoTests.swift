import Domain
import Testing
import Understanding

@testable import Answering

/// A table of named columns, with text where a cell is no number.
private func table(_ columns: String..., rows: [[Value]]) -> ResultTable {
  ResultTable(
    columns: columns.map { ResultColumn(name: $0, label: $0, kind: $0 == "n" ? .integer : .text) }, rows: rows
  )
}

private func number(_ values: [Value]...) -> ResultTable { table("n", rows: values) }
private func sideBySide(_ rows: [Value]...) -> ResultTable { table("period", "n", rows: rows) }

@Test(
  arguments: [
    // A number of its own: more than nothing.
    (number([.integer(3)]), true), (number([.integer(0)]), false), (number([.real(-1)]), false),
    // Rows: there are some, whatever is in them.
    (table("title", rows: []), false), (table("title", rows: [[.text("Sea Stories")]]), true),
    (table("title", "n", rows: [[.text("Sea Stories"), .integer(0)]]), true),
    (number([.integer(0)], [.integer(0)]), true),
  ] as [(ResultTable, Bool)])
func tellsWhetherThereIsAny(table: ResultTable, expected: Bool) {
  #expect(YesNo.answer(table, comparison: .exists) == expected)
}

@Test(
  arguments: [
    (sideBySide([.text("2023"), .integer(5)], [.text("2024"), .integer(4)]), true, false),
    (sideBySide([.text("2023"), .integer(4)], [.text("2024"), .integer(5)]), false, true),
    // Neither larger nor smaller.
    (sideBySide([.text("2023"), .integer(4)], [.text("2024"), .integer(4)]), false, false),
    // Decimals by what they are worth.
    (
      sideBySide(
        [.text("2023"), .decimal(FixedDecimal(cents: 1000))],
        [.text("2024"), .decimal(FixedDecimal(cents: 999))]),
      true, false
    ),
    (number([.integer(2)], [.integer(1)]), true, false),
    // Not two rows, or not a number in each: unsettled.
    (sideBySide(), nil, nil), (sideBySide([.text("2023"), .integer(5)]), nil, nil),
    (
      sideBySide([.text("2022"), .integer(5)], [.text("2023"), .integer(4)], [.text("2024"), .integer(3)]),
      nil,
      nil
    ),
    (sideBySide([.text("2023"), .integer(5)], [.text("2024"), .null]), nil, nil),
    (sideBySide([.text("2023"), .text("many")], [.text("2024"), .text("few")]), nil, nil),
  ] as [(ResultTable, Bool?, Bool?)])
func tellsWhichOfTwoIsLarger(table: ResultTable, larger: Bool?, smaller: Bool?) {
  #expect(YesNo.answer(table, comparison: .firstIsLarger(true)) == larger)
  #expect(YesNo.answer(table, comparison: .firstIsLarger(false)) == smaller)
}
