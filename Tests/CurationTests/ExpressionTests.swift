import Domain
import Testing

@testable import Curation

private let place = PackPlace(file: "sources/t.yaml", line: 7, path: "t.rules.1")
private let columns: [(name: String, type: ExpressionType)] = [
  ("n", .integer), ("amount", .decimal(scale: 2)), ("name", .text), ("day", .date), ("at", .timestamp),
  ("ratio", .real), ("flag", .boolean), ("nothing", .text), ("none", .decimal(scale: 2)),
]
private let cells: [Cell] = [
  .integer(3), .decimal(FixedDecimal(cents: 1050)), .text("No.One@mail.com"), .text("2024-03-01"),
  .text("2024-03-01 12:00:00"), .real(0.5), .integer(1), .null, .null,
]

private func evaluate(_ text: String) throws -> Value {
  let typed = try ExpressionParser.parse(Formula(text, place: place), columns: columns)
  var row = cells
  return row.withUnsafeMutableBufferPointer { typed.expression.computation.cell($0).value }
}

@Suite struct Expressions {
  @Test(
    arguments: [
      ("n = 3", true), ("n != 3", false), ("n <> 4", true), ("n < 3", false), ("n <= 3", true),
      ("n >= 4", false),
      ("amount > 10", true), ("amount = 10.5", true), ("10.50 = amount", true), ("amount < 10.501", true),
      ("0 < amount", true), ("ratio = 0.5", true), ("name = 'x'", false), ("name is null", false),
      ("nothing is null", true), ("nothing is not null", false), ("nothing = 'x'", nil),
      ("not nothing = 'x'", nil),
      ("nothing = 'x' or n = 3", true), ("nothing = 'x' and n = 4", false), ("nothing = 'x' and n = 3", nil),
      ("none < 0", nil), ("none is null or none < 0", true), ("n in (1, 2, 3)", true),
      ("n not in (1, 2)", true),
      ("nothing in ('a')", nil), ("lower(local_part(name)) in ('no', 'no.one')", true), ("flag", true),
      ("not flag", false), ("flag and not flag", false), ("day >= '2024-03-01'", true),
      ("day < '2024-03-01'", false),
      ("at > '2024-03-01'", true), ("at = '2024-03-01T12:00:00Z'", true),
      ("n = 1 or n = 2 and n = 3 or n = 3", true),
      ("(n = 3 or n = 1) and n = 1", false), ("repeated_digit('000-000-0000')", true),
      ("repeated_digit('+1 000 0000')", false), ("repeated_digit('x')", false),
      ("starts_with(name, 'No')", true),
      ("contains(name, '@')", true), ("true", true), ("NOT FALSE", true),
    ] as [(String, Bool?)])
  func conditions(text: String, truth: Bool?) throws {
    #expect(try evaluate(text) == truth.map { .integer($0 ? 1 : 0) } ?? .null)
  }

  @Test(
    arguments: [
      ("n + 2 * 3", .integer(9)), ("(n + 2) * 3", .integer(15)), ("n - 1 - 1", .integer(1)),
      ("-n", .integer(-3)),
      ("n / 2", .real(1.5)), ("n / 0", .null), ("9223372036854775807 + n", .null), ("n * -2", .integer(-6)),
      ("ratio * 2", .real(1)), ("ratio + amount", .real(11)), ("none + amount", .null),
      ("coalesce(nothing, name)", .text("No.One@mail.com")), ("coalesce(none, 1)", .integer(1)),
      ("digits('+1 (50) x')", .text("150")), ("digits('x')", .null), ("length('häß')", .integer(3)),
      ("upper('ab')", .text("AB")), ("trim(' a ')", .text("a")),
      ("join(' ', 'a', nothing, 'b')", .text("a b")),
      ("join(' ', nothing, nothing)", .null), ("'it''s'", .text("it's")),
      ("when(n > 2, 'big', 'small')", .text("big")),
      ("when(nothing = 'x', 1, 2)", .integer(2)), ("lookup(n, 1, 'a', 3, 'c')", .text("c")),
      ("lookup(n, 1, 'a')", .null), ("lookup(n, 1, 'a', 'other')", .text("other")), ("abs(-n)", .integer(3)),
      ("hours_between(day, at)", .real(12)), ("hours_between(at, day)", .real(-12)),
      ("days_between(day, at)", .real(0.5)),
      ("null", .null), ("local_part('a@b@c')", .text("a@b")), ("local_part('x')", .text("x")),
    ] as [(String, Value)])
  func values(text: String, value: Value) throws { #expect(try evaluate(text) == value) }

  @Test(
    arguments: [
      ("amount + 1", 1150, 2), ("amount * 1.65", 173_250, 4), ("amount - 0.005", 10_495, 3),
      ("amount * n", 3150, 2),
      ("amount * lookup('EUR', 'USD', 1.5, 'EUR', 1.65, 1)", 173_250, 4), ("-amount", -1050, 2),
      ("abs(-amount)", 1050, 2),
    ] as [(String, Int64, Int)])
  func exactAmounts(text: String, units: Int64, scale: Int) throws {
    let value = try evaluate(text)
    #expect(value == FixedDecimal(units: units, scale: scale).map(Value.decimal))
  }

  @Test(arguments: [
    ("amout > 1", "found 'amout'; did you mean 'amount'?"), ("lowr(name)", "did you mean 'lower'?"),
    ("name > 1", "expected two values of one type"), ("name + 1", "expected a number, found 'text"),
    ("n =", "expected a column, number, 'text' or function, found 'the end'"),
    ("n = 1 n", "expected the end of the formula, found 'n'"),
    ("(n = 1", "expected ')'"), ("n and flag", "expected a condition before 'and'"),
    ("n in (ratio)", "literals inside"),
    ("'abc", "expected a closing '"), ("n ! 1", "expected '!=' or 'not'"),
    ("day = 'soon'", "expected 'YYYY-MM-DD'"),
    ("lower(n)", "lower(text), found 'lower(integer)'"),
    ("hours_between(day)", "hours_between(timestamp, timestamp)"),
    ("1.2.3", "a number of at most 9 digits"), ("n # 1", "expected a name, number, 'text' or sign"),
    ("", "found 'the end'"),
    ("amount * 1.123456789", "expected at most 9"), ("n is 3", "expected 'null'"),
    ("not n", "a condition after 'not'"),
    ("not name is", "expected 'null'"), ("day > name and", "two values of one type"),
  ])
  func refuses(text: String, message: String) {
    #expect { try evaluate(text) } throws: { error in
      let words = "\(error)"
      if !words.contains(message) { Issue.record("\(words)") }
      return words.hasPrefix("sources/t.yaml:7: t.rules.1: expected ")
    }
  }

  @Test func depthAndLengthHaveLimits() {
    for text in [String(repeating: "(", count: 2000), "n = 1" + String(repeating: " or n = 1", count: 1000)] {
      #expect(throws: PackError.self) { try evaluate(text) }
    }
    #expect(throws: Never.self) { try evaluate("n = 1" + String(repeating: " or n = 1", count: 400)) }
  }
}
