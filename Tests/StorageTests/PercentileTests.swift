import Domain
import Storage
import Testing

@Suite struct PercentileTests {
  let scratch: Scratch
  let generation: Generation

  init() throws {
    scratch = try Scratch()
    try scratch.build()
    generation = try scratch.open()
  }

  func value(_ expression: String, of list: String) throws -> Value? {
    let text = "SELECT \(expression) FROM json_each(?)"
    return try generation.execute(SQLStatement(text, [.text(list)])).rows.first?.first
  }

  @Test(arguments: [
    ("[]", Value.null), ("[null]", .null), ("[3]", .integer(3)), ("[3,1]", .integer(2)),
    ("[1,2]", .real(1.5)),
    ("[9,1,5]", .integer(5)), ("[1,null,2,null]", .real(1.5)), ("[1.5,2]", .real(1.75)),
    ("[2,1.5]", .real(1.75)),
    ("[-9223372036854775807,9223372036854775807]", .real(0)), ("[4,4,4,4]", .integer(4)),
  ])
  func median(list: String, expected: Value) throws {
    #expect(try value("median(value)", of: list) == expected)
  }

  @Test(arguments: [0, 0.1, 0.25, 0.5, 0.9, 1])
  func percentileIsContinuous(fraction: Double) throws {
    let numbers = (0..<37).map { ($0 * 29) % 41 }
    let sorted = numbers.sorted()
    let rank = fraction * Double(sorted.count - 1)
    let (low, high) = (Int(rank.rounded(.down)), Int(rank.rounded(.up)))
    let expected = Double(sorted[low]) + (rank - Double(low)) * Double(sorted[high] - sorted[low])
    let found = try value("percentile(value, \(fraction))", of: "\(numbers)")?.double
    #expect(abs((found ?? .nan) - expected) < 1e-12)
  }

  @Test(arguments: [
    "percentile(value, 1.1)", "percentile(value, -0.1)", "percentile(value, NULL)", "median('x')",
  ])
  func refuses(expression: String) {
    #expect(throws: ExecutionError.self) { try value(expression, of: "[1,2]") }
  }

  @Test(arguments: [(123450, 2, "1234.50"), (-5, 2, "-0.05"), (7, 0, "7")])
  func decimalsAsText(units: Int, scale: Int, text: String) throws {
    #expect(try value("decimal_text(\(units), \(scale))", of: "[1]") == .text(text))
  }
}
