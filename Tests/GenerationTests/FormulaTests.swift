import Domain
import Testing

@testable import Generation

private let place = GenerationPlace(file: "generate.yaml", line: 7, name: "datasets.x.columns.y")

private var world: FormulaWorld {
  FormulaWorld(
    table: { name in
      switch name {
      case "colors": RowTable(name: name, list: [("red", 1), ("blue", 0)])
      case "parts":
        try RowTable(name: name, csv: "sku,price\nA1,\"1,250.50\"\nB2,\n", place: place)
      default: nil
      }
    }, pick: { _ in nil },
    maps: [
      "trend": GenerationMap(
        name: "trend", entries: ["a\u{1F}1": "2.5", "a\u{1F}*": "7", "*\u{1F}*": "1", "word": "so"])
    ], calendars: [:], tableNames: ["colors", "parts"], pickNames: [])
}

/// The value of a formula over a row with price 12.50, count 3, name "Ann", day 2024-02-29, nothing null.
private func value(of text: String, key: UInt64 = 1) throws -> Cell {
  let parent = Scope(parent: nil)
  parent.add("region")
  let scope = Scope(parent: parent)
  for name in ["price", "count", "name", "day", "nothing"] { scope.add(name) }
  let above = Frame(cells: [.text("north")], key: 2, number: 9, parent: nil)
  let frame = Frame(
    cells: [
      .decimal(FixedDecimal(cents: 1250)), .integer(3), .text("Ann"),
      .day(CalendarDate(2024, 2, 29)?.dayNumber ?? 0), .null,
    ], key: key, number: 4, parent: above)
  return try withExtendedLifetime(above) {
    try FormulaCompiler.compile(GenerationFormula(text, at: place), in: scope, of: world).evaluate(frame)
  }
}

@Test(
  arguments: [
    ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("-2 + 5", "3"), ("7 % 3", "1"), ("-7 % 3", "2"),
    ("price * count", "37.50"), ("price * 0.08", "1.0000"), ("round(price * 0.0865, 2)", "1.08"),
    ("round(-price * 0.1, 1)", "-1.3"), ("round(2.5, 0)", "3"), ("1 / 4", "0.25"), ("floor(-1.5)", "-2"),
    ("price + 1", "13.50"), ("max(price, 12.6)", "12.6"), ("min(day, date('2024-03-01'))", "2024-02-29"),
    ("day + 1", "2024-03-01"), ("date('2024-03-01') - day", "1"),
    ("moment_of(day) + 61", "2024-02-29 00:01:01"),
    ("iso(moment_of(day), 'Z')", "2024-02-29T00:00:00Z"), ("iso(nothing, 'Z')", ""), ("weekday(day)", "4"),
    ("month(day) * 100 + day_of_month(day)", "229"), ("hour(moment_of(day) + 7200)", "2"),
    ("if(count > 2, 'many', 'few')", "many"), ("if(count > 5, 1, count > 2, 2, 3)", "2"),
    ("coalesce(nothing, name)", "Ann"), ("nothing == null", "true"), ("nothing < 1", "false"),
    ("name == 3", "false"), ("not count == 3 or true and false", "false"),
    ("join('INV-', year(day), '-', pad(count, 4))", "INV-2024-0003"), ("upper(name)", "ANN"),
    ("substring('9185550123', 4, 3)", "555"), ("replace('a b a', 'a', 'xy')", "xy b xy"),
    ("commas(1234567.50)", "1,234,567.50"), ("commas(-234567)", "-234,567"), ("commas(999)", "999"),
    ("number('$1,250.50') + 1", "1251.50"), ("number('abc')", ""), ("parent.region", "north"),
    ("number + parent.number", "13"), ("pick(colors)", "red"),
    ("lookup(trend, 'a', 1)", "2.5"), ("lookup(trend, 'a', 2)", "7"), ("lookup(trend, 'b', 2)", "1"),
    ("lookup(trend, 'word')", "so"), ("lookup(trend, 'none')", ""), ("position(row(parts, 2))", "2"),
    ("row(parts, 3)", ""), ("length(letters('AB', 12))", "12"), ("typo('Bo')", "Bo"),
  ])
func computes(formula: String, expected: String) throws {
  #expect(try value(of: formula).text() == expected)
}

@Test(
  arguments: [
    ("prise * 2", "prise", "did you mean 'price'"), ("1 +", "the end", "a value"),
    ("round(price)", "1 arguments of round", "2 arguments"),
    ("rond(price, 2)", "rond", "did you mean 'round'"),
    ("'open", "'open", "closing quote"), ("price ? 2", "? 2", "operator"), ("(1", "the end", "parenthesis"),
    ("pick(colours)", "colours", "did you mean 'colors'"), ("pick(3)", "pick without a name", "name"),
    ("draw(orders)", "orders", "a calendar"), ("sum(lines.total)", "lines", "as its parent"),
    ("name.city", "city", "no row of a table"), ("if(true, 1)", "2 arguments of if", "another value"),
    ("lookup(trends, 1)", "trends", "did you mean 'trend'"), ("choose(1, 2, 3)", "3 arguments", "weights"),
    (String(repeating: "(", count: 100), "(", "at most 64"), ("1 2", "2", "the end"),
    ("1" + String(repeating: "+1", count: 3000), "6001 bytes", "at most 4096"),
  ])
func refuses(formula: String, found: String, expected: String) throws {
  let error = #expect(throws: PackError.self) { try value(of: formula) }
  let words = error?.description ?? ""
  #expect(words.hasPrefix("generate.yaml:7: datasets.x.columns.y: expected "))
  #expect(words.contains(found))
  #expect(words.contains(expected))
}

@Test(arguments: [
  "name + 1", "count / 0", "count % 0", "if(count, 1, 2)", "9223372036854775807 + count",
  "date('2024-02-30')",
  "round(price, 12)", "letters('AB', 5000)", "integer(5, 2)", "-name",
])
func refusesToCompute(formula: String) throws {
  #expect(throws: EvaluationError.self) { try value(of: formula) }
}

@Test(arguments: ["uniform(0, 1)", "uuid()", "letters('ABCDEFGH', 9)", "normal(0, 1)", "integer(1, 1000000)"])
func randomCallsDependOnTheRowAlone(formula: String) throws {
  #expect(try value(of: formula, key: 5) == value(of: formula, key: 5))
  #expect(try value(of: formula, key: 5) != value(of: formula, key: 6))
  #expect(try value(of: "join(\(formula), '|', \(formula))").text().split(separator: "|").count == 2)
}

@Test func twoRandomCallsOfOneFormulaDiffer() throws {
  let halves = try value(of: "join(uuid(), '|', uuid())").text().split(separator: "|")
  #expect(halves[0] != halves[1])
}

@Test func identifiersAreUUIDsOfVersion4() throws {
  let uuid = try value(of: "uuid()").text()
  #expect(uuid.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
}

@Test(arguments: [
  ("plain", "plain", "\"plain\""), ("a,b", "\"a,b\"", "\"a,b\""),
  ("6\" bolt", "\"6\"\" bolt\"", "\"6\\\" bolt\""),
  ("two\nlines", "\"two\nlines\"", "\"two\\u000alines\""), ("Coupé", "Coupé", "\"Coupé\""), ("", "", "\"\""),
])
func quotesTexts(text: String, csv: String, json: String) {
  var (first, second) = (ByteBuffer(), ByteBuffer())
  first.append(csv: .text(text))
  second.append(json: .text(text))
  #expect(String(decoding: first.bytes, as: UTF8.self) == csv)
  #expect(String(decoding: second.bytes, as: UTF8.self) == json)
}

@Test(arguments: [
  (5, 2, "0.05"), (-1250, 2, "-12.50"), (7, 0, "7"), (-3, 3, "-0.003"), (.min, 0, "\(Int64.min)"),
])
func writesDecimalsDigitByDigit(units: Int64, scale: Int, expected: String) throws {
  let decimal = try #require(FixedDecimal(units: units, scale: scale))
  var buffer = ByteBuffer()
  buffer.append(decimal)
  #expect(String(decoding: buffer.bytes, as: UTF8.self) == expected)
  #expect(decimal.description == expected)
}

@Test func readsCSV() throws {
  let records = CSVText.records(of: "a,b\r\n\"x \"\"1\"\", y\",\n\n\"two\nlines\",3")
  #expect(records == [["a", "b"], ["x \"1\", y", ""], ["two\nlines", "3"]])
}
