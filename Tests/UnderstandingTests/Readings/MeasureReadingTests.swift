import Domain
import Testing

@testable import Understanding

private let measures: [(String, Query)] = [
  ("revenue", numbers("rental", [revenue])),
  ("takings", numbers("rental", [revenue])),
  ("what is revenue", numbers("rental", [revenue])),
  ("revnue by harbr", numbers("rental", [revenue], by: [byHarbor])),
  ("how much revenue in 2024", numbers("rental", [revenue], where: [during("rental.started", year(2024))])),
  (
    "revenue last month",
    numbers("rental", [revenue], where: [during("rental.started", month("July 2024", 7))])
  ),
  ("revenue on Mondays", numbers("rental", [revenue], where: [.onWeekdays(at("rental.started"), [1])])),
  ("revenue and rentals by harbor", numbers("rental", [revenue, rentals], by: [byHarbor])),
  ("average fee", numbers("rental", [.aggregate(.average, at("rental.fee"))])),
  ("median fee by kind", numbers("rental", [.aggregate(.median, at("rental.fee"))], by: [byKind])),
  (
    "average price of kayaks",
    numbers("boat", [.aggregate(.average, at("boat.price"))], where: [equals("boat.kind", "Kayak")])
  ),
  (
    "average seats by maker",
    numbers("boat", [.aggregate(.average, at("boat.seats"))], by: [.attribute(at("boat.maker"))])
  ),
  // An event has its own moment and its own rows.
  (
    "P1 repairs by maker",
    numbers("repair", [repairs], by: [.attribute(at("boat.maker"))], where: [equals("repair.priority", "P1")])
  ),
]

private let counts: [(String, Query)] = [
  ("how many boats", numbers("boat", [.count])),
  ("how many boats per harbor", numbers("boat", [.count], by: [byHarbor])),
  ("number of boats by maker", numbers("boat", [.count], by: [.attribute(at("boat.maker"))])),
  ("number of bookings per harbor", numbers("rental", [rentals], by: [byHarbor])),
  ("how many renters in Oslo", numbers("renter", [.count], where: [equals("renter.town", "Oslo")])),
  ("how many different makers", numbers("boat", [.countDistinct(at("boat.maker"))])),
  (
    "how many rentals in May 2024",
    numbers("rental", [rentals], where: [during("rental.started", month("May 2024", 5))])
  ),
  ("how many kayaks were rented", numbers("rental", [rentals], where: [equals("boat.kind", "Kayak")])),
  ("how many kayaks were repaired", numbers("repair", [repairs], where: [equals("boat.kind", "Kayak")])),
  (
    "how many P1s in 2024",
    numbers("repair", [repairs], where: [equals("repair.priority", "P1"), during("repair.done", year(2024))])
  ),
]

private let changeOfRevenue = MeasureTerm.difference(revenue, from: .earlier(revenue, periods: 1))

private let series: [(String, Query)] = [
  ("running total of revenue by month", numbers("rental", [revenue, .runningTotal(revenue)], by: [byMonth])),
  ("cumulative rentals by month", numbers("rental", [rentals, .runningTotal(rentals)], by: [byMonth])),
  (
    "3-month moving average of revenue",
    numbers("rental", [revenue, .movingAverage(revenue, periods: 3)], by: [byMonth])
  ),
  (
    "month over month change in revenue",
    numbers(
      "rental", [revenue, changeOfRevenue, .growth(revenue, from: .earlier(revenue, periods: 1))],
      by: [byMonth])
  ),
  (
    "year over year change in revenue by month",
    numbers(
      "rental",
      [
        revenue, .difference(revenue, from: .earlier(revenue, periods: 12)),
        .growth(revenue, from: .earlier(revenue, periods: 12)),
      ], by: [byMonth])
  ),
  // Without a word of change, periods side by side.
  (
    "revenue from quarter to quarter",
    numbers("rental", [revenue], by: [.time(at("rental.started"), .quarter)])
  ),
]

private let breakdowns: [(String, Query)] = [
  (
    "revenue by month in 2024",
    numbers("rental", [revenue], by: [byMonth], where: [during("rental.started", year(2024))])
  ),
  ("revenue by harbor and kind", numbers("rental", [revenue], by: [byHarbor, byKind])),
  ("revenue by harbor per month", numbers("rental", [revenue], by: [byHarbor, byMonth])),
  ("trend of revenue by month", numbers("rental", [revenue], by: [byMonth])),
  ("revenue per weekday", numbers("rental", [revenue], by: [.weekday(at("rental.started"))])),
  ("rentals by hour", numbers("rental", [rentals], by: [.hour(at("rental.started"))])),
  ("rentals by payment", numbers("rental", [rentals], by: [.attribute(at("rental.payment"))])),
  ("repair cost by kind", numbers("repair", [.measure("repair_cost")], by: [byKind])),
  // Who did it is no breakdown.
  ("rentals by renters from Oslo", numbers("rental", [rentals], where: [equals("renter.town", "Oslo")])),
  (
    "revenue of kayaks by renters from Oslo in May 2024",
    numbers(
      "rental", [revenue],
      where: [
        equals("boat.kind", "Kayak"), equals("renter.town", "Oslo"),
        during("rental.started", month("May 2024", 5)),
      ])
  ),
]

private let sharesAndComparisons: [(String, Query)] = [
  (
    "what share of rentals were paid by card",
    numbers("rental", [.percent(rentals, where: equals("rental.payment", "Card"))])
  ),
  (
    "what share of rentals are late",
    numbers("rental", [.percent(rentals, where: .segment("rental", "late"))])
  ),
  ("share of late rentals", numbers("rental", [.percent(rentals, where: .segment("rental", "late"))])),
  ("share of revenue by harbor", numbers("rental", [.percentOfTotal(revenue)], by: [byHarbor])),
  (
    "percentage of rentals by payment",
    numbers("rental", [.percentOfTotal(rentals)], by: [.attribute(at("rental.payment"))])
  ),
  // A measure that is a share needs none.
  ("late rate by harbor", numbers("rental", [lateRate], by: [byHarbor])),
  (
    "cash vs card revenue",
    numbers(
      "rental", [revenue], by: [.attribute(at("rental.payment"))],
      where: [equals("rental.payment", "Cash", "Card")])
  ),
  (
    "compare revenue of North Quay and South Quay",
    numbers(
      "rental", [revenue], by: [byHarbor], where: [equals("harbor.harbor", "North Quay", "South Quay")])
  ),
  (
    "revenue 2023 vs 2024",
    numbers("rental", [revenue], by: [.windows(at("rental.started"), [year(2023), year(2024)])])
  ),
  (
    "critical repairs vs P2 repairs",
    numbers(
      "repair", [repairs], by: [.attribute(at("repair.priority"))],
      where: [equals("repair.priority", "P1", "P2")])
  ),
]

@Test(arguments: measures) func readsMeasures(question: String, expected: Query) {
  #expect(BoatRental.query(question) == expected)
}
@Test(arguments: counts) func readsCounts(question: String, expected: Query) {
  #expect(BoatRental.query(question) == expected)
}
@Test(arguments: series) func readsNumbersOverPeriods(question: String, expected: Query) {
  #expect(BoatRental.query(question) == expected)
}

@Test(arguments: breakdowns) func readsBreakdowns(question: String, expected: Query) {
  #expect(BoatRental.query(question) == expected)
}
@Test(arguments: sharesAndComparisons) func readsShares(question: String, expected: Query) {
  #expect(BoatRental.query(question) == expected)
}
