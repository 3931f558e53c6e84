import Domain
import Testing

@testable import Understanding

private let ordinals: [(String, Query?)] = [
  (
    "the second most expensive boat",
    rows("boat.name", "boat.price", ranked: "boat.price", descending: true, limit: 1, offset: 1)
  ),
  (
    "the 2nd most expensive boat",
    rows("boat.name", "boat.price", ranked: "boat.price", descending: true, limit: 1, offset: 1)
  ),
  ("the fourth cheapest boat", rows("boat.name", "boat.price", ranked: "boat.price", limit: 1, offset: 3)),
  (
    "the second most popular boat",
    numbers("rental", [rentals], by: [byBoat], ranked: true, limit: 1, offset: 1)
  ),
  // Not the first, and not a place in no order.
  (
    "the most expensive boat",
    rows("boat.name", "boat.price", ranked: "boat.price", descending: true, limit: 1)
  ),
  ("the second boat", nil), ("second", nil),
]

private let within: [(String, Query)] = [
  (
    "top 2 boats in each harbor",
    numbers("rental", [rentals], by: [byBoat, byHarbor], ranked: true, limit: 2, within: [byHarbor])
  ),
  (
    "top 2 boats by revenue in each harbor",
    numbers("rental", [revenue], by: [byBoat, byHarbor], ranked: true, limit: 2, within: [byHarbor])
  ),
  (
    "best harbor by revenue for every month",
    numbers(
      "rental", [revenue], by: [byHarbor, byMonth], ranked: true, limit: 1, within: [byMonth],
      keepsTies: true)
  ),
  (
    "2 cheapest boats per kind",
    rows(
      "boat.kind", "boat.name", "boat.price", where: [isPresent("boat.kind")], ranked: "boat.price", limit: 2,
      within: [byKind])
  ),
  // In one of them, and over all.
  (
    "top 2 boats in North Quay",
    numbers(
      "rental", [rentals], by: [byBoat], where: [equals("harbor.harbor", "North Quay")], ranked: true,
      limit: 2)
  ),
  ("top 2 boats", numbers("rental", [rentals], by: [byBoat], ranked: true, limit: 2)),
]

private let orders: [(String, Query?)] = [
  // All of them in an order; the first of them only when a ranking says so.
  ("revenue by harbor, highest first", numbers("rental", [revenue], by: [byHarbor], ranked: true)),
  ("revenue by harbor highest first", numbers("rental", [revenue], by: [byHarbor], ranked: true)),
  ("harbors by revenue lowest first", numbers("rental", [revenue], by: [byHarbor], ranked: false)),
  ("highest revenue by harbor", numbers("rental", [revenue], by: [byHarbor], ranked: true, limit: 1)),
  ("revenue by harbor", numbers("rental", [revenue], by: [byHarbor])),
]

private let judgements: [(String, String)] = [
  // Good and bad by what: of things it is asked, the best people are the biggest.
  ("best harbor", "no measure for harbor"), ("worst harbor", "no measure for harbor"),
  ("the best boat", "no measure for boat"), ("the second best boat", "no measure for boat"),
  ("best harbor for rentals", "no measure for harbor"),
  ("best harbor by revenue", "query"), ("the worst harbor by late rate", "query"),
  ("the best renters", "query"), ("the best late rate", "not understood"),
]

private let highest: [(String, Query?)] = [
  ("highest price", rows("boat.name", "boat.price", ranked: "boat.price", descending: true, limit: 1)),
  ("lowest price", rows("boat.name", "boat.price", ranked: "boat.price", limit: 1)),
  (
    "most expensive kayak",
    rows(
      "boat.name", "boat.price", where: [equals("boat.kind", "Kayak")], ranked: "boat.price",
      descending: true, limit: 1)
  ),
  // A total has no rank, and what is no number none either.
  ("highest revenue", nil), ("highest payment", nil),
]

@Test(arguments: ordinals) func readsOrdinals(question: String, expected: Query?) {
  #expect(BoatRental.query(question) == expected)
}
@Test(arguments: within) func ranksWithin(question: String, expected: Query) {
  #expect(BoatRental.query(question) == expected)
}
@Test(arguments: orders) func readsOrders(question: String, expected: Query?) {
  #expect(BoatRental.query(question) == expected)
}
@Test(arguments: judgements) func asksByWhat(question: String, expected: String) {
  #expect(said(BoatRental.outcome(question)) == expected)
}
@Test(arguments: highest) func readsTheRowOfANumber(question: String, expected: Query?) {
  #expect(BoatRental.query(question) == expected)
}
