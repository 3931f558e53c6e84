import Domain
import Rendering
import Testing

private func column(_ kind: ResultColumn.Kind, _ unit: String? = nil, scale: Int = 0) -> ResultColumn {
  ResultColumn(name: "x", label: "X", kind: kind, scale: scale, unit: unit)
}

private func decimal(_ units: Int64, _ scale: Int) -> Value {
  FixedDecimal(units: units, scale: scale).map { .decimal($0) } ?? .null
}

@Test(
  arguments: [
    (column(.decimal, "USD", scale: 2), .integer(123_450), "$1,234.50"),
    (column(.decimal, "USD", scale: 2), decimal(-5, 2), "-$0.05"),
    (column(.decimal, "USD", scale: 4), decimal(12_345, 4), "$1.23"),
    (column(.decimal, "USD", scale: 3), decimal(-1, 3), "$0.00"),
    (column(.decimal, "AUD", scale: 2), decimal(100_000_000, 2), "1,000,000.00 AUD"),
    (column(.real, "USD"), .real(1234.5), "$1,234.50"),
    (column(.percent), .real(12.34), "12.3 %"), (column(.real, "%"), .real(0.25), "0.2 %"),
    (column(.real, "hours"), .real(12.5), "12.50 hours"), (column(.real, "hours"), .real(12), "12 hours"),
    (column(.real), .real(0.0123), "0.0123"), (column(.real), .real(.infinity), "inf"),
    (column(.integer), .integer(2019), "2019"), (column(.integer), .integer(-12_345), "-12,345"),
    (column(.integer, "minutes"), .integer(1200), "1,200 minutes"),
    (column(.integer), .integer(.min), "-9,223,372,036,854,775,808"),
    (column(.year), .integer(20_240), "20240"), (column(.month), .text("2024-03"), "2024-03"),
    (column(.boolean), .integer(1), "yes"), (column(.boolean), .integer(0), "no"),
    (column(.text), .text("a\u{1B}b"), "a\u{FFFD}b"), (column(.decimal, "USD", scale: 2), .null, "–"),
    (column(.real), .real(1e300), "1e+300"), (column(.real), .real(.leastNonzeroMagnitude), "5e-324"),
  ] as [(ResultColumn, Value, String)])
func writesOneCell(column: ResultColumn, value: Value, expected: String) {
  #expect(NumberFormat(column, cells: [value]).text(value, of: column) == expected)
}

@Test(arguments: [
  ("0.5", 0, "0"), ("1.5", 0, "2"), ("2.5", 0, "2"), ("2.51", 0, "3"), ("9.995", 2, "10.00"),
  ("9.985", 2, "9.98"),
  ("-0.004", 2, "0.00"), ("999.999", 2, "1,000.00"), ("1", 2, "1.00"), ("-1234567.5", 0, "-1,234,568"),
])
func roundsHalfToEven(number: String, digits: Int, expected: String) throws {
  let parts = number.split(separator: ".")
  let scale = parts.count > 1 ? parts[1].count : 0
  let units = try #require(Int64(parts.joined()))
  let value = try #require(FixedDecimal(units: units, scale: scale))
  #expect(DecimalDigits(value).rounded(to: digits).text(isGrouped: true) == expected)
}

@Test func roundsLikeIntegerArithmetic() {
  var random = SystemRandomNumberGenerator()
  for _ in 0..<2000 {
    let units = Int64.random(in: -1_000_000...1_000_000, using: &random)
    let cents = units.magnitude / 10
    let rest = units.magnitude % 10
    let rounded = cents + (rest > 5 || (rest == 5 && cents % 2 == 1) ? 1 : 0)
    let expected = FixedDecimal(cents: (units < 0 ? -1 : 1) * Int64(rounded)).description
    guard let value = FixedDecimal(units: units, scale: 3) else { continue }
    #expect(DecimalDigits(value).rounded(to: 2).text(isGrouped: false) == expected)
  }
}

@Test(arguments: [0.1, 1234.5678, 1e21, 1.5e-7, 123_456_789.123, 0, 1e-40])
func readsTheDigitsOfADouble(value: Double) throws {
  let digits = try #require(DecimalDigits(value))
  #expect(Double(digits.text(isGrouped: false)) == value)
}
