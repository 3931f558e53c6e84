import Domain
import Testing

@testable import Understanding

private let lowest = MeasureTerm.aggregate(.minimum, at("rental.fee"))
private let highest = MeasureTerm.aggregate(.maximum, at("rental.fee"))
private let averageFee = MeasureTerm.aggregate(.average, at("rental.fee"))
private let kayaks = equals("boat.kind", "Kayak")

private func fees(_ conditions: Predicate..., descending: Bool) -> Query {
  rows(
    "rental.rental_id", "rental.started", "rental.fee", where: conditions, ranked: "rental.fee",
    descending: descending, limit: 1)
}

private let aggregates: [(String, Query?)] = [
  // Both ends are numbers; one of them is the row that has it.
  ("lowest and highest fee", numbers("rental", [lowest, highest])),
  ("the highest and the lowest fee", numbers("rental", [highest, lowest])),
  ("lowest fee", fees(descending: false)), ("highest fee", fees(descending: true)),
  ("highest fee of kayaks", fees(kayaks, descending: true)),
  // Of each of several groups the number is asked, not the row.
  ("highest fee per harbor", numbers("rental", [highest], by: [byHarbor])),
  ("highest and lowest fee per harbor", numbers("rental", [highest, lowest], by: [byHarbor])),
  (
    "highest revenue per harbor", numbers("rental", [revenue], by: [byHarbor], ranked: true, limit: 1)
  ),
  // Past conditions, units and nouns.
  ("average late fee", numbers("rental", [averageFee], where: [.segment("rental", "late")])),
  ("average kayak fee", numbers("rental", [averageFee], where: [kayaks])),
  ("average dollars fee", numbers("rental", [averageFee])),
  ("average of the rentals fee", numbers("rental", [averageFee])),
  (
    "average and median fee",
    numbers("rental", [averageFee, .aggregate(.median, at("rental.fee"))])
  ),
  (
    "minimum and maximum price of kayaks",
    numbers(
      "boat", [.aggregate(.minimum, at("boat.price")), .aggregate(.maximum, at("boat.price"))],
      where: [kayaks])
  ),
  ("average fee and revenue by harbor", numbers("rental", [averageFee, revenue], by: [byHarbor])),
  // Of nothing.
  ("average boats", nil), ("average payment", nil),
  // Percentiles.
  ("p90 fee", numbers("rental", [.percentile(90, at("rental.fee"))])),
  ("90th percentile of fee", numbers("rental", [.percentile(90, at("rental.fee"))])),
  (
    "the 90th percentile of the fee by harbor",
    numbers("rental", [.percentile(90, at("rental.fee"))], by: [byHarbor])
  ),
  ("p90 payment", nil), ("p90", nil), ("90 fee", nil),
]

private func rate(_ term: MeasureTerm, per group: Grouping, where conditions: Predicate...) -> Query {
  numbers("rental", [.ratio(term, .groups(group))], where: conditions)
}

private let rates: [(String, Query?)] = [
  // How many there are of one thing for one of another.
  ("average number of rentals per month", rate(rentals, per: byMonth)),
  ("average rentals per month", rate(rentals, per: byMonth)),
  ("rentals per renter on average", rate(rentals, per: byRenter, where: isPresent("renter.renter_id"))),
  ("average rentals per renter", rate(rentals, per: byRenter, where: isPresent("renter.renter_id"))),
  (
    "how many rentals does a renter have on average",
    rate(rentals, per: byRenter, where: isPresent("renter.renter_id"))
  ),
  (
    "average number of boats per harbor",
    numbers("boat", [.ratio(.count, .groups(byHarbor))], where: [isPresent("harbor.harbor")])
  ),
  (
    "rentals per month and harbor on average",
    numbers("rental", [.ratio(rentals, .groups(byMonth))], by: [byHarbor])
  ),
  // Without "average" it is a breakdown; of a number of rows and of a share it is that of each group.
  ("rentals per month", numbers("rental", [rentals], by: [byMonth])),
  ("rentals per renter", numbers("rental", [rentals], by: [byRenter])),
  ("average fee per renter", numbers("rental", [averageFee], by: [byRenter])),
  ("average late rate per month", numbers("rental", [lateRate], by: [byMonth])),
  // Of what, per what.
  ("average rentals", nil), ("average number of rentals", nil),
  // For each of the rows themselves: the average over them.
  ("revenue per hire", numbers("rental", [averageFee])),
  ("revenue per hire by harbor", numbers("rental", [averageFee], by: [byHarbor])),
  ("average fee per rental", numbers("rental", [averageFee])),
  ("average price per boat", numbers("boat", [.aggregate(.average, at("boat.price"))])),
  ("revenue per boat", numbers("rental", [revenue], by: [byBoat])),
  ("late rate per hire", nil),
]

private let (may, june) = (month("May 2024", 5), month("June 2024", 6))

private let changes: [(String, Query?)] = [
  (
    "how did revenue change from May to June 2024",
    change("rental", revenue, of: "rental.started", may, june)
  ),
  (
    "how did revenue change from May 2024 to June 2024",
    change("rental", revenue, of: "rental.started", may, june)
  ),
  (
    "change in revenue from May to June 2024 by harbor",
    change("rental", revenue, of: "rental.started", may, june, by: [byHarbor])
  ),
  (
    "difference of revenue from 2023 to 2024",
    change("rental", revenue, of: "rental.started", year(2023), year(2024))
  ),
  // The same words without a change are one window; a change needs two.
  (
    "revenue from May to June 2024",
    numbers(
      "rental", [revenue],
      where: [
        during("rental.started", window("May 2024 to June 2024", from: "2024-05-01", to: "2024-07-01"))
      ])
  ),
  ("how did revenue change", nil), ("how did revenue change in 2024", nil),
]

private func named(_ comparison: Comparison) -> Query {
  rows("boat.name", "boat.code", "boat.price", where: [.compare(at("boat.name"), comparison)])
}

private let texts: [(String, Query?)] = [
  ("boats with the word sea in their name", named(.contains("sea"))),
  ("boats containing tide", named(.contains("tide"))),
  // A word of several names is no question back here.
  ("boats containing breeze", named(.contains("breeze"))),
  ("boats starting with sea", named(.startsWith("sea"))),
  ("boats starting with unicorn", named(.startsWith("unicorn"))),
  // No word, or rows without names.
  ("boats with the word", nil), ("boats starting with", nil), ("rentals with the word sea", nil),
]

@Test(arguments: aggregates) func readsAggregates(question: String, expected: Query?) {
  #expect(BoatRental.query(question) == expected)
}
@Test(arguments: rates) func readsRates(question: String, expected: Query?) {
  #expect(BoatRental.query(question) == expected)
}
@Test(arguments: changes) func readsChanges(question: String, expected: Query?) {
  #expect(BoatRental.query(question) == expected)
}
@Test(arguments: texts) func readsTextsOfNames(question: String, expected: Query?) {
  #expect(BoatRental.query(question) == expected)
}
