import Domain
import Testing

@testable import Understanding

private let kayaks = equals("boat.kind", "Kayak")
private let bothKinds = equals("boat.kind", "Kayak", "Sailing yacht")
private let byTown = Grouping.attribute(at("renter.town"))
private func inMay() -> Predicate { during("rental.started", month("May 2024", 5)) }

private let groups: [(String, Query?)] = [
  // Each of the values is a row of its own; both together are one number.
  (
    "revenue in each of North Quay and South Quay",
    numbers(
      "rental", [revenue], by: [.attribute(at("harbor.harbor"))],
      where: [equals("harbor.harbor", "North Quay", "South Quay")])
  ),
  (
    "revenue in North Quay and South Quay",
    numbers("rental", [revenue], where: [equals("harbor.harbor", "North Quay", "South Quay")])
  ),
  ("revenue in each harbor", numbers("rental", [revenue], by: [byHarbor])),
  ("revenue for every month", numbers("rental", [revenue], by: [byMonth])),
  (
    "revenue for every month of 2024",
    numbers("rental", [revenue], by: [byMonth], where: [during("rental.started", year(2024))])
  ),
  (
    "revenue for each of the last 3 months",
    numbers(
      "rental", [revenue], by: [byMonth],
      where: [during("rental.started", window("last 3 months", from: "2024-06-01", to: "2024-09-01"))])
  ),
  ("rentals by harbor and for every month", numbers("rental", [rentals], by: [byHarbor, byMonth])),
  // What "which" stands before is asked, wherever it stands.
  (
    "renters from Oslo rented boats of which kinds",
    rows(
      "boat.kind", distinct: true,
      where: [.related("rental", .all([equals("renter.town", "Oslo")])), isPresent("boat.kind")])
  ),
  ("revenue for every", nil), ("in each of", nil),
]

private let counts: [(String, Query?)] = [
  ("renters in Oslo, how many", numbers("renter", [.count], where: [equals("renter.town", "Oslo")])),
  ("renters in Oslo", rows("renter.full_name", "renter.town", where: [equals("renter.town", "Oslo")])),
  ("different renters who rented in May 2024", numbers("rental", [.groups(byRenter)], where: [inMay()])),
  ("different renters", numbers("renter", [.count])),
  ("how many people rented", numbers("rental", [.groups(byRenter)])),
  ("how many people rented in May 2024", numbers("rental", [.groups(byRenter)], where: [inMay()])),
  // Who they are is another question, as is how often it happened.
  ("how many rentals in May 2024", numbers("rental", [rentals], where: [inMay()])),
  ("which different", nil), ("people", nil),
  // The money beside the number, when it is asked for.
  ("how many rentals, and for how much", numbers("rental", [rentals, revenue])),
  ("how many kayaks were rented and for how much", numbers("rental", [rentals, revenue], where: [kayaks])),
  ("how many kayaks were rented", numbers("rental", [rentals], where: [kayaks])),
]

private let comparisons: [(String, Query?)] = [
  ("kayaks or yachts, which earned more", numbers("rental", [revenue], by: [byKind], where: [bothKinds])),
  ("which earned more, kayaks or yachts", numbers("rental", [revenue], by: [byKind], where: [bothKinds])),
  ("revenue of both kayaks and yachts", numbers("rental", [revenue], by: [byKind], where: [bothKinds])),
  ("revenue of kayaks and yachts", numbers("rental", [revenue], where: [bothKinds])),
  // Three and more are listed beside each other, two are one number, and so are those joined by "or".
  (
    "rentals in Bergen, Oslo and Lundby",
    numbers("rental", [rentals], by: [byTown], where: [equals("renter.town", "Bergen", "Oslo", "Lundby")])
  ),
  (
    "rentals in Bergen, Oslo or Lundby",
    numbers("rental", [rentals], where: [equals("renter.town", "Bergen", "Oslo", "Lundby")])
  ),
  (
    "rentals in Bergen, Oslo", numbers("rental", [rentals], where: [equals("renter.town", "Bergen", "Oslo")])
  ),
  // Nothing to compare, or nothing to compare by.
  ("which earned more", nil), ("kayaks or yachts", nil), ("did we earn more", nil),
  ("are kayaks cheaper", nil),
]

private let yesNo: [(String, Reading.YesNo?)] = [
  ("did we earn more in 2023 than in 2024", .firstIsLarger(true)),
  ("did we earn less in 2023 than in 2024", .firstIsLarger(false)),
  ("did kayaks earn more in 2023 than in 2024", .firstIsLarger(true)),
  ("was revenue higher in 2023 than in 2024", .firstIsLarger(true)),
  ("were takings lower in 2023 than in 2024", .firstIsLarger(false)),
  ("is there a boat over $50", .exists), ("are there boats from Harlow", .exists),
  ("did we have rentals in May 2024", .exists),
  // Those ask for numbers, lists or one of several.
  ("how much more did we earn in 2023 than in 2024", nil), ("how many boats are there", nil),
  ("list boats that are from Harlow", nil), ("did kayaks or yachts earn more", nil),
  ("revenue 2023 vs 2024", nil), ("revenue in 2023", nil),
]

private let times: [(String, Query?)] = [
  // The ranking stays with its period.
  ("busiest month by revenue", numbers("rental", [revenue], by: [byMonth], ranked: true, limit: 1)),
  ("the 3 busiest months by revenue", numbers("rental", [revenue], by: [byMonth], ranked: true, limit: 3)),
  ("revenue by month", numbers("rental", [revenue], by: [byMonth])),
  // At the end of the question a year, before a unit a number.
  ("revenue over 2022", numbers("rental", [revenue], where: [during("rental.started", year(2022))])),
  (
    "rentals over 2022 dollars",
    numbers("rental", [rentals], where: [.compare(at("rental.fee"), .greater(exact(2022)))])
  ),
  ("boats over 2022", nil),
  // Things for each period; of one of them is no breakdown.
  ("rentals a month", numbers("rental", [rentals], by: [byMonth])),
  (
    "rentals a month in 2024",
    numbers("rental", [rentals], by: [byMonth], where: [during("rental.started", year(2024))])
  ),
  ("rentals of a month", nil), ("rental a month", nil),
  (
    "rentals on a Saturday or Sunday",
    numbers("rental", [rentals], where: [.onWeekdays(at("rental.started"), [6, 7])])
  ),
  (
    "rentals on Saturdays", numbers("rental", [rentals], where: [.onWeekdays(at("rental.started"), [6])])
  ),
  // Two open windows are one when they meet; else they stand beside each other.
  (
    "rentals after 2022, before 2024",
    numbers(
      "rental", [rentals],
      where: [
        during("rental.started", window("after 2022 before 2024", from: "2023-01-01", to: "2024-01-01"))
      ])
  ),
  (
    "rentals before 2024, after 2022",
    numbers(
      "rental", [rentals],
      where: [
        during("rental.started", window("after 2022 before 2024", from: "2023-01-01", to: "2024-01-01"))
      ])
  ),
  (
    "rentals before 2022, after 2024",
    numbers(
      "rental", [rentals],
      by: [
        .windows(
          at("rental.started"),
          [window("before 2022", to: "2022-01-01"), window("after 2024", from: "2025-01-01")])
      ])
  ),
]

private let clauses: [(String, Query?)] = [
  // What is said before a colon is what the question is about.
  (
    "kayaks in 2024: how many rentals",
    numbers("rental", [rentals], where: [kayaks, during("rental.started", year(2024))])
  ),
  ("Kayaks: how much revenue?", numbers("rental", [revenue], where: [kayaks])),
  // Chatter is left out on either side.
  ("hello there! revenue by month", numbers("rental", [revenue], by: [byMonth])),
  ("show 3 boats. thanks", rows("boat.name", "boat.price", limit: 3)),
  // A clause that asks, or says which, never is.
  ("kayaks. revenue by month", numbers("rental", [revenue], by: [byMonth], where: [kayaks])),
  ("how many unicorns. revenue by month", nil), ("top unicorns. revenue by month", nil),
  ("unicorns never. revenue by month", nil), ("revenue by month. how many unicorns", nil),
  ("what share of rentals were late. kayaks only", nil),
]

@Test(arguments: groups) func readsGroups(question: String, expected: Query?) {
  #expect(BoatRental.query(question) == expected)
}
@Test(arguments: counts) func readsWhatIsCounted(question: String, expected: Query?) {
  #expect(BoatRental.query(question) == expected)
}
@Test(arguments: comparisons) func readsComparisons(question: String, expected: Query?) {
  #expect(BoatRental.query(question) == expected)
}
@Test(arguments: yesNo) func tellsQuestionsOfYesAndNo(question: String, expected: Reading.YesNo?) throws {
  let reading = try #require(BoatRental.reading(question))
  #expect(reading.yesNo == expected)
}
@Test(arguments: times) func readsTimesOfQuestions(question: String, expected: Query?) {
  #expect(BoatRental.query(question) == expected)
}
@Test(arguments: clauses) func readsClauses(question: String, expected: Query?) {
  #expect(BoatRental.query(question) == expected)
}

/// The boat rental with one more measure, by the name of two things that also stand beside each other.
private let joined: Understander = {
  let catalog = Catalog(
    entities: BoatRental.catalog.entities, joins: BoatRental.catalog.joins,
    measures: BoatRental.catalog.measures + [
      Measure(id: "hires", entity: "rental", label: "Hires", names: ["harbor rented"], formula: .count)
    ])
  let lexicon = Lexicon(
    catalog: catalog, grammar: BoatRental.grammar, values: { BoatRental.values[$0] ?? [] }, knownWords: [])
  return Understander(catalog: catalog, lexicon: lexicon, times: TimeExpressionParser(identityNouns: []))
}()

@Test(
  arguments: [
    ("harbor rented by kind", numbers("rental", [.measure("hires")], by: [byKind])),
    // Not understood as one phrase, it is two.
    ("which harbor rented most", numbers("rental", [rentals], by: [byHarbor], ranked: true, limit: 1)),
    // Which is no help where neither is understood.
    ("which unicorn harbor rented most", nil),
  ] as [(String, Query?)])
func takesPhrasesApart(question: String, expected: Query?) {
  let outcome = joined.understand(question, context: BoatRental.context).outcome
  let query: Query? = if case .query(let found) = outcome { found.query } else { nil }
  #expect(query == expected)
}

@Test func takesSoManyPhrasesApartOnly() {
  func isRead(after others: Int) -> Bool {
    let question = String(repeating: "show me ", count: others) + "which harbor rented most"
    if case .query = joined.understand(question, context: BoatRental.context).outcome { return true }
    return false
  }
  #expect(isRead(after: Understander.mostSplits - 1))
  #expect(!isRead(after: Understander.mostSplits))
}
