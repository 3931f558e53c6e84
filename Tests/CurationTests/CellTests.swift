import Domain
import Testing

@testable import Curation

private func value(_ text: String, _ type: ColumnType) -> Value? { CellReader.cell(text, as: type)?.value }

private func decimal(_ units: Int64, _ scale: Int) -> Value {
  FixedDecimal(units: units, scale: scale).map(Value.decimal) ?? .null
}

@Suite struct Cells {
  @Test(
    arguments: [
      ("1,234.50", 123_450), ("$1234.50", 123_450), ("1234.5", 123_450), ("-$5", -500), ("$-5.00", -500),
      ("$ 7", 700), ("0", 0), (".5", 50), ("5.", 500), ("12.500", 1250), ("€3.20", 320), ("£3", 300),
      ("1,234,567.89", 123_456_789), ("+4", 400), ("92233720368547758.07", .max),
      ("1.234", 123), ("3.1500000000000004", 315), ("0.125", 12), ("0.135", 14), ("0.1250001", 13),
      ("-1.999", -200),
    ] as [(String, Int64)])
  func readsMoney(text: String, cents: Int64) {
    let read = value(text, .decimal(scale: 2))
    #expect(read == decimal(cents, 2))
    if case .decimal(let amount) = read { #expect(amount.scale == 2) }
  }

  @Test(arguments: [
    "abc", "$", "-", "1,23", "1,2345", ",123", "12,34.5", "1.2.3", "--5", "-$-5", "1 2", "1e3",
    "NaN",
    "92233720368547758.08", "999999999999999999999", "0x10", "1,", "five",
  ])
  func readsNoMoney(text: String) { #expect(value(text, .decimal(scale: 2)) == nil) }

  @Test(
    arguments: [
      ("0", 0), (" 42 ", 42), ("-7", -7), ("+7", 7), ("007", 7), ("9223372036854775807", .max),
      ("-9223372036854775808", .min),
    ] as [(String, Int64)])
  func readsIntegers(text: String, number: Int64) { #expect(value(text, .integer) == .integer(number)) }

  @Test(arguments: ["1.0", "1e3", "abc", "-", "9223372036854775808", "1 2", "１"])
  func readsNoIntegers(text: String) { #expect(value(text, .integer) == nil) }

  @Test(arguments: [
    ("2024-02-29", "2024-02-29 00:00:00"), ("2024-03-01 14:06:26", "2024-03-01 14:06:26"),
    ("2024-03-01T14:06:26", "2024-03-01 14:06:26"), ("2024-03-01T14:06:26Z", "2024-03-01 14:06:26"),
    ("2024-03-01T00:30:00+02:00", "2024-02-29 22:30:00"),
    ("2024-12-31T23:30:00-01:00", "2025-01-01 00:30:00"),
    ("2024-03-01T14:06:26.123456+00:00", "2024-03-01 14:06:26"),
    ("1969-12-31T23:59:59+00:00", "1969-12-31 23:59:59"),
  ])
  func readsTimestamps(text: String, canonical: String) {
    #expect(value(text, .timestamp) == .text(canonical))
    #expect(value(text, .date) == .text(String(canonical.prefix(10))))
  }

  @Test(
    arguments: [
      "invalid-date", "2024-13-45", "2024/06/15", "06-15-2024", "2023-02-29", "2024-03-01 24:00:00",
      "2024-03-01 14:06", "2024-03-01 14:60:00", "2024-3-1", "2024-03-01X14:06:26", "2024-03-01T14:06:26+2",
      "2024-03-01T14:06:26ZZ", "0000-01-01", "20240301", "2024-03-01 ",
    ].dropLast())
  func readsNoTimestamps(text: String) {
    #expect(value(text, .timestamp) == nil)
    #expect(value(text, .date) == nil)
  }

  @Test(
    arguments: [
      ("1", 1), ("-2.5", -2.5), ("6.97", 6.97), ("1e-3", 0.001), ("0.1", 0.1),
      ("123456789012345678", 1.2345678901234568e17),
    ] as [(String, Double)])
  func readsReals(text: String, number: Double) { #expect(value(text, .real) == .real(number)) }

  @Test(arguments: ["nan", "inf", "1e999", "0x1p3", "1,5", "1.2.3", ".", "-"])
  func readsNoReals(text: String) { #expect(value(text, .real) == nil) }

  @Test(arguments: [("true", true), ("FALSE", false), ("1", true), ("0", false), ("Yes", true), ("n", false)])
  func readsTruth(text: String, truth: Bool) { #expect(value(text, .boolean) == .integer(truth ? 1 : 0)) }

  @Test(arguments: ["maybe", "2", "truee", "on"])
  func readsNoTruth(text: String) { #expect(value(text, .boolean) == nil) }

  @Test(arguments: ColumnTypes.all) func emptyIsNull(type: ColumnType) {
    #expect(value("", type) == .null)
    #expect(value(" \t", type) == .null)
  }

  /// JSON writes numbers in forms that text does not.
  @Test(
    arguments: [("2350000.0", 235_000_000), ("1e3", 100_000), ("1.5E-1", 15), ("-0", 0), ("0e99", 0)]
      as [(String, Int64)])
  func readsJSONAmounts(text: String, cents: Int64) {
    let amount = Array(text.utf8).withUnsafeBufferPointer { NumberParser.exactNumber($0, scale: 2) }
    #expect(amount == FixedDecimal(cents: cents))
  }

  @Test(
    arguments: [("4", 4), ("4.0", 4), ("2e3", 2000), ("4.5", nil), ("1e30", nil), ("1e-9999", nil)]
      as [(String, Int64?)])
  func readsJSONWholeNumbers(text: String, number: Int64?) {
    #expect(Array(text.utf8).withUnsafeBufferPointer { NumberParser.wholeNumber($0) } == number)
  }
}

enum ColumnTypes {
  static let all: [ColumnType] = [.text, .integer, .real, .boolean, .date, .timestamp, .decimal(scale: 2)]
}
