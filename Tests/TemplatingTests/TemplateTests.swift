import Domain
import Templating
import Testing

private func render(_ text: String, _ values: [String: TemplateValue] = [:]) throws -> String {
  try Template(parsing: text, name: "test").render(values)
}

private func cents(_ units: Int64) -> TemplateValue { .value(.decimal(FixedDecimal(cents: units))) }

@Test(
  arguments: [
    ("{{name}}", ["name": "Exhaust & <Emissions>"], "Exhaust & <Emissions>"),
    ("{{{name}}} {{&name}}", ["name": "a & b"], "a & b a & b"),
    ("[{{none}}]", [:], "[]"),
    ("[{{name}}]", ["name": .value(.null)], "[]"),
    ("{{#name}}yes{{/name}}{{^name}}no{{/name}}", ["name": .value(.null)], "no"),
    ("{{#name}}yes{{/name}}{{^name}}no{{/name}}", ["name": .value(.integer(0))], "yes"),
    ("{{#flag}}yes{{/flag}}{{^flag}}no{{/flag}}", ["flag": .flag(false)], "no"),
    ("{{! a comment }}x", [:], "x"),
    ("line 1\nline 2\n", [:], "line 1\nline 2\n"),
    ("\n  indented", [:], "\n  indented"),
    (
      "{{#rows}}\n- {{name}}\n{{/rows}}\nend",
      ["rows": .list([.object(["name": "a"]), .object(["name": "b"])])], "- a\n- b\nend"
    ),
    (
      "{{#rows}}{{name}}{{^last()}}, {{/last()}}{{/rows}}",
      ["rows": .list([.object(["name": "a"]), .object(["name": "b"])])], "a, b"
    ),
    ("{{#rows}}x{{/rows}}{{^rows}}none{{/rows}}", ["rows": .list([])], "none"),
    (
      "{{#rows}}{{name}}|{{/rows}}", ["name": "outer", "rows": .list([.object(["name": .value(.null)])])], "|"
    ),
  ] as [(String, [String: TemplateValue], String)])
func rendersPlainText(text: String, values: [String: TemplateValue], expected: String) throws {
  #expect(try render(text, values) == expected)
}

@Test(
  arguments: [
    ("money", .decimal(FixedDecimal(cents: 123_456_750)), "1,234,567.50"),
    ("money", .decimal(FixedDecimal(cents: -5)), "-0.05"),
    ("money", .integer(1234), "1,234.00"), ("money", .real(0.125), "0.13"), ("money", .text("n/a"), "n/a"),
    ("money", .null, ""),
    ("money", .decimal(FixedDecimal(cents: .max)), "92,233,720,368,547,758.07"),
    ("money", .integer(.max), "9223372036854775807"),
    ("whole", .decimal(FixedDecimal(cents: 99_950)), "1,000"),
    ("whole", .decimal(FixedDecimal(cents: -50)), "-1"),
    ("whole", .decimal(FixedDecimal(cents: 49)), "0"), ("number", .integer(-1_234_567), "-1,234,567"),
    ("number", .real(1234.5), "1,234.5"), ("number", .integer(999), "999"),
    ("number", .text("2024-11"), "2024-11"),
    ("day", .text("2024-03-01 10:00:00"), "March 1, 2024"), ("day", .text("2024-02-30"), "2024-02-30"),
    ("month", .text("2024-11"), "November 2024"), ("month", .text("2024-13"), "2024-13"),
    ("month", .text("24-11"), "24-11"),
    ("lowercased", .text("ABC"), "abc"), ("uppercased", .text("abc"), "ABC"),
  ] as [(String, Value, String)])
func transforms(name: String, value: Value, expected: String) throws {
  #expect(try render("{{\(name)(x)}}", ["x": .value(value)]) == expected)
}

@Test(arguments: [(0, "none"), (1, "one order"), (2, "2 orders")])
func countsChooseTheirWords(count: Int64, expected: String) throws {
  let text =
    "{{#positive(n)}}{{^one(n)}}{{n}} orders{{/one(n)}}{{#one(n)}}one order{{/one(n)}}{{/positive(n)}}{{^positive(n)}}none{{/positive(n)}}"
  #expect(try render(text, ["n": .value(.integer(count))]) == expected)
}

@Test func moneyInACell() throws {
  #expect(try render("${{money(price)}}", ["price": cents(183_750)]) == "$1,837.50")
}

@Test func tellsTheNamesItMentions() throws {
  let template = try Template(
    parsing: "{{a}} {{#b}}{{money(c.d)}}{{^last()}}, {{/last()}}{{/b}} {{! e }}{{{ f }}}", name: "t")
  #expect(template.names == ["a", "b", "c", "d", "f"])
}

@Test(arguments: [
  ("a\n{{> partial}}", "t:2: expected a variable, a section or a comment, found '{{> partial}}'"),
  ("{{=<% %>=}}", "t:1: expected a variable, a section or a comment, found '{{=<% %>=}}'"),
  (
    "{{% CONTENT_TYPE:HTML}}",
    "t:1: expected a variable, a section or a comment, found '{{% CONTENT_TYPE:HTML}}'"
  ),
  ("{{name", "t:1: expected a tag that ends, found '{{name'"),
  ("{{}}", "t:1: expected a name, found '{{}}'"),
  ("x\n{{#a}}b{{/c}}", "t:2: expected every section closed by its own name, found '{{#a}}b{{/c}}'"),
])
func refuses(text: String, message: String) {
  let error = #expect(throws: TemplateError.self) { _ = try Template(parsing: text, name: "t") }
  #expect(error?.description == message)
}

@Test func refusesAnUnknownTransformAndDeepNesting() {
  let unknown = #expect(throws: TemplateError.self) { _ = try Template(parsing: "{{mony(x)}}", name: "t") }
  #expect(unknown?.found == "mony")
  let deep = String(repeating: "{{#a}}", count: 10_000) + String(repeating: "{{/a}}", count: 10_000)
  #expect(throws: TemplateError.self) { _ = try Template(parsing: deep, name: "t") }
}
