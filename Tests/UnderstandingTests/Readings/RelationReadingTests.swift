import Domain
import Testing

@testable import Understanding

private func boats(_ conditions: Predicate...) -> Query { rows("boat.name", "boat.price", where: conditions) }
private func renters(_ conditions: Predicate...) -> Query {
  rows("renter.full_name", "renter.town", where: conditions)
}
private let kayaks = equals("boat.kind", "Kayak")
private let yachts = equals("boat.kind", "Sailing yacht")
private let (critical, closed) = (equals("repair.priority", "P1"), equals("repair.state", "Closed"))

private let bounds: [(String, Query)] = [
  // One bound on a number of related rows shows the number; beside a second one, or counted, it is a condition.
  (
    "boats with more than 3 repairs",
    numbers("repair", [repairs], by: [byBoat], having: [MeasureCondition(repairs, .greater(exact(3)))])
  ),
  (
    "renters with more than 3 rentals in 2024",
    numbers(
      "rental", [rentals], by: [byRenter], where: [during("rental.started", year(2024))],
      having: [MeasureCondition(rentals, .greater(exact(3)))])
  ),
  (
    "boats with more than 3 repairs and less than 2 rentals",
    boats(
      .measured("repair", .count, where: .always, .greater(exact(3))),
      .measured("rental", .count, where: .always, .less(exact(2))))
  ),
  (
    "how many boats had at least one repair",
    numbers(
      "boat", [.count], where: [.measured("repair", .count, where: .always, .greaterOrEqual(exact(1)))])
  ),
  (
    "how many boats had at least 2 repairs in 2024",
    numbers(
      "boat", [.count],
      where: [
        .measured("repair", .count, where: during("repair.done", year(2024)), .greaterOrEqual(exact(2)))
      ])
  ),
  (
    "which renters spent more than $100 and less than $500",
    numbers(
      "rental", [revenue], by: [byRenter],
      having: [
        MeasureCondition(revenue, .greater(exact(100))), MeasureCondition(revenue, .less(exact(500))),
      ])
  ),
  (
    "harbors with more than 3 boats",
    numbers("boat", [.count], by: [byHarbor], having: [MeasureCondition(.count, .greater(exact(3)))])
  ),
  (
    "how many harbors have more than 3 boats",
    numbers("harbor", [.count], where: [.measured("boat", .count, where: .always, .greater(exact(3)))])
  ),
]

private let possessions: [(String, Query)] = [
  ("boats with a repair", boats(.related("repair", .always))),
  ("boats that had a repair in 2024", boats(.related("repair", during("repair.done", year(2024))))),
  ("renters with a booking", renters(.related("rental", .always))),
  // Not had; a property of the row; several are counted.
  ("boats with no repair", boats(.not(.related("repair", .always)))),
  ("boats with seats", rows("boat.name", "boat.price", "boat.seats")),
  ("boats with repairs", numbers("repair", [repairs], by: [byBoat])),
]

private let merged: [(String, Query)] = [
  // Values of different attributes are of one row, those of one attribute of different rows.
  ("boats with a critical repair", boats(.related("repair", .all([critical])))),
  ("boats with a closed critical repair", boats(.related("repair", .all([closed, critical])))),
  (
    "renters who rented a kayak in North Quay",
    renters(.related("rental", .all([kayaks, equals("harbor.harbor", "North Quay")])))
  ),
  (
    "renters who rented a kayak with card",
    renters(.related("rental", .all([kayaks, equals("rental.payment", "Card")])))
  ),
  (
    "harbors with a kayak from Harlow",
    rows("harbor.harbor", where: [.related("boat", .all([kayaks, equals("boat.maker", "Harlow")]))])
  ),
  (
    "renters who rented kayaks and yachts",
    renters(.related("rental", .all([kayaks])), .related("rental", .all([yachts])))
  ),
  (
    "harbors with kayaks and yachts",
    rows("harbor.harbor", where: [.related("boat", .all([kayaks])), .related("boat", .all([yachts]))])
  ),
  // What the row has itself stays beside them.
  (
    "renters of kayaks in Oslo",
    renters(.related("rental", .all([kayaks])), equals("renter.town", "Oslo"))
  ),
]

@Test(arguments: bounds) func readsBoundsOnRelatedRows(question: String, expected: Query) {
  #expect(BoatRental.query(question) == expected)
}
@Test(arguments: possessions) func readsPossessions(question: String, expected: Query) {
  #expect(BoatRental.query(question) == expected)
}
@Test(arguments: merged) func mergesRelations(question: String, expected: Query) {
  #expect(BoatRental.query(question) == expected)
}
