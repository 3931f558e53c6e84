import Domain
import Testing

@testable import Profiling

@Suite struct TypeInferenceTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let cells: [String]
    let type: String
    var testDescription: String { "\(name): \(cells.prefix(3).joined(separator: " | ")) is \(type)" }
    init(_ name: String, _ cells: [String], _ type: String) {
      (self.name, self.cells, self.type) = (name, cells, type)
    }
  }

  static let cases = [
    Case("stock", ["1", "20", "-3"], "integer"), Case("rate", ["1.5", "2", "3.25"], "real"),
    Case("reading", ["1e3", "2.5e-4", "7"], "real"),
    Case("price", ["1.50", "2", "3.25"], "decimal(2)"), Case("price", ["$1,200.50", "$3.00"], "decimal(2)"),
    Case("price", ["0.1234", "2.5"], "decimal(4)"),
    Case("visitors", ["1,200", "12,000,000"], "decimal(0)"),
    Case("reading", ["1.0", "2.0", "15.0"], "decimal(0)"),
    Case("active", ["true", "false", "true"], "boolean"), Case("is_open", ["0", "1", "1"], "boolean"),
    Case("day", ["2024-02-29", "2023-01-01"], "date"),
    Case("seen", ["2024-02-29 10:00:00", "2023-01-01T00:00:00Z"], "timestamp"),
    Case("day", ["31/12/2024", "01/02/2024"], "date"), Case("day", ["12/31/2024", "2/1/2024"], "date"),
    Case("day", ["2024/12/31", "2024/1/5"], "date"), Case("day", ["Jan 5 2024", "Dec 31, 2024"], "date"),
    Case("day", ["5-Mar-24", "31-Dec-99"], "date"),
    Case("at", ["12/31/2024 4:05 PM", "1/2/2024 12:00 AM"], "timestamp"),
    // What must not be taken for a number, a time or a truth value.
    Case("code", ["007", "012", "100"], "text"), Case("zip", ["02134", "90210"], "text"),
    Case("phone", ["+1 (555) 010-1234", "555-0101"], "text"), Case("answer", ["1", "2", "many"], "text"),
    Case("day", ["31/12/2024", "12/31/2024"], "text"), Case("day", ["2024-02-30", "2024-01-01"], "text"),
    Case("version", ["1.2.3", "2.0.0"], "text"), Case("size", ["1.5 kg", "2 kg"], "text"),
    Case("grade", ["A", "F", "T"], "text"), Case("number", ["123456789012345678901234567890", "1"], "real"),
    Case("share", ["12%", "50%"], "text"), Case("ip", ["10.0.0.1", "10.0.0.2"], "text"),
    Case("empty", ["", "", ""], "text"),
    Case("flag", ["yes", "perhaps"], "text"), Case("isbn", ["0-19-852663-6", "0-306-40615-2"], "text"),
  ]

  private func column(_ name: String, _ cells: [String]) throws -> PackSummary.Column {
    let rows = cells.enumerated().map { "\($0 + 1),\"\($1)\"" }
    return try #require(
      summary([("things", "id,\(name)\n" + rows.joined(separator: "\n") + "\n")]).tables.first?.columns.last)
  }

  @Test(arguments: cases) func isOfType(_ example: Case) throws {
    #expect(try column(example.name, example.cells).type == example.type)
  }

  /// In few values every one counts; in many a handful that fits nothing does not take the type away.
  @Test func misfits() throws {
    let many = (1...1000).map(String.init)
    #expect(try column("stock", Array(many.prefix(100)) + ["broken"]).type == "text")
    let found = try column("stock", many + ["broken"])
    #expect(found.type == "integer")
    #expect(found.misfits == 1)
    #expect(try column("stock", many + (1...20).map { "broken \($0)" }).type == "text")
    // A number that is not whole is no misfit: the column is one of numbers.
    #expect(try column("displacement", many + ["97.5"]).misfits == 0)
    #expect(try column("displacement", many + ["97.5"]).type == "real")
  }

  @Test func marksOfMissingValues() throws {
    let csv = "id,age,sex,continent\n1,30,NA,NA\n2,NA,male,EU\n3,41,female,AS\n"
    let columns = try #require(summary([("people", csv)]).tables.first?.columns)
    #expect(columns[1].type == "integer")
    #expect(columns[1].evidence.contains("1 'NA' for missing"))
    #expect(columns[2].evidence.contains("'NA' for missing"))
    // A code of two letters may well be NA.
    #expect(!columns[3].evidence.contains("missing"))
    // Where no number is missing so, it is a word like any other.
    let words = try #require(summary([("people", "id,sex\n1,None\n2,male\n")]).tables.first?.columns.last)
    #expect(!words.evidence.contains("missing"))
  }

  @Test func anAmbiguousOrderIsReadAsTheOthers() throws {
    let csv = "id,sent,paid\n1,01/02/2024,31/12/2024\n2,03/04/2024,30/11/2024\n"
    let profile = try profile([("letters", csv)])
    #expect(profile.tables[0].columns[1].decision.written?.order == .day)
    #expect(profile.tables[0].columns[1].decision.confidence < 1)
  }

  @Test(arguments: [
    ("weight_kg", "2.5", "kg"), ("price_usd", "2.50", "USD"), ("price", "€3.10", "EUR"),
    ("duration_hours", "3", "hours"),
  ])
  func unit(name: String, cell: String, unit: String) throws {
    #expect(try column(name, [cell]).unit == unit)
  }

  @Test(arguments: [("temp_min", "2.5"), ("hour", "3"), ("m", "3"), ("price", "3.10"), ("days_name", "x")])
  func noUnit(name: String, cell: String) throws { #expect(try column(name, [cell]).unit == nil) }

  @Test(arguments: ["email", "phone", "home_address", "birth_date", "mobile"])
  func personal(name: String) throws { #expect(try column(name, ["a", "b"]).isPersonal) }

  @Test(arguments: ["city", "name", "status", "mailing_list_size", "price"])
  func notPersonal(name: String) throws { #expect(try !column(name, ["a", "b"]).isPersonal) }

  @Test func addressesOfMailArePersonalUnderAnyName() throws {
    #expect(try column("contact_info", ["a@example.org", "b@example.org"]).isPersonal)
  }
}
