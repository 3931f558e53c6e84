import Domain
import Testing

@testable import Answering

private let loans = MeasureTerm.measure("loans")
private let worth = MeasureTerm.measure("worth")
private let price = AttributeID("book", "price")
private let title = AttributeID("book", "title")
private let lent = AttributeID("loan", "lent")
private func cents(_ cents: Int64) -> Value { .decimal(FixedDecimal(cents: cents)) }

private let measured: [(Query, String)] = [
  (Library.query("loan", [loans]), "Loans"),
  (Library.query("book", [worth]), "Worth (list prices)"),
  (Library.query("book", [.count]), "Number of books"),
  (Library.query("category", [.count]), "Number of categories"),
  (Library.query("book", [.countDistinct(title)]), "Number of different title values"),
  (Library.query("book", [.aggregate(.median, price)]), "Median price"),
  (Library.query("book", [.aggregate(.minimum, AttributeID("book", "isbn"))]), "Lowest ISBN"),
  (Library.query("loan", [loans], by: [.entity("book")]), "Loans by book"),
  (Library.query("loan", [loans], by: [.attribute(title), .time(lent, .month)]), "Loans by title and month"),
  (Library.query("loan", [loans], by: [.weekday(lent)]), "Loans by day of the week"),
  (Library.query("loan", [loans], by: [.hour(lent)]), "Loans by hour of the day"),
  (Library.query("loan", [.percentOfTotal(loans)], by: [.entity("book")]), "Percent of all loans by book"),
  (
    Library.query("book", [.percent(.count, where: .segment("book", "worn"))]),
    "Percent of number of books where worn"
  ),
  (
    Library.query("loan", [loans], by: [.windows(lent, [Library.window(2023), Library.window(2024)])]),
    "Loans, 2023 (2023-01-01 up to 2024-01-01, not included) against 2024 (2024-01-01 up to 2025-01-01, not included)"
  ),
  (
    Library.query(
      "loan", [loans], by: [.entity("book")], having: [MeasureCondition(loans, .greater(.integer(3)))],
      order: [Ordering(.measure(loans), isDescending: true)], limit: 5),
    "Loans by book; loans above 3; 5 with the highest loans"
  ),
  (
    Library.query(
      "loan", [loans], by: [.entity("book")], order: [Ordering(.measure(loans), isDescending: false)]),
    "Loans by book; lowest loans first"
  ),
]

private let listed: [(Query, String)] = [
  (Library.query("book", columns: ["title", "price"]), "Books: Title, Price"),
  (Library.query("book", columns: ["title"], distinct: true), "Books: Title, each once"),
  (Library.query("book", columns: ["title"], limit: 3), "Books: Title; first 3"),
  (
    Library.query(
      "book", columns: ["title"], order: [Ordering(.attribute(price), isDescending: true)], limit: 2),
    "Books: Title; 2 with the highest price"
  ),
]

private let conditions: [(Predicate, String)] = [
  (.compare(price, .less(cents(1250))), "price below $12.50"),
  (.compare(price, .between(cents(100), cents(250))), "price from $1.00 to $2.50"),
  (.compare(AttributeID("book", "pages"), .greaterOrEqual(.integer(300))), "pages at least 300 pages"),
  (.compare(title, .equal(.text("5: a story"))), "title is 5: a story"),
  (.compare(title, .oneOf([.text("A"), .text("B")])), "title is A or B"),
  (.compare(title, .contains("sea")), "title contains 'sea'"), (.compare(title, .isEmpty), "title is empty"),
  (.not(.compare(title, .equal(.text("A")))), "not (title is A)"),
  (.segment("book", "worn"), "worn"), (.not(.segment("book", "worn")), "not worn"),
  (.related("loan", .always), "with a loan"), (.not(.related("loan", .always)), "without any loan"),
  (
    .not(.related("loan", .all([.within(lent, Library.window(2024))]))),
    "without any loan where lent on in 2024 (2024-01-01 up to 2025-01-01, not included)"
  ),
  (.any([.segment("book", "worn"), .compare(title, .isPresent)]), "worn or title is known"),
  (.onWeekdays(lent, [7, 1]), "on Monday, Sunday"),
  (.duringHours(lent, [6, 7, 8, 22, 23]), "between 6:00 and 9:00 or 22:00 and 0:00"),
  (
    .within(lent, TimeWindow(start: Library.window(2024).start, end: nil, label: "since 2024")),
    "lent on in since 2024 (from 2024-01-01)"
  ),
]

private let among: [(Predicate, String)] = [
  (.measured("loan", .count, where: .always, .greater(.integer(10))), "with more than 10 loans"),
  (.measured("loan", .count, where: .always, .equal(.integer(1))), "with exactly 1 loan"),
  (.measured("loan", .count, where: .always, .between(.integer(2), .integer(4))), "with 2 to 4 loans"),
  (
    .measured("loan", .count, where: .within(lent, Library.window(2024)), .less(.integer(3))),
    "with fewer than 3 loans where lent on in 2024 (2024-01-01 up to 2025-01-01, not included)"
  ),
  (
    .measured("book", worth, where: .segment("book", "worn"), .greaterOrEqual(cents(6_000_000))),
    "with worth (list prices) at least $60000.00 over books where worn"
  ),
]

private func counted(_ term: MeasureTerm, _ year: Int) -> MeasureTerm {
  .filtered(term, where: .within(lent, Library.window(year)), label: "\(year)")
}

private let workedOut: [(Query, String)] = [
  (
    Library.query("loan", [.ratio(.count, .groups(.time(lent, .month)))]),
    "Number of loans per month, on average"
  ),
  (Library.query("loan", [.ratio(loans, .groups(.entity("book")))]), "Loans per book, on average"),
  (Library.query("book", [.ratio(worth, .count)]), "Worth (list prices) per book, on average"),
  (
    Library.query("book", [.ratio(worth, .aggregate(.sum, price))]),
    "Worth (list prices) divided by total price"
  ),
  (Library.query("loan", [.groups(.entity("category"))]), "Number of different categories"),
  (Library.query("book", [.percentile(90, price)]), "90th percentile of price"),
  (Library.query("book", [.percentile(1, price)]), "1st percentile of price"),
  (Library.query("book", [.percentile(12, price)]), "12th percentile of price"),
  (
    Library.query("loan", [.growth(counted(loans, 2024), from: counted(loans, 2023))]),
    "Change of loans from 2023 to 2024, in percent"
  ),
  (
    Library.query("loan", [.difference(counted(loans, 2024), from: counted(loans, 2023))]),
    "Change of loans from 2023 to 2024"
  ),
  (Library.query("loan", [.difference(loans, from: .count)]), "Change from number of loans to loans"),
]

private let limited: [(Int?, Int, [Grouping], String)] = [
  (1, 1, [], "the 2nd with the highest loans"), (5, 0, [], "5 with the highest loans"),
  (5, 2, [], "5 with the highest loans, from the 3rd"), (nil, 10, [], "highest loans first, from the 11th"),
  (3, 0, [.entity("category")], "3 with the highest loans in each category"),
  (1, 1, [.entity("category")], "the 2nd with the highest loans in each category"),
  (nil, 0, [.entity("category")], "highest loans first"),
]

@Test(arguments: workedOut) func wordsWhatIsWorkedOut(query: Query, expected: String) {
  #expect(QueryWords(catalog: Library.catalog).text(query) == expected)
}
@Test(arguments: among) func wordsNumbersOfWhatBelongs(predicate: Predicate, expected: String) {
  let query = Library.query("book", columns: ["title"], where: [predicate])
  #expect(QueryWords(catalog: Library.catalog).text(query) == "Books: Title; " + expected)
}
@Test(arguments: limited) func wordsLimits(limit: Int?, offset: Int, within: [Grouping], expected: String) {
  var query = Library.query(
    "loan", [loans], by: [.entity("book")], order: [Ordering(.measure(loans), isDescending: true)],
    limit: limit)
  (query.offset, query.limitWithin) = (offset, within)
  #expect(QueryWords(catalog: Library.catalog).text(query) == "Loans by book; " + expected)
}
@Test(arguments: measured) func wordsMeasures(query: Query, expected: String) {
  #expect(QueryWords(catalog: Library.catalog).text(query) == expected)
}
@Test(arguments: listed) func wordsLists(query: Query, expected: String) {
  #expect(QueryWords(catalog: Library.catalog).text(query) == expected)
}
@Test(arguments: conditions) func wordsConditions(predicate: Predicate, expected: String) {
  let query = Library.query("book", columns: ["title"], where: [predicate])
  #expect(QueryWords(catalog: Library.catalog).text(query) == "Books: Title; " + expected)
}
@Test func wordsNotesLast() {
  let query = Library.query("loan", [loans], where: [.segment("book", "worn")])
  #expect(
    QueryWords(catalog: Library.catalog).text(query, notes: ["taken as A"]) == "Loans; worn; taken as A")
}
