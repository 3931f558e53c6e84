import Domain
import Testing

@testable import Profiling

@Suite struct NameTests {
  @Test(arguments: [
    ("InvoiceLineId", ["invoice", "line", "id"]), ("unit_price", ["unit", "price"]),
    ("HTTPStatus", ["http", "status"]),
    ("bill_length_mm", ["bill", "length", "mm"]), ("Größe (cm)", ["grosse", "cm"]),
    ("Prix unitaire €", ["prix", "unitaire"]),
    ("2B", ["2b"]), ("", []), ("---", []), ("city-name.v2", ["city", "name", "v2"]), ("Ünïcode", ["unicode"]),
  ])
  func words(name: String, expected: [String]) {
    let words = NameWords.words(name)
    #expect(words == expected)
  }

  @Test(arguments: [
    ("orders", "order"), ("categories", "category"), ("addresses", "address"), ("boxes", "box"),
    ("people", "person"),
    ("status", "status"), ("bus", "bus"), ("series", "series"), ("analysis", "analysis"), ("gas", "gas"),
    ("glass", "glass"),
    ("movies", "movie"), ("airlines", "airline"), ("id", "id"),
  ])
  func singular(plural: String, expected: String) { #expect(NameWords.singular(plural) == expected) }

  @Test(arguments: [
    ("unitprice", ["unit", "price"]), ("billingcountry", ["billing", "country"]),
    ("postalcode", ["postal", "code"]),
    ("customerid", ["customer", "id"]),
  ])
  func takesApart(name: String, expected: [String]) throws {
    #expect(try English.naming(["billing_city", "customer_name"]).words(name) == expected)
  }

  @Test(arguments: ["airlines", "carrier", "weather", "manufacturer", "email", "together"])
  func leavesWhole(name: String) throws {
    #expect(try English.naming(["air_time", "lines"]).words(name) == [name])
  }

  @Test func safeNames() {
    var names = SafeNames()
    #expect(names.name(["order"], fallback: "column_1") == "order_")
    #expect(names.name(["temp"], or: ["temperature"], fallback: "column_1") == "temperature")
    #expect(names.name(["total"], fallback: "column_2") == "total")
    #expect(names.name(["total"], fallback: "column_3") == "total_2")
    #expect(names.name(["2019"], fallback: "column_4") == "column_2019")
    #expect(names.name(["数量"], fallback: "column_5") == "column_5")
    #expect(names.name([], fallback: "column_6") == "column_6")
    #expect(names.name(["rowid"], fallback: "column_7") == "rowid_")
    #expect(names.name([String(repeating: "x", count: 200)], fallback: "column_8").utf8.count <= 64)
  }

  @Test(arguments: [
    (NamingVocabulary.Role.money, ["unit", "price"]), (.identifier, ["customer", "id"]),
    (.nominal, ["zip", "code"]),
    (.label, ["title"]), (.quantity, ["qty"]),
  ])
  func hasRole(role: NamingVocabulary.Role, words: [String]) throws {
    #expect(try English.naming().has(role, words))
  }

  @Test(arguments: [
    (NamingVocabulary.Role.money, ["price", "list", "id"]), (.identifier, ["idea"]),
    (.year, ["yearly", "plan"]),
    (.quantity, ["quantity", "code"]),
  ])
  func hasNoRole(role: NamingVocabulary.Role, words: [String]) throws {
    #expect(try !English.naming().has(role, words))
  }
}
