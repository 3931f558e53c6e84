import Domain
import Testing

@testable import Understanding

/// The query of the last of several turns, or nil. `shown` are the rows of every answer.
private func last(_ turns: [String], shown: [Value]? = nil) -> Query? {
  var base: Reading?
  var query: Query?
  for turn in turns {
    guard case .query(let found) = BoatRental.outcome(turn, base: base) else {
      query = nil
      continue
    }
    query = found.query
    base = found.reading
    base?.shown = shown.flatMap { values in
      let columns = (found.query.columns.isEmpty ? ["key", "number"] : found.query.columns.map(\.name))
        .map { ResultColumn(name: $0, label: $0, kind: .text) }
      return ShownRows(
        found.query,
        ResultTable(
          columns: columns,
          rows: values.map { [$0] + Array(repeating: .integer(1), count: columns.count - 1) }),
        catalog: BoatRental.catalog)
    }
  }
  return query
}

private let in2024 = during("rental.started", year(2024))
private let in2023 = during("rental.started", year(2023))
private let kayaks = equals("boat.kind", "Kayak")
private let late = Predicate.segment("rental", "late")
private let largestFee = MeasureTerm.aggregate(.maximum, at("rental.fee"))

private let conversations: [([String], Query?)] = [
  // Another time.
  (["revenue in 2024", "what about 2023"], numbers("rental", [revenue], where: [in2023])),
  (
    ["revenue in May 2024", "the month before"],
    numbers("rental", [revenue], where: [during("rental.started", month("April 2024", 4))])
  ),
  (["revenue in 2024", "sorry, 2023"], numbers("rental", [revenue], where: [in2023])),
  (
    ["revenue in May 2022", "what about June"],
    numbers("rental", [revenue], where: [during("rental.started", month("June 2022", 6, of: 2022))])
  ),
  (
    ["revenue in 2023", "compare 2024"],
    numbers("rental", [revenue], by: [.windows(at("rental.started"), [year(2023), year(2024)])])
  ),
  // Another breakdown.
  (["revenue in 2024", "by harbor"], numbers("rental", [revenue], by: [byHarbor], where: [in2024])),
  (["top 3 boats by revenue", "by month"], nil),
  // Other rows.
  (["revenue in 2024", "only kayaks"], numbers("rental", [revenue], where: [kayaks, in2024])),
  (
    ["revenue in 2024", "only kayaks", "what about yachts"],
    numbers("rental", [revenue], where: [equals("boat.kind", "Sailing yacht"), in2024])
  ),
  (["revenue in 2024", "only late rentals"], numbers("rental", [revenue], where: [late, in2024])),
  (["revenue in 2024", "what about late rentals"], numbers("rental", [revenue], where: [late, in2024])),
  (["revenue in 2024", "how many late rentals"], numbers("rental", [rentals], where: [late])),
  (["revenue in 2024", "what about rentals"], numbers("rental", [rentals], where: [in2024])),
  (
    ["how many rentals of kayaks", "and rowing?"],
    numbers("rental", [rentals], where: [equals("boat.kind", "Rowing boat")])
  ),
  (
    ["how many rentals in 2024", "how many of those were late"],
    numbers("rental", [rentals], where: [late, in2024])
  ),
  (
    ["revenue in 2024", "what about 2023", "by harbor", "only kayaks"],
    numbers("rental", [revenue], by: [byHarbor], where: [kayaks, in2023])
  ),
  (
    ["revenue by kind in 2024", "yachts?"],
    numbers("rental", [revenue], by: [byKind], where: [equals("boat.kind", "Sailing yacht"), in2024])
  ),
  // Another number.
  (["average fee of kayaks", "and the maximum?"], numbers("rental", [largestFee], where: [kayaks])),
  (["average fee of kayaks", "and the highest?"], numbers("rental", [largestFee], where: [kayaks])),
  (["how many rentals in 2024", "and the maximum?"], nil),
  // Another order, fewer rows.
  (
    ["revenue by harbor in 2024", "top 3"],
    numbers("rental", [revenue], by: [byHarbor], where: [in2024], ranked: true, limit: 3)
  ),
  (
    ["revenue by harbor in 2024", "lowest first"],
    numbers("rental", [revenue], by: [byHarbor], where: [in2024], ranked: false)
  ),
  (
    ["revenue by harbor", "sort by rentals"],
    numbers("rental", [rentals, revenue], by: [byHarbor], ranked: true)
  ),
  (["top 3 harbors by revenue", "lowest first"], nil),
  (["revenue in 2024", "lowest first"], nil),
  // A whole question stands for itself.
  (["revenue in 2024 by harbor", "repairs"], numbers("repair", [repairs])),
  (["only kayaks", "how many repairs"], numbers("repair", [repairs])),
  // What leans on the turn before and does not fit is no question.
  (["revenue in 2024", "what about the unicorn"], nil), (["revenue in 2024", "only unicorns"], nil),
  (["what about 2023"], nil), (["by harbor"], nil), (["and kayaks?"], nil),
  (["how many rentals was those"], nil),
]

@Test(arguments: conversations) func readsFollowUps(turns: [String], expected: Query?) {
  #expect(last(turns) == expected)
}

private let westhaven = Value.text("Westhaven")
private let quays = [Value.text("North Quay"), .text("South Quay")]

/// Turns about the rows of the answer before, which are known by their keys.
private let aboutRows: [([String], [Value], Query?)] = [
  (
    ["which harbor has the highest revenue in 2024", "how many rentals did they have"], [westhaven],
    numbers("rental", [rentals], where: [equals("harbor.harbor", "Westhaven"), in2024])
  ),
  (
    ["top 2 harbors by revenue", "how many rentals did they have"], quays,
    numbers("rental", [rentals], by: [byHarbor], where: [equals("harbor.harbor", "North Quay", "South Quay")])
  ),
  // Rows of a table by their place, and none beyond its end.
  (
    ["revenue by harbor", "the second"], quays,
    {
      var query = numbers("rental", [revenue], by: [byHarbor], limit: 1)
      (query.offset, query.order) = (1, [Ordering(.measure(revenue), isDescending: true)])
      return query
    }()
  ),
  (["revenue by harbor", "the fourth"], quays, nil),
  // Rows that conditions tell need no keys; rows picked by rank do.
  (
    ["how many rentals in 2024", "how many of those were late"], [],
    numbers("rental", [rentals], where: [late, in2024])
  ),
  (["which harbor has the highest revenue in 2024", "how many rentals did they have"], [], nil),
]

@Test(arguments: aboutRows) func speaksOfRowsShown(turns: [String], shown: [Value], expected: Query?) {
  #expect(last(turns, shown: shown) == expected)
}

/// Whether a turn that failed ends what the next one may lean on.
@Test(arguments: [
  ("how many rentals of unicorns", true), ("revenue in 2023", true), ("what about unicorns", false),
  ("hello", false), ("only kayaks", false),
]) func knowsAQuestionOfItsOwn(turn: String, expected: Bool) {
  let base = BoatRental.reading("revenue in 2024")
  let understood = BoatRental.understander.understand(turn, context: BoatRental.context, base: base)
  #expect(understood.standsAlone == expected)
}
