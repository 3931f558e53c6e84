import Domain
import Testing

@testable import Understanding

private func boats(_ conditions: Predicate...) -> Query { rows("boat.name", "boat.price", where: conditions) }
private func renters(_ conditions: Predicate...) -> Query {
  rows("renter.full_name", "renter.town", where: conditions)
}

private let filters: [(String, Query)] = [
  ("boats from Harlow", boats(equals("boat.maker", "Harlow"))),
  ("boats of North Quay", boats(equals("harbor.harbor", "North Quay"))),
  ("which kayaks", boats(equals("boat.kind", "Kayak"))),
  ("retired boats", boats(.segment("boat", "retired"))),
  ("not retired boats", boats(.not(.segment("boat", "retired")))),
  ("boats not from Harlow", boats(isNot("boat.maker", "Harlow"))),
  ("boats without maker", boats(.compare(at("boat.maker"), .isEmpty))),
  ("renters from ME", renters(equals("renter.region", "ME"))),
  ("yacht revenue", numbers("rental", [revenue], where: [equals("boat.kind", "Sailing yacht")])),
  ("revenue of Sea Breeze", numbers("rental", [revenue], where: [equals("boat.name", "Sea Breeze")])),
  ("revenue except cash", numbers("rental", [revenue], where: [isNot("rental.payment", "Cash")])),
  ("rentals except kayaks", numbers("rental", [rentals], where: [isNot("boat.kind", "Kayak")])),
  (
    "rentals without payment", numbers("rental", [rentals], where: [.compare(at("rental.payment"), .isEmpty)])
  ),
  (
    "rentals in Bergen or Oslo",
    numbers("rental", [rentals], where: [equals("renter.town", "Bergen", "Oslo")])
  ),
  ("rentals from IN", numbers("rental", [rentals], where: [equals("renter.region", "IN")])),
  ("rentals from in", numbers("rental", [rentals])),
]

private let relations: [(String, Query)] = [
  ("which boats were never rented", boats(.not(.related("rental", .always)))),
  ("which boats were never repaired", boats(.not(.related("repair", .always)))),
  ("boats without repairs", boats(.not(.related("repair", .always)))),
  (
    "boats never rented in 2024",
    boats(.not(.related("rental", .all([during("rental.started", year(2024))]))))
  ),
  ("boats repaired in 2024", boats(.related("repair", during("repair.done", year(2024))))),
  ("renters with no rentals", renters(.not(.related("rental", .always)))),
  ("renters never booked", renters(.not(.related("rental", .always)))),
  ("harbors without boats", rows("harbor.harbor", where: [.not(.related("boat", .always))])),
  (
    "harbors without kayaks",
    rows("harbor.harbor", where: [.not(.related("boat", .all([equals("boat.kind", "Kayak")])))])
  ),
  // What is said of an event's things holds for one event.
  ("renters of kayaks", renters(.related("rental", .all([equals("boat.kind", "Kayak")])))),
]

private let bounds: [(String, Query)] = [
  ("boats under $50", boats(.compare(at("boat.price"), .less(exact(50))))),
  ("boats between 50 and 100 dollars", boats(.compare(at("boat.price"), .between(exact(50), exact(100))))),
  ("boats with more than 4 seats", boats(.compare(at("boat.seats"), .greater(exact(4))))),
  (
    "boats under $50 with more than 4 seats",
    boats(.compare(at("boat.price"), .less(exact(50))), .compare(at("boat.seats"), .greater(exact(4))))
  ),
  (
    "rentals above $1k",
    numbers("rental", [rentals], where: [.compare(at("rental.fee"), .greater(exact(1000)))])
  ),
  (
    "rentals with a fee of at least 50 dollars",
    numbers("rental", [rentals], where: [.compare(at("rental.fee"), .greaterOrEqual(exact(50)))])
  ),
  (
    "rentals with time on water over 2 hours",
    numbers("rental", [rentals], where: [.compare(at("rental.minutes"), .greater(exact(120)))])
  ),
  // Of a total they bound groups.
  (
    "renters with more than 3 rentals",
    numbers("rental", [rentals], by: [byRenter], having: [MeasureCondition(rentals, .greater(exact(3)))])
  ),
  (
    "renters who spent more than $1,000 in 2024",
    numbers(
      "rental", [revenue], by: [byRenter], where: [during("rental.started", year(2024))],
      having: [MeasureCondition(revenue, .greater(exact(1000)))])
  ),
  (
    "105 rentals or more by harbor",
    numbers(
      "rental", [rentals], by: [byHarbor], having: [MeasureCondition(rentals, .greaterOrEqual(exact(105)))])
  ),
  (
    "harbors with an average fee over $50",
    numbers(
      "rental", [.aggregate(.average, at("rental.fee"))], by: [byHarbor],
      having: [MeasureCondition(.aggregate(.average, at("rental.fee")), .greater(exact(50)))])
  ),
  (
    "boats with more than 3 repairs",
    numbers("repair", [repairs], by: [byBoat], having: [MeasureCondition(repairs, .greater(exact(3)))])
  ),
]

@Test(arguments: filters) func readsFilters(question: String, expected: Query) {
  #expect(BoatRental.query(question) == expected)
}
@Test(arguments: relations) func readsRelations(question: String, expected: Query) {
  #expect(BoatRental.query(question) == expected)
}
@Test(arguments: bounds) func readsBounds(question: String, expected: Query) {
  #expect(BoatRental.query(question) == expected)
}
