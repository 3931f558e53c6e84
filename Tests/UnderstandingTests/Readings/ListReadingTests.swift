import Domain
import Testing

@testable import Understanding

private let rankings: [(String, Query)] = [
  ("top 3 boats by revenue", numbers("rental", [revenue], by: [byBoat], ranked: true, limit: 3)),
  ("bottom 3 boats by revenue", numbers("rental", [revenue], by: [byBoat], ranked: false, limit: 3)),
  // Without a measure: the ranking of what is named; without a number: ten, or one of one.
  ("top boats", numbers("rental", [rentals], by: [byBoat], ranked: true, limit: 10)),
  ("most popular boat", numbers("rental", [rentals], by: [byBoat], ranked: true, limit: 1)),
  ("top 5 renters", numbers("rental", [revenue], by: [byRenter], ranked: true, limit: 5)),
  ("which renter spent the most", numbers("rental", [revenue], by: [byRenter], ranked: true, limit: 1)),
  (
    "top boats in 2024",
    numbers(
      "rental", [rentals], by: [byBoat], where: [during("rental.started", year(2024))], ranked: true,
      limit: 10)
  ),
  // The lowest rate of what is bad is the best.
  (
    "which harbor has the best late rate",
    numbers("rental", [lateRate], by: [byHarbor], ranked: false, limit: 1)
  ),
  (
    "which harbor has the lowest late rate",
    numbers("rental", [lateRate], by: [byHarbor], ranked: false, limit: 1)
  ),
  (
    "which harbor has the worst late rate",
    numbers("rental", [lateRate], by: [byHarbor], ranked: true, limit: 1)
  ),
  (
    "which harbor has the highest revenue",
    numbers("rental", [revenue], by: [byHarbor], ranked: true, limit: 1)
  ),
  // By a property of the rows.
  ("the cheapest boat", rows("boat.name", "boat.price", ranked: "boat.price", limit: 1)),
  ("3 cheapest boats", rows("boat.name", "boat.price", ranked: "boat.price", limit: 3)),
  (
    "most expensive boats", rows("boat.name", "boat.price", ranked: "boat.price", descending: true, limit: 10)
  ),
  (
    "roomiest boat",
    rows("boat.name", "boat.price", "boat.seats", ranked: "boat.seats", descending: true, limit: 1)
  ),
  (
    "latest rental",
    rows(
      "rental.rental_id", "rental.started", "rental.fee", ranked: "rental.started", descending: true, limit: 1
    )
  ),
  // Who: the people that the measure has one of.
  ("who spent the most", numbers("rental", [revenue], by: [byRenter], ranked: true, limit: 1)),
  (
    "who rented the most kayaks",
    numbers(
      "rental", [rentals], by: [byRenter], where: [equals("boat.kind", "Kayak")], ranked: true, limit: 1)
  ),
  // A number of several periods is a column of each, the first said ranks.
  (
    "top 3 harbors in 2023 and 2024 by revenue",
    numbers(
      "rental",
      [year(2023), year(2024)].map {
        .filtered(revenue, where: during("rental.started", $0), label: $0.label)
      },
      by: [byHarbor],
      where: [.any([during("rental.started", year(2023)), during("rental.started", year(2024))])],
      ranked: true, limit: 3)
  ),
]

private let lookups: [(String, Query)] = [
  ("2 boats", rows("boat.name", "boat.price", limit: 2)),
  ("which makers", rows("boat.maker", distinct: true, where: [.compare(at("boat.maker"), .isPresent)])),
  ("list all kinds", rows("boat.kind", distinct: true, where: [.compare(at("boat.kind"), .isPresent)])),
  ("list boats with their maker", rows("boat.name", "boat.price", "boat.maker")),
  ("boats with price and seats", rows("boat.name", "boat.price", "boat.seats")),
  ("renters and their town", rows("renter.full_name", "renter.town")),
  (
    "town of Ada Lund",
    rows("renter.full_name", "renter.town", where: [equals("renter.full_name", "Ada Lund")])
  ),
  (
    "seats of Sea Breeze",
    rows("boat.name", "boat.code", "boat.seats", where: [equals("boat.name", "Sea Breeze")])
  ),
  // A longer name is not the shorter one.
  (
    "what is the price of Sea Breeze II",
    rows("boat.name", "boat.code", "boat.price", where: [equals("boat.name", "Sea Breeze II")])
  ),
  ("price of BX-150", rows("boat.name", "boat.price", where: [equals("boat.code", "BX-150")])),
  (
    "fee of rental 12",
    rows("rental.rental_id", "rental.fee", where: [.compare(at("rental.rental_id"), .equal(.integer(12)))])
  ),
  (
    "what did rental 12 cost",
    rows("rental.rental_id", "rental.fee", where: [.compare(at("rental.rental_id"), .equal(.integer(12)))])
  ),
  (
    "when was rental 12",
    rows(
      "rental.rental_id", "rental.started", where: [.compare(at("rental.rental_id"), .equal(.integer(12)))])
  ),
  (
    "rental nr 12",
    rows(
      "rental.rental_id", "rental.started", "rental.fee",
      where: [.compare(at("rental.rental_id"), .equal(.integer(12)))])
  ),
  (
    "id of rental 12",
    rows("rental.rental_id", where: [.compare(at("rental.rental_id"), .equal(.integer(12)))])
  ),
  ("ids of boats from Harlow", rows("boat.name", "boat.code", where: [equals("boat.maker", "Harlow")])),
  (
    "id of the most expensive boat",
    rows("boat.name", "boat.code", "boat.price", ranked: "boat.price", descending: true, limit: 1)
  ),
]

@Test(arguments: rankings) func readsRankings(question: String, expected: Query) {
  #expect(BoatRental.query(question) == expected)
}
@Test(arguments: lookups) func readsLookups(question: String, expected: Query) {
  #expect(BoatRental.query(question) == expected)
}
