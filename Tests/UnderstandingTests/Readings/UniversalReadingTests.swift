import Domain
import Testing

@testable import Understanding

private let card = equals("rental.payment", "Card")
private let kayak = equals("boat.kind", "Kayak")
private let started = at("rental.started")

private func renters(_ conditions: Predicate...) -> Query {
  rows("renter.full_name", "renter.town", where: conditions)
}
private func boats(_ conditions: Predicate...) -> Query { rows("boat.name", "boat.price", where: conditions) }

/// The groups none of whose rows is in `others`.
private func groups(
  _ subject: EntityID, _ count: MeasureTerm, by attribute: String, without others: Predicate, _ label: String
) -> Query {
  let term = MeasureTerm.filtered(count, where: others, label: label)
  return numbers(
    subject, [count], by: [.attribute(at(attribute))], where: [isPresent(attribute)],
    having: [MeasureCondition(term, .equal(.integer(0)))])
}

private func towns(without others: Predicate, _ label: String) -> Query {
  groups("rental", rentals, by: "renter.town", without: others, label)
}
private func makers(without others: Predicate, _ label: String) -> Query {
  groups("boat", .count, by: "boat.maker", without: others, label)
}

private let universals: [(String, Query)] = [
  ("renters who paid only by card", renters(.every("rental", within: .always, card))),
  ("renters who always paid by card", renters(.every("rental", within: .always, card))),
  (
    "renters who paid only by card in 2024",
    renters(.every("rental", within: during("rental.started", year(2024)), card))
  ),
  (
    "how many renters paid only by card",
    numbers("renter", [.count], where: [.every("rental", within: .always, card)])
  ),
  // What is counted off of a thing's rows: none of them is otherwise.
  (
    "towns whose rentals all cost more than $20",
    towns(without: .not(.compare(at("rental.fee"), .greater(exact(20)))), "not more than $ 20")
  ),
  (
    "towns with only rentals above $20",
    towns(without: .not(.compare(at("rental.fee"), .greater(exact(20)))), "not above $ 20")
  ),
  (
    "makers with no boat under $20",
    makers(without: .compare(at("boat.price"), .less(exact(20))), "under $ 20")
  ),
  ("renters who paid all their rentals by card", renters(.every("rental", within: .always, card))),
  // In as many periods, or of as many kinds, as there are.
  (
    "boats that were rented in every month of 2024",
    boats(
      .measured(
        "rental", .groups(.time(started, .month)), where: during("rental.started", year(2024)),
        .equal(.integer(12))))
  ),
  (
    "boats that were rented in every month between March and June 2024",
    boats(
      .measured(
        "rental", .groups(.time(started, .month)),
        where: during(
          "rental.started", window("March 2024 to June 2024", from: "2024-03-01", to: "2024-07-01")),
        .equal(.integer(4))))
  ),
  (
    "makers with boats of all 3 kinds",
    numbers(
      "boat", [.count], by: [.attribute(at("boat.maker"))], where: [isPresent("boat.maker")],
      having: [MeasureCondition(.groups(.attribute(at("boat.kind"))), .equal(.integer(3)))])
  ),
]

private let headed: [(String, Query)] = [
  (
    "North Quay and South Quay: total revenue",
    numbers(
      "rental", [revenue], by: [byHarbor],
      where: [equals("harbor.harbor", "North Quay", "South Quay")])
  ),
  (
    "total revenue of North Quay and South Quay",
    numbers("rental", [revenue], where: [equals("harbor.harbor", "North Quay", "South Quay")])
  ),
]

private let scenes = [
  "weather here. revenue by month in 2023", "revenue by month in 2023, i need it for the weather",
]

private let otherwise = [
  // That they rented each of them is not that they rented one.
  "renters who rented all kayaks",
  "renters who rented every boat", "renters who booked all rentals in 2024",
]

private let ranges: [(String, Query)] = [
  (
    "how many repairs P1 to P3",
    numbers("repair", [repairs], where: [equals("repair.priority", "P1", "P2", "P3")])
  ),
  (
    "how many repairs P1 and P3", numbers("repair", [repairs], where: [equals("repair.priority", "P1", "P3")])
  ),
]

@Test(arguments: universals) func readsWhatHoldsOfAll(question: String, expected: Query) {
  #expect(BoatRental.query(question) == expected)
}
@Test(arguments: otherwise) func readsNoOneForAll(question: String) {
  #expect(BoatRental.query(question) == nil)
}
@Test(arguments: headed) func readsWhatAHeadingNames(question: String, expected: Query) {
  #expect(BoatRental.query(question) == expected)
}
@Test(arguments: scenes) func leavesScenesOut(question: String) {
  let plain = BoatRental.query("revenue by month in 2023")
  #expect(plain != nil && BoatRental.query(question) == plain)
}
@Test(arguments: ["weather in 2023", "i need the weather, by month", "revenue; sink the boats"])
func leavesOutNoQuestion(question: String) {
  #expect(BoatRental.query(question) == nil)
}
@Test(arguments: ranges) func readsRangesOfValues(question: String, expected: Query) {
  #expect(BoatRental.query(question) == expected)
}

// MARK: - Why

/// The change from one window to the other by a property, the largest part of it first.
private func parts(
  _ term: MeasureTerm, _ first: TimeWindow, _ last: TimeWindow, by property: String, ranked isDescending: Bool
) -> Query {
  let (old, new) = (
    MeasureTerm.filtered(term, where: during("rental.started", first), label: first.label),
    MeasureTerm.filtered(term, where: during("rental.started", last), label: last.label)
  )
  return numbers(
    "rental",
    [
      .difference(new, from: old), .growth(new, from: old), old, new, .total(.difference(new, from: old)),
    ],
    by: [.attribute(at(property))],
    where: [.any([during("rental.started", first), during("rental.started", last)])], ranked: isDescending)
}

private let explanations: [(String, Query)] = [
  (
    "why did revenue drop in March 2024",
    parts(
      revenue, month("February 2024", 2), month("March 2024", 3), by: "rental.payment", ranked: false)
  ),
  (
    "why did revenue increase in 2023",
    parts(revenue, year(2022), year(2023), by: "rental.payment", ranked: true)
  ),
  (
    "why did bookings fall in March 2024 by kind",
    parts(rentals, month("February 2024", 2), month("March 2024", 3), by: "boat.kind", ranked: false)
  ),
]

private let unexplained = [
  // The parts of a rate do not add up, and no period is no change.
  "why did the late rate increase in March 2024",
  "why did revenue drop",
  "why is the sea blue",
]

@Test(arguments: explanations) func takesChangesApart(question: String, expected: Query) {
  #expect(BoatRental.query(question) == expected)
}
@Test(arguments: unexplained) func leavesUnexplained(question: String) {
  #expect(BoatRental.query(question) == nil)
}
@Test func explainsTheNumberBefore() {
  let base = BoatRental.reading("revenue in March 2024")
  #expect(
    BoatRental.query("why", base: base)
      == parts(revenue, month("February 2024", 2), month("March 2024", 3), by: "rental.payment", ranked: true)
  )
  #expect(BoatRental.query("why", base: BoatRental.reading("revenue by month in 2024")) == nil)
}

// MARK: - Numbers per thing, periods in periods

private let perThing: [(String, Query)] = [
  (
    "which town has the highest revenue per renter",
    numbers(
      "rental", [.ratio(revenue, .groups(.entity("renter")))], by: [.attribute(at("renter.town"))],
      where: [isPresent("renter.town")], ranked: true, limit: 1)
  ),
  ("revenue per renter", numbers("rental", [revenue], by: [byRenter])),
  (
    "average number of rentals per renter by town",
    numbers(
      "rental", [.ratio(rentals, .groups(.entity("renter")))], by: [.attribute(at("renter.town"))],
      where: [isPresent("renter.renter_id")])
  ),
  (
    "revenue by kind and year",
    numbers("rental", [revenue], by: [.attribute(at("boat.kind")), .time(started, .year)])
  ),
  (
    "change of revenue by month in 2024",
    numbers(
      "rental",
      [
        revenue, .difference(revenue, from: .earlier(revenue, periods: 1)),
        .growth(revenue, from: .earlier(revenue, periods: 1)),
      ], by: [.time(started, .month)], where: [during("rental.started", year(2024))])
  ),
  (
    "how many repairs have a repair cost",
    numbers("repair", [repairs], where: [isPresent("repair.cost")])
  ),
]

@Test(arguments: perThing) func readsNumbersPerThing(question: String, expected: Query) {
  #expect(BoatRental.query(question) == expected)
}
