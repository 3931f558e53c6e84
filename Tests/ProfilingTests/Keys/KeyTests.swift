import Domain
import Testing

@testable import Profiling

@Suite struct KeyTests {
  private func rows(_ count: Int, _ row: (Int) -> String) -> String {
    (1...count).map(row).joined(separator: "\n") + "\n"
  }

  private func key(_ name: String, _ csv: String) throws -> String? {
    try summary([(name, csv)]).tables.first?.key
  }

  @Test func keys() throws {
    #expect(try key("books", "id,title\n" + rows(5) { "\($0),t\($0)" }) == "id")
    #expect(try key("books", "title,isbn\n" + rows(5) { "t\($0),978-\($0)" }) == "isbn")
    #expect(try key("authors", "name,author_id\n" + rows(5) { "n\($0),\($0 * 7)" }) == "author_id")
    #expect(try key("countries", "country,population\n" + rows(9) { "C\($0),\($0 * 1000)" }) == "country")
  }

  @Test func noKeys() throws {
    // Twice the same, an empty one, a measured number, a year, a name of a person.
    #expect(try key("books", "id,title\n1,a\n2,b\n2,c\n") == nil)
    #expect(try key("books", "id,title\n1,a\n,b\n3,c\n") == nil)
    #expect(try key("readings", "value,place\n" + rows(5) { "\($0 * 13),p" }) == nil)
    #expect(try key("harvests", "year,tons\n" + rows(9) { "\(2000 + $0),5" }) == nil)
    #expect(try key("guests", "first_name,age\n" + rows(9) { "N\($0),30" }) == nil)
    #expect(try key("sums", "amount,kind\n" + rows(9) { "\($0).50,a" }) == nil)
  }

  @Test func joins() throws {
    func joined(_ tables: [(name: String, csv: String)]) throws -> [String] {
      try summary(tables).joins.map(\.text)
    }
    let authors = (name: "authors", csv: "id,name\n" + rows(20) { "\($0),n\($0)" })
    #expect(
      try joined([authors, ("books", "id,author_id\n" + rows(50) { "\($0 + 100),\($0 % 20 + 1)" })])
        == ["book.author_id -> author.id"])
    #expect(
      try joined([authors, ("books", "BookId,Author\n" + rows(50) { "\($0 + 100),\($0 % 20 + 1)" })])
        == ["book.author -> author.id"])
    #expect(
      try joined([
        ("airports", "faa,name\n" + rows(100) { "X\($0 + 100),n\($0)" }),
        ("flights", "number,dest\n" + rows(300) { "\($0 % 50),X\($0 % 60 + 101)" }),
      ]) == ["flight.dest -> airport.faa"])
    // Two columns that refer to one table are each an entity of their own.
    #expect(
      try joined([
        ("airports", "faa,name\n" + rows(100) { "X\($0 + 100),n\($0)" }),
        ("flights", "number,origin,dest\n" + rows(300) { "\($0 % 50),X\($0 % 3 + 101),X\($0 % 60 + 101)" }),
      ]).sorted() == ["flight.dest -> dest_airport.faa", "flight.origin -> origin_airport.faa"])
  }

  /// Small whole numbers are in each other's ranges by accident.
  @Test func noJoins() throws {
    func joined(_ tables: [(name: String, csv: String)]) throws -> [String] {
      try summary(tables).joins.map(\.text)
    }
    let authors = (name: "authors", csv: "id,name\n" + rows(20) { "\($0),n\($0)" })
    let books = "id,pages,rating\n" + rows(50) { "\($0),\($0 % 20 + 1),\($0 % 5 + 1)" }
    #expect(try joined([authors, ("books", books)]).isEmpty)
    // A name that agrees, but values that are no keys.
    #expect(
      try joined([authors, ("books", "isbn,author_id\n" + rows(50) { "b\($0),\($0 * 1000)" })]).isEmpty)
    // The same plain name in both.
    #expect(
      try joined([
        ("shops", "code,city\n" + rows(30) { "K\($0),c" }),
        ("tickets", "code,seat\n" + rows(30) { "K\($0),s\($0)" }),
      ]).isEmpty)
    // Few values that another table has too.
    #expect(
      try joined([
        ("sizes", "size,width\n" + rows(9) { "S\($0),\($0)" }),
        ("shirts", "id,grade\n" + rows(50) { "\($0),S\($0 % 4 + 1)" }),
      ]).isEmpty)
  }

  @Test func measures() throws {
    let csv =
      "order_id,customer,quantity,unit_price,discount_code,year,zip,latitude\n"
      + rows(30) { "\($0),c\($0 % 5),\($0 % 4 + 1),\($0).50,D\($0),2024,1000\($0),5\($0).123" }
    let found = try summary([("orders", csv)]).measures.map(\.text)
    #expect(
      found == [
        "quantity: sum of order.quantity", "unit_price: average of order.unit_price",
        "revenue: sum of order.revenue",
      ])
  }
}
